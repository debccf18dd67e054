"""A word list that a person brings: the Loughran-McDonald master dictionary, or one of their own; none is shipped."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from studio.core.errors import LimitExceededError, UnreadableFileError

CATEGORIES = (
    "Negative", "Positive", "Uncertainty", "Litigious", "Strong_Modal", "Weak_Modal", "Constraining", "Complexity",
)  # fmt: skip
MAX_BYTES = 16 * 1024 * 1024
MAX_CATEGORIES = 100
MAX_TITLE = 60
_NO_CATEGORIES = frozenset({
    "", "word", "seq", "seqnum", "sequence", "sequencenumber", "id", "no", "number", "index", "rank", "wordcount",
    "count", "frequency", "wordproportion", "averageproportion", "stddev", "doccount", "syllables", "source", "modal",
    "irrverb", "harvardiv", "length",
})  # fmt: skip
"""What columns beside the categories are called, in the published dictionary's versions and in lists like it."""
_YES = frozenset({"x", "yes", "y", "true", "t", "ja", "j", "oui", "si", "s\u00ed", "*", "+", "\u2713", "\u2714"})
_NO = frozenset({"", "no", "n", "false", "f", "nein", "non", "none", "na", "n/a", "nan", "null", "-", "\u2013"})
_SEPARATORS = ",;\t"
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
    """The list of a CSV file with a column `Word` and a column a category, marked where a word belongs to it.

    A mark is a number or a sign such as x or yes. In the published dictionary it is the year in which a word came to a
    category; a negative year took it out. A column of other words than marks is no category. Raises
    `UnreadableFileError` on another kind of file, `LimitExceededError` on one over `MAX_BYTES` or `MAX_CATEGORIES`.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceededError("The word list is over 16 MB.", "Bring the dictionary itself, as CSV.")
    try:
        words = _words(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError("The word list is not a CSV file in UTF-8.", _mend()) from error
    if not words:
        raise UnreadableFileError("The word list puts no word into a category.", _mend())
    return WordList(words)


def _words(text: str) -> dict[str, tuple[str, ...]]:
    """Each word that belongs to a category, in capitals, with all of them; one that comes again adds its own."""
    rows = csv.DictReader(io.StringIO(text), delimiter=_separator(text))
    names = {_bare(str(name)): str(name) for name in rows.fieldnames or ()}
    categories = _categories(names)
    if "word" not in names or not categories:
        raise UnreadableFileError("The word list has no column 'Word' or no column of a category.", _mend())
    found: dict[str, dict[str, None]] = {}
    described: set[str] = set()
    for row in rows:
        belongs = found.setdefault((row[names["word"]] or "").strip().upper(), {})
        for title, name in categories.items():
            marked = _marked(row.get(name) or "")
            if marked is None and title not in CATEGORIES:
                described.add(title)
            elif marked is not False:
                belongs[title] = None
    kept = {word: tuple(each for each in belongs if each not in described) for word, belongs in found.items() if word}
    return {word: belongs for word, belongs in kept.items() if belongs}


def _separator(text: str) -> str:
    """What stands between the names of the columns: a comma, else what is there most."""
    head = text[: text.find("\n")] if "\n" in text else text
    return "," if "," in head else max(_SEPARATORS, key=head.count)


def _bare(name: str) -> str:
    """`Strong_Modal`, `StrongModal` and `strong modal` are one column."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _categories(names: Mapping[str, str]) -> dict[str, str]:
    """Each category's title and the column that tells who belongs to it; those of the dictionary as it calls them."""
    known = {_bare(each): each for each in CATEGORIES}
    found = {known.get(bare) or _title(name): name for bare, name in names.items() if bare not in _NO_CATEGORIES}
    if len(found) > MAX_CATEGORIES:
        raise LimitExceededError(
            f"The word list has over {MAX_CATEGORIES} columns of categories.", "Leave out those you do not need."
        )
    return found


def _title(name: str) -> str:
    """A column's name with a capital: small names are those of our own columns beside it."""
    shown = " ".join(name.split())[:MAX_TITLE]
    return shown[:1].upper() + shown[1:]


@lru_cache(1024)
def _marked(cell: str) -> bool | None:
    """Whether a cell puts its word into the category; None where it says something else."""
    said = cell.strip().casefold()
    if said in _YES or said in _NO:
        return said in _YES
    try:
        return float(said.replace(",", ".")) > 0
    except ValueError:
        return None


def _mend() -> str:
    return (
        "It needs a column 'Word' with a word a row, and a column a category, with a number, x or yes where the word "
        f"belongs to it, as the Loughran-McDonald dictionary has: {', '.join(CATEGORIES)}."
    )
