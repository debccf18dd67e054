"""Options that change nothing for what is learned: greyed with the reason, and no trial of a search spent on them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.interface import Examples, Facts, FitContext, Target
from models.methods.registry import method, methods, parse_method_options
from models.search.space import space_of
from studio.core.tasks import Task

Rows = Callable[[int, int], Examples]
OF_LABELS = {
    "tfidf": {"balanced"},
    "probe": {"balanced"},
    "setfit": {"balanced", "sampling"},
    "lora": {"imbalance", "focal_gamma", "label_smoothing"},
    "full": {"imbalance", "focal_gamma", "label_smoothing"},
    "adapt": {"imbalance", "focal_gamma", "label_smoothing", "next_sentence"},
    "textcnn": {"balanced", "label_smoothing"},
    "bilstm": {"balanced", "label_smoothing"},
}


@pytest.mark.parametrize("key", list(OF_LABELS))
def test_what_changes_nothing_is_greyed_with_the_reason(key: str) -> None:
    chosen = method(key)
    greyed = chosen.greyed({}, Facts(Task.SCORING, 500))
    assert set(greyed) == OF_LABELS[key]
    assert all(reason for reason in greyed.values())
    of_scores = {"head"} if key == "probe" else set()
    for task in (Task.CLASSIFICATION, Task.MULTILABEL):
        assert set(chosen.greyed({}, Facts(task, 500))) - {"next_sentence"} == of_scores


def test_a_search_spends_no_trial_on_them() -> None:
    for key, each in methods().items():
        if key not in OF_LABELS:
            continue
        for task in each.tasks:
            assert not set(space_of(each, task).dimensions) & set(each.idle(task)), (key, task)
    assert set(space_of(method("tfidf"), Task.SCORING).dimensions) == {"c", "word_pairs", "characters"}
    assert set(space_of(method("probe"), Task.SCORING).dimensions) == {"c", "head"}
    assert set(space_of(method("probe"), Task.CLASSIFICATION).dimensions) == {"c", "balanced"}


def test_a_search_over_adapt_changes_how_it_reads_and_how_it_is_tuned() -> None:
    adapt, full = (set(space_of(method(key), Task.CLASSIFICATION).dimensions) for key in ("adapt", "full"))
    assert adapt - full == {"reading_epochs", "reading_rate", "masked_share"} and full < adapt
    assert {"weight_decay", "c", "balanced"} <= set(space_of(method("setfit"), Task.CLASSIFICATION).dimensions)


@pytest.mark.parametrize("key", ["tfidf", "full"])
def test_they_do_change_nothing(key: str, tiny: str, score_rows: Rows, scores: Target, context: FitContext) -> None:
    other = {"balanced": False, "imbalance": "none", "label_smoothing": 0.3, "focal_gamma": 1.0}
    small = {"backbone": tiny, "epochs": 1, "max_tokens": 32} if key == "full" else {}
    answers = []
    for given in ({}, {name: value for name, value in other.items() if name in OF_LABELS[key]}):
        options = parse_method_options(method(key), {**small, **given})
        model = method(key).fit(score_rows(40, 1), score_rows(10, 2), scores, options, context)
        answers.append(model.raw(score_rows(10, 3)))
    np.testing.assert_array_equal(*answers)
