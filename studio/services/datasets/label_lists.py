"""Labels that are lists: several answers in one cell, where classification learns one a row."""

from __future__ import annotations

import ast
import json

import pandas as pd

from studio.core.findings import Finding, Severity

_MOST_CHARACTERS = 2_000


def several_in_a_cell(table: pd.DataFrame) -> list[Finding]:
    """The finding about rows whose target is a list of several, as JSON or as Python writes one."""
    several = {label for label in table["target"].unique() if _holds_several(str(label))}
    rows = [int(number) for number in table.loc[table["target"].isin(several), "source_row"]]
    if not rows:
        return []
    return [
        Finding.of_rows(
            "several_labels",
            Severity.WARNING,
            f"The label of {len(rows)} rows is a list of several. Several labels a row are not learned: each of the"
            f" {len(several)} combinations became a class of its own.",
            "Keep the one label that matters most in each row; or make a column of yes and no for each label, and learn"
            " one after the other.",
            column="label",
            rows=rows,
        )
    ]


def _holds_several(label: str) -> bool:
    if not (label.startswith("[") and label.endswith("]") and len(label) <= _MOST_CHARACTERS):
        return False
    try:
        value = json.loads(label)
    except ValueError:
        try:
            value = ast.literal_eval(label)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return False
    except RecursionError:
        return False
    return isinstance(value, list) and len(value) > 1
