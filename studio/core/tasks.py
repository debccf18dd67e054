"""What a model is asked to do with a text."""

from __future__ import annotations

from enum import StrEnum


class Task(StrEnum):
    """The kind of answer a model gives; a domain lists the ones it offers, its default first."""

    CLASSIFICATION = "classification"
    MULTILABEL = "multilabel"
    SCORING = "scoring"
    ANOMALY = "anomaly"
