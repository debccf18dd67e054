"""What only notes have to show: their sections, and how many identifiers were removed from them."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from domains.contract import Panel
from domains.deidentify import TAG, WHOLE
from domains.medical_notes.headings import headings

MAX_ROWS = 20


def _most_frequent(counts: Counter[str]) -> pd.DataFrame:
    return pd.DataFrame(counts.most_common(MAX_ROWS), columns=["name", "count"])


def count_sections(table: pd.DataFrame) -> pd.DataFrame:
    """How often each known section heading opens a line."""
    return _most_frequent(Counter(name for text in table["text"] for name in headings(text)))


def count_identifiers(table: pd.DataFrame) -> pd.DataFrame:
    """How often each class of identifier was replaced by its tag."""
    tags = (match.group(1) for text in table["text"] for match in TAG.finditer(text))
    return _most_frequent(Counter(tag.replace("_", " ").lower() for tag in tags if f"[{tag}]" != WHOLE))


SECTIONS = Panel("sections", "Sections found", "Headings that open a line, under their usual name.", count_sections)
IDENTIFIERS = Panel(
    "identifiers", "Identifiers removed", "How often each class of identifier was replaced.", count_identifiers
)
