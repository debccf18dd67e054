"""Folds keep units whole; no answer is given by a model that saw the row; more rows are nested in fewer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.interface import Examples, FitContext, Floats, Ints, Target
from models.verdict.folds import FOLDS, fold_of_rows
from models.verdict.label_doubts import doubtful_labels, doubtful_scores
from models.verdict.learning_curve import lessons
from models.verdict.out_of_fold import counting_words, out_of_fold
from models.verdict.shortcuts import SUBSTANTIAL_KAPPA, first_words, given_away, names_its_label, without_figures
from studio.core.tasks import Task

TARGET = Target(Task.CLASSIFICATION, ("leak", "spark"))


def _context(tmp_path: Path) -> FitContext:
    return FitContext(0, 1, "cpu", tmp_path, tmp_path, lambda _progress: None)


def test_units_are_whole_and_classes_even() -> None:
    strata = ["a"] * 80 + ["b"] * 20
    units = [row // 2 for row in range(100)]
    fold = fold_of_rows(strata, units)
    assert all(len({fold[row] for row in range(100) if units[row] == unit}) == 1 for unit in units)
    for held in range(FOLDS):
        rows = np.flatnonzero(fold == held)
        assert len(rows) == 20
        assert sum(strata[row] == "b" for row in rows) == 4


@pytest.mark.parametrize("units", [[], ["one"] * 9, ["one", "two"] * 5])
def test_fewer_units_than_folds_make_as_many_folds(units: list[str]) -> None:
    fold = fold_of_rows(["a"] * len(units), units)
    assert set(fold.tolist()) == set(range(len(set(units))))


def test_a_row_is_never_answered_by_who_saw_it() -> None:
    fold = fold_of_rows(["a"] * 50, list(range(50)))

    def answer(learned: Ints, asked: Ints) -> Floats:
        assert not set(learned) & set(asked)
        assert set(learned) | set(asked) == set(range(50))
        return np.eye(2)[asked % 2]

    raw = out_of_fold(fold, TARGET, answer)
    assert raw.argmax(axis=1).tolist() == [row % 2 for row in range(50)]


def test_noise_is_not_learned_by_heart(tmp_path: Path) -> None:
    """Labels drawn by chance: who measured on rows learned from would be nearly always right."""
    random = np.random.default_rng(0)
    texts = [f"word{row} other{row * 7}" for row in range(200)]
    targets = random.integers(0, 2, 200)
    examples = Examples(texts, targets=targets)
    fold = fold_of_rows(targets.tolist(), list(range(200)))
    raw = out_of_fold(fold, TARGET, counting_words(examples, TARGET, _context(tmp_path)))
    assert 0.3 < (raw.argmax(axis=1) == targets).mean() < 0.7


def test_a_class_that_one_fold_holds_alone_ends_nothing(tmp_path: Path) -> None:
    examples = Examples(["drip"] * 6 + ["arc"] * 6, targets=np.array([0] * 6 + [1] * 6))
    fold = fold_of_rows(["leak"] * 6 + ["spark"] * 6, ["one"] * 6 + ["two"] * 6)
    raw = out_of_fold(fold, TARGET, counting_words(examples, TARGET, _context(tmp_path)))
    assert raw.argmax(axis=1).tolist() == [1] * 6 + [0] * 6


def test_lessons_are_nested_and_hold_every_class() -> None:
    strata = ["a"] * 380 + ["b"] * 20
    fold = fold_of_rows(strata, list(range(400)))
    heard: list[set[int]] = []

    def answer(learned: Ints, asked: Ints) -> Floats:
        heard.append(set(learned.tolist()))
        return np.zeros((len(asked), 2))

    found = lessons(fold, strata, TARGET, answer, np.ones((400, 2)))
    assert [lesson.rows for lesson in found] == [40, 80, 160, 320]
    assert found[-1].raw.min() == 1.0
    for small, large in zip(heard[:FOLDS], heard[FOLDS : 2 * FOLDS], strict=True):
        assert small < large
        assert any(row >= 380 for row in small)


def test_changed_labels_are_among_the_doubtful_and_the_first() -> None:
    random = np.random.default_rng(1)
    truth = random.integers(0, 3, 300)
    probabilities = np.full((300, 3), 0.05)
    probabilities[np.arange(300), truth] = 0.9
    given = truth.copy()
    changed = random.choice(300, 12, replace=False)
    given[changed] = (truth[changed] + 1) % 3
    found = doubtful_labels(given.astype(np.int64), probabilities)
    assert set(found.rows) == set(changed)
    assert found.suggested.tolist() == truth[found.rows].tolist()


def test_nothing_is_doubted_where_all_agree() -> None:
    assert len(doubtful_labels(np.zeros(20, dtype=np.int64), np.ones((20, 1))).rows) == 0
    assert len(doubtful_scores(np.linspace(0, 1, 20), np.linspace(0, 1, 20)).rows) == 0


def test_a_score_far_from_what_is_expected_is_doubted() -> None:
    random = np.random.default_rng(2)
    expected = random.uniform(0.2, 0.8, 100)
    scores = np.clip(expected + random.normal(0, 0.03, 100), 0, 1)
    scores[7] = 0.0 if expected[7] > 0.5 else 1.0
    found = doubtful_scores(scores, expected)
    assert found.rows.tolist() == [7]
    assert found.suggested[0] == expected[7]


def test_a_column_that_tells_the_label_is_a_shortcut_and_a_row_number_is_none() -> None:
    labels = np.array([row % 3 for row in range(120)], dtype=np.int64)
    desks = [f"desk {label}" for label in labels]
    assert given_away(desks, labels, classes=True) > SUBSTANTIAL_KAPPA
    assert given_away([f"row-{row}" for row in range(120)], labels, classes=True) < 0.2
    assert given_away([str(row * 7 % 113) for row in range(120)], labels, classes=True) < 0.3
    assert given_away([str(label * 100 + row % 40) for row, label in enumerate(labels)], labels, classes=True) > 0.8


def test_what_identifiers_of_one_series_share_is_what_is_left_without_figures() -> None:
    labels = np.arange(120) % 3
    tickets = [f"{['BIL', 'OUT', 'PRA'][label]}-{1_000 + row}" for row, label in enumerate(labels)]
    assert given_away(tickets, labels, classes=True) < 0.2
    assert without_figures(tickets[:2]) == ["BIL-", "OUT-"]
    assert given_away(without_figures(tickets), labels, classes=True) > 0.9


def test_a_column_of_numbers_that_follow_the_score_is_a_shortcut() -> None:
    scores = np.linspace(0, 1, 200)
    assert given_away([f"{score * 50:.3f}" for score in scores], scores, classes=False) > 0.9
    assert given_away(["same"] * 200, scores, classes=False) < 0.05


def test_a_label_written_into_its_texts_is_found_and_a_subject_is_not() -> None:
    texts = ["[billing] the sum is wrong"] * 10 + ["the sum is late"] * 10 + ["the pump of the pump room"] * 10
    labels = ["billing"] * 10 + ["delay"] * 10 + ["pump"] * 5 + ["valve"] * 5
    assert names_its_label(texts, labels).tolist() == list(range(10))
    assert first_words(texts)[0] == "billing"
