"""Datasets kept, found again, deleted; rows that keep their part."""

from __future__ import annotations

import errno
from dataclasses import replace

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import ForbiddenError, NotFoundError, StorageFullError, UnknownKeyError
from studio.core.records import Source
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import row_ids
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile


def test_a_confirmed_dataset_is_immutable_and_found_by_content(service: DatasetService, bring, table) -> None:
    draft = bring(table(60))
    dataset = service.confirm(LOCAL_ACTOR, draft, "My table")
    assert service.get(LOCAL_ACTOR, dataset.id) == dataset
    assert (dataset.name, dataset.rows, dataset.source) == ("My table", 60, Source.UPLOAD)
    pd.testing.assert_frame_equal(service.table(LOCAL_ACTOR, dataset.id), draft.table)
    assert service.preparation(LOCAL_ACTOR, dataset.id).hash() == dataset.preparation_hash
    assert service.confirm(LOCAL_ACTOR, bring(table(60)), "Another name").id == dataset.id
    assert len(service.list(LOCAL_ACTOR)) == 1


def test_a_table_brought_again_is_told_from_a_new_one(service: DatasetService, bring, table) -> None:
    first = service.keep(LOCAL_ACTOR, bring(table(60)), "One")
    again = service.keep(LOCAL_ACTOR, bring(table(60)), "Two")
    assert (first.already_there, again.already_there) == (False, True)
    assert again.dataset == first.dataset
    assert not service.keep(LOCAL_ACTOR, bring(table(61))).already_there


def test_another_workspace_sees_nothing_and_a_viewer_changes_nothing(service: DatasetService, bring, table) -> None:
    dataset = service.confirm(LOCAL_ACTOR, bring(table()))
    stranger = replace(LOCAL_ACTOR, workspace="other")
    assert service.list(stranger) == []
    for call in (service.get, service.table, service.preparation, service.delete):
        with pytest.raises(NotFoundError):
            call(stranger, dataset.id)
    viewer = Actor("v", ActorRole.VIEWER, LOCAL_ACTOR.workspace)
    with pytest.raises(ForbiddenError):
        service.confirm(viewer, bring(table()))


def test_deleting_gives_the_files_back(service: DatasetService, bring, table) -> None:
    dataset = service.confirm(LOCAL_ACTOR, bring(table()))
    service.delete(LOCAL_ACTOR, dataset.id)
    with pytest.raises(NotFoundError):
        service.table(LOCAL_ACTOR, dataset.id)


