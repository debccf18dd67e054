"""Which texts are the same event: log lines by their mined template, work orders by their wording."""

from __future__ import annotations

import re

import pandas as pd

from domains.manufacturing_logs.mining import event_text, mine
from studio.core.findings import Finding, Severity

JUDGED_ROWS = 2000
"""Rows looked at to tell whether one event dominates."""

_WORD = re.compile(r"[^\W\d_]+")


def wording(event: str) -> str:
    """The words of an event alone: what two near-identical work orders share."""
    return " ".join(_WORD.findall(event)).casefold()


def events(texts: pd.Series[str]) -> pd.Series[str]:
    """The event of each text: its mined template in a log, else the text with its parameters masked."""
    named = templates(texts)
    return texts.astype(str).map(event_text) if named is None else named


def templates(texts: pd.Series[str]) -> pd.Series[str] | None:
    """The mined template of each text; None where the texts are no log."""
    mined = mine(texts.astype(str).tolist())
    if mined is None:
        return None
    return pd.Series([mined.templates[place] for place in mined.places], index=texts.index, dtype="object")


def event_groups(texts: pd.Series[str]) -> pd.Series[str] | None:
    """The template of each line of a log, the wording of each work order; None where every text stands alone."""
    groups = templates(texts)
    if groups is None:
        groups = texts.astype(str).map(event_text).map(wording)
    return groups if groups.duplicated().any() else None


def commonest_share(texts: pd.Series[str]) -> float:
    """The share of the commonest event, judged on about `JUDGED_ROWS` rows spread over the table; 0 without rows."""
    shares = events(texts.iloc[:: max(1, len(texts) // JUDGED_ROWS)]).value_counts(normalize=True)
    return float(shares.iloc[0]) if len(shares) else 0.0


def no_templates(texts: pd.Series[str]) -> list[Finding]:
    """One finding where the texts are no log: nothing recurs in them that a rare line could stand out from."""
    if not len(texts) or templates(texts) is not None:
        return []
    message = "The lines are too different from one another to have templates, so nearly each would look rare."
    fix = "Bring the log of a machine or a program; for work orders take classification."
    return [Finding("no_templates", Severity.WARNING, message, fix, column="text")]
