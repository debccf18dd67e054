"""What the verdict embedded, a training of `probe` finds: no text goes through the language model twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from models.encoders.interface import Embedded, Encoder
from models.interface import Examples, FitContext, Target
from models.methods.probe import ProbeMethod, ProbeOptions
from models.verdict.embedding import embedded_once
from models.verdict.out_of_fold import take
from studio.core.tasks import Task
from tests.unit.models.conftest import LABELS, make_classes, make_scores

CLASSES, SCORES = Target(Task.CLASSIFICATION, LABELS), Target(Task.SCORING)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that went through a language model, one by one."""
    seen: list[str] = []
    embed = Encoder.embed

    def noted(self: Encoder, texts: Sequence[str], *given: Any) -> Embedded:
        seen.extend(texts)
        return embed(self, texts, *given)

    monkeypatch.setattr(Encoder, "embed", noted)
    return seen


def long_rows(rows: int, seed: int) -> Examples:
    """Texts of which so many are long that all are read in windows."""
    made = make_classes(rows, seed)
    return Examples([f"{text} " * 40 for text in made.texts], targets=made.targets)


@pytest.mark.parametrize(
    ("make", "target"),
    [(make_classes, CLASSES), (make_scores, SCORES), (long_rows, CLASSES)],
    ids=["one text", "a text beside a text", "long texts"],
)
def test_a_training_after_the_verdict_embeds_nothing(
    make: Callable[[int, int], Examples], target: Target, context: FitContext, embedded: list[str]
) -> None:
    """The verdict reads all rows but the tested ones, part by part, as the training then asks for them."""
    rows = make(24, 4711)
    dev = np.arange(0, 24, 4)
    train = np.setdiff1d(np.arange(24), dev)
    read = embedded_once(rows, [train, dev], context)
    assert len(embedded) == len(rows) * (1 if rows.pairs is None else 2)
    assert read.texts.vectors.any(axis=1).all() and not read.texts.truncated.any()
    embedded.clear()
    ProbeMethod().fit(take(rows, train), take(rows, dev), target, ProbeOptions(), context)
    assert embedded == []