def test_a_full_disk_is_said_in_words_and_leaves_nothing(
    service: DatasetService, bring, table, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(StorageFullError) as caught:
        service.confirm(LOCAL_ACTOR, bring(table()))
    assert caught.value.fix
    assert service.list(LOCAL_ACTOR) == []


def test_rows_keep_their_part_in_later_datasets(service: DatasetService, bring, table) -> None:
    first = service.confirm(LOCAL_ACTOR, bring(table(80)))
    before = service.table(LOCAL_ACTOR, first.id).set_index("row_id")["part"]
    corrected = table(120)
    corrected.loc[:79:3, "label"] = "class 1"
    again = bring(corrected, seed=9)
    after = again.table.set_index("row_id")["part"]
    assert after[before.index].equals(before)
    assert "80 rows keep the part" in again.split_reason


def test_a_test_row_stays_one_whatever_a_later_file_says(service: DatasetService, bring, table) -> None:
    first = service.confirm(LOCAL_ACTOR, bring(table(80)))
    tested = service.table(LOCAL_ACTOR, first.id).query("part == 'test'")["row_id"]
    frame = table(80)
    frame["split"] = ["train"] * 70 + ["test"] * 10
    draft = bring(frame)
    assert set(draft.table.set_index("row_id").loc[tested, "part"]) == {"test"}
    assert "test_rows_kept" in {finding.code for finding in draft.findings}


def test_a_group_mapped_later_moves_no_test_row_into_training(service: DatasetService, bring, table) -> None:
    first = service.confirm(LOCAL_ACTOR, bring(table(80)))
    tested = service.table(LOCAL_ACTOR, first.id).query("part == 'test'")["row_id"]
    frame = table(80)
    frame["company"] = [f"company {row // 2}" for row in range(80)]
    again = bring(frame, seed=3).table
    assert set(again.set_index("row_id").loc[tested, "part"]) == {"test"}
    assert again.groupby("group")["part"].nunique().max() == 1


def test_a_row_written_otherwise_is_the_same_row(service: DatasetService, bring, table) -> None:
    first = service.confirm(LOCAL_ACTOR, bring(table(80)))
    before = service.table(LOCAL_ACTOR, first.id).set_index("row_id")["part"]
    frame = table(80)
    frame["text"] = frame["text"].str.upper() + "."
    after = bring(frame, seed=3).table.set_index("row_id")["part"]
    assert after[before.index].equals(before)


def test_a_named_group_never_crosses_the_files_own_split(bring, table) -> None:
    frame = table(80)
    frame["company"] = [f"company {row % 20}" for row in range(80)]
    frame["split"] = ["train"] * 70 + ["test"] * 10
    draft = bring(frame)
    assert draft.table.groupby("group")["part"].nunique().max() == 1
    assert draft.parts[Part.TEST] == 10
    left_out = next(finding for finding in draft.findings if finding.code == "tested_groups_left_out")
    assert left_out.count == 80 - len(draft.table) == 30


def test_a_few_groups_that_all_have_tested_rows_keep_the_files_split(bring, table) -> None:
    frame = table(80)
    frame["company"] = [f"company {row % 5}" for row in range(80)]
    frame["split"] = ["train"] * 60 + ["test"] * 20
    draft = bring(frame)
    assert not draft.blocked
    assert len(draft.table) == 80 and draft.parts[Part.TEST] == 20
    assert "split_crosses_groups" in {finding.code for finding in draft.findings}


def test_a_test_part_is_carved_though_one_row_was_tested_before(service: DatasetService, bring, table) -> None:
    first = service.confirm(LOCAL_ACTOR, bring(table(80)))
    tested = service.table(LOCAL_ACTOR, first.id).query("part == 'test'")["source_row"].iloc[0]
    frame = table(200).drop(index=[row for row in range(80) if row != tested - 1]).assign(split="train")
    assert bring(frame).parts[Part.TEST] > 5


def test_rows_that_differ_in_a_number_are_told_apart_in_any_order() -> None:
    frame = pd.DataFrame({"text": ["Error code 1 on pump", "error code 2 on pump!", "ERROR, code 1 on pump"]})
    first, second, again = row_ids(frame)
    assert len({first, second, again}) == 3 and again.startswith(first)
    assert row_ids(frame.iloc[[1, 0]]) == [second, first]


@pytest.mark.parametrize("mapped_first", [True, False])
def test_a_question_mapped_or_unmapped_later_moves_no_test_row(service: DatasetService, mapped_first) -> None:
    silent = {Role.TEXT: "answer", Role.SCORE: "points"}
    asked = {**silent, Role.QUESTION: "task"}
    frame = pd.DataFrame(
        {
            "answer": [f"It melts because of reason {chr(97 + row % 13)}{chr(97 + row % 5)}" for row in range(90)],
            "task": [f"Why does ice melt, part {chr(97 + row % 9)}?" for row in range(90)],
            "points": [row % 4 for row in range(90)],
        }
    )

    def bring(mapping: dict[Role, str]) -> pd.DataFrame:
        upload = UploadedFile("a.csv", frame.to_csv(index=False).encode())
        intake = service.open_upload(
            LOCAL_ACTOR, "education_grading", [upload], mapping=ColumnMapping(mapping), exact=True
        )
        draft = service.draft(LOCAL_ACTOR, intake, task=Task.SCORING)
        return service.table(LOCAL_ACTOR, service.confirm(LOCAL_ACTOR, draft).id)

    first, second = (bring(roles) for roles in ((asked, silent) if mapped_first else (silent, asked)))
    assert (first["part"] == "test").any()
    tested = set(first.loc[first["part"] == "test", "source_row"])
    again = second[second["source_row"].isin(tested)]
    assert set(again["part"]) == {"test"}


def test_the_same_answer_to_another_question_is_another_row() -> None:
    known = KnownParts(
        dict(zip(row_ids(pd.DataFrame({"text": ["yes"], "question": ["One?"]})), [Part.TEST], strict=True))
    )
    other, unasked = (
        row_ids(pd.DataFrame(rows))[0] for rows in ({"text": ["Yes"], "question": ["Two?"]}, {"text": ["yes!"]})
    )
    assert known.for_split(other) is None
    assert known.for_split(unasked) is Part.TEST


def test_a_text_that_was_perhaps_learned_from_does_not_measure() -> None:
    ids = row_ids(pd.DataFrame({"text": ["yes", "yes"], "question": ["One?", "Two?"]}))
    known = KnownParts(dict(zip(ids, [Part.TEST, Part.TRAIN], strict=True)))
    unasked = row_ids(pd.DataFrame({"text": ["yes"]}))[0]
    assert known.for_split(unasked) is Part.TEST
    assert known.for_measuring(unasked) is Part.TRAIN


def test_new_rows_of_a_tested_group_are_tested(service: DatasetService, bring, table) -> None:
    frame = table(80)
    frame["company"] = [f"company {row // 2}" for row in range(80)]
    first = service.confirm(LOCAL_ACTOR, bring(frame))
    tested = set(service.table(LOCAL_ACTOR, first.id).query("part == 'test'")["group"])
    more = table(120)
    more["company"] = [*frame["company"], *[f"company {row}" for row in range(40)]]
    more["split"] = "train"
    again = bring(more).table
    assert set(again[again["group"].isin(tested)]["part"]) == {"test"}
    assert again.groupby("group")["part"].nunique().max() == 1


def test_a_file_with_its_own_split_comes_back_as_the_same_dataset(service: DatasetService, bring, table) -> None:
    frame = table(80)
    frame.loc[79] = frame.loc[0]
    frame["split"] = ["train"] * 60 + ["test"] * 20
    first = service.confirm(LOCAL_ACTOR, bring(frame))
    assert service.confirm(LOCAL_ACTOR, bring(frame, seed=5)).id == first.id


@pytest.mark.parametrize("key", [domain.key for domain in registry()])
def test_every_sample_makes_a_dataset_marked_as_synthetic(service: DatasetService, key: str) -> None:
    intake = service.open_sample(LOCAL_ACTOR, key)
    assert "(synthetic sample)" in intake.name
    dataset = service.confirm(LOCAL_ACTOR, service.draft(LOCAL_ACTOR, intake))
    assert dataset.synthetic and dataset.rows >= 400
    assert all(dataset.parts[part] for part in Part)


@pytest.mark.parametrize("domain", list(registry()), ids=lambda domain: domain.key)
def test_the_template_reads_back_as_its_own_domain(service: DatasetService, domain) -> None:
    for task in domain.tasks:
        if task not in (Task.CLASSIFICATION, Task.SCORING):
            continue
        data = service.template(domain.key, task)
        names = data.decode("utf-8-sig").splitlines()[0].split(",")
        assert ("score" if task is Task.SCORING else "label") in names and "text" in names


def test_scores_make_a_dataset_with_ranges_per_question(service: DatasetService) -> None:
    intake = service.open_sample(LOCAL_ACTOR, "education_grading")
    draft = service.draft(LOCAL_ACTOR, intake, task=Task.SCORING)
    assert draft.labels == () and draft.score_min is not None and draft.score_max is not None
    table = draft.table
    assert ((table["target"] >= table["score_min"]) & (table["target"] <= table["score_max"])).all()


def test_an_unknown_public_set_names_the_known(service: DatasetService) -> None:
    with pytest.raises(UnknownKeyError):
        service.open_public(LOCAL_ACTOR, "finance_risk", "nope")


def test_uploading_keeps_nothing(service: DatasetService, table, tmp_path) -> None:
    data = table().assign(text=lambda frame: frame["text"] + " zebrafinch").to_csv(index=False).encode()
    service.draft(LOCAL_ACTOR, service.open_upload(LOCAL_ACTOR, "finance_risk", [UploadedFile("a.csv", data)]))
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and b"zebrafinch" in path.read_bytes()]
    assert kept == []


