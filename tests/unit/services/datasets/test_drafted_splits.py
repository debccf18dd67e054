"""From a file to a Draft: what becomes of its own split, and what is asked where that is unclear."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.findings import Severity
from studio.core.splits import Part
from studio.services.datasets.draft import Draft
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings}


def errors(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings if finding.severity is Severity.ERROR}


def test_the_files_split_is_honoured_with_its_test_subsets(bring, table) -> None:
    frame = table(90)
    frame["split"] = ["train"] * 60 + ["valid"] * 10 + ["test-a"] * 10 + ["test-b"] * 10
    draft = bring(frame)
    assert (draft.parts[Part.DEV], draft.parts[Part.TEST]) == (10, 20)
    assert draft.parts[Part.CALIBRATION] > 0 and draft.parts[Part.TRAIN] + draft.parts[Part.CALIBRATION] == 60
    assert draft.subsets == {"test-a": 10, "test-b": 10}
    assert "calibration carved" in draft.split_reason


def test_an_unclear_split_asks(bring, table) -> None:
    frame = table(60)
    frame["split"] = ["train"] * 40 + ["zwei"] * 20
    draft = bring(frame)
    assert errors(draft) == {"split_unclear"}
    assert "'zwei'" in next(finding.message for finding in draft.findings if finding.code == "split_unclear")
    assert draft.intake.split_values == ("train", "zwei")
    mapped = bring(frame, split_map={"zwei": "test"})
    assert not mapped.blocked and mapped.parts[Part.TEST] == 20


def test_a_split_that_says_nothing_is_asked_about_not_passed_over(bring, table) -> None:
    frame = table(60)
    frame["split"] = ["A"] * 40 + ["B"] * 15 + [""] * 5
    assert errors(bring(frame)) == {"split_unclear"}
    mapped = bring(frame, split_map={"A": "train", "B": "test", "": "dev"})
    assert (mapped.parts[Part.TEST], mapped.parts[Part.DEV]) == (15, 5)


def test_the_meaning_of_values_without_a_split_column_is_an_error(bring, table) -> None:
    frame = table(60).assign(fold=["A", "B"] * 30)
    with pytest.raises(MappingError, match="'split'") as caught:
        bring(frame, split_map={"A": "train", "B": "test"})
    assert "fold" in caught.value.fix


def test_what_a_flag_means_may_be_said_otherwise(bring, table) -> None:
    frame = table(60).assign(is_train=["True"] * 40 + ["False"] * 20)
    assert bring(frame).parts[Part.TEST] == 20
    said = bring(frame, split_map={"False": "dev"})
    assert said.parts[Part.DEV] == 20 and said.parts[Part.TRAIN] < 40


@pytest.mark.parametrize(
    ("domain", "name", "values"),
    [
        ("finance_risk", "fold", ["1", "2", "3", "4"]),
        ("finance_risk", "Usage", ["Public", "Private"]),
        ("finance_risk", "is_valid", ["True", "False"]),
        ("finance_risk", "rows for", ["train", "train", "test", "valid"]),
        ("education_grading", "fold", ["1", "2", "3", "4"]),
    ],
)
def test_a_column_that_looks_like_a_split_is_not_passed_over_in_silence(
    service: DatasetService, table, domain, name, values
) -> None:
    data = table(60).assign(**{name: (values * 60)[:60]}).to_csv(index=False).encode()
    files = [UploadedFile("a.csv", data)]
    told = {each.code: each for each in service.open_upload(LOCAL_ACTOR, domain, files).findings}
    assert f"'{name}'" in told["split_column_unused"].message
    assert told["split_column_unused"].severity is Severity.NOTE
    for mapping in (ColumnMapping({Role.SPLIT: name}), ColumnMapping({Role.SPLIT: ""})):
        intake = service.open_upload(LOCAL_ACTOR, domain, files, mapping=mapping)
        assert "split_column_unused" not in {each.code for each in intake.findings}


def test_other_columns_do_not_look_like_splits(service: DatasetService, table) -> None:
    frame = table(60).assign(set=["1", "2"] * 30, kind=["training", "travel"] * 30, n=range(60))
    intake = service.open_upload(
        LOCAL_ACTOR, "finance_risk", [UploadedFile("a.csv", frame.to_csv(index=False).encode())]
    )
    assert intake.findings == ()


def test_no_training_rows_ask(bring, table) -> None:
    frame = table(60)
    frame["split"] = "test"
    assert errors(bring(frame)) == {"no_training_rows"}
    fix = next(finding.fix for finding in bring(frame).findings if finding.severity is Severity.ERROR)
    assert "which part each value" in fix and "--" not in fix


def test_a_group_never_crosses_our_split(bring, table) -> None:
    frame = table(100)
    frame["company"] = [f"company {row // 5}" for row in range(100)]
    draft = bring(frame)
    assert draft.intake.mapping.column(Role.GROUP) == "company"
    assert draft.table.groupby("group")["part"].nunique().max() == 1


def test_train_and_test_files_make_one_dataset(service: DatasetService, table) -> None:
    frame = table(80)
    files = [
        UploadedFile("set_train.csv", frame[:60].to_csv(index=False).encode()),
        UploadedFile("set_test.csv", frame[60:].to_csv(index=False).encode()),
    ]
    intake = service.open_upload(LOCAL_ACTOR, "finance_risk", files)
    draft = service.draft(LOCAL_ACTOR, intake)
    assert intake.file_rows == 80
    assert {"several_files", "split_from_file_names"} <= codes(draft)
    assert set(draft.table.loc[draft.table["part"] == "test", "source_row"]) == set(range(61, 81))
