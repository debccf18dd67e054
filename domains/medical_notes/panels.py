"""What only notes have to show: their sections, what they negate or doubt, which identifiers were removed."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from domains.contract import Panel
from domains.deidentify import TAG, WHOLE
from domains.medical_notes.scope import marked_words
from domains.medical_notes.scope_triggers import Kind
from domains.medical_notes.sections import headings, sections

MAX_ROWS = 20
MOST_SCOPED = 500
"""Notes read for their scopes: more would make a page wait, and shares would hardly move."""


def _most_frequent(counts: Counter[str]) -> pd.DataFrame:
    return pd.DataFrame(counts.most_common(MAX_ROWS), columns=["name", "count"])


def count_sections(table: pd.DataFrame) -> pd.DataFrame:
    """How often each known section heading opens a line."""
    return _most_frequent(Counter(heading.name for text in table["text"] for heading in headings(text)))


def count_identifiers(table: pd.DataFrame) -> pd.DataFrame:
    """How often each class of identifier was replaced by its tag."""
    tags = (match.group(1) for text in table["text"] for match in TAG.finditer(text))
    return _most_frequent(Counter(tag.replace("_", " ").lower() for tag in tags if f"[{tag}]" != WHOLE))


def section_lengths(table: pd.DataFrame) -> pd.DataFrame:
    """By section in how many notes it stands, and how many words it has there; notes without headings last."""
    notes: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in table["text"]:
        inside: Counter[str] = Counter()
        for part in sections(text):
            inside[part.name] += len(text[part.body : part.end].split())
        notes.update(inside.keys())
        words.update(inside)
    if not any(notes[name] for name in notes if name):
        return pd.DataFrame()
    total = max(1, sum(words.values()))
    rows = [
        {
            "Section": name or "before any heading",
            "Notes": count,
            "Words a note": round(words[name] / count, 1),
            "% of all words": round(100 * words[name] / total, 1),
        }
        for name, count in sorted(notes.items(), key=lambda each: (not each[0], -each[1], each[0]))
    ]
    return pd.DataFrame(rows)


def scope_shares(table: pd.DataFrame) -> pd.DataFrame:
    """By kind of scope in how many notes it occurs, and what share of the words it covers; of the first notes alone."""
    texts = table["text"].head(MOST_SCOPED)
    notes: Counter[Kind] = Counter()
    covered: Counter[Kind] = Counter()
    total = 0
    for text in texts:
        total += len(text.split())
        kinds = Counter(kind for _, _, about in marked_words(text) for kind in about)
        covered.update(kinds)
        notes.update(kinds.keys())
    rows = [
        {
            "What is said": _SAID[kind],
            "Notes": notes[kind],
            "% of notes": round(100 * notes[kind] / len(texts), 1),
            "% of words": round(100 * covered[kind] / max(1, total), 1),
        }
        for kind in Kind
        if notes[kind]
    ]
    return pd.DataFrame(rows)


_SAID = {
    Kind.NEGATED: "negated (no fever)",
    Kind.UNCERTAIN: "uncertain (possible pneumonia)",
    Kind.FAMILY: "about kin (mother had asthma)",
    Kind.HISTORICAL: "past (history of stroke)",
}
SECTIONS = Panel(
    "sections", "Sections found", "Section headings, under their usual name.", count_sections, unit="headings"
)
SECTION_LENGTHS = Panel(
    "section_lengths",
    "Sections by notes and words",
    "In how many notes a section stands, and how long it is. Choose which to train on under Preprocessing, Sections.",
    section_lengths,
    drawn="table",
)
SCOPE_SHARES = Panel(
    "scope",
    "Negated, uncertain, about kin, past",
    f"Words within the scope of such a phrase, by the rules of ConText, in the first {MOST_SCOPED:,} notes. A model "
    "that counts words cannot tell 'no fever' from 'fever' unless the step Negation and doubt marks them.",
    scope_shares,
    drawn="table",
)
IDENTIFIERS = Panel(
    "identifiers", "Identifiers removed", "How often each class of identifier was replaced.", count_identifiers
)
PANELS = (SECTIONS, SECTION_LENGTHS, SCOPE_SHARES, IDENTIFIERS)
