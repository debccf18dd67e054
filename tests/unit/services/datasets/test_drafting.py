"""From a file to a Draft: what is found, what is left out, what forbids a dataset."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.findings import Severity
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.draft import Draft
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings}


def errors(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings if finding.severity is Severity.ERROR}


def test_a_plain_table_becomes_a_draft(bring, table) -> None:
    draft = bring(table(100))
    assert not draft.blocked
    assert draft.task is Task.CLASSIFICATION
    assert draft.labels == ("class 0", "class 1", "class 2")
    assert sum(draft.parts.values()) == 100 and draft.parts[Part.TRAIN] == 70
    assert set(draft.table.columns) >= {"row_id", "source_row", "text", "source_text", "target", "part", "subset"}
    assert draft.distribution["count"].sum() == 100
    assert draft.split_reason


@pytest.mark.parametrize(
    ("rows", "classes", "error"),
    [(2, 2, "too_few_rows"), (9, 2, "too_few_rows"), (40, 1, "one_class"), (40, 40, "all_labels_different")],
)
def test_tables_nothing_can_be_learned_from(bring, table, service: DatasetService, rows, classes, error) -> None:
    draft = bring(table(rows, classes))
    assert draft.blocked and errors(draft) == {error}
    with pytest.raises(UnusableTableError):
        service.confirm(LOCAL_ACTOR, draft)
    assert service.list(LOCAL_ACTOR) == []


def test_no_text_and_no_label_column_are_told_with_what_to_do(bring) -> None:
    draft = bring(pd.DataFrame({"a": range(30), "b": range(30)}))
    assert errors(draft) == {"no_text_column", "no_label_column"}
    assert all(finding.fix for finding in draft.findings)


def test_a_field_of_scores_says_that_scores_are_missing(service: DatasetService) -> None:
    data = pd.DataFrame({"answer": [f"It melts at a place {n}." for n in range(30)]}).to_csv(index=False).encode()
    intake = service.open_upload(LOCAL_ACTOR, "education_grading", [UploadedFile("a.csv", data)])
    missing = next(finding for finding in service.draft(LOCAL_ACTOR, intake).findings if finding.column == "score")
    assert "scores or labels" in missing.message and "scores or labels" in missing.fix


def test_what_there_is_one_of_is_told_in_the_singular(bring, table) -> None:
    frame = table(60, 2)
    frame.loc[3, "text"], frame.loc[4, "text"], frame.loc[5, "text"] = "", "ok", "profit " * 400
    frame.loc[6, "label"], frame.loc[10, "label"], frame.loc[12, "label"] = "", "lonely", "Class 0"
    frame.loc[7] = frame.loc[9]
    frame.loc[14, "text"] = "caf\u00c3\u00a9 profit rises in spring"
    frame.loc[16, "text"] = "12 345 67 890 12 x"
    found = {finding.code: finding.message for finding in bring(frame).findings}
    told = "blank_text blank_label short_text long_text duplicate_rows class_with_one_row label_spellings"
    assert set(found) >= {*told.split(), "garbled_characters", "mostly_figures"}
    wrong = re.compile(r"\b1 (?:rows|texts|labels|classes|values)|\b1 (?:row|text|label|class) (?:are|have|bear)\b")
    assert [message for message in found.values() if wrong.search(message)] == []


def test_a_class_with_one_row_is_learned_and_told(bring, table) -> None:
    frame = table(60, 2)
    frame.loc[10, "label"] = "lonely"
    draft = bring(frame)
    assert draft.table.set_index("target").loc["lonely", "part"] == "train"
    assert next(finding for finding in draft.findings if finding.code == "class_with_one_row").rows == (11,)


def test_rows_that_cannot_be_used_are_left_out_by_number(bring, table) -> None:
    frame = table(60)
    frame.loc[4, "text"] = "   "
    frame.loc[7, "label"] = None
    draft = bring(frame)
    found = {finding.code: finding.rows for finding in draft.findings}
    assert (found["blank_text"], found["blank_label"]) == ((5,), (8,))
    assert set(draft.table["source_row"]) == set(range(1, 61)) - {5, 8}


def test_spellings_of_a_label_become_one(bring, table) -> None:
    frame = table(60, 2)
    frame.loc[0, "label"] = "CLASS 0 "
    draft = bring(frame)
    assert draft.labels == ("class 0", "class 1")
    assert next(finding for finding in draft.findings if finding.code == "label_spellings").rows == (1,)


@pytest.mark.parametrize(
    ("labels", "code", "severity"),
    [
        (["0", "1"], "numeric_labels", Severity.NOTE),
        ([str(number) for number in range(8)], "numeric_labels", Severity.WARNING),
        (["1", "2", "other"], "mixed_labels", Severity.WARNING),
    ],
)
def test_labels_that_are_numbers(bring, table, labels, code, severity) -> None:
    frame = table(80)
    frame["label"] = [labels[row % len(labels)] for row in range(80)]
    draft = bring(frame)
    assert not draft.blocked
    assert next(finding.severity for finding in draft.findings if finding.code == code) is severity


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_lists_of_several_labels_are_told_and_a_list_of_one_is_its_label(bring, table, name) -> None:
    frame = table(60, 2)
    frame["label"] = [[label, "extra"] if at % 4 == 0 else [label] for at, label in enumerate(frame["label"])]
    if name == "a.csv":
        frame["label"] = [str(labels) if len(labels) > 1 else labels[0] for labels in frame["label"]]
    data = frame.to_json(orient="records", lines=True) if name == "a.jsonl" else frame.to_csv(index=False)
    draft = bring(data.encode(), name, task=Task.CLASSIFICATION)
    assert {"class 0", "class 1"} <= set(draft.labels) and len(draft.labels) == 3
    (told,) = [finding for finding in draft.findings if finding.code == "several_labels"]
    assert (told.count, told.rows[:2], told.column) == (15, (1, 5), "label")
    assert told.severity is Severity.WARNING and "class of its own" in told.message and told.fix


def test_labels_in_brackets_are_no_lists(bring, table) -> None:
    frame = table(60, 2)
    frame["label"] = frame["label"].map({"class 0": "[redacted]", "class 1": '["one"]'})
    assert "several_labels" not in codes(bring(frame))


def test_duplicates_contradictions_garbling_length_and_language(bring, table) -> None:
    frame = table(60, 2)
    frame.loc[2, ["text", "label"]] = frame.loc[0, ["text", "label"]].to_numpy()
    frame.loc[3, "text"] = frame.loc[0, "text"]
    frame.loc[4, "text"] = "the cafÃ© closed and the filter wasnâ€™t clean"
    frame.loc[5, "text"] = "word " * 400
    frame.loc[6, "text"] = "x"
    frame.loc[20:50, "text"] = [
        f"Die Pumpe ist nicht dicht und wird von der Wartung mit Teil {n} ersetzt" for n in range(31)
    ]
    draft = bring(frame)
    rows = {finding.code: finding.rows for finding in draft.findings}
    assert rows["duplicate_rows"] == (3,)
    assert rows["contradicting_rows"] == (1, 3, 4)
    assert rows["garbled_characters"] == (5,)
    assert rows["long_text"] == (6,)
    assert rows["short_text"] == (7,)
    assert len(rows["other_language"]) == 31
    assert draft.truncated == 1
    assert draft.table.set_index("source_row").loc[[1, 3, 4], "part"].nunique() == 1


def test_no_finding_quotes_a_text(bring, table) -> None:
    frame = table(60)
    frame["text"] = ["secretword " + text for text in frame["text"]]
    frame.loc[3, "text"] = frame.loc[0, "text"]
    assert not any("secretword" in f"{finding.message}{finding.fix}" for finding in bring(frame).findings)


def test_wrong_options_and_tasks_are_refused_by_name(bring, table) -> None:
    with pytest.raises(InvalidOptionError, match="nope"):
        bring(table(), options={"nope": {}})
    with pytest.raises(InvalidOptionError, match="scoring"):
        bring(table(), task=Task.SCORING)


def test_the_same_file_and_seed_give_the_same_draft(bring, table) -> None:
    first, again = bring(table(80)), bring(table(80))
    pd.testing.assert_frame_equal(first.table, again.table)
    assert (bring(table(80), seed=1).table["part"] != first.table["part"]).any()


@pytest.mark.parametrize(("mark", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_files_of_other_habits_make_the_same_dataset(bring, table, mark, encoding) -> None:
    frame = table(60)
    frame["text"] += " déjà"
    other = bring(frame.to_csv(index=False, sep=mark).encode(encoding))
    pd.testing.assert_frame_equal(other.table, bring(frame).table)


def test_a_sheet_can_be_chosen(service: DatasetService, table, tmp_path) -> None:
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"about": ["nothing"]}).to_excel(book, sheet_name="Read me", index=False)
        table(30).to_excel(book, sheet_name="Data", index=False)
    file = UploadedFile("book.xlsx", path.read_bytes())
    assert service.open_upload(LOCAL_ACTOR, "finance_risk", [file]).sheets == ("Read me", "Data")
    assert not service.draft(
        LOCAL_ACTOR, service.open_upload(LOCAL_ACTOR, "finance_risk", [file], sheet="Data")
    ).blocked


def test_an_exact_mapping_adds_nothing(service: DatasetService, table) -> None:
    data = table(30).assign(split="train").to_csv(index=False).encode()
    mapping = ColumnMapping({Role.TEXT: "text", Role.LABEL: "label"})
    files = [UploadedFile("a.csv", data)]
    assert "split" in service.open_upload(LOCAL_ACTOR, "finance_risk", files, mapping=mapping).table
    assert "split" not in service.open_upload(LOCAL_ACTOR, "finance_risk", files, mapping=mapping, exact=True).table
