"""Gradebooks as quiz programs and teachers export them: the columns of the programs, everything in them invented."""

from __future__ import annotations

import pandas as pd

QUESTIONS = ("What is osmosis?", "Why do leaves look green?", "How does a vaccine protect you?")
GERMAN = ("Was ist Osmose?", "Warum sind Blätter grün?", "Wie schützt eine Impfung?")
_SAID = (
    ("water moves through a membrane", "water goes where there is more salt", "it is when plants drink", "no idea"),
    ("chlorophyll reflects green light", "they take in red and blue light", "because of the sun", "they are fresh"),
    ("the body learns to know the germ", "it makes antibodies for later", "it kills the germ", "you sleep better"),
)
PUPILS = 24


def answer(pupil: int, question: int) -> str:
    """What a pupil says to a question: no two say the same."""
    said = _SAID[question][(pupil + question) % 4]
    return f"{said}, as with {('onions', 'peas', 'mice', 'yeast', 'ferns', 'crabs')[pupil % 6]} number {pupil}"


def mark(pupil: int, question: int) -> int:
    """The mark of that answer, from 0 to 3."""
    return 3 - (pupil + question) % 4


def _rows(make: object) -> pd.DataFrame:
    return pd.DataFrame([make(pupil) for pupil in range(PUPILS)], dtype="str")  # type: ignore[operator]


def _who(pupil: int) -> str:
    return f"Pupil{pupil:02d} Testcase"


def google_forms() -> pd.DataFrame:
    """Marks as `1.00 / 3`, a total, and feedback behind each question."""

    def row(pupil: int) -> dict[str, str]:
        cells = {
            "Timestamp": f"2026/03/{pupil + 1:02d} 9:12:44 AM GMT+1",
            "Username": f"pupil{pupil}@school.example",
            "Total score": f"{sum(mark(pupil, each) for each in range(3))}.00 / 9",
        }
        for each, question in enumerate(QUESTIONS):
            cells[question] = answer(pupil, each)
            cells[f"{question} [Score]"] = f"{mark(pupil, each)}.00 / 3"
            cells[f"{question} [Feedback]"] = "Well put." if mark(pupil, each) == 3 else ""
        return cells

    return _rows(row)


def microsoft_forms() -> pd.DataFrame:
    """Points and feedback named before the question."""

    def row(pupil: int) -> dict[str, str]:
        cells = {
            "ID": str(pupil + 1),
            "Start time": "3/4/26 9:00:00",
            "Completion time": "3/4/26 9:20:00",
            "Email": f"pupil{pupil}@school.example",
            "Name": _who(pupil),
            "Total points": str(sum(mark(pupil, each) for each in range(3))),
            "Quiz feedback": "",
        }
        for each, question in enumerate(QUESTIONS):
            cells |= {
                question: answer(pupil, each),
                f"Points - {question}": str(mark(pupil, each)),
                f"Feedback - {question}": "",
            }
        return cells

    return _rows(row)


def moodle() -> pd.DataFrame:
    """The report of responses, with the wording and the right answer, beside the marks of the report of grades."""

    def row(pupil: int) -> dict[str, str]:
        cells = {
            "Last name": "Testcase",
            "First name": f"Pupil{pupil:02d}",
            "Email address": f"pupil{pupil}@school.example",
            "State": "Finished",
            "Grade/9.00": str(sum(mark(pupil, each) for each in range(3))),
        }
        for each, question in enumerate(QUESTIONS):
            cells |= {
                f"Q. {each + 1} /3.00": f"{mark(pupil, each)}.00",
                f"Question {each + 1}": question,
                f"Response {each + 1}": answer(pupil, each),
                f"Right answer {each + 1}": _SAID[each][0],
            }
        return cells

    return _rows(row)


