"""What the questions of a gradebook are called: by their titles, unless a title may be the name of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from domains.education_grading.gradebook_names import Named, Part, title_key

Columns = dict[Part, list[Named]]
"""The columns of one question."""
_SHORT_TITLE = 4
_SHORTEST_QUESTION = 3
_CODE = "Question {}"


def titles_of(
    questions: list[Columns], name_people: Callable[[Sequence[str]], Sequence[bool]]
) -> tuple[list[str], int] | None:
    """What each question is called, and how many titles may name people.

    None where most of them may and have no number, as pupils have none: then the columns may be pupils.
    """
    told = [_title(question) for question in questions]
    if any(count > 1 for count in Counter(map(title_key, filter(None, told))).values()):
        told = [question[Part.ANSWER][0].name if title else "" for question, title in zip(questions, told, strict=True)]
    short = [title for title in told if title and not _asks(title)]
    people = {title for title, is_one in zip(short, name_people(short) if short else (), strict=True) if is_one}
    pupils = sum(title in people and not _number(question) for title, question in zip(told, questions, strict=True))
    if pupils * 2 > len(questions):
        return None
    numbers = [_number(question) or str(at) for at, question in enumerate(questions, 1)]
    called = [
        title if title and title not in people else _CODE.format(number)
        for title, number in zip(told, numbers, strict=True)
    ]
    return called, len(people)


def _asks(title: str) -> bool:
    """Whether a title is a sentence rather than a few words that may be anybody's name."""
    words = len(title.split())
    return words > _SHORT_TITLE or (title.endswith("?") and words >= _SHORTEST_QUESTION)


def _title(columns: Columns) -> str:
    """The title of a question's answers, or of what is no more than its number."""
    told = (each.title for part in (Part.ANSWER, Part.QUESTION, Part.MARK) for each in columns.get(part, ()))
    return next((title.strip() for title in told if title.strip()), "")


def _number(columns: Columns) -> str:
    return next((each.number for named in columns.values() for each in named if each.number), "")
