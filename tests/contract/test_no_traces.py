"""Planted identifiers of a personal-data domain are nowhere on the disk after a whole life of a dataset and a model."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from domains.deidentify import IdentifierOptions, Kind, Mode
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Phase
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.opened import Intake
from studio.services.datasets.reviewing import Correction
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from studio.storage.verdicts import dump_part
from studio.worker.inline import run_inline
from tests.contract.registered import REGISTERED
from tests.unit.services.intake.made_files import archive, xlsx

PERSONAL = [domain.key for domain in REGISTERED if domain.personal_data]
PLANTED = (
    "Zebulon", "Quackenbosh", "zquack77", "202-555-0187", "000-47-3391", "HK-4917062", "4111 1111 1111 1111",
    "Name: Zebulon", "IMG_77341",
)  # fmt: skip
SENTENCE = (
    "Name: Zebulon Quackenbosh. Mail zquack77@example.org, tel 202-555-0187, SSN 000-47-3391, MRN HK-4917062, "
    "card 4111 1111 1111 1111, photo IMG_77341.jpg. "
)


WHO = "Zebulon Quackenbosh"


def everything(*roots: Path) -> list[tuple[Path, bytes]]:
    """Every file as it lies there; a Parquet file, whose pages are packed, also as it reads."""
    found = [(path, path.read_bytes()) for root in roots for path in root.rglob("*") if path.is_file()]
    return found + [(path, unpacked(path)) for path, _ in found if path.suffix == ".parquet"]


def unpacked(path: Path) -> bytes:
    table = pq.read_table(path)
    return repr([table.column_names, table.schema.metadata, table.to_pydict()]).encode()


def planted_everywhere(key: str) -> tuple[UploadedFile, pd.DataFrame]:
    """A ZIP of a workbook: its names, a sheet, columns, labels, groups, questions and texts speak of one person."""
    sample = registry().get(key).sample().drop(columns="source_row", errors="ignore").head(100).copy()
    for column in ("text", "question", "reference"):
        if column in sample:
            sample[column] = [SENTENCE + text if row % 3 == 0 else text for row, text in enumerate(sample[column])]
    sample["group"] = [WHO if row % 4 == 0 else f"zquack77-{row % 20}" for row in range(len(sample))]
    sample["label"] = [WHO if row == 5 else label for row, label in enumerate(sample["label"])]
    sample["remarks"] = SENTENCE
    sample[WHO] = WHO
    sample["MRN HK-4917062"] = "yes"
    rows = [list(sample.columns), *sample.astype(object).where(sample.notna(), None).values.tolist()]
    book = xlsx(**{WHO: rows, "HK-4917062": rows[:9]})
    return UploadedFile(f"{WHO} 202-555-0187.zip", archive({f"{WHO}/HK-4917062 {WHO}.xlsx": book})), sample


def shown(intake: Intake) -> bytes:
    """What the page shows of an upload, but for the review of its texts, which lives in memory alone."""
    return (repr(replace(intake, review=None)) + intake.table.to_csv()).encode()


def traces(files: list[tuple[Path, bytes]]) -> list[tuple[str, str]]:
    wanted = [(planted, code) for planted in PLANTED for code in (planted.encode(), planted.encode("utf-16-le"))]
    return [(str(path), planted) for path, data in files for planted, code in wanted if code.lower() in data.lower()]


@pytest.mark.parametrize("key", PERSONAL)
def test_planted_identifiers_are_found_nowhere_afterwards(key: str, tmp_path: Path, monkeypatch) -> None:
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("ASSAY_HOME", str(home))
    file, sample = planted_everywhere(key)
    studio = open_studio(Settings(home=home, device="cpu", threads=1))
    try:
        intake = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], review=True)
        assert len(intake.sheets) == 2 and traces([(Path("shown"), shown(intake))]) == []
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
        run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
        run_inline(studio, run.id, lambda progress: None)
        model = next(iter(studio.library.versions(LOCAL_ACTOR, key)))
        asked = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], terms=model.labels)
        batch = studio.inference.start_batch(LOCAL_ACTOR, model.id, asked)
        verdict, measured = (
            studio.verdicts.start(LOCAL_ACTOR, dataset.id),
            studio.evaluations.start(LOCAL_ACTOR, model.id, asked),
        )
        for later in (verdict, batch, measured):
            run_inline(studio, later.id, lambda progress: None)
        waiting = studio.reviews.queue(LOCAL_ACTOR, batch.id, 1).waiting[0]
        given = waiting.predicted if isinstance(waiting.predicted, str) else float(round(waiting.predicted or 0))
        studio.reviews.record(LOCAL_ACTOR, batch.id, waiting.row_id, given, f"{WHO} again, tel 202-555-0187")
        question = str(sample["question"].iloc[0]) if "question" in sample else ""
        studio.inference.predict_texts(LOCAL_ACTOR, model.id, [TextInput(SENTENCE + "All is well.", question)])
    finally:
        studio.close()
    files = everything(home, scratch)
    assert any(path.suffix == ".parquet" for path, _ in files)
    assert traces(files) == []
    assert traces([(Path("planted"), SENTENCE.encode())])  # the search finds what is there


MISSED = "zorblewhit"
"""A nickname in small letters that no rule knows: only the reviewer can take it out."""
BORN = ("02/29/1948", "29 February 1948")


def notes_of_one_person() -> UploadedFile:
    """Notes, two of them copies, that name a person, a day and what the rules miss."""
    words = ("cough", "fever", "rash", "headache", "chest pain", "tremor", "vertigo", "fatigue")
    lines = [
        f'"{SENTENCE}Born {BORN[row % 2]}. Goes by {MISSED}. Complains of {words[row % 8]} and {words[row // 8]}.",'
        f"{('cardiology', 'neurology')[row % 2]},{WHO} {row % 7},{MISSED} in the waiting room"
        for row in [*range(39), 38]
    ]
    return UploadedFile(f"{WHO}.csv", "\n".join(["note,specialty,patient_id,remark", *lines]).encode())


@pytest.mark.parametrize(("mode", "shift"), [(Mode.MASK, False), (Mode.SURROGATE, True)])
def test_nor_where_something_else_stands_for_them_and_a_reviewer_and_a_mend_change_the_table(
    mode: Mode, shift: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is trained here: above it is, on texts in which a tag stands for an identifier."""
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    with closing(open_studio(Settings(home=home, device="cpu", threads=1))) as studio:
        mapping = ColumnMapping({Role.TEXT: "note", Role.LABEL: "specialty", Role.GROUP: "patient_id"}, ("remark",))
        intake = studio.datasets.open_upload(
            LOCAL_ACTOR, "medical_notes", [notes_of_one_person()], mapping=mapping, exact=True,
            identifiers=IdentifierOptions.chosen(mode, shift_dates=shift), review=True,
        )  # fmt: skip
        assert MISSED in intake.table.to_csv()
        corrected = studio.datasets.correct(LOCAL_ACTOR, intake, [Correction(MISSED, Kind.NAME)])
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, corrected))
        table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
        assert not table["source_text"].str.contains(r"\[NAME\]").any()
        made = studio.verdicts.mend(LOCAL_ACTOR, dataset.id, found_in(studio, dataset, table), Mend.LEAVE_OUT)
        assert made.rows == dataset.rows - 1
        told = (shown(corrected) + repr((dataset, made)).encode()).lower()
    gone = [*PLANTED, MISSED, *BORN]
    files = [(path, data.lower()) for path, data in [(Path("shown"), told), *everything(home, scratch)]]
    assert [(str(path), each) for path, data in files for each in gone if each.lower().encode() in data] == []


def found_in(studio: Studio, dataset: Dataset, table: pd.DataFrame) -> str:
    """A finding of one row, as a verdict keeps it: to look for one takes the language model."""
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    finding = Finding("exact_copies", Severity.WARNING, "A text is there twice.", "Leave it out.")
    copies = table.loc[table["part"] == Part.TRAIN.value, "row_id"].tolist()[:1]
    part = dump_part([VerdictFinding(finding, (Remedy(Mend.LEAVE_OUT, rows=tuple(copies)),))])
    studio.verdicts.record(run, Phase.LOOK, part, 1.0)
    return finding.code
