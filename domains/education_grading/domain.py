"""The education grading domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pydantic import BaseModel

from domains.contract import Domain, Panel
from domains.deidentify import IdentifierOptions, Scope, deidentify
from domains.education_grading.answers import BLANK, BLANKS, CASE, BlankOptions, CaseOptions
from domains.education_grading.augmenters import AUGMENTERS
from domains.education_grading.checks import check_answers
from domains.education_grading.columns import COLUMNS
from domains.education_grading.gradebook import recognise
from domains.education_grading.gradebook_people import reads_like_a_name, reads_like_a_task
from domains.education_grading.grades import GRADES, GradesOptions, with_numbers
from domains.education_grading.panels import QUESTIONS_PANEL
from domains.education_grading.public import PUBLIC_DATASETS
from domains.education_grading.question_numbers import is_numbered
from domains.education_grading.remarks import remarks
from domains.education_grading.sample import sample_answers
from domains.education_grading.sample_questions import QUESTIONS
from domains.education_grading.scales import with_ranges
from domains.slicing import by_value
from domains.spans import Redaction
from domains.text_repair import REPAIR, WHITESPACE, RepairOptions, WhitespaceOptions
from domains.wide_tables import WideTable
from studio.core.columns import Role
from studio.core.findings import Finding
from studio.core.metrics import AGREEMENT
from studio.core.tasks import Task

SHORT_WORDS = 8


def _filled(table: pd.DataFrame, column: str) -> pd.Series[str]:
    return table[column].fillna("").astype(str) if column in table else pd.Series("", index=table.index, dtype=str)


class EducationGrading(Domain):
    """Scoring pupils' answers, or giving them a verdict."""

    key = "education_grading"
    title = "Education grading"
    icon = ":material/school:"
    accent = "#6B4FA0"
    version = "1"
    description = "Score pupils' answers the way your markers do, beside the question and a reference answer."
    text_noun = "answer"
    answer_noun = "grade"
    expert_noun = "teacher"
    odd_rows = "blank, copied and twin answers"
    columns = COLUMNS
    tasks = (Task.SCORING, Task.CLASSIFICATION)
    metrics = {
        Task.SCORING: ("qwk", "rmse", "pearson", "mae", *AGREEMENT),
        Task.CLASSIFICATION: ("macro_f1", "accuracy", "precision", "recall", "kappa"),
    }
    personal_data = True
    steps = (REPAIR, WHITESPACE, CASE, BLANKS, GRADES)
    augmenters = AUGMENTERS
    varies_pairs = True
    public_datasets = PUBLIC_DATASETS
    examples = (
        {
            Role.TEXT: "The metal takes the heat out of your hand quicker, but both have the same temperature.",
            Role.QUESTION: QUESTIONS[0].text,
            Role.REFERENCE: QUESTIONS[0].reference,
            Role.SCORE_MIN: "0",
            Role.SCORE_MAX: "2",
        },
        {
            Role.TEXT: "They use sunlight and carbon dioxide. It is how plants grow.",
            Role.QUESTION: QUESTIONS[2].text,
            Role.REFERENCE: QUESTIONS[2].reference,
            Role.SCORE_MIN: "0",
            Role.SCORE_MAX: "3",
        },
        {
            Role.TEXT: "The sun warms the sea, vapour goes up and makes clouds. Then it rains.",
            Role.QUESTION: QUESTIONS[5].text,
            Role.REFERENCE: QUESTIONS[5].reference,
            Role.SCORE_MIN: "0",
            Role.SCORE_MAX: "5",
        },
    )

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key, and what stands for identifiers."""

        identifiers: IdentifierOptions = IdentifierOptions()
        repair: RepairOptions = RepairOptions()
        whitespace: WhitespaceOptions = WhitespaceOptions()
        case: CaseOptions = CaseOptions()
        blank: BlankOptions = BlankOptions()
        grades: GradesOptions = GradesOptions()

    def sample(self) -> pd.DataFrame:
        """Synthetic answers of made-up pupils to eight questions."""
        return sample_answers()

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """Answers that are no honest try, those that are alike, scores outside their range."""
        return check_answers(table, task)

    def remarks(self, table: pd.DataFrame, known: pd.DataFrame) -> list[str] | None:
        """Which answers are blank, copied, gibberish, off topic, or almost the same as which other."""
        return remarks(table, known)

    def wide(self, table: pd.DataFrame) -> WideTable | None:
        """A gradebook: one row a pupil, one column a question, its mark beside it."""
        return recognise(table, self._name_people)

    def with_scores(self, table: pd.DataFrame, column: str, options: BaseModel) -> tuple[pd.DataFrame, list[Finding]]:
        """School marks such as 2+ and letters such as B- as numbers."""
        assert isinstance(options, self.Options)
        return with_numbers(table, column, options.grades)

    def _name_people(self, titles: Sequence[str]) -> list[bool]:
        """Which of a few words by themselves may name a pupil: nothing around them says what they are."""
        doubtful = [title for title in titles if not reads_like_a_task(title)]
        found = dict(zip(doubtful, self.deidentify_beside(doubtful) if doubtful else (), strict=True))
        return [title in found and (bool(found[title].spans) or reads_like_a_name(title)) for title in titles]

    def deidentify(self, texts: Sequence[str]) -> list[Redaction]:
        """Each text without the names, addresses and numbers that could identify a pupil."""
        return deidentify(texts, Scope.PUPIL)

    def deidentify_beside(self, cells: Sequence[str]) -> list[Redaction]:
        """Each cell without any name: an answer speaks of people known to all, beside it stand pupils and graders."""
        return deidentify(cells)

    def segment(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with each row's score range, taken from its question's scores where the file says nothing."""
        return with_ranges(table)

    def pair(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """The reference answer; the question where a row has none, unless it is but a number. None where all are blank.

        Not both in one: on ScientsBank (1,500 training rows, frozen encoder) macro-F1 on unseen answers was 0.564 with
        the reference alone and 0.510 with the question behind it, on unseen questions 0.471 and 0.352.
        """
        if "question" not in table and "reference" not in table:
            return None
        reference, question = _filled(table, "reference").str.strip(), _filled(table, "question").str.strip()
        asks = (question != "") & ~question.map(is_numbered).astype(bool)
        pair = reference.where(reference != "", question.where(asks, ""))
        return None if (pair == "").all() else pair

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Short answers, answers that say nothing, and the answers to each question with enough of them."""
        return {
            **(by_value(table["text_pair"], "question or reference") if "text_pair" in table else {}),
            f"under {SHORT_WORDS} words": table["text"].map(lambda text: len(text.split())) < SHORT_WORDS,
            "blank answers": table["text"] == BLANK,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The questions."""
        return (QUESTIONS_PANEL,)
