"""Several labels in one cell, where a person chose to learn one a row."""

from __future__ import annotations

import pandas as pd

from studio.core.findings import Finding, Severity
from studio.services.datasets.label_cells import read_cell, writing_of


def several_in_a_cell(table: pd.DataFrame, *, offered: bool) -> list[Finding]:
    """The finding about rows whose target holds several labels; `offered` says whether these can be learned here."""
    writing = writing_of(table["target"].astype(str))
    several = {label for label in table["target"].unique() if len(read_cell(str(label), writing) or ()) > 1}
    rows = [int(number) for number in table.loc[table["target"].isin(several), "source_row"]]
    if not rows:
        return []
    instead = (
        "Choose several labels a text (on the command line --task multilabel): each label is then learned by itself."
        if offered
        else "Keep the one label that matters most in each row; or make a column of yes and no for each label, and"
        " learn one after the other."
    )
    return [
        Finding.of_rows(
            "several_labels",
            Severity.WARNING,
            f"The label of {len(rows)} rows is a list of several. Learning one label a text, each of the"
            f" {len(several)} combinations became a class of its own.",
            instead,
            column="label",
            rows=rows,
        )
    ]