def canvas() -> pd.DataFrame:
    """The student analysis: behind each question its marks, in a column that is called like the highest of them."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"name": _who(pupil), "id": str(9000 + pupil), "sis_id": f"S{pupil}", "section": "7b", "attempt": "1"}
        for each, question in enumerate(QUESTIONS):
            cells[f"10{each}: {question}"] = answer(pupil, each)
            cells["3.0" if not each else f"3.0 ({each + 1})"] = f"{mark(pupil, each)}.0"
        return cells | {"n correct": "2", "n incorrect": "1", "score": str(sum(mark(pupil, each) for each in range(3)))}

    return _rows(row)


def blackboard() -> pd.DataFrame:
    """The results by user: a program's marks and a person's, the highest, the wording."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Username": f"p{pupil}", "Last Name": "Testcase", "First Name": f"Pupil{pupil:02d}"}
        for each, question in enumerate(QUESTIONS, 1):
            by_hand = pupil % 2 == 0
            cells |= {
                f"Question ID {each}": f"Question ID {each}",
                f"Question {each}": question,
                f"Answer {each}": answer(pupil, each - 1),
                f"Possible Points {each}": "3",
                f"Auto Score {each}": "" if by_hand else str(mark(pupil, each - 1)),
                f"Manual Score {each}": str(mark(pupil, each - 1)) if by_hand else "",
            }
        return cells

    return _rows(row)


def own_table() -> pd.DataFrame:
    """A teacher's own: numbered questions written out, points beside them, the maxima in the names."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Name": _who(pupil), "Class": "7b"}
        for each, question in enumerate(QUESTIONS, 1):
            cells |= {
                f"Q{each}: {question}": answer(pupil, each - 1),
                f"Points Q{each} (max 3)": str(mark(pupil, each - 1)),
            }
        return cells | {"Sum": str(sum(mark(pupil, each) for each in range(3)))}

    return _rows(row)


def numbered() -> pd.DataFrame:
    """Answers first, then marks; the first row holds the highest ones; halves and blanks."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Student ID": f"S-{pupil}"}
        cells |= {f"Answer {each + 1}": answer(pupil, each) for each in range(3)}
        cells |= {f"Mark {each + 1}": str(mark(pupil, each)).replace("2", "1\u00bd") for each in range(3)}
        return cells

    top = {"Student ID": "Max. points"} | {f"Mark {each + 1}": "3" for each in range(3)}
    return pd.concat([pd.DataFrame([top], dtype="str"), _rows(row)], ignore_index=True).fillna("")


def german_table() -> pd.DataFrame:
    """Frage, Antwort, Punkte; decimal commas, and the maxima behind `von`."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Nachname": "Testfall", "Vorname": f"Kind{pupil:02d}", "Klasse": "7b"}
        for each, question in enumerate(GERMAN, 1):
            cells |= {
                f"Frage {each}": question,
                f"Antwort {each}": answer(pupil, each - 1),
                f"Punkte {each} von 3": f"{mark(pupil, each - 1)},0",
            }
        return cells

    return _rows(row)


def repeated_points() -> pd.DataFrame:
    """Each question followed by a column that is only called Points, as it is once names are told apart."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Pupil": _who(pupil)}
        for each, question in enumerate(QUESTIONS):
            cells[question] = answer(pupil, each)
            cells["Points" if not each else f"Points ({each + 1})"] = f"{mark(pupil, each)} of 3"
        return cells

    return _rows(row)


def verdicts() -> pd.DataFrame:
    """Words in the place of marks."""

    def row(pupil: int) -> dict[str, str]:
        cells = {"Student": _who(pupil)}
        for each, question in enumerate(QUESTIONS, 1):
            cells |= {
                f"{each}. {question}": answer(pupil, each - 1),
                f"Result {each}": "correct" if mark(pupil, each - 1) > 1 else "incorrect",
            }
        return cells

    return _rows(row)


EXPORTS = {
    made.__name__: made
    for made in (
        *(google_forms, microsoft_forms, moodle, canvas, blackboard, own_table, numbered, german_table),
        *(repeated_points, verdicts),
    )
}
