"""What a teacher is told of the answers of a batch, row by row."""

from __future__ import annotations

import pandas as pd

from domains.education_grading.domain import EducationGrading
from domains.finance_risk.domain import FinanceRisk
from tests.unit.domains.test_suspect_answers import COPIED

DOMAIN = EducationGrading()
SAMPLE = DOMAIN.sample()
NOTHING_KNOWN = pd.DataFrame({"text": [], "text_pair": []}, dtype=str)
QUESTION = "Why does the metal spoon feel colder than the wooden spoon?"
REFERENCE = "Metal conducts heat away from the hand faster than wood."


def batch(*texts: str, **columns: str) -> pd.DataFrame:
    rows = range(11, 11 + len(texts))
    return pd.DataFrame({"text": texts, "source_row": rows, **columns}, index=range(len(texts)))


def test_each_answer_bears_what_is_odd_about_it_and_twins_name_each_other() -> None:
    changed = COPIED.replace("quicker", "faster")
    honest = "It takes the warmth out of my fingers."
    table = batch(
        "-", "", QUESTION, REFERENCE, "qwerqwer hjklhjkl", COPIED, honest, changed,
        question=QUESTION, reference=REFERENCE,
    )  # fmt: skip
    assert DOMAIN.remarks(table, NOTHING_KNOWN) == [
        "blank",
        "blank",
        "copied from the question",
        "copied from the reference answer",
        "gibberish",
        "almost the same as row 18",
        "",
        "almost the same as row 16",
    ]


def test_answers_without_a_question_are_looked_at_too() -> None:
    found = DOMAIN.remarks(batch("n/a", "asdfghjkl", "A plant needs light.", COPIED, COPIED), NOTHING_KNOWN)
    assert found == ["blank", "gibberish", "", "almost the same as row 15", "almost the same as row 14"]


def test_what_all_were_given_is_not_another_pupils() -> None:
    table = batch(COPIED, COPIED, reference=COPIED)
    assert DOMAIN.remarks(table, NOTHING_KNOWN) == ["copied from the reference answer"] * 2


def test_one_answer_to_a_known_question_is_told_off_topic_by_what_was_learned() -> None:
    question, reference = str(SAMPLE["question"][0]), str(SAMPLE["reference"][0])
    known = pd.DataFrame({"text": SAMPLE["text"].astype(str), "text_pair": SAMPLE["reference"].astype(str)})
    moved = "The vaccine has weakened germs, so white cells learn to make antibodies and remember them."
    table = batch(moved, str(SAMPLE["text"][0]), "weoih ouwei iqeroiu", question=question, reference=reference)
    table["text_pair"] = reference
    assert DOMAIN.remarks(table, known) == ["off topic", "", "gibberish"]
    assert DOMAIN.remarks(table, NOTHING_KNOWN) == ["", "", ""]


def test_no_answer_of_the_sample_is_taken_for_gibberish_or_off_topic() -> None:
    texts = SAMPLE[["text", "question", "reference"]].astype(str)
    table = texts.assign(source_row=range(1, len(SAMPLE) + 1))
    found = DOMAIN.remarks(table, NOTHING_KNOWN)
    assert found is not None and len(found) == len(table)
    assert not any("gibberish" in each or "off topic" in each for each in found)


def test_other_fields_look_for_nothing() -> None:
    assert FinanceRisk().remarks(batch("A loss.", ""), NOTHING_KNOWN) is None
