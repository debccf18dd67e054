"""Names of people in what a file or a folder is called: words without a sentence around them."""

from __future__ import annotations

import re

from domains.deidentify.tags import TAG, Kind, tag
from domains.deidentify.tokens import starts_upper
from domains.deidentify.vocabulary import is_homonym, is_listed_name, is_medical, is_odd, is_ordinary, is_word

_WORD = re.compile(r"[^\W\d_]{3,40}")
_SHORTEST_SMALL = 5
"""A word in small letters or capitals that no list has, shorter than this, is an abbreviation."""


def without_names(stem: str) -> str:
    """A file's name without the words that are no words, and without a word alone that is a name as well.

    The name of a file is about nothing but the file, so more may be taken from it than from a text: "mockford notes",
    "Hart 2".
    """
    parts = TAG.split(stem)
    return "".join(tag(part) if at % 2 else _WORD.sub(_taken, part) for at, part in enumerate(_alone_taken(parts)))


def _alone_taken(parts: list[str]) -> list[str]:
    words = [word for part in parts[::2] for word in _WORD.findall(part)]
    if len(parts) == 1 and len(words) == 1 and may_be_a_surname(words[0]):
        return [parts[0].replace(words[0], tag(Kind.NAME))]
    return parts


def _taken(match: re.Match[str]) -> str:
    return tag(Kind.NAME) if _is_no_word(match.group()) else match.group()


def _is_no_word(word: str) -> bool:
    """Whether a word is a name: on a list of names and on none of words, or on neither and no abbreviation."""
    if is_word(word) or is_odd(word) or is_medical(word):
        return False
    return is_listed_name(word) or len(word) >= _SHORTEST_SMALL or (starts_upper(word) and not word.isupper())


def is_a_name(word: str) -> bool:
    """Whether a list of names has the word and no list of words."""
    return is_listed_name(word)


def may_be_a_surname(word: str) -> bool:
    """Whether a word is also the name of many people, and neither clinical nor among the most frequent words."""
    return is_homonym(word) and not (is_medical(word) or is_ordinary(word))
