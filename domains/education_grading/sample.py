"""Synthetic answers: sixty pupils of differing skill and style, eight questions, two raters who mostly agree."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pandas as pd

from domains.education_grading.sample_questions import QUESTIONS, Question

PUPILS = 64
MARKING_NOISE = 0.06
EMPTY_WORDS = 0.4
LENIENCE = 0.2
RATER_DISAGREEMENT = 0.25
_JOINTS = (". ", ", and ", " because ", ". Also ", "; ", " so ", ". Then ")
_OPENINGS = ("I think ", "Well, ", "In my opinion ", "We learned that ", "It is because ", "")
_PADDING = (
    "That is what we did in class.",
    "I am not sure about the rest.",
    "This is important to know.",
    "I hope that is right.",
    "You can see that every day.",
)
_BLANKS = ("", "I don't know", "no idea", "?")
_NAMES = ("Ada Example", "Tom Sample", "Mia Mockford", "Leo Specimen", "Ida Testcase", "Sam Fictional")


@dataclass(frozen=True)
class Pupil:
    """One made-up pupil: chance of knowing an idea, and how they write."""

    id: str
    year: str
    name: str
    skill: float
    wordy: float
    careless: float


def _pupil(number: int, rng: random.Random) -> Pupil:
    return Pupil(
        f"pupil-{number:03d}",
        f"year {8 + number % 3}",
        rng.choice(_NAMES),
        rng.betavariate(4, 3),
        rng.random(),
        rng.choice((0.0, 0.03, 0.08, 0.15)),
    )


def _typo(word: str, pupil: Pupil, rng: random.Random) -> str:
    if len(word) < 5 or not word.isalpha() or rng.random() >= pupil.careless:
        return word
    place = rng.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _slips(text: str, pupil: Pupil, rng: random.Random) -> str:
    """The text with the pupil's spelling: letters swapped or left out, capitals forgotten."""
    joined = " ".join(_typo(word, pupil, rng) for word in text.split(" "))
    return joined.lower() if pupil.careless > 0.05 else joined[:1].upper() + joined[1:]


def _thoughts(question: Question, pupil: Pupil, rng: random.Random) -> tuple[list[str], int]:
    """What the pupil puts down, and the points it is worth; what is vague now and then passes for the idea."""
    thoughts, points = [], 0
    for idea in question.ideas:
        if rng.random() < pupil.skill:
            thoughts.append(rng.choice(idea))
            points += 1
        if rng.random() < EMPTY_WORDS:
            vague = rng.random() < 0.7
            thoughts.append(rng.choice(question.vague if vague else question.wrong))
            points += vague and rng.random() < LENIENCE
    rng.shuffle(thoughts)
    return list(dict.fromkeys(thoughts)), min(points, question.score_max)


def _answer(question: Question, pupil: Pupil, rng: random.Random) -> tuple[str, int]:
    thoughts, points = _thoughts(question, pupil, rng)
    if not thoughts:
        return rng.choice(_BLANKS[1:]), 0
    text = thoughts[0]
    for thought in thoughts[1:]:
        text += rng.choice(_JOINTS) + thought
    if rng.random() < pupil.wordy:
        text = rng.choice(_OPENINGS) + text
    if rng.random() < pupil.wordy / 2:
        text += ". " + rng.choice(_PADDING)
    text = _slips(text, pupil, rng)
    return (f"Name: {pupil.name}. {text}" if rng.random() < 0.04 else text), points


def _nudged(points: int, top: int, chance: float, rng: random.Random) -> int:
    """The points as somebody else would give them: one up or down, now and then."""
    if rng.random() >= chance:
        return points
    return min(top, max(0, points + rng.choice((-1, 1))))


def verdict(points: int, top: int) -> str:
    """The word for a score: correct from three quarters of the points, incorrect below a third."""
    share = points / top
    return "correct" if share >= 0.75 else "incorrect" if share < 0.34 else "partly correct"


def sample_answers(seed: int = 20261) -> pd.DataFrame:
    """One row a pupil and question, in role columns; the same for the same seed."""
    rng = random.Random(seed)
    rows = []
    for pupil in [_pupil(number, rng) for number in range(1, PUPILS + 1)]:
        for question in QUESTIONS:
            text, points = _answer(question, pupil, rng)
            top = question.score_max
            score = _nudged(points, top, MARKING_NOISE, rng)
            rows.append(
                {
                    "text": text,
                    "score": float(score),
                    "score_min": 0.0,
                    "score_max": float(top),
                    "label": verdict(score, top),
                    "question": question.text,
                    "reference": question.reference,
                    "rater": float(_nudged(points, top, RATER_DISAGREEMENT, rng)),
                    "group": pupil.id,
                    "subgroup": pupil.year,
                }
            )
    table = pd.DataFrame(rows)
    table["source_row"] = range(1, len(table) + 1)
    return table
