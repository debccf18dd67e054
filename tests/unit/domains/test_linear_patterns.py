"""Every pattern of the recognisers is looked for in linear time, by RE2, and finds what Python's `re` would."""

import importlib
import pkgutil
import re
from functools import cache

import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import domains.deidentify as package
from benchmarks.clinical_notes import disguised, write_notes
from domains.deidentify.linear import Pattern, linear
from domains.deidentify.linear.bytes_of_text import bytes_of
from domains.deidentify.linear.sketch import sketch_of, widest

NOT_FOR_TEXTS = ("columns", "cells", "surrogates", "former_surrogates")
"""Modules whose patterns meet a column's name of 80 characters, one cell, or a stretch that was found."""
ONE_WORD = ("_PREFIX", "_ENDING", "_WORD_ENDING", "_CLINICAL_ENDING", "_NO_IDENTIFIER", "_LEFT")
"""Patterns that meet single words of at most 42 characters or a stretch that was found, with no bound of their own."""


def patterns_in(value):
    if isinstance(value, re.Pattern | Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from patterns_in(each)


@cache
def all_patterns():
    found = []
    prefix = f"{package.__name__}."
    for info in pkgutil.walk_packages(package.__path__, prefix):
        part = info.name.removeprefix(prefix)
        if part in NOT_FOR_TEXTS or part.startswith("linear"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if name not in ONE_WORD:
                found += [(f"{part}.{name}", pattern) for pattern in patterns_in(value)]
    return found


def searched():
    """The patterns that are looked for in whole texts, each once."""
    return {pattern.exact: (name, pattern) for name, pattern in all_patterns() if isinstance(pattern, Pattern)}.values()


def test_every_pattern_has_a_greatest_width():
    """So what is asked of `re` at one place costs a bounded time; RE2 alone reads on through the text."""
    assert len(all_patterns()) > 120
    for name, pattern in all_patterns():
        exact = pattern.exact if isinstance(pattern, Pattern) else pattern
        width = widest(exact.pattern, exact.flags)
        assert width is not None, name
        assert width < 5_000, name


def test_re2_compiles_every_pattern():
    """Also those that meet one place or a few words only: none needs more than RE2 has, but for looking around."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    for name, pattern in all_patterns():
        exact = pattern.exact if isinstance(pattern, Pattern) else pattern
        assert re2.compile(sketch_of(exact.pattern, exact.flags), options), name
    assert len(searched()) > 90


def same(text):
    for name, pattern in searched():
        found = [match.span() for match in pattern.finditer(text)]
        assert found == [match.span() for match in pattern.exact.finditer(text)], name


def test_the_notes_give_the_same_matches_as_re():
    for place, note in enumerate(write_notes(12, 5)):
        same(note.text)
        same(disguised(note, place).text)


NAMES = ("Dr. ", "Mr ", "Ann ", "Grün", "José ", "ILLKIRCH", "lives in ", "Oak St", "Müllerstraße 5", "Apt 3", "ID ")
SIGNS = (
    "@",
    ".",
    ", ",
    "\n",
    "-",
    "http://",
    "é",
    "İ",
    "\u017f",
    "\u2003",
    "\U0001d400",
    "\x01\x01",
    "\x02\x02",
    "\x00",
)
NUMBERS = ("12 ", "03/04/2019", "555-0143", "MRN: ", "A1-77", "\u0663", "x", "born ", "may ", "1st of May")
PIECES = st.sampled_from(NAMES + SIGNS + NUMBERS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_the_same_matches_as_re(text):
    same(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_a_text_has_one_byte_a_character(text):
    seen = bytes_of(text)
    assert len(seen) == len(text)
    for sign, byte in zip(text, seen, strict=True):
        assert (byte == ord(sign)) if sign.isascii() else byte >= 0x80


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?<!\w)([ab])\1(?!\w)", "aa ab bb bba aa"),
        (r"[^\W\d_]{2,5}", "Zoë été 12 _ß ½x ß"),
        (r"(?i)k[^a-k]s", "kzs K\u00e9S kas \u212a\u00e9\u017f"),
        (r"[^\u00e9]x", "\u00e9x \u00e8x ax"),
        (r"\bword\b|(?:x{0,3}y)?z", "wordy word xxyz z"),
        (r"(?s:a.b)|a.b", "a\nb acb"),
        (r"\S\s\D", "a b 1 2 \u2003x"),
    ],
)
def test_what_re2_has_no_word_for_is_found_all_the_same(pattern, text):
    assert [m.span() for m in linear(pattern).finditer(text)] == [m.span() for m in re.finditer(pattern, text)]


class Counting:
    """A sketch that counts the places it offers, at each of which `re` is asked once."""

    def __init__(self, sketch):
        self.sketch, self.offered = sketch, 0

    def search(self, text, place):
        self.offered += 1
        return self.sketch.search(text, place)


def offered(pattern, text):
    counted = Pattern(pattern.exact.pattern, pattern.exact.flags)
    counting = Counting(pattern.sketch)
    vars(counted)["sketch"] = counting
    assert sum(1 for _ in counted.finditer(text)) <= counting.offered
    return counting.offered


@pytest.mark.parametrize("unit", ["1-", "a@", "A. ", "12 Oak ", "Dr. ", "in May ", "(", "John ", "x.y", "Né ", "1 1 "])
def test_twice_the_text_asks_at_most_twice_as_often(unit):
    """Work that can be counted, where time cannot be relied on: RE2 reads once, and `re` is asked once a place."""
    for name, pattern in searched():
        once, twice = (offered(pattern, unit * (size // len(unit))) for size in (1_000, 2_000))
        assert twice <= 2 * once + 4, name
