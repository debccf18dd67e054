"""Hostile files with personal data: they are held, searched and given out, or refused, as any other."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from studio.core import errors
from tests.hostile import archives, texts
from tests.hostile.protected import EVERY_COLUMN, FOR_REVIEW, TABLE, outcomes
from tests.hostile.texts import File

CHOSEN = (
    "a quote at the end", "rows of every width", "half a megabyte of marks within a name", "markup",
    "escape sequences of a terminal", "patterns that run away", "UTF-16 with half a pair", "surrogates in UTF-8",
    "NULs between rows", "direction turned round", "zero width everywhere", "10,000 accents on one letter",
    "private characters", "a deep line", "half a pair", "a key of nothing", "a key of 2 MB", "names of Python's own",
    "a name that leads out", "a name with NUL and line end", "markup in a name", "a name of 60,000 letters",
)  # fmt: skip
PLAIN = "a table of a person"
NOTE = b"note,specialty\nSeen by Dr. Quentin Mockford for asthma.,pulmonary\n"
KINDS = {TABLE, *(each for each in vars(errors) if each.endswith("Error"))}


def chosen() -> list[File]:
    """Those that reach the search, by their names; and at last a table in which something is to be found."""
    made = [
        *texts.delimited(), *texts.encodings(), *texts.as_json(), *texts.lines(), *archives._names(),
    ]  # fmt: skip
    return [*(each for each in made if each[0] in CHOSEN), (PLAIN, "a.csv", NOTE)]


@pytest.mark.slow
def test_hostile_files_with_personal_data_end_in_a_table_or_in_an_error_of_ours() -> None:
    """One process for all, and the search works after them as before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        files = chosen()
        assert len(files) == len(CHOSEN) + 1
        for wanted in (FOR_REVIEW, EVERY_COLUMN):
            done = alone.submit(outcomes, files, wanted).result()
            assert [(what, became) for what, became, _ in done if became not in KINDS] == []
            assert sum(became == TABLE for _, became, _ in done) >= len(done) - 3
            last = done[-1][2]
            assert "asthma" in last and "Mockford" not in last
