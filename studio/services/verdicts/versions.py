"""A mended dataset: the rows of another one, some left out, some with another answer, or split anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domains.preparation import Preparation
from models.verdict.shortcuts import without_figures
from studio.core.clock import now
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.ids import new_id
from studio.core.label_sets import dump_set
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import WITHOUT_FIGURES, Mend, Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.groups import groups_of
from studio.services.datasets.identity import table_hash
from studio.services.datasets.label_cells import Writing, read_cell
from studio.services.datasets.labels import labels_of
from studio.services.datasets.mapping import EXTRA_PREFIX
from studio.services.datasets.split import Split, SplitRows, split_by_rows
from studio.services.datasets.splitting import strata_of
from studio.services.datasets.target_findings import MIN_ROWS
from studio.services.datasets.text_key import near_text_keys
from studio.services.verdicts.taking_out import without_first_words, without_names


@dataclass(frozen=True)
class Version:
    """A dataset as it would be after a mend: its table, how it is prepared, why it is split so, what was done."""

    table: pd.DataFrame
    preparation: Preparation
    split_reason: str
    change: str
    beside: pd.DataFrame | None = None
    """The table that its texts were prepared beside; its own where None."""

    def changed(self) -> dict[str, int]:
        """How many of its own rows each enabled step changed, by the step's key.

        A step may read what a table's groups are called, but only where the file named them; a version dealt by
        another column has groups that its texts were not prepared with. So the likelier of both is taken: the
        preparation that makes the more of its texts what they are.
        """
        texts, prepared = self.table["source_text"].tolist(), self.table["text"].tolist()
        beside = (self.table if self.beside is None else self.beside).assign(text=lambda rows: rows["source_text"])
        tables = [beside, beside.drop(columns="group")] if "group" in beside else [beside]
        tried = [self.preparation.knowing(table).counted(texts) for table in tables]
        return max(tried, key=lambda each: sum(map(str.__eq__, each[0], prepared)))[1]


def mended(
    dataset: Dataset, table: pd.DataFrame, preparation: Preparation, remedy: Remedy, known: KnownParts
) -> Version:
    """`table` with the remedy applied.

    Texts stay as they are prepared, but for those that words are taken out of; only where the rows are dealt anew, what
    the steps know of the training rows is learned again. Raises `UnusableTableError` where too little would be left,
    `InvalidOptionError` on a remedy that fits nothing in the table.
    """
    same = Version(table, preparation, dataset.split_reason, "", beside=table)
    work = {
        Mend.LEAVE_OUT: _left_out,
        Mend.RELABEL: _relabelled,
        Mend.MEASURE_APART: _measured_apart,
        Mend.TAKE_OUT_FIRST_WORD: _words_taken_out,
        Mend.TAKE_OUT_WORDS: _words_taken_out,
    }
    if remedy.mend is Mend.KEEP_TOGETHER:
        version = _kept_together(dataset, same, remedy, known)
    else:
        version = work[remedy.mend](dataset, same, remedy)
    _require_usable(version.table, dataset.task)
    return version


def record_of(dataset: Dataset, version: Version, mended_codes: Sequence[str]) -> Dataset:
    """The record of a new version; findings of the upload that the mend settled are told no more."""
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
        findings=tuple(each for each in dataset.findings if each.code not in mended_codes),
        created_at=now(),
        made_from=dataset.id,
        change=version.change,
    )


def _left_out(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    kept = before.table[~before.table["row_id"].isin(remedy.rows)].reset_index(drop=True)
    gone = len(before.table) - len(kept)
    _require_change(gone)
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
    _require_change(changed)
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
    _require_change(changed)
    return replace(before, table=table, change=f"{what} was taken out of {counted(changed, 'text', 'texts')}.")


def _measured_apart(dataset: Dataset, before: Version, remedy: Remedy) -> Version:
    table = before.table.copy()
    table["subgroup"] = _values(table, remedy.column)
    shown = remedy.column.removeprefix(EXTRA_PREFIX)
    return replace(before, table=table, change=f"Every evaluation measures the values of '{shown}' apart.")


def _kept_together(dataset: Dataset, before: Version, remedy: Remedy, known: KnownParts) -> Version:
    """Dealt anew by the column's values; a row that was tested in any dataset stays a test row or is left out."""
    values = _values(before.table, remedy.column)
    if "group" in before.table and before.table["group"].notna().any():
        raise InvalidOptionError(
            "The rows are kept together by another column already.", "Add the file again with this column as the group."
        )
    table = before.table.copy()
    table["group"] = values
    split = split_by_rows(_split_rows(table, dataset.task, known), seed=0)
    kept = [part is not None for part in split.parts]
    dealt, parts = table[kept].reset_index(drop=True), split.kept()
    dealt["part"] = [part.value for part in parts.parts if part is not None]
    dealt["subset"] = list(parts.subsets)
    named = dealt.drop(columns="group")  # steps may read what a file names its groups, and this is no such name
    preparation = _learned_again(before.preparation, named)
    knowing = preparation.knowing(named)
    dealt["text"] = knowing.texts(dealt["source_text"].tolist())
    if "text_pair" in dealt:
        dealt["text_pair"] = knowing.texts(dealt["text_pair"].fillna("").tolist())
    shown = remedy.column.removeprefix(EXTRA_PREFIX)
    return Version(dealt, preparation, split.reason, _dealt_words(shown, split, len(before.table) - len(dealt)))


def _dealt_words(shown: str, split: Split, gone: int) -> str:
    words = f"Dealt anew: rows with one value of '{shown}' are in one part."
    return words + (f" {counted(gone, 'tested row was', 'tested rows were')} left out." if gone else "")


def _split_rows(table: pd.DataFrame, task: Task, known: KnownParts) -> SplitRows:
    near = near_text_keys(table["source_text"].tolist(), _pairs(table))
    return SplitRows(
        strata=strata_of(table, task),
        groups=groups_of(table["group"]),
        keys=near.keys,
        earlier=[known.for_split(row) for row in table["row_id"]],
        rows=[int(number) for number in table["source_row"]],
        strict=True,
        near=near,
    )


def _pairs(table: pd.DataFrame) -> list[str] | None:
    return table["text_pair"].fillna("").astype(str).tolist() if "text_pair" in table else None


def _learned_again(preparation: Preparation, table: pd.DataFrame) -> Preparation:
    train = table[table["part"] == Part.TRAIN.value].assign(text=lambda rows: rows["source_text"])
    state = preparation.domain.fit(train, preparation.options)
    return replace(preparation, state=state)


def _require_usable(table: pd.DataFrame, task: Task) -> None:
    train = table[table["part"] == Part.TRAIN.value]
    if len(table) < MIN_ROWS or train["target"].nunique() < 2 or not (table["part"] == Part.TEST.value).any():
        raise UnusableTableError(
            "Too little would be left to train on and to measure.", "Mend fewer rows, or bring more of them."
        )


def _require_change(rows: int) -> None:
    if not rows:
        raise InvalidOptionError("No row of the dataset would change.", "Choose at least one of the rows listed.")


def _values(table: pd.DataFrame, column: str) -> pd.Series[str]:
    """The column a remedy names; raises `InvalidOptionError` where the table has none of that name."""
    if column in table:
        return table[column]
    of_file = column.removesuffix(WITHOUT_FIGURES)
    if of_file not in table:
        raise InvalidOptionError(f"The dataset has no column '{column}'.", "Look at the data again.")
    left = pd.Series(without_figures(table[of_file].fillna("").astype(str).tolist()), index=table.index)
    return left.where(left != "")
