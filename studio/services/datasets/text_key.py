"""When two texts count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.verdict.near_duplicates import near_duplicates
from studio.services.datasets.units import components

_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")
MOST_WORDS = 1_000_000
MOST_LINKED = 0.1


def text_key(text: str, question: str = "") -> str:
    """What near-duplicates have in common: words in order, without case and signs, every number alike.

    The same answer to two questions is two texts. A text without a letter or digit is its own key.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _SIGNS.sub(" ", _DIGITS.sub("0", folded)).strip() or text.strip()
    return f"{words}\x1f{question.strip().casefold()}" if question else words


def row_key(text: str) -> str:
    """What a text keeps through every file: as `text_key`, but other numbers make another text."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip() or text.strip()


@dataclass(frozen=True)
class NearKeys:
    """A key a row that near duplicates share, and what it leaves out.

    `looked_for` is False in a table too large to compare its texts: only texts equal but for their numbers share a key.
    `untied` has the rows of each group of near duplicates that share none, being too many.
    """

    keys: list[str]
    looked_for: bool = True
    untied: tuple[tuple[int, ...], ...] = ()

    def tied_with(self, others: NearKeys) -> NearKeys:
        """Rows that share a key here or there share one: the shortest of theirs.

        Where over a tenth of all rows would be linked that are not here, they keep the keys they have.
        """
        keys, untied = list(self.keys), list(self.untied)
        before = Counter(self.keys)
        for unit in components(others.keys, self.keys):
            if len(unit) > max(MOST_LINKED * len(keys), *(before[self.keys[row]] for row in unit)):
                untied.append(tuple(unit))
                continue
            shortest = min((self.keys[row] for row in unit), key=len)
            for row in unit:
                keys[row] = shortest
        return NearKeys(keys, self.looked_for and others.looked_for, tuple(untied))


def near_text_keys(
    texts: Sequence[str], questions: Sequence[str] | None, *, most_linked: float = MOST_LINKED
) -> NearKeys:
    """`text_key` of each row, near duplicates (four in five of their runs of three words) sharing one.

    In tables of over a million words only equal keys are shared, for the time it would take; nor are near duplicates
    tied where over `most_linked` of all rows are linked (the lines of one template): nothing would be left to measure
    on.
    """
    keys = text_keys(texts, questions)
    if word_count(texts) > MOST_WORDS:
        return NearKeys(keys, looked_for=False)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        rows[key].append(row)
    first = [each[0] for each in rows.values()]
    beside = None if questions is None else [questions[row].strip().casefold() for row in first]
    shared: dict[str, str] = {}
    untied: list[tuple[int, ...]] = []
    for group in near_duplicates([texts[row] for row in first], beside):
        alike = [keys[first[member]] for member in group]
        if len(group) <= most_linked * len(keys):
            shared |= dict.fromkeys(alike, alike[0])
        else:
            untied.append(tuple(row for key in alike for row in rows[key]))
    return NearKeys([shared.get(key, key) for key in keys], untied=tuple(untied))


def word_count(texts: Sequence[str]) -> int:
    """How many words texts have in all, by their blanks."""
    return sum(text.count(" ") + 1 for text in texts)


def text_keys(texts: Sequence[str], questions: Sequence[str] | None) -> list[str]:
    """`text_key` of each row."""
    if questions is None:
        return [text_key(text) for text in texts]
    return [text_key(text, question) for text, question in zip(texts, questions, strict=True)]
