"""What the name of a gradebook's column says: which part of which question stands in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from domains.education_grading.columns import COLUMNS
from studio.core.column_keys import plain
from studio.core.columns import Role


class Part(StrEnum):
    """What one column of a gradebook holds of one question."""

    QUESTION = "Question"
    ANSWER = "Answer"
    MARK = "Score"
    MOST = "Max score"
    REFERENCE = "Reference answer"
    FEEDBACK = "Feedback"


_PARTS = {
    Part.ANSWER: (
        "answer", "answers", "response", "student answer", "student response", "pupil answer", "answer text", "ans",
        "response text", "answer given", "given answer", "your answer", "learner response", "antwort", "antworten",
        "antworttext", "schuelerantwort", "antwort text",
    ),
    Part.MARK: (
        "mark", "marks", "score", "scores", "points", "point", "pts", "grade", "punkte", "punktzahl", "note",
        "bewertung", "points earned", "earned points", "score earned", "earned", "marks awarded", "points awarded",
        "score awarded", "manual score", "auto score", "erreichte punkte", "result", "final score", "marks given",
    ),
    Part.MOST: (
        "max", "maximum", "max points", "max score", "max mark", "max marks", "maximum points", "maximum score",
        "possible points", "points possible", "possible", "out of", "maximale punkte", "max punkte", "total possible",
        "maximalpunktzahl", "erreichbare punkte", "maximum mark", "maximum marks", "full marks",
    ),
    Part.REFERENCE: (
        "right answer", "correct answer", "model answer", "reference", "reference answer", "key", "answer key",
        "expected answer", "sample answer", "solution", "sample solution", "mark scheme", "musterloesung",
        "musterantwort", "erwartungshorizont", "loesung", "richtige antwort",
    ),
    Part.FEEDBACK: (
        "feedback", "comment", "comments", "teacher comment", "teacher feedback", "remark", "remarks", "kommentar",
        "rueckmeldung", "anmerkung", "bemerkung", "feedback to learner",
    ),
    Part.QUESTION: ("question", "question text", "prompt", "frage", "fragetext", "aufgabe", "aufgabenstellung"),
}  # fmt: skip
_OF_WORDS = {words: part for part, known in _PARTS.items() for words in known}
PREFERRED = ("manual score", "final score")
"""Marks that go before others of the same question: a person's before a program's."""
_ASKING = frozenset(
    ("question", "q", "prompt", "item", "task", "frage", "aufgabe", "f", "nr", "no", "number", "exercise", "ex", "qu")
)
_META = frozenset(("type", "id", "time", "status", "state", "date", "attempt", "attempts", "duration", "seconds"))
"""What is said of how a question was asked or answered, and is neither question nor answer."""
_OF_PUPILS = frozenset(("class", "klasse", "category", "group"))
"""Names that labels may bear, and pupils' classes bear more often."""
_LONGEST = 2_000
_NUMBER = re.compile(r"\d{1,3}[a-h]?")
_TITLED = re.compile(
    r"(?P<before>[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?)?[ .#]*(?P<number>\d{1,8}[a-h]?)"
    r"(?: ?[:.)\-\u2013](?!\d) ?| )(?P<title>\S.+)"
)
_FIGURE = r"\d{1,4}(?:[.,]\d{1,3})?"
_UNIT = r"(?:points?|pts?|marks?|punkten?|pkt|p|be)\.?"
_BRACKETED = re.compile(
    rf"\s*[\[(]\s*(?:(?:max(?:imum|imal)?\.?:?|out of|von|of|worth|/)\s*(?P<most>{_FIGURE})(?:\s*{_UNIT})?"
    rf"|(?P<more>{_FIGURE})\s*{_UNIT})\s*[\])]\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\s*(?:/|\b(?:max(?:imum|imal)?\.?:?|out of|von|of)(?=[\s\d]))\s*(?P<most>{_FIGURE})(?:\s*{_UNIT})?\s*$",
    re.IGNORECASE,
)
_TIMES = re.compile(r" \((?P<number>\d{1,3})\)$")
_ALONE = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?(?: \(\d{1,3}\))?")
_AROUND = (
    re.compile(r"(?P<title>.+\S)\s*[\[(]\s*(?P<part>[^\[\]()]+?)\s*[\])]"),
    re.compile(r"(?P<title>.+?)\s*[-\u2013:|/]\s*(?P<part>[^-\u2013:|/]+)"),
    re.compile(r"(?P<part>[^-\u2013:|/]+?)\s*[-\u2013:|/]\s*(?P<title>.+)"),
    re.compile(r"(?P<part>[^\[\]()]+?)\s*[\[(]\s*(?P<title>.+\S)\s*[\])]"),
    re.compile(r"(?P<title>.+) (?P<part>\S+)"),
    re.compile(r"(?P<part>\S+) (?:for |of |zu )?(?P<title>.+)"),
)


