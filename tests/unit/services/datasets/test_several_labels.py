"""Several labels a text: how cells are read, what is told of them, how rows are dealt out, what a review changes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.label_sets import NO_LABEL, dump_set, in_words, parse_set
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.core.tasks import Task
from studio.services.datasets.allocation import allocate
from studio.services.datasets.label_cells import Writing, read_cell, writing_of
from studio.services.datasets.mapping import resolve_mapping
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile

LABELS = ("burn", "fall", "fever", "cough")


def several(rows: int = 120, seed: int = 0) -> list[list[str]]:
    """Sets of none to three labels, the last one rare."""
    random = np.random.default_rng(seed)
    drawn = random.random((rows, len(LABELS))) < np.array([0.4, 0.3, 0.3, 0.05])
    return [[label for label, there in zip(LABELS, row, strict=True) if there] for row in drawn]


def frame(table, sets: list[list[str]], write) -> pd.DataFrame:
    made = table(len(sets))
    made["label"] = [write(each) for each in sets]
    return made


@pytest.mark.parametrize(
    ("cells", "writing"),
    [
        (['["a", "b"]', '["a"]', "[]"], Writing.LIST),
        (["['a', 'b']", "b"], Writing.LIST),
        (["a; b", "b", "a"], Writing.SEMICOLON),
        (["a|b", "b|a", "a"], Writing.BAR),
        (["pain, fever", "fever", "pain", "pain, cough", "cough"], Writing.COMMA),
        (["a", "b", ""], Writing.ONE),
        (["[redacted]", "b"], Writing.ONE),
        (["PUMP/METER STATION; TANK FARM", "ONSHORE", "OFFSHORE"], Writing.ONE),
        (["Smith, John", "Doe, Jane", "fraud"], Writing.ONE),
        (["we saw it, then it left the room", "we saw it"], Writing.ONE),
    ],
)
def test_how_a_column_writes_several_labels(cells: list[str], writing: Writing) -> None:
    assert writing_of(cells) is writing


def test_what_a_cell_says() -> None:
    assert read_cell(" fever ;  dry  cough; fever", Writing.SEMICOLON) == ("fever", "dry cough")
    assert read_cell("", Writing.SEMICOLON) is None and read_cell("NaN", Writing.ONE) is None
    assert read_cell("[]", Writing.SEMICOLON) == ()
    assert read_cell('["a;b"]', Writing.SEMICOLON) == ("a;b",)


def test_a_kept_set_has_one_form() -> None:
    assert dump_set(["b", "a", "b"]) == '["a", "b"]' and parse_set('["a", "b"]') == ("a", "b")
    assert in_words('["a", "b"]') == "a; b" and in_words("[]") == NO_LABEL and parse_set("a") == ()


@pytest.mark.parametrize(
    "write",
    [str, "; ".join, "|".join, ", ".join, lambda each: dump_set(each) if each else ""],
    ids=["python", "semicolon", "bar", "comma", "json"],
)
def test_lists_are_guessed_told_and_kept_as_sets(bring, table, write) -> None:
    sets = [each or ["fall"] for each in several()]
    draft = bring(frame(table, sets, write))
    assert draft.task is Task.MULTILABEL and not draft.blocked
    assert draft.labels == tuple(sorted(LABELS))
    rows = draft.table.sort_values("source_row")
    assert [set(parse_set(each)) for each in rows["target"]] == [set(each) for each in sets]
    told = {finding.code: finding for finding in draft.findings}
    assert "classification" in told["labels_read"].fix and "rare_labels" in told


def test_another_task_may_be_chosen_and_each_combination_is_a_class(bring, table) -> None:
    data = frame(table, [each or ["fall"] for each in several()], "; ".join)
    draft = bring(data, task=Task.CLASSIFICATION)
    assert len(draft.labels) > 4
    (told,) = [finding for finding in draft.findings if finding.code == "several_labels"]
    assert "multilabel" in told.fix


def test_a_blank_cell_is_left_out_unless_it_means_none(bring, table) -> None:
    sets = several()
    blank = sum(not each for each in sets)
    data = frame(table, sets, "; ".join)
    without, held = bring(data), bring(data, blank_is_none=True)
    assert blank > 5 and len(held.table) == len(without.table) + blank == len(sets)
    assert "blank_label" in {finding.code for finding in without.findings}
    assert (held.table["target"] == "[]").sum() == blank
    assert held.distribution.set_index("name")["count"][NO_LABEL] == blank


def test_spellings_are_one_label_and_slips_are_told(bring, table) -> None:
    sets = [each or ["fall"] for each in several()]
    sets[3], sets[4], sets[5] = ["Fever", "burn"], ["fever ", "fall"], ["feverr"]
    draft = bring(frame(table, sets, "; ".join))
    codes = {finding.code for finding in draft.findings}
    assert "feverr" in draft.labels and "Fever" not in draft.labels
    assert {"label_spellings", "labels_nearly_same"} <= codes


def test_one_set_for_all_rows_is_nothing_to_learn(bring, table) -> None:
    draft = bring(frame(table, [["burn", "fall"]] * 30, "; ".join), task=Task.MULTILABEL)
    assert draft.blocked and "one_class" in {finding.code for finding in draft.findings}


def test_columns_of_yes_and_no_are_labels(bring, table) -> None:
    sets = several()
    data = table(len(sets)).drop(columns="label")
    for place, label in enumerate(LABELS):
        words = ("yes", "no") if place % 2 else ("1", "0")
        data[label] = [words[label not in each] for each in sets]
    draft = bring(data)
    assert draft.task is Task.MULTILABEL and draft.intake.mapping.flags == LABELS
    rows = draft.table.sort_values("source_row")
    assert [set(parse_set(each)) for each in rows["target"]] == [set(each) for each in sets]
    assert not any(str(name).startswith("extra_") for name in rows)


def test_two_columns_of_yes_and_no_are_labels_where_a_person_says_so(table) -> None:
    domain = registry().get("finance_risk")
    data = table(30).drop(columns="label").assign(burn="1", fall="0").astype(str)
    assert resolve_mapping(domain, data).flags == ()
    given = ColumnMapping({}, (), ("burn", "fall"))
    assert resolve_mapping(domain, data, given).flags == ("burn", "fall")
    with pytest.raises(MappingError):
        resolve_mapping(domain, data, ColumnMapping({Role.LABEL: "text"}, (), ("burn", "fall")))
    with pytest.raises(MappingError):
        resolve_mapping(domain, data, ColumnMapping({}, (), ("burn", "nowhere")))


def test_every_part_gets_its_share_of_every_label_and_groups_stay_whole() -> None:
    random = np.random.default_rng(1)
    shares = np.array([0.5, 0.2, 0.1, 0.04, 0.02])
    drawn = random.random((1000, 5)) < shares
    strata = [tuple(f"l{place}" for place in np.flatnonzero(row)) for row in drawn]
    units = [[row] for row in range(0, 800)] + [list(range(start, start + 4)) for start in range(800, 1000, 4)]
    parts = allocate(units, strata, DEFAULT_FRACTIONS, 0)
    assert all(len({parts[row] for row in unit}) == 1 for unit in units)
    sizes = Counter(parts.values())
    assert abs(sizes[Part.TRAIN] - 700) < 20 and abs(sizes[Part.TEST] - 150) < 15
    for label in ("l0", "l1", "l2", "l3", "l4"):
        borne = Counter(parts[row] for row, labels in enumerate(strata) if label in labels)
        total = sum(borne.values())
        assert all(
            abs(borne[part] - share * total) <= max(2.0, 0.03 * total) for part, share in DEFAULT_FRACTIONS.items()
        )


def test_a_label_with_one_row_is_learned_and_no_part_stays_empty() -> None:
    strata = [("rare", "a")] + [("a",), ("b",), ()] * 13
    parts = allocate([[row] for row in range(len(strata))], strata, DEFAULT_FRACTIONS, 0)
    assert parts[0] is Part.TRAIN and set(parts.values()) == set(Part)


def test_notes_with_names_lose_them_and_their_labels_stay(service: DatasetService, table) -> None:
    sets = [each or ["fall"] for each in several(60)]
    data = frame(table, sets, "; ".join)
    data["text"] = [f"Mr John Smith was seen. {text}" for text in data["text"]]
    file = UploadedFile("notes.csv", data.to_csv(index=False).encode())
    intake = service.open_upload(LOCAL_ACTOR, "medical_notes", [file])
    draft = service.draft(LOCAL_ACTOR, intake)
    assert draft.task is Task.MULTILABEL and draft.labels == tuple(sorted(LABELS))
    assert not draft.table["text"].str.contains("Smith").any()
