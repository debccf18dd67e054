"""Which texts are the same event: log lines by their template, work orders by their wording."""

from __future__ import annotations

import re

import pandas as pd

from domains.manufacturing_logs.header import HeaderOptions, strip_header
from domains.manufacturing_logs.parameters import ParameterOptions, mask

REPEATED_SHARE = 0.5
"""Up to this share of distinct templates among the rows, a table is a log; above, people wrote it."""

JUDGED_ROWS = 2000
"""Rows looked at to tell whether one event dominates."""

_WORD = re.compile(r"[^\W\d_]+")
_HEADER = HeaderOptions()
_MASKS = ParameterOptions()


def template(text: str) -> str:
    """The event behind a line: header off, every parameter masked, one blank between words."""
    masked = mask(strip_header(text, _HEADER), _MASKS)
    return " ".join(re.sub(r"\d+", "#", masked).split()).casefold()


def wording(event: str) -> str:
    """The words of a template alone: what two near-identical work orders share."""
    return " ".join(_WORD.findall(event))


def event_groups(texts: pd.Series[str]) -> pd.Series[str] | None:
    """The event of each text; None where every text is an event of its own."""
    events = texts.astype(str).map(template)
    if len(events) > 1 and events.nunique() > REPEATED_SHARE * len(events):
        events = events.map(wording)
    return events if events.duplicated().any() else None


def commonest_share(texts: pd.Series[str]) -> float:
    """The share of the commonest event, judged on about `JUDGED_ROWS` rows spread over the table; 0 without rows."""
    judged = texts.iloc[:: max(1, len(texts) // JUDGED_ROWS)].astype(str)
    shares = judged.map(template).value_counts(normalize=True)
    return float(shares.iloc[0]) if len(shares) else 0.0
