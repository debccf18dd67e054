"""Short forms and misspellings nobody listed are read; words, acronyms and another language are left."""

import pytest

from domains.manufacturing_logs.shop_spelling import mended, written_out
from domains.manufacturing_logs.wording import ShorthandOptions, expand


@pytest.mark.parametrize(
    ("short", "word"),
    [("strtr", "starter"), ("lbrctd", "lubricated"), ("INSTLLD", "installed"), ("stpd", "stopped"), ("crkd", "cracked"),
     ("trmstr", None), ("http", None), ("nginx", None), ("rhythm", None), ("tight", None)],
)  # fmt: skip
def test_consonants_tell_a_word(short, word):
    assert written_out(short) == word


@pytest.mark.parametrize(
    ("written", "word"),
    [("cylindr", "cylinder"), ("vibratoin", "vibration"), ("Condensor", "condenser"), ("thermostatt", "thermostat"),
     ("sealing", None), ("fitter", None), ("Kompressor", None), ("sensors", None), ("removes", None)],
)  # fmt: skip
def test_a_letter_away_from_one_word_is_that_word(written, word):
    assert mended(written) == word


def test_ones_own_short_forms_come_before_guesses_and_mending_may_be_off():
    assert expand("snsr off", ShorthandOptions(more={"snsr": "probe"})) == "probe off"
    assert expand("cylindr stpd", ShorthandOptions(misspellings=False)) == "cylindr stopped"


def test_codes_and_paths_stay_as_they_are():
    written = "tag SNSR-04, file crkd.log, <SNSR> snsr/2"
    assert expand(written, ShorthandOptions()) == written
