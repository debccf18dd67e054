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
    """What of the rows outside training is new to a model: other answers to its questions, or whole questions."""

    ANSWERS = "answers"
    QUESTIONS = "questions"
