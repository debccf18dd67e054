"""Lines an anomaly model is asked about, cut into units as its training lines were."""

from __future__ import annotations

import pandas as pd

from domains.preparation import Preparation
from studio.core.counting import counted
from studio.core.errors import UnusableTableError
from studio.core.records import Dataset, ModelVersion
from studio.core.splits import Part
from studio.services import asked_table
from studio.services.asked_table import ToMeasure
from studio.services.datasets.anomaly_labels import with_truth
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import row_ids

_INTERNAL = ("chain", "first", "last", "target", "split")


def units_of(table: pd.DataFrame, preparation: Preparation) -> pd.DataFrame:
    """The units of a mapped table of lines, with `target` where its labels say it; raises where it has no text."""
    lines = asked_table.with_texts(table)
    lines = lines[~blank_texts(lines)].reset_index(drop=True)
    if lines.empty:
        raise UnusableTableError("The table has no text.", "Bring a table with at least one line.")
    lines, _ = preparation.domain.interpret(lines, preparation.options)
    lines, _ = with_truth(lines)
    units, _ = preparation.domain.units(lines, preparation.options)
    if units.empty:
        raise UnusableTableError("No line belongs to a session.", "Bring lines that name the sessions of training.")
    return units.reset_index(drop=True)


def to_answer(table: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation) -> pd.DataFrame:
    """Rows for a predict run, one a unit in order of time."""
    units = units_of(table, preparation).drop(columns=list(_INTERNAL), errors="ignore")
    return asked_table.to_answer(units, model, trained_on, preparation, asked_table.extras(units))


def to_measure(
    table: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation, parts: KnownParts
) -> ToMeasure:
    """Rows for an evaluate run: units that the model did not learn from; labels are measured by where there are any.

    Raises `UnusableTableError` where no unit is left.
    """
    units = units_of(table, preparation)
    places = pd.Series([parts.for_measuring(row_id) for row_id in row_ids(units)], index=units.index, dtype="object")
    learned = places.notna() & (places != Part.TEST)
    if learned.all():
        raise UnusableTableError("This model learned from every row of the table.", "Bring rows it has never seen.")
    tested = int((places == Part.TEST).sum())
    kept = units[~learned].reset_index(drop=True)
    plain = kept.drop(columns=list(_INTERNAL), errors="ignore")
    rows = asked_table.to_answer(plain, model, trained_on, preparation, _kept(plain))
    rows["target"] = kept["target"]
    if "rule" in kept:
        rows["rule"] = kept["rule"]
    notes = []
    if learned.any():
        one, many = (
            "window that the model learned from was left out.",
            "windows that the model learned from were left out.",
        )
        notes.append(counted(int(learned.sum()), one, many))
    if tested:
        own = "of the model's own locked test part, which counts as an opening of it."
        notes.append(counted(tested, f"window is {own}", f"windows are {own}"))
    return ToMeasure(rows, tuple(notes), tested > 0)


def _kept(units: pd.DataFrame) -> list[str]:
    return [str(name) for name in units.columns if str(name).startswith("extra_")]
