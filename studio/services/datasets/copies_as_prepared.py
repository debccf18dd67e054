"""Texts that become near copies of one another by preparation: a header went, an abbreviation was written out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from studio.core.splits import Part
from studio.services.datasets.text_key import near_text_keys


def copies_apart(prepared: pd.DataFrame) -> bool:
    """Whether a prepared table has near copies on both sides of its test part."""
    beside = prepared["text_pair"].fillna("").tolist() if "text_pair" in prepared else None
    keys = pd.Series(near_text_keys(prepared["text"].tolist(), beside).keys)
    tested = (prepared["part"] == Part.TEST.value).reset_index(drop=True)
    return bool(keys[tested].isin(set(keys[~tested])).any())


def texts_as_prepared(table: pd.DataFrame, prepared: pd.DataFrame) -> Sequence[str]:
    """The text of each row of `table` as a model will read it; as it came where the row was left out."""
    known = dict(zip(prepared["row_id"], prepared["text"], strict=True))
    return [str(known.get(row, text)) for row, text in zip(table["row_id"], table["text"], strict=True)]
