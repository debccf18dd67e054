"""Every pattern of finance risk comes to its end on lines that no sentence is like: drawn lines, columns of digits."""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache

import pytest

import domains.finance_risk as package
from domains.finance_risk.marks.lexicon import Lexicon
from domains.finance_risk.marks.risk_phrases import GROUPS, PHRASES
from domains.finance_risk.marks.sentence_marks import marks

UNITS = ("-", "'", "\u2019", "1", " ", "\n", "- ", "-'", "a-", "A. ", "a ", "1,", "(", "$1", "_")
OTHER_STARTS = ("could cause", "cause", "refer to", "incidental to", "ability to")
"""What phrases with a gap begin with in the lists of formulas and of what looks ahead."""


def patterns_in(value):
    if isinstance(value, re.Pattern | Lexicon):
        yield value
    elif isinstance(value, Mapping):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from patterns_in(each)


@cache
def all_patterns():
    modules = [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return {pattern for name in modules for value in vars(importlib.import_module(name)).values()
            for pattern in patterns_in(value)}  # fmt: skip


def starts():
    """How phrases with a gap begin, one of each group's words in the place of its name."""
    gapped = {phrase.split(" .. ")[0] for said in PHRASES.values() for phrase in said if " .. " in phrase}
    filled = {re.sub(r"\{(\w+)\}", lambda match: GROUPS[match[1]][0], each) for each in gapped}
    return {each.replace("*", "s") for each in filled} | {*OTHER_STARTS}


@pytest.mark.parametrize("unit", UNITS)
def test_every_pattern_comes_to_an_end(unit):
    """One whose work doubles with each sign would run until the suite's time limit."""
    assert len(all_patterns()) > 180
    line = unit * (300 // len(unit))
    for pattern in all_patterns():
        for text in (line, f"x{line}x"):
            if isinstance(pattern, Lexicon):
                assert pattern.found(text) == ()
            else:
                assert all(match.end() <= len(text) for match in pattern.finditer(text))


@pytest.mark.parametrize("unit", ("-", "'", "-'", "\u2019-", "- ", "a-", "a- ", "a ", "1", ". "))
def test_a_phrase_that_has_begun_comes_to_an_end(unit):
    for start in starts():
        marks(f"{start} {unit * 100}")
        marks(f"{start}{unit * 100} x")


def test_dashes_and_apostrophes_may_stand_between_the_words_of_a_phrase():
    words = Lexicon(("customer* .. not pay",))
    for said in ("customers - the large ones - may not pay", "customers' long-standing dealers' sons do not pay"):
        assert words.found(said) == (said,)
