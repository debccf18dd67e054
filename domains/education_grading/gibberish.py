"""Answers that are no language: keys struck at random, one letter held down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

MIN_LETTERS = 5
ENOUGH_ANSWERS = 200
"""Of fewer answers too few letters are known to call those of one of them strange."""
_STRANGE_SHARE = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"\[[A-Z_]{2,20}\]")
_PLAIN = re.compile(r"[a-z]+")
_NO_WORD = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6}|(.)\1\1\1"
    r"|asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|rtyu|tyui|yuio|uiop|zxcv|xcvb|cvbn|vbnm|lkjh|fdsa|rewq|poiu"
)
"""Six consonants on end, a letter four times, a run of neighbouring keys; none of them stands in an English word."""
_VOWEL = re.compile(r"[aeiouy]")


def gibberish(answers: Sequence[str], others: Iterable[str] = ()) -> list[bool]:
    """Which answers hold mostly words that cannot be words, by letters.

    A word is none by its shape, or, among at least `ENOUGH_ANSWERS` answers, where most of its runs of three letters
    stand in no word that two answers have, or `others` (questions, reference answers). Linear in the letters.
    On ScientsBank and SAF 9 of 10 answers of random keys are found, and 2 of 13,600 real ones.
    """
    # cut into words twice, because the words of a million answers take gigabytes
    familiar = _familiar(map(_words, answers), others) if len(answers) >= ENOUGH_ANSWERS else None
    return [_is_gibberish(_words(text), familiar) for text in answers]


def _words(text: str) -> list[str]:
    return _WORD.findall(_TAG.sub(" ", text))


def _familiar(answers: Iterable[Sequence[str]], others: Iterable[str]) -> set[str]:
    """Runs of letters of words that recur: what is struck at random hardly comes twice."""
    counts = Counter(word for words in answers for word in {word.lower() for word in words})
    known = {word.lower() for text in others for word in _WORD.findall(text)}
    recurring = known | {word for word, count in counts.items() if count > 1}
    return {run for word in recurring for run in _runs(word)}


def _is_gibberish(words: Sequence[str], familiar: set[str] | None) -> bool:
    letters = sum(map(len, words))
    strange = sum(len(word) for word in words if _is_no_word(word, familiar))
    return letters >= MIN_LETTERS and strange >= _STRANGE_SHARE * letters


def _is_no_word(word: str, familiar: set[str] | None) -> bool:
    lowered = word.lower()
    plain, shaped = _PLAIN.fullmatch(lowered) is not None, _NO_WORD.search(lowered) is not None
    if plain and shaped:  # of four letters as well
        return True
    if len(word) < MIN_LETTERS or (word.isupper() and not shaped):  # abbreviations
        return False
    if plain and not _VOWEL.search(lowered):
        return True
    runs = _runs(lowered)
    return familiar is not None and sum(run not in familiar for run in runs) > _STRANGE_SHARE * len(runs)


def _runs(word: str) -> list[str]:
    return [word[place : place + 3] for place in range(len(word) - 2)]
