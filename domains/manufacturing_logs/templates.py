"""Which texts are the same event: log lines by their template, work orders by their wording."""

from __future__ import annotations

import re

import pandas as pd

from domains.manufacturing_logs.header import HeaderOptions, strip_header
from domains.manufacturing_logs.parameters import ParameterOptions, mask

REPEATED_SHARE = 0.5
"""Up to this share of distinct templates among the rows, a table is a log; above, people wrote it."""

_WORD = re.compile(r"[^\W\d_]+")
_HEADER = HeaderOptions()
_MASKS = ParameterOptions()


def template(text: str) -> str:
    """The event behind a line: header off, every parameter masked, one blank between words."""
    masked = mask(strip_header(text, _HEADER), _MASKS)
    return " ".join(re.sub(r"\d+", "#", masked).split()).casefold()


def wording(text: str) -> str:
    """The words of a text in lower case: what two near-identical work orders share."""
    return " ".join(_WORD.findall(template(text)))


def is_log(texts: pd.Series[str]) -> bool:
    """Whether the same events come again and again, as a machine writes them."""
    return len(texts) > 1 and texts.astype(str).map(template).nunique() <= REPEATED_SHARE * len(texts)


def event_groups(texts: pd.Series[str]) -> pd.Series[str] | None:
    """The event of each text; None where every text is an event of its own."""
    found = texts.astype(str)
    events = found.map(template)
    if len(found) > 1 and events.nunique() > REPEATED_SHARE * len(found):
        events = found.map(wording)
    return events if events.duplicated().any() else None
