"""How columns are called that hold the marks of the first or of the second of those who give them."""

from __future__ import annotations

MARKERS = (
    "rater", "marker", "grader", "examiner", "teacher", "assessor", "scorer", "judge", "annotator", "evaluator",
    "reviewer", "human", "corrector",
)  # fmt: skip
"""Who gives the points of a column called `Marker 1` or `second examiner's mark`."""
GIVEN = ("score", "mark", "grade", "points", "overall", "total")
FIRST = ("1", "a", "one", "first")
SECOND = ("2", "b", "two", "second")


def names_of_marks(person: str, places: tuple[str, str, str, str]) -> list[str]:
    """`marker1`, `marker_a`, `first_marker`; each also with what was given: `marker_1_score`, `mark_first_marker`."""
    number, letter, word, ordinal = places
    who = [f"{person}_{number}", f"{person}_{letter}", f"{person}_{word}", f"{ordinal}_{person}"]
    return [*who, *(name for each in who for what in GIVEN for name in (f"{each}_{what}", f"{what}_{each}"))]