@dataclass(frozen=True)
class Named:
    """One column: its part (None where it may be the question or its answer), the number and the title it names.

    `most` is the highest mark its name tells. `words` are what named the part.
    """

    name: str
    part: Part | None
    number: str = ""
    title: str = ""
    most: str = ""
    words: str = ""


def read_name(name: str, others: Collection[str] = ()) -> Named:
    """What `name` says; `others` are the keys of all columns' names, one of which it may name a part of."""
    if len(name) > _LONGEST:
        return Named(name, None, title=name)
    bare, most = _without_most(name)
    if found := _numbered(name, bare, most):
        return found
    for said in dict.fromkeys((name, bare)):
        if found := _part_of_another(name, said, most, others):
            return found
    bare, most = _without_most(name, only_in_brackets=True)
    return _titled(name, bare, most)


def is_of_the_row(name: str, roles: Collection[Role]) -> bool:
    """Whether a column called so may play one of these roles for its whole row, and not for one of several answers."""
    said = plain(name)
    return any(
        (said in column.aliases and said not in _OF_PUPILS)
        or any(re.search(pattern, said) for pattern in column.patterns)
        for column in COLUMNS
        if column.role in roles
    )


def title_key(name: str) -> str:
    """What two spellings of a title have in common."""
    return " ".join(name.split()).casefold().rstrip(" *:")


def part_named(words: str) -> Part | None:
    """The part that is called so."""
    return _OF_WORDS.get(_spelt(words))


def stands_alone(name: str) -> tuple[Part, str] | None:
    """The part of a column that names no question, and its highest mark: `Points (3)`, or `2.0` as Canvas writes."""
    if _ALONE.fullmatch(name):
        return Part.MARK, _TIMES.sub("", name)
    bare, most = _without_most(_TIMES.sub("", name))
    part = part_named(bare)
    return None if part is None else (part, most)


def _spelt(words: str) -> str:
    return " ".join(re.split(r"[\W_]+", plain(words))).strip()


def _numbered(name: str, bare: str, most: str) -> Named | None:
    """A name of known words and one number: `Answer 1`, `Q1 points`, `Frage 3b`, `Mark (2)`."""
    words = [word for word in re.split(r"(?<=[^\W\d])(?=\d)|[\W_]+", plain(bare)) if word]
    if len(words) > 2 and _NUMBER.fullmatch(words[-2]) and re.fullmatch(r"[a-h]", words[-1]):
        words[-2:] = [words[-2] + words[-1]]
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    if len(numbers) != 1:
        return None
    rest = [word for word in words if not _NUMBER.fullmatch(word)]
    said = " ".join(rest)
    if said not in _OF_WORDS or len(rest) > 1:
        said = " ".join(word for word in rest if word not in _ASKING) or said
    number = numbers[0].lstrip("0") or "0"
    if all(word in _ASKING for word in rest):
        return Named(name, None, number, most=most, words=said)
    part = _OF_WORDS.get(said)
    return None if part is None else Named(name, part, number, most=most, words=said)


def _part_of_another(name: str, said: str, most: str, others: Collection[str]) -> Named | None:
    """A name of a part and of another column: `What is osmosis? [Score]`, `Points - What is osmosis?`."""
    for form in _AROUND:
        found = form.fullmatch(said)
        if found is None or title_key(found["title"]) not in others or title_key(found["title"]) == title_key(name):
            continue
        if (part := part_named(found["part"])) is not None:
            return Named(name, part, title=found["title"], most=most, words=_spelt(found["part"]))
    return None


def _titled(name: str, bare: str, most: str) -> Named:
    """A question written out, with or without its number: `Q1: What is osmosis?`; a part before it is one of it."""
    found = _TITLED.fullmatch(bare)
    if found is None:
        return Named(name, None, title=bare, most=most)
    before = _spelt(found["before"] or "").split()
    separated = not bare[found.end("number") :].startswith(" ") or bare[found.end("number") + 1 :][:1] in ":-\u2013.)"
    words = " ".join(word for word in before if word not in _ASKING)
    other = bool(words) and words not in _OF_WORDS
    if other or not (before or separated) or (not separated and _spelt(found["title"]) in _META):
        return Named(name, None, title=bare, most=most)
    number = found["number"].lstrip("0") or "0"
    return Named(name, _OF_WORDS.get(words), number, found["title"], most, words)


def _without_most(name: str, *, only_in_brackets: bool = False) -> tuple[str, str]:
    """A name without the highest mark it tells, and that mark: `Q. 1 /1.00`, `Points Q1 (max. 4)`, `Frage 2 (3 P)`."""
    found = _BRACKETED.search(name)
    if found is not None:
        return name[: found.start()].strip(), found["most"] or found["more"]
    found = None if only_in_brackets else _BARE.search(name)
    return (name, "") if found is None or not found.start() else (name[: found.start()].strip(), found["most"])
