"""Questions that no training row asks: whole, told why, and never at the cost of a locked test row."""

from __future__ import annotations

import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.records import Source
from studio.core.splits import Part, Unseen
from studio.services.datasets.draft import Draft
from studio.services.datasets.opened import Intake
from studio.services.datasets.opening import mapped_intake
from studio.services.datasets.service import DatasetService

DOMAIN = registry().get("education_grading")


def intake(**changes: object) -> Intake:
    """The sample as a mapped table, read in this process."""
    table = DOMAIN.sample().drop(columns="source_row").assign(**changes).fillna("").astype(str)
    mapping = ColumnMapping({Role(name): name for name in table.columns})
    return mapped_intake(DOMAIN, "answers.csv", Source.UPLOAD, table, mapping, list(table.columns))


@pytest.fixture
def split(service: DatasetService):
    def draft(unseen: Unseen, brought: Intake | None = None, **choices: int) -> Draft:
        return service.draft(LOCAL_ACTOR, brought or intake(), unseen=unseen, **choices)  # type: ignore[arg-type]

    return draft


def questions(draft: Draft, *parts: Part) -> set[str]:
    return set(draft.table.loc[draft.table["part"].isin([part.value for part in parts]), "group"])


def test_no_question_stands_on_both_sides(split) -> None:
    draft = split(Unseen.QUESTIONS)
    by_question = draft.table.groupby("group")["part"].nunique()
    assert len(by_question) == 8 and (by_question == 1).all()
    assert all(draft.parts[part] for part in (Part.TRAIN, Part.DEV, Part.TEST))
    assert sum(draft.parts.values()) == 512
    assert "by question" in draft.split_reason
    assert "few_test_questions" in {finding.code for finding in draft.findings}


def test_the_default_tests_new_answers_and_says_so(split) -> None:
    draft = split(Unseen.ANSWERS)
    assert "unseen answers" in draft.split_reason
    assert draft.table.groupby("text_pair")["part"].nunique().min() >= 3


def test_case_and_signs_make_no_other_question(split) -> None:
    asked = DOMAIN.sample()["question"]
    loud = asked.where(asked.index % 2 == 0, asked.str.upper().str.rstrip("?.") + " !")
    assert split(Unseen.QUESTIONS, intake(question=loud)).table["group"].nunique() == 8


def test_what_was_tested_by_answer_is_not_learned_from_by_question(split, service: DatasetService) -> None:
    first = service.confirm(LOCAL_ACTOR, split(Unseen.ANSWERS))
    table = service.table(LOCAL_ACTOR, first.id)
    tested = set(table.loc[table["part"] == "test", "row_id"])
    draft = split(Unseen.QUESTIONS)
    assert draft.parts[Part.TRAIN] > 200
    assert not tested & set(draft.table.loc[draft.table["part"] != "test", "row_id"])
    left_out = next(finding for finding in draft.findings if finding.code == "tested_rows_left_out")
    assert left_out.count == 512 - sum(draft.parts.values())


def test_a_tested_question_stays_one_whatever_the_seed(split, service: DatasetService) -> None:
    first = split(Unseen.QUESTIONS)
    service.confirm(LOCAL_ACTOR, first)
    again = split(Unseen.QUESTIONS, seed=7)
    assert questions(again, Part.TEST) == questions(first, Part.TEST)
    assert "keep the part" in again.split_reason


def test_by_answers_after_by_questions_there_is_something_to_learn_from(split, service: DatasetService) -> None:
    """Every pupil answered the tested question: were their other answers locked with it, none would be left."""
    first = split(Unseen.QUESTIONS)
    service.confirm(LOCAL_ACTOR, first)
    tested = set(first.table.loc[first.table["part"] == "test", "row_id"])
    draft = split(Unseen.ANSWERS)
    assert draft.parts[Part.TRAIN] > 200 and draft.parts[Part.TEST] > 40
    assert not tested & set(draft.table.loc[draft.table["part"] != "test", "row_id"])
    assert draft.table.groupby("group")["part"].nunique().max() == 1


def test_it_needs_questions_and_no_split_of_the_files_own(split) -> None:
    brought = intake()
    with pytest.raises(MappingError, match="question"):
        split(
            Unseen.QUESTIONS,
            mapped_intake(
                DOMAIN,
                "a.csv",
                Source.UPLOAD,
                brought.table[["text", "score"]],
                ColumnMapping({Role.TEXT: "text", Role.SCORE: "score"}),
                ["text", "score"],
            ),
        )
    with pytest.raises(MappingError, match="split of its own"):
        split(Unseen.QUESTIONS, intake(split="train"))
