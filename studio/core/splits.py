"""The parts of a dataset and what each may be used for."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """Where a row belongs, for good: it follows the row through every later version of a dataset.

    TRAIN is learned from, DEV chooses (epochs, options), CALIBRATION sets temperature and prediction sets, TEST
    is locked: only an Evaluation reads it, and every reading is counted.
    """

    TRAIN = "train"
    DEV = "dev"
    CALIBRATION = "calibration"
    TEST = "test"


DEFAULT_FRACTIONS = {Part.TRAIN: 0.70, Part.DEV: 0.10, Part.CALIBRATION: 0.05, Part.TEST: 0.15}


class Unseen(StrEnum):
    """How test rows are chosen, which is what of them is new to a model.

    ANSWERS: other texts than those it learned from, and for questions other answers to them. QUESTIONS: answers to
    whole questions it never saw. LATER: the latest rows. KINDS: texts of groups that the field itself tells
    (templates), though the file names groups of its own.
    """

    ANSWERS = "answers"
    QUESTIONS = "questions"
    LATER = "later"
    KINDS = "kinds"
