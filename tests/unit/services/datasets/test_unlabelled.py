"""Rows without an answer: kept apart, never measured on, read by `adapt`, and telling of nothing that is held out."""

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import UnusableTableError
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.services.datasets.unlabelled import not_held_out, unlabelled_count
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.worker import inputs
from studio.worker.run_folder import RunFolder

_KINDS = ("credit", "market", "cyber")


@pytest.fixture
def studio(tmp_path):
    opened = open_studio(Settings(home=tmp_path / "home", first_start=False, threads=1, device="cpu"))
    yield opened
    opened.close()


def rows():
    labelled = [
        {"text": f"{kind} event {place} hit unit {chr(97 + place % 26)}{chr(97 + place // 26)}", "label": kind}
        for place in range(40)
        for kind in _KINDS
    ]
    fresh = [{"text": f"An unread memo about topic {chr(97 + each)} with a figure", "label": ""} for each in range(12)]
    return pd.DataFrame([*labelled, *fresh])


def kept(studio, table, domain="finance_risk"):
    file = UploadedFile("rows.csv", table.to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain, [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


def test_texts_without_an_answer_are_kept_beside_the_table_and_reach_the_run(studio, tmp_path):
    table = rows()
    dataset = kept(studio, table)
    assert unlabelled_count(dataset) == 12 and dataset.rows == 120
    prepared = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    assert not prepared["text"].str.contains("memo").any()
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "adapt")
    inputs.write(studio, run, tmp_path / "run")
    folder = RunFolder(tmp_path / "run")
    assert len(folder.unlabelled) == 12 and all("memo" in text for text in folder.unlabelled)
    assert not set(folder.unlabelled) & set(folder.learned().texts)
    estimate = studio.training.estimate(LOCAL_ACTOR, dataset.id, "adapt")
    assert "12 without a label" in estimate.note
    assert "12" not in studio.training.estimate(LOCAL_ACTOR, dataset.id, "full").note


def test_a_text_that_reads_like_a_held_out_row_is_left_out(studio):
    first = kept(studio, rows())
    table = studio.datasets.table(LOCAL_ACTOR, first.id)
    test_texts = table.loc[table["part"] == Part.TEST.value, "source_text"].tolist()
    train_text = table.loc[table["part"] == Part.TRAIN.value, "source_text"].iloc[0]
    told = pd.DataFrame({"text": [*(text.upper() for text in test_texts), train_text], "label": ""})
    again = kept(studio, pd.concat([rows(), told], ignore_index=True))
    assert unlabelled_count(again) == 12


def test_equal_rows_with_other_texts_beside_them_are_another_dataset(studio):
    with_memos, without = kept(studio, rows()), kept(studio, rows().head(120))
    assert with_memos.id != without.id and unlabelled_count(without) == 0
    assert kept(studio, rows()).id == with_memos.id


def test_identifiers_are_removed_from_them_as_from_every_text(studio):
    notes = pd.DataFrame(
        [
            *({"text": f"Chest pain on exertion, day {each}, worse at night", "label": "cardio"} for each in range(30)),
            *({"text": f"Wheeze and cough, day {each}, better at noon", "label": "chest"} for each in range(30)),
            {"text": "Patient Hildegard Oberwasser, tel. 555-210-4477, has knee pain on stairs.", "label": ""},
        ]
    )
    dataset = kept(studio, notes, "medical_notes")
    assert unlabelled_count(dataset) == 1
    folder = studio.artifacts.local_folder(f"datasets/{dataset.id}")
    text = pd.read_parquet(folder / "unlabelled.parquet")["text"].iloc[0]
    assert "Oberwasser" not in text and "4477" not in text and "knee pain" in text


def brought(studio, table, further, domain="finance_risk", **how):
    files = [UploadedFile(name, data.encode()) for name, data in further.items()]
    file = UploadedFile("rows.csv", table.to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain, [file], unlabelled=files, **how)
    return studio.datasets.draft(LOCAL_ACTOR, intake)


def test_texts_of_further_files_are_read_and_their_answers_left_behind(studio):
    labelled = rows().head(120)
    held_out = brought(studio, labelled, {}).table.query("part == 'test'")["source_text"].iloc[0]
    texts = [f"A note nobody answered about desk {chr(97 + each)} and its limits" for each in range(15)]
    table = pd.DataFrame({"narrative": [*texts, held_out.upper(), texts[0]], "label": "market"})
    draft = brought(studio, labelled, {"more.csv": table.to_csv(index=False), "notes.txt": "One more line to read.\n"})
    assert set(draft.unlabelled) == {*texts, "One more line to read."}
    assert draft.labels == ("credit", "cyber", "market") and len(draft.table) == 120
    told = {finding.code: finding for finding in draft.findings}
    assert told["texts_beside"].count == 16 and "18 texts" in told["texts_beside"].message
    assert "blank_label" not in told
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    assert unlabelled_count(dataset) == 16
    others = labelled[labelled["text"] != held_out]
    again = brought(studio, others, {"more.csv": "text\n" + f"{held_out}\n" * 2 + texts[0] + "\n"})
    assert again.unlabelled == (texts[0],)  # also where the copy is not in this table: an earlier one holds it out


def test_identifiers_of_further_files_are_removed_before_anything_is_kept(studio):
    notes = pd.DataFrame(
        [
            *({"text": f"Chest pain on exertion, day {each}, worse at night", "label": "cardio"} for each in range(30)),
            *({"text": f"Wheeze and cough, day {each}, better at noon", "label": "chest"} for each in range(30)),
        ]
    )
    more = "text\nPatient Hildegard Oberwasser has knee pain on stairs.\n"
    draft = brought(studio, notes, {"Hildegard Oberwasser.csv": more}, "medical_notes")
    (text,) = draft.unlabelled
    assert "knee pain" in text and "Oberwasser" not in text + repr(draft.findings) + repr(draft.intake.name)


def test_a_file_without_texts_is_refused(studio):
    with pytest.raises(UnusableTableError, match="No column of texts"):
        brought(studio, rows(), {"counts.csv": "a,b\n1,2\n3,4\n"})


def test_each_text_once_and_none_of_the_table():
    table = pd.DataFrame({"text": ["a b c", "d e f"], "part": ["train", "test"]})
    assert not_held_out(["x y", "x y", "a b c", "D E F", " "], table) == ("x y",)
