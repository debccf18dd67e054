"""A table a model is asked about, prepared as its training texts were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from domains.preparation import Preparation
from studio.core.counting import counted
from studio.core.errors import MappingError, UnusableTableError
from studio.core.label_sets import parse_set
from studio.core.records import Dataset, ModelVersion
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.visible import is_blank
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import IDENTITY, known_as
from studio.services.datasets.label_cells import writing_among
from studio.services.datasets.labels import match_labels
from studio.services.datasets.scores import read_numbers, stated_tops
from studio.services.datasets.several_rows import given_set
from studio.services.datasets.usable_rows import target_column

_TEXTS = ("text", "question", "reference")
_RANGE = ("score_min", "score_max")


def to_answer(
    table: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation, extras: Sequence[str] = ()
) -> pd.DataFrame:
    """Rows for a predict run, in the order of `table` (role columns) and as many; `extras` go along untouched."""
    asked = with_texts(table)
    prepared = preparation.table(asked)
    rows = pd.DataFrame(
        {
            "row_id": [str(number) for number in range(len(asked))],
            "source_row": asked["source_row"],
            "text": prepared["text"],
            "source_text": prepared["source_text"],
            "part": Part.TEST.value,
            "subset": "",
        }
    )
    if trained_on.has_pairs:
        rows["text_pair"] = prepared["text_pair"].fillna("") if prepared["text_pair"].notna().any() else ""
    if IDENTITY in asked:
        rows[IDENTITY] = asked[IDENTITY]
    if model.task is Task.SCORING:
        _add_range(rows, asked, trained_on)
    for name in extras:
        rows[name if name.startswith("extra_") else f"extra_{name}"] = asked[name]
    return rows


@dataclass(frozen=True, eq=False)
class ToMeasure:
    """Rows for an evaluate run, what to tell about them, and whether locked test rows of the model are among them."""

    rows: pd.DataFrame
    notes: tuple[str, ...]
    opens_test: bool


def to_measure(
    table: pd.DataFrame,
    model: ModelVersion,
    trained_on: Dataset,
    preparation: Preparation,
    parts: KnownParts,
) -> ToMeasure:
    """The rows of a table that measure a model; `parts` says which part of its dataset a row has.

    Left out are rows without a text, without a true answer, with a label the model was never taught, and rows that
    it learned from or was chosen on: they would flatter it. Raises `MappingError` where no column holds the true
    answers, and `UnusableTableError` where no row is left.
    """
    asked = with_texts(table)
    asked = preparation.domain.segment(_with_scores(asked, model, trained_on, preparation))
    column = target_column(asked, model.task)
    if column is None:
        wanted = "score" if model.task is Task.SCORING else "label"
        raise MappingError(f"No column plays the role '{wanted}'.", "Say which column holds the true answers.")
    targets = _targets(asked[column], model)
    filled = targets.notna() & ~blank_texts(asked)
    known = filled if model.task is Task.SCORING else filled & _is_known(targets, model)
    if not known.any():
        raise UnusableTableError("No row has a text and a true answer that the model knows.", _mend(model))
    places = pd.Series([parts.for_measuring(*ids) for ids in known_as(asked)], index=asked.index, dtype="object")
    learned = known & places.notna() & (places != Part.TEST)
    known &= ~learned
    if not known.any():
        raise UnusableTableError("This model learned from every row of the table.", "Bring rows it has never seen.")
    tested = int((known & (places == Part.TEST)).sum())
    unknown = int((filled & ~known & ~learned).sum())
    notes = _left_out(int((~filled).sum()), unknown, int(learned.sum()), tested)
    asked, targets = asked[known].reset_index(drop=True), targets[known].reset_index(drop=True)
    return ToMeasure(_with_truth(asked, targets, model, trained_on, preparation), tuple(notes), tested > 0)


def _with_scores(
    asked: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation
) -> pd.DataFrame:
    """The table with its scores as the dataset's were read; a range that only this reading knows is the dataset's."""
    scores = target_column(asked, model.task) if model.task is Task.SCORING else None
    if scores is None:
        return asked
    read, _ = preparation.domain.with_scores(asked, scores, preparation.options)
    for name, end in zip(_RANGE, (trained_on.score_min, trained_on.score_max), strict=True):
        if name in read and end is not None:
            given = asked[name] if name in asked else pd.Series("", asked.index)
            read = read.assign(**{name: read[name].where(read[name] == given, f"{end:g}")})
    return read


def _with_truth(
    asked: pd.DataFrame, targets: pd.Series[Any], model: ModelVersion, trained_on: Dataset, preparation: Preparation
) -> pd.DataFrame:
    """Rows to answer with what is true of each, what others said, and whose answer it is."""
    rows = to_answer(asked, model, trained_on, preparation)
    rows["target"] = targets
    for name in ("rater", "competitor"):
        if name in asked:
            rows[name] = _targets(asked[name], model)
    if "subgroup" in asked:
        rows["subgroup"] = asked["subgroup"]
    return rows


def _mend(model: ModelVersion) -> str:
    if model.task is Task.SCORING:
        return "Look at the columns of text and score."
    return f"Look at the columns of text and label. Labels it knows: {', '.join(model.labels)}."


def _left_out(blank: int, unknown: int, learned: int, tested: int) -> list[str]:
    told = [
        (blank, "without a text or without a true answer"),
        (unknown, "with a label that the model was never taught"),
        (learned, "that the model learned from or was chosen on"),
    ]
    notes = [
        counted(count, f"row {which} was left out.", f"rows {which} were left out.") for count, which in told if count
    ]
    if tested:
        own = "of the model's own locked test part, which counts as an opening of it."
        notes.append(counted(tested, f"row is {own}", f"rows are {own}"))
    return notes


def extras(table: pd.DataFrame) -> list[str]:
    """The columns of a mapped table that a person wants to see again beside the answers."""
    return [str(name) for name in table.columns if name not in ("text", "source_row", IDENTITY, *_RANGE)]


def with_texts(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text a string, its rows numbered as in the file; raises where it has no text or no row."""
    if "text" not in table:
        raise MappingError("No column plays the role 'text'.", "Say which column holds the texts.")
    if table.empty:
        raise UnusableTableError("The table has no rows.", "Bring a table with at least one text.")
    asked = table.reset_index(drop=True).copy()
    for name in _TEXTS:
        if name in asked:
            asked[name] = asked[name].fillna("").astype(str)
    if "source_row" not in asked:
        asked["source_row"] = range(1, len(asked) + 1)
    return asked


