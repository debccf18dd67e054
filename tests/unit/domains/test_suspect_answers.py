"""Answers that are no honest try: no language, another subject, another pupil's words; and those that are one."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from domains.education_grading.alike import MIN_WORDS, twins
from domains.education_grading.domain import EducationGrading
from domains.education_grading.gibberish import gibberish
from domains.education_grading.topics import off_topic
from studio.core.findings import Severity
from studio.core.tasks import Task

DOMAIN = EducationGrading()
SAMPLE = DOMAIN.sample()
COPIED = (
    "metal takes the heat out of my hand much quicker than the wood does and so it feels colder although both of "
    "them are just as warm as the room they lie in"
)


@pytest.mark.parametrize(
    "text", ["asdfghjkl", "asdf ghjk qwer", "sdfgsdf hjklhjk", "aaaaaaa", "xkcdwrtz bcdfghk", "HHHHHHHHH"]
)
def test_keys_struck_at_random_are_gibberish(text: str) -> None:
    assert gibberish([text]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The strengths of DNA and of NaCl",
        "photosinthesis hapens in teh chloroplasts",
        "HTTP, XML, TCP",
        "hmm",
        "[NAME] says no",
        "3.14159 = 22/7",
        "Die Abschlussprüfung",
        "",
    ],
)
def test_misspelt_technical_and_foreign_answers_are_not(text: str) -> None:
    assert gibberish([text]) == [False]


def test_among_many_answers_unheard_of_words_with_vowels_are_gibberish_too() -> None:
    answers = [*SAMPLE["text"].astype(str), "weoih ouwei iqeroiu", "the axis of our planet is tilted"]
    found = gibberish(answers, SAMPLE["reference"].astype(str))
    assert found[-2:] == [True, False]
    assert not any(found[:-2])


def test_an_answer_to_another_question_is_off_topic() -> None:
    moved = "The vaccine has weakened germs, so white cells learn to make antibodies and remember them."
    questions = SAMPLE["question"].astype(str).tolist()
    answers, references = SAMPLE["text"].astype(str).tolist(), SAMPLE["reference"].astype(str).tolist()
    found = off_topic([*answers, moved], [*questions, questions[0]], [*references, references[0]])
    assert found[-1]
    assert not any(found[:-1])


def test_a_question_with_few_answers_has_not_shown_its_words_yet() -> None:
    assert off_topic(["umbrella shop weather sales"] * 5, ["Why do plants grow?"] * 5, [""] * 5) == [False] * 5


def alike(texts: list[str], questions: list[str] | None = None, pupils: list[str] | None = None) -> list[int | None]:
    one = ["Why?"] * len(texts)
    return twins(texts, questions or one, pupils or [str(place) for place in range(len(texts))])


def test_a_long_answer_with_a_word_changed_is_a_twin_and_each_names_the_likest_other() -> None:
    own = "Something else entirely " + "of one's own words and thoughts " * 4
    changed = COPIED.replace("quicker", "faster")
    assert alike([COPIED, own, changed]) == [2, None, 0]
    assert alike([changed, own, COPIED, COPIED]) == [2, None, 3, 2]
    assert alike([COPIED] * 4) == [1, 0, 0, 0]


def test_short_answers_other_questions_and_one_pupil_twice_are_not() -> None:
    short = " ".join(COPIED.split()[: MIN_WORDS - 1])
    assert alike([short, short]) == [None, None]
    assert alike([COPIED, COPIED], ["Why?", "How?"]) == [None, None]
    assert alike([COPIED, COPIED], pupils=["a", "a"]) == [None, None]
    assert alike([COPIED, COPIED], pupils=["", ""]) == [1, 0]


def test_pupils_who_wrote_the_same_facts_in_their_own_order_are_not_alike() -> None:
    words, rng = COPIED.split(), random.Random(1)
    assert set(alike([" ".join(rng.sample(words, len(words))) for _ in range(30)])) == {None}


def test_each_is_a_finding_with_its_rows_and_what_everybody_was_given_is_not_copied_from_a_pupil() -> None:
    answers = SAMPLE[["text", "question", "reference", "group"]].astype(str)
    question, reference = answers["question"][0], "It conducts " + COPIED
    planted = pd.DataFrame(
        {
            "text": ["qwerqwer hjklhjkl", COPIED, COPIED, reference, reference, "umbrella sales weather adverts shop"],
            "question": question,
            "reference": [""] * 3 + [reference] * 2 + [""],
            "group": [f"new {place}" for place in range(6)],
        }
    )
    table = pd.concat([answers[answers["text"].str.split().str.len() < MIN_WORDS], planted], ignore_index=True)
    table["source_row"] = range(1, len(table) + 1)
    first = len(table) - 5
    found = {each.code: each for each in DOMAIN.validate(table, Task.CLASSIFICATION)}
    assert found["gibberish_answer"].rows == (first,)
    assert found["gibberish_answer"].severity is Severity.WARNING
    assert found["answers_alike"].rows == (first + 1, first + 2)
    assert f"the same: rows {first + 1} and {first + 2}." in found["answers_alike"].message
    assert found["answer_off_topic"].rows == (first + 5,)