def test_the_labels_of_a_model_go_into_the_child_that_removes_names(service: DatasetService) -> None:
    frame = pd.DataFrame(
        {"note": ["The leg was seen again.", "Cough for two days."], "diagnosis": ["Varicose Veins", "Pneumonia"]}
    )
    upload = UploadedFile("a.csv", frame.to_csv(index=False).encode())
    mapping = ColumnMapping({Role.TEXT: "note", Role.LABEL: "diagnosis"})
    intake = service.open_upload(
        LOCAL_ACTOR, "medical_notes", [upload], mapping=mapping, terms=["varicose veins", "Pneumonia"]
    )
    assert intake.table["label"].tolist() == ["Varicose Veins", "Pneumonia"]


def test_how_many_rows_each_step_changed_is_kept_with_the_dataset(service: DatasetService, bring, table) -> None:
    frame = table(60)
    frame.loc[:9, "text"] = frame.loc[:9, "text"] + "   twice   spaced"
    draft = bring(frame)
    assert draft.changed["whitespace"] == 10
    kept = service.confirm(LOCAL_ACTOR, draft)
    assert service.changed(LOCAL_ACTOR, kept.id)["White space"] == 10
    assert service.preparation(LOCAL_ACTOR, kept.id).hash() == kept.preparation_hash