def _targets(values: pd.Series[str], model: ModelVersion) -> pd.Series[Any]:
    """Answers as the model gives them: scores, or labels in its spelling; missing where there is none."""
    texts = values.astype("object").where(values.notna(), "").astype(str)
    if model.task is Task.MULTILABEL:
        writing = writing_among(texts.tolist(), model.labels)
        sets = [given_set(text, writing, model.labels) for text in texts]
        return pd.Series(sets, index=values.index, dtype="object")
    if model.task is Task.SCORING:
        return read_numbers(texts)
    labels = pd.Series(match_labels(texts.tolist(), model.labels), index=values.index, dtype="object")
    return labels.where(~texts.map(is_blank), None)


def _is_known(targets: pd.Series[Any], model: ModelVersion) -> pd.Series[bool]:
    if model.task is not Task.MULTILABEL:
        return targets.isin(model.labels)
    return targets.map(lambda each: each is not None and set(parse_set(str(each))) <= set(model.labels)).astype(bool)


def _add_range(rows: pd.DataFrame, asked: pd.DataFrame, trained_on: Dataset) -> None:
    """Each row's own score range, else what its score names ('7/10'), else that of the training data."""
    for name, otherwise in zip(_RANGE, (trained_on.score_min, trained_on.score_max), strict=True):
        given = read_numbers(asked[name]) if name in asked else pd.Series(float("nan"), rows.index)
        rows[name] = given.astype(float)
        if "score" in asked:
            tops = stated_tops(asked["score"].astype("string"))
            rows[name] = rows[name].fillna(tops if name == "score_max" else tops * 0)
        rows[name] = rows[name].fillna(0.0 if otherwise is None else otherwise)
    if (rows["score_max"] <= rows["score_min"]).any():
        raise UnusableTableError(
            "Some rows have a highest score that is not above their lowest.", "Correct the columns of the score range."
        )
