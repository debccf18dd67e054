"""Names in what files and folders are called. Every person here is made up."""

import pytest

from domains.deidentify.bare_names import is_a_name, may_be_a_surname, without_names


@pytest.mark.parametrize(
    ("stem", "left"),
    [
        ("mockford notes", "[NAME] notes"),
        ("notes of Przybylski 2", "notes of [NAME] 2"),
        ("Hart 2", "[NAME] 2"),
        ("quimby", "[NAME]"),
        ("[NAME] export", "[NAME] export"),
    ],
)
def test_a_name_leaves_the_name_of_a_file(stem, left):
    assert without_names(stem) == left


@pytest.mark.parametrize(
    "stem", ["clinic notes", "discharge summaries 2023", "training data", "icd10 v2", "MRI reports", "heart failure"]
)
def test_words_of_files_stay(stem):
    assert without_names(stem) == stem


def test_a_word_that_is_a_surname_too_is_told_from_a_disease():
    assert may_be_a_surname("Hart")
    assert not may_be_a_surname("Graves")
    assert is_a_name("Przybylski")
    assert not is_a_name("Cardiology")
