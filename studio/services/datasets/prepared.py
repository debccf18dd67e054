"""The table of a Dataset: the columns everyone reads, in their order."""

from __future__ import annotations

import pandas as pd

from domains.preparation import CHANGED, Preparation
from studio.services.datasets.mapping import EXTRA_PREFIX
from studio.services.datasets.split import Split

_OPTIONAL = ("score_min", "score_max", "rater", "competitor", "group", "subgroup", "rule")


def prepared_table(preparation: Preparation, table: pd.DataFrame, split: Split) -> pd.DataFrame:
    """Texts after the steps, targets, parts; optional columns are absent where the file has nothing for them.

    Its `attrs` say how many rows each step changed.
    """
    prepared = preparation.table(table)
    columns: dict[str, object] = {
        "row_id": table["row_id"],
        "source_row": table["source_row"].astype("int64"),
        "text": prepared["text"],
        "source_text": prepared["source_text"],
        "target": table["target"],
        "part": [part.value for part in split.parts if part is not None],
        "subset": list(split.subsets),
    }
    if prepared["text_pair"].notna().any():
        columns["text_pair"] = prepared["text_pair"]
    columns |= {name: table[name] for name in _OPTIONAL if name in table and table[name].notna().any()}
    columns |= {name: table[name] for name in table.columns if str(name).startswith(EXTRA_PREFIX)}
    kept = pd.DataFrame(columns).reset_index(drop=True)
    kept.attrs = {CHANGED: prepared.attrs[CHANGED]}
    return kept
