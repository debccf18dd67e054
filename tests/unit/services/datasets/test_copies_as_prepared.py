"""Lines that differ by a header alone are one text to a model, and stand on one side of the split."""

from __future__ import annotations

import random

import pandas as pd

from studio.core.actor import LOCAL_ACTOR
from studio.core.splits import Part
from studio.services.datasets.service import DatasetService
from studio.services.datasets.text_key import NearKeys
from studio.services.intake.upload import UploadedFile

_DRAW = random.Random(3)
_WORDS = ["".join(_DRAW.choices("bcdfghaeiou", k=6)) for _ in range(400)]


def _lines(count: int) -> list[str]:
    """Messages, each once bare and once behind the header of a log."""
    made = []
    for number in range(count):
        message = " ".join(_DRAW.sample(_WORDS, 9))
        stamp = f"2024-03-{1 + number % 28:02d} 10:{number % 60:02d}:07"
        made += [message, f"{stamp} ERROR [press-{number}] plant.Line: {message}"]
    return made


def test_what_preparation_makes_equal_is_on_one_side(service: DatasetService) -> None:
    texts = _lines(80)
    table = pd.DataFrame({"text": texts, "label": [("wear", "leak")[row // 2 % 2] for row in range(len(texts))]})
    table["machine"] = [f"machine {row}" for row in range(len(texts))]  # so that no template ties them
    file = UploadedFile("lines.csv", table.to_csv(index=False).encode())
    draft = service.draft(LOCAL_ACTOR, service.open_upload(LOCAL_ACTOR, "manufacturing_logs", [file]))
    by_text = draft.table.assign(test=draft.table["part"] == Part.TEST.value).groupby("text")["test"]
    assert (by_text.size() == 2).sum() > 70  # the header is off
    assert by_text.nunique().max() == 1
    assert (draft.table["part"] == Part.TEST.value).any()


def test_keys_are_shared_over_both_readings_and_never_by_too_many() -> None:
    few = NearKeys([f"text number {row}" for row in range(100)])
    few.keys[1] = few.keys[0]
    other = NearKeys([f"other {row}" for row in range(100)])
    other.keys[1] = other.keys[2]
    tied = few.tied_with(other)
    assert tied.keys[0] == tied.keys[1] == tied.keys[2] and len(set(tied.keys)) == 98
    most = few.tied_with(NearKeys(["same"] * 100))
    assert most.keys == few.keys and most.untied == (tuple(range(100)),)
