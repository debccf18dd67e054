"""The columns of a table of answers, and the names they usually bear."""

from __future__ import annotations

from studio.core.columns import Column, Role
from studio.core.tasks import Task

_SCORING = frozenset({Task.SCORING})
_CLASSIFICATION = frozenset({Task.CLASSIFICATION})

MARKERS = (
    "rater", "marker", "grader", "examiner", "teacher", "assessor", "scorer", "judge", "annotator", "evaluator",
    "reviewer", "human", "corrector",
)  # fmt: skip
"""Who gives the points of a column called `Marker 1` or `second examiner's mark`."""
_FIRST = ("1", "a", "one", "first")
_SECOND = ("2", "b", "two", "second")


def _names(person: str, places: tuple[str, str, str, str]) -> list[str]:
    """`marker1`, `marker_a`, `first_marker`; each also with what was given: `marker_1_score`, `first_marker_mark`."""
    number, letter, word, ordinal = places
    who = [f"{person}_{number}", f"{person}_{letter}", f"{person}_{word}", f"{ordinal}_{person}"]
    return [*who, *(f"{each}_{given}" for each in who for given in ("score", "mark", "grade", "points"))]


COLUMNS = (
    Column(
        Role.TEXT,
        "Answer",
        "What the pupil wrote.",
        required=True,
        aliases=(
            "text",
            "answer",
            "student_answer",
            "pupil_answer",
            "response",
            "student_response",
            "essay",
            "essay_text",
            "full_text",
            "student_essay",
            "submission",
            "provided_answer",
            "answer_text",
            "response_text",
            "written_answer",
            "written_response",
            "learner_answer",
            "candidate_answer",
            "candidate_response",
            "antwort",
        ),
    ),
    Column(
        Role.SCORE,
        "Score",
        "The points given, as a number.",
        required=True,
        aliases=(
            "score",
            "grade",
            "points",
            "marks",
            "mark",
            "score1",
            "domain1_score",
            "final_score",
            "rating",
            "score_given",
            "total_score",
            "grader_score",
            "score_avg",
            "essay_score",
            "holistic_score",
            "holistic_essay_score",
            "overall_score",
            "total_points",
            "points_awarded",
            "rater1_domain1",
            "grade1",
            "mark1",
            *(name for person in MARKERS for name in _names(person, _FIRST)),
            *("first_mark", "first_grade", "first_score", "first_marking", "mark_a", "grade_a", "score_a"),
            *("note", "punkte", "punktzahl", "bewertung", "erstkorrektur", "erstkorrektor", "erstbewertung"),
        ),
        tasks=_SCORING,
    ),
    Column(
        Role.SCORE_MIN,
        "Lowest score",
        "The fewest points to be had; where the file has none, the lowest given for the question.",
        aliases=("score_min", "min_score", "min_points", "minimum_score", "lowest_score"),
        tasks=_SCORING,
    ),
    Column(
        Role.SCORE_MAX,
        "Highest score",
        "The most points to be had; where the file has none, the highest given for the question.",
        aliases=("score_max", "max_score", "max_points", "maximum_score", "max_marks", "out_of", "full_marks"),
        tasks=_SCORING,
    ),
    Column(
        Role.LEVEL,
        "Rubric level",
        "What the score is called in the rubric ('partial: one of two ideas'). Shown beside marks, never learned.",
        aliases=(
            "rubric_levels",
            "level_name",
            "level_description",
            "rubric_description",
            "score_description",
            "score_label",
            "mark_description",
            "descriptor",
            "rubric_descriptor",
        ),
        tasks=frozenset({Task.SCORING}),
    ),
    Column(
        Role.LABEL,
        "Verdict",
        "The word for the answer: correct, partly correct, a level or a letter.",
        required=True,
        aliases=("label", "verdict", "correctness", "class", "category", "level", "accuracy", "verification_feedback"),
        tasks=_CLASSIFICATION,
    ),
    Column(
        Role.QUESTION,
        "Question",
        "What was asked, or its number: that tells apart what is marked on different scales, but is never read.",
        aliases=(
            "question",
            "question_text",
            "prompt",
            "prompt_text",
            "task",
            "item",
            "assignment",
            "essay_prompt",
            "prompt_name",
            "question_id",
            "prompt_id",
            "item_id",
            "task_id",
            "set_id",
            "essay_set",
            "question_number",
        ),
    ),
    Column(
        Role.REFERENCE,
        "Reference answer",
        "An answer worth full marks; a model reads it beside the pupil's.",
        aliases=(
            "reference",
            "reference_answer",
            "model_answer",
            "sample_solution",
            "expected_answer",
            "correct_answer",
            "desired_answer",
            "key",
            "answer_key",
            "solution",
            "ref_answer",
            "rubric_answer",
        ),
    ),
    Column(
        Role.RATER,
        "Second rater",
        "What a second person gave: their agreement is the ceiling to compare with.",
        aliases=(
            "rater",
            "score2",
            "rater2_domain1",
            "second_score",
            "grade2",
            "mark2",
            *(name for person in MARKERS for name in _names(person, _SECOND)),
            *("second_mark", "second_grade", "second_marking", "mark_b", "grade_b", "score_b", "double_marking"),
            *("moderator", "moderator_mark", "moderator_score", "moderated_mark", "moderated_score", "moderation"),
            *("zweitkorrektur", "zweitkorrektor", "zweitbewertung", "zweitprüfer"),
        ),
    ),
    Column(
        Role.GROUP,
        "Pupil",
        "Whose answer it is: one pupil's answers never stand on both sides of the split. Kept as a keyed hash.",
        aliases=(
            "group",
            "pupil",
            "pupil_id",
            "student",
            "student_id",
            "learner_id",
            "candidate",
            "candidate_id",
            "author",
        ),
    ),
    Column(
        Role.COMPETITOR,
        "Other answers",
        "What another model or program gave, to be measured beside ours.",
        aliases=(
            "competitor",
            "prediction",
            "predicted",
            "predicted_score",
            "machine_score",
            "model_score",
            "ai_score",
        ),
    ),
    Column(
        Role.SUBGROUP,
        "Subgroup",
        "Whose scores to look at apart: first language, programme, year. Never read; shows whom a model marks lower.",
        aliases=(
            "subgroup",
            "demographic",
            "demographic_group",
            "first_language",
            "native_language",
            "home_language",
            "ell_status",
            "programme",
            "grade_level",
            "year_group",
            "gender",
            "sex",
        ),
    ),
    Column(Role.TIME, "Date", "When the answer was handed in.", aliases=("time", "date", "submitted", "submitted_at")),
    Column(
        Role.SPLIT,
        "Split",
        "train, dev or test, where the file says which rows are for what.",
        aliases=("split", "set", "fold", "partition", "subset"),
    ),
)
