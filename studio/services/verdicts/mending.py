"""A mended dataset: the rows of another one, some left out, some with another answer, or split anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from domains.preparation import Preparation, parse_options
from domains.text_repair import REPAIR
from studio.core.clock import now
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.ids import new_id
from studio.core.label_sets import dump_set
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import table_hash
from studio.services.datasets.label_cells import Writing, read_cell
from studio.services.datasets.labels import labels_of
from studio.services.datasets.target_findings import MIN_ROWS
from studio.services.verdicts.dealing_anew import kept_together, prepared_again, split_anew
from studio.services.verdicts.label_changes import labels_dropped, labels_joined
from studio.services.verdicts.taking_out import without_first_words, without_names
from studio.services.verdicts.told_of_parts import findings_of
from studio.services.verdicts.version import Version, column_words, require_change, values_of

_CHOOSE = "Choose at least one of the rows listed."


def mended(
    dataset: Dataset, table: pd.DataFrame, preparation: Preparation, remedy: Remedy, known: KnownParts
) -> Version:
    """`table` with the remedy applied.

    Texts stay as they are prepared, but for those that words are taken out of; only where the rows are dealt anew, or a
    step is switched on, what the steps know of the training rows is learned again. Raises `UnusableTableError` where
    too little would be left, `InvalidOptionError` on a remedy that fits nothing in the table.
    """
    same = Version(table, preparation, dataset.split_reason, "", beside=table)
    work = {
        Mend.LEAVE_OUT: _left_out,
        Mend.RELABEL: _relabelled,
        Mend.MEASURE_APART: _measured_apart,
        Mend.TAKE_OUT_FIRST_WORD: _words_taken_out,
        Mend.TAKE_OUT_WORDS: _words_taken_out,
        Mend.DROP_LABELS: labels_dropped,
        Mend.JOIN_LABELS: labels_joined,
        Mend.REPAIR_CHARACTERS: _repaired,
    }
    dealing = {Mend.KEEP_TOGETHER: kept_together, Mend.SPLIT_ANEW: split_anew}
    if remedy.mend in dealing:
        version = dealing[remedy.mend](dataset, same, remedy, known)
    else:
        version = work[remedy.mend](dataset, same, remedy)
    _require_usable(version.table, dataset.task)
    return version


def record_of(dataset: Dataset, version: Version, mended_codes: Sequence[str]) -> Dataset:
    """The record of a new version; what the mend settled is told no more, and of its parts what holds of them now."""
    table, scoring = version.table, dataset.task is Task.SCORING
    hash_ = version.preparation.hash()
    tested = table.loc[table["subset"] != "", "subset"].value_counts()
    return replace(
        dataset,
        id=new_id("ds"),
        preparation_hash=hash_,
        content_hash=table_hash(table, dataset.task, hash_),
        rows=len(table),
        parts={part: int((table["part"] == part.value).sum()) for part in Part},
        subsets={str(name): int(count) for name, count in tested.sort_index().items()},
        labels=labels_of(table, dataset.task),
        score_min=float(table["score_min"].min()) if scoring else None,
        score_max=float(table["score_max"].max()) if scoring else None,
        split_reason=version.split_reason,
        options=_options(dataset, version),
        findings=findings_of(dataset, version, mended_codes),
        created_at=now(),
        made_from=dataset.id,
        change=version.change,
    )


def _options(dataset: Dataset, version: Version) -> Mapping[str, Any]:
    """The dataset's options, those of its steps as they are now."""
    steps = version.preparation.options.model_dump(mode="json")
    return {name: steps.get(name, value) for name, value in dataset.options.items()}


def _left_out(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    kept = before.table[~before.table["row_id"].isin(remedy.rows)].reset_index(drop=True)
    gone = len(before.table) - len(kept)
    require_change(gone, _CHOOSE)
    return replace(before, table=kept, change=f"{counted(gone, 'row was', 'rows were')} left out.")


def _relabelled(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    answers = dict(zip(remedy.rows, remedy.answers, strict=True))
    table = before.table.copy()
    asked = table["row_id"].isin(answers)
    new = table.loc[asked, "row_id"].map(answers)
    if dataset.task is Task.MULTILABEL:
        new = new.map(lambda answer: dump_set(read_cell(answer, Writing.SEMICOLON) or ()))
    table.loc[asked, "target"] = _scores(table[asked], new) if dataset.task is Task.SCORING else new
    changed = int((table["target"] != before.table["target"]).sum())
    require_change(changed, _CHOOSE)
    return replace(before, table=table, change=f"{counted(changed, 'row was', 'rows were')} given another answer.")


def _scores(rows: pd.DataFrame, given: pd.Series[str]) -> pd.Series[float]:
    scores = pd.to_numeric(given, errors="coerce")
    outside = scores.isna() | (scores < rows["score_min"]) | (scores > rows["score_max"])
    if outside.any():
        raise InvalidOptionError(
            "A score is no number, or outside its row's range.", "Give each row a score within its own range."
        )
    return scores.astype(float)


def _words_taken_out(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    if remedy.mend is Mend.TAKE_OUT_FIRST_WORD:
        table, what = without_first_words(before.table, before.preparation), "The first word"
    else:
        table = without_names(before.table, remedy.words, before.preparation)
        what = "The name of a label"
    changed = int((table["source_text"] != before.table["source_text"]).sum())
    require_change(changed, "No text holds those words, or one would be left empty: leave rows out instead.")
    return replace(before, table=table, change=f"{what} was taken out of {counted(changed, 'text', 'texts')}.")


def _repaired(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    """Prepared again with that step on, which a model then runs on every text it is asked about."""
    domain = before.preparation.domain
    given = before.preparation.options.model_dump(mode="json")
    options = parse_options(domain, {**given, REPAIR.key: {"enabled": True}})
    preparation, texts = prepared_again(replace(before.preparation, options=options), before.table)
    table = before.table.assign(**texts)
    changed = int((table["text"] != before.table["text"]).sum())
    require_change(changed, "No text holds characters that the step can repair: leave garbled texts out instead.")
    change = f"Garbled characters are repaired: {counted(changed, 'text differs', 'texts differ')} for it."
    return replace(before, table=table, preparation=preparation, change=change, beside=table)


def _measured_apart(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    table = before.table.copy()
    table["subgroup"] = values_of(table, remedy)
    shown = column_words(remedy)
    return replace(before, table=table, change=f"Every evaluation measures the values of '{shown}' apart.")


def _require_usable(table: pd.DataFrame, task: Task) -> None:
    train = table[table["part"] == Part.TRAIN.value]
    if len(table) < MIN_ROWS or train["target"].nunique() < 2 or not (table["part"] == Part.TEST.value).any():
        raise UnusableTableError(
            "Too little would be left to train on and to measure.", "Mend fewer rows, or bring more of them."
        )
