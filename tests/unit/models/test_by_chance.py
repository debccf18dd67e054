"""Which methods draw anything at random: what is said of them is what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.interface import Examples, FitContext, Floats, Target
from models.methods.registry import method, methods, parse_method_options
from studio.core.anomalies import ANOMALY_LABELS
from studio.core.tasks import Task

SMALL = {"textcnn": {"epochs": 1, "width": 16, "filters": 8, "batch_size": 8}}
Answered = Callable[[str, int], Floats]


@pytest.fixture
def answered(
    context: FitContext, classes: Target, class_rows: Callable[[int, int], Examples], tmp_path: Path
) -> Answered:
    """What a method says of rows it has not seen, fitted from a seed."""

    def fitted(key: str, seed: int) -> Floats:
        chosen = method(key)
        train, dev, asked = (class_rows(rows, place) for place, rows in enumerate((40, 12, 12)))
        target = classes
        if Task.ANOMALY in chosen.tasks:  # lines of a unit in place of words of a text
            target = Target(Task.ANOMALY, ANOMALY_LABELS)
            train, dev, asked = (
                Examples([each.replace(" ", "\n") for each in part.texts]) for part in (train, dev, asked)
            )
        place = tmp_path / f"{key}-{seed}"
        place.mkdir()
        options = parse_method_options(chosen, SMALL.get(key, {}))
        model = chosen.fit(train, dev, target, options, replace(context, seed=seed, checkpoints=place))
        return model.raw(asked)

    return fitted


@pytest.mark.parametrize("key", [key for key, each in methods().items() if not each.by_chance])
def test_a_method_said_to_have_no_chance_learns_the_same_from_any_seed(key: str, answered: Answered) -> None:
    assert np.array_equal(answered(key, 1), answered(key, 2))


def test_another_seed_makes_another_model_where_there_is_chance(answered: Answered) -> None:
    assert not np.array_equal(answered("textcnn", 1), answered("textcnn", 2))
    by_chance = {key for key, each in methods().items() if each.by_chance}
    assert by_chance == {"setfit", "lora", "full", "adapt", "textcnn", "bilstm"}
