"""A word list that a person brings, as the Loughran-McDonald master dictionary is published; none is shipped."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.core.errors import LimitExceededError, UnreadableFileError

CATEGORIES = (
    "Negative", "Positive", "Uncertainty", "Litigious", "Strong_Modal", "Weak_Modal", "Constraining", "Complexity",
)  # fmt: skip
MAX_BYTES = 16 * 1024 * 1024
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True)
class WordList:
    """Words in capitals, each with the categories it belongs to."""

    words: Mapping[str, tuple[str, ...]]

    def counts(self, texts: Iterable[str]) -> Mapping[str, int]:
        """How many words of each category the texts have, categories without any among them."""
        counted: Counter[str] = Counter()
        for text in texts:
            for match in _WORD.finditer(text):
                counted.update(self.words.get(match[0].upper(), ()))
        return {category: counted[category] for category in self.categories}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that words belong to, sorted."""
        return tuple(sorted({category for each in self.words.values() for category in each}))

    def found(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """The words of the list in a text, in small letters and each once, by category; those without any left out."""
        told: dict[str, list[str]] = {}
        for match in _WORD.finditer(text):
            for category in self.words.get(match[0].upper(), ()):
                told.setdefault(category, []).append(match[0].lower())
        return {category: tuple(dict.fromkeys(words)) for category, words in sorted(told.items())}


def read_word_list(data: bytes) -> WordList:
    """The list of a CSV file with a column `Word` and a column a category, non-zero where a word belongs to it.

    A category holds the year in which a word came to it; a negative year took it out. Raises `UnreadableFileError`
    on another kind of file, `LimitExceededError` on one over `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceededError("The word list is over 16 MB.", "Bring the dictionary itself, as CSV.")
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        names = {_bare(str(name)): str(name) for name in rows.fieldnames or ()}
        categories = {each: names[_bare(each)] for each in CATEGORIES if _bare(each) in names}
        if "word" not in names or not categories:
            raise UnreadableFileError("The word list has no column 'Word' or no category that is known.", _mend())
        words = {str(row[names["word"]]).upper(): _belongs(row, categories) for row in rows}
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError("The word list is not a CSV file in UTF-8.", _mend()) from error
    kept = {word: belongs for word, belongs in words.items() if belongs}
    if not kept:
        raise UnreadableFileError("The word list puts no word into a category.", _mend())
    return WordList(kept)


def _bare(name: str) -> str:
    """`Strong_Modal`, `StrongModal` and `strong modal` are one column."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _belongs(row: Mapping[str, str], categories: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(title for title, name in categories.items() if _positive(row.get(name) or ""))


def _positive(value: str) -> bool:
    return bool(value.strip().lstrip("0.")) and not value.strip().startswith("-")


def _mend() -> str:
    return f"It needs a column 'Word' and some of: {', '.join(CATEGORIES)}."
