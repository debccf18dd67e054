"""A word list that a person brings: the Loughran-McDonald master dictionary, or one of their own; none is shipped."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from studio.core.errors import LimitExceededError, UnreadableFileError

CATEGORIES = (
    "Negative", "Positive", "Uncertainty", "Litigious", "Strong_Modal", "Weak_Modal", "Constraining", "Complexity",
)  # fmt: skip
MAX_BYTES = 16 * 1024 * 1024
MAX_CATEGORIES = 100
MAX_WORDS = 500_000
"""Rows: the published dictionary has some 87,000."""
_MOST_COLUMNS = 1_000
_LONGEST_MARK = 80
_NO_CATEGORIES = frozenset({
    "", "word", "seq", "seqnum", "sequence", "sequencenumber", "id", "no", "number", "index", "rank", "wordcount",
    "count", "frequency", "wordproportion", "averageproportion", "stddev", "doccount", "syllables", "source", "modal",
    "irrverb", "harvardiv", "length",
})  # fmt: skip
"""What columns beside the categories are called, in the published dictionary's versions and in lists like it."""
_YES = frozenset({"x", "yes", "y", "true", "t", "ja", "j", "oui", "si", "s\u00ed", "*", "+", "\u2713", "\u2714"})
_NO = frozenset({"", "no", "n", "false", "f", "nein", "non", "none", "na", "n/a", "nan", "null", "-", "\u2013"})
_NO_MARK = (False, True)
_BEGUN = re.compile(r"[^\s(;:?!/]+")
_SEPARATORS = ",;\t"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True)
class WordList:
    """Words in capitals, each with the categories it belongs to.

    `left_out` are columns most of whose filled cells are no marks; `odd` is how many cells of the others are none
    alone, and were read by what they begin with.
    """

    words: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...] = ()
    odd: int = 0

    def counts(self, texts: Iterable[str]) -> Mapping[str, int]:
        """How many words of each category the texts have, categories without any among them."""
        counted: Counter[str] = Counter()
        for text in texts:
            for match in _WORD.finditer(text):
                counted.update(self.words.get(match[0].upper(), ()))
        return {category: counted[category] for category in self.categories}

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories that words belong to, sorted."""
        return tuple(sorted({category for each in set(self.words.values()) for category in each}))

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
    category; a negative year took it out. A column of mostly other words than marks is no category. Raises
    `UnreadableFileError` on another kind of file, `LimitExceededError` on one over `MAX_BYTES`, `MAX_WORDS` or
    `MAX_CATEGORIES`.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceededError("The word list is over 16 MB.", "Bring the dictionary itself, as CSV.")
    try:
        read = _read(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError("The word list is not a CSV file in UTF-8.", _mend()) from error
    if not read.words:
        raise UnreadableFileError("The word list puts no word into a category.", _mend())
    return read


def _read(text: str) -> WordList:
    """Each word that belongs to a category, in capitals, with all of them; one that comes again adds its own."""
    rows = csv.reader(io.StringIO(text), delimiter=_separator(text))
    header = next(rows, [])
    columns = _columns(header)
    word = next((at for at, name in enumerate(header) if _bare(name) == "word"), None)
    if word is None or not columns:
        raise UnreadableFileError("The word list has no column 'Word' or no column of a category.", _mend())
    marks = _marks(rows, word, columns)
    titles = tuple(dict.fromkeys(each.title for each in columns))
    told = tuple(title for title in titles if all(each.tells for each in columns if each.title == title))
    return WordList(_named(marks, columns), told, sum(each.odd for each in columns if not each.tells))


@dataclass
class _Column:
    """A column that may be a category: its place, and how many of its cells say something, and how many no mark."""

    at: int
    title: str
    filled: int = 0
    odd: int = 0

    @property
    def tells(self) -> bool:
        """Whether it says something else of the words than whether they belong to it."""
        return self.odd * 2 > self.filled


def _marks(rows: Iterable[list[str]], word: int, columns: Sequence[_Column]) -> dict[str, int]:
    """Each marked word with a bit for each column that marks it: most words of a large list have no mark."""
    marks: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if number > MAX_WORDS:
            raise LimitExceededError(f"The word list has over {MAX_WORDS:,} rows.", "Leave out words of no category.")
        found = _bits(row, columns)
        if found and len(row) > word and (said := row[word].strip().upper()):
            marks[said] = marks.get(said, 0) | found
    return marks


def _bits(row: Sequence[str], columns: Sequence[_Column]) -> int:
    found = 0
    for bit, column in enumerate(columns):
        if column.at >= len(row):
            break  # the columns stand in their order: a short row marks nothing further
        cell = row[column.at].strip()
        if not cell:
            continue
        marked, odd = _marked(cell) if len(cell) <= _LONGEST_MARK else _NO_MARK
        column.filled += 1
        column.odd += odd
        found |= marked << bit
    return found


def _named(marks: Mapping[str, int], columns: Sequence[_Column]) -> dict[str, tuple[str, ...]]:
    """The categories that the bits stand for, without those of columns left out; words alike share theirs."""
    kept = sum(1 << bit for bit, column in enumerate(columns) if not column.tells)
    names: dict[int, tuple[str, ...]] = {}
    for bits in {found & kept for found in marks.values()}:
        titles = (column.title for bit, column in enumerate(columns) if bits >> bit & 1)
        names[bits] = tuple(dict.fromkeys(titles))
    return {word: names[bits & kept] for word, bits in marks.items() if bits & kept}


def _separator(text: str) -> str:
    """What stands between the names of the columns: a comma, else what is there most."""
    head = text[: text.find("\n")] if "\n" in text else text
    return "," if "," in head else max(_SEPARATORS, key=head.count)


def _bare(name: str) -> str:
    """`Strong_Modal`, `StrongModal` and `strong modal` are one column."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


_KNOWN = {_bare(each): each for each in CATEGORIES}


def _columns(header: Sequence[str]) -> list[_Column]:
    """The columns that may be categories, in their order; those of the dictionary under the names it has for them."""
    too_many = LimitExceededError(
        f"The word list has over {MAX_CATEGORIES} columns of categories.", "Leave out those you do not need."
    )
    if len(header) > _MOST_COLUMNS:  # before anything is done with each
        raise too_many
    places = [(at, name) for at, name in enumerate(header) if _bare(name) not in _NO_CATEGORIES]
    found = [_Column(at, _KNOWN.get(_bare(name)) or _title(name)) for at, name in places]
    if len({each.title for each in found}) > MAX_CATEGORIES:
        raise too_many
    return found


def _title(name: str) -> str:
    """A column's name with a capital: small names are those of our own columns beside it."""
    whole = " ".join(name.split())
    return whole[:1].upper() + whole[1:]


@lru_cache(1024)
def _marked(cell: str) -> tuple[bool, bool]:
    """Whether a cell puts its word into the category, and whether it says more or something else.

    `x (see note)` is a mark as much as x is.
    """
    said = cell.casefold()
    if (sure := _sign(said)) is not None:
        return sure, False
    begun = _BEGUN.match(said)
    return bool(begun and _sign(begun[0])), True


def _sign(said: str) -> bool | None:
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
