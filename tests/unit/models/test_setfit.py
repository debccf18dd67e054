"""Contrast of pairs: which are compared, in which batches, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
import torch

from models.batching import TokenBatch
from models.interface import Examples, FitContext, Target
from models.methods.full import course
from models.methods.setfit import embedding, loop
from models.methods.setfit.blocks import blocks, pairs_in
from models.methods.setfit.contrast import contrast_of
from models.methods.setfit.loop import pair_loss
from models.methods.setfit.method import SetFitMethod
from models.methods.setfit.options import SetFitOptions
from models.serving.compress import compress
from models.serving.loading import INT8
from studio.core.errors import TrainingError, UnusableTableError
from studio.core.records import Progress

Rows = Callable[[int, int], Examples]
EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))


@pytest.fixture
def options(tiny: str) -> SetFitOptions:
    return SetFitOptions(backbone=tiny, epochs=1, max_tokens=32, batch_size=8, patience=8)


def labelled(*targets: int) -> Examples:
    return Examples([f"text {number}" for number in range(len(targets))], targets=np.array(targets, dtype=np.int64))


def test_pairs_of_one_label_shall_be_alike_and_count_as_much_as_the_others(classes: Target) -> None:
    contrast = contrast_of(labelled(0, 0, 1, 3, 3, 3), classes, "oversampling")
    pairs = list(combinations(range(6), 2))
    likeness = contrast.likeness([a for a, _ in pairs], [b for _, b in pairs])
    assert likeness.sum() == 1 + 3 and set(likeness) == {0.0, 1.0}
    weights = contrast.weights(likeness)
    assert weights[likeness == 1].sum() == pytest.approx(weights[likeness == 0].sum())
    assert weights.mean() == pytest.approx(1.0)
    assert (contrast_of(labelled(0, 0, 1, 3), classes, "unique").weights(likeness) == 1).all()


def test_a_reference_is_an_answer_of_full_marks_to_its_own_question(scores: Target) -> None:
    train = Examples(["a", "b", "c"], ["key one", "key one", "key two"], np.array([0.25, 1.0, 0.5]))
    contrast = contrast_of(train, scores, "oversampling")
    assert contrast.texts == ("a", "b", "c", "key one", "key two")
    assert contrast.topics.tolist() == [0, 0, 1, 0, 1]
    assert contrast.likeness([0, 1, 2], [3, 3, 4]).tolist() == [0.25, 1.0, 0.5]
    assert contrast.likeness(0, 1) == pytest.approx(0.25)


def test_texts_that_cannot_be_compared_are_refused_with_the_reason(classes: Target) -> None:
    with pytest.raises(UnusableTableError, match="no two texts share"):
        contrast_of(labelled(0, 1, 3), classes, "unique")
    apart = Examples(["a", "b"], ["one", "two"], np.array([0, 1]))
    with pytest.raises(UnusableTableError, match="every second text comes once"):
        contrast_of(apart, classes, "unique")


def test_blocks_hold_every_pair_of_a_topic_within_the_budget() -> None:
    rng = np.random.default_rng(0)
    lengths = rng.integers(3, 20, 40)
    topics = np.repeat([0, 1, 2, 3], [25, 9, 5, 1])
    made = blocks(lengths, topics, 80, 10_000, rng)
    met = {
        pair
        for block in made
        for pair in combinations(sorted(int(text) for group in block for text in group), 2)
        if topics[pair[0]] == topics[pair[1]]
    }
    assert met == {pair for pair in combinations(range(40), 2) if topics[pair[0]] == topics[pair[1]]}
    assert all(sum(int(lengths[group].max()) * len(group) for group in block) <= 80 for block in made)


def test_a_large_table_is_sampled_and_not_gone_through() -> None:
    rng = np.random.default_rng(0)
    made = blocks(np.full(5000, 10), np.zeros(5000, dtype=np.int64), 160, 20_000, rng)
    seen = sum(pairs_in(block) for block in made)
    assert 20_000 <= seen < 20_000 + pairs_in(made[-1])
    assert len({int(text) for block in made for group in block for text in group}) > 1500


def test_the_loss_is_the_mean_squared_distance_of_the_cosines(classes: Target) -> None:
    contrast = contrast_of(labelled(0, 0, 1), classes, "unique")
    vectors = torch.tensor([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]])
    loss = pair_loss(contrast, np.array([0, 1, 2]), "cpu")(vectors)
    assert float(loss) == pytest.approx((0.4**2 + 0.0**2 + 0.8**2) / 3)


def test_a_block_that_does_not_fit_is_read_in_smaller_parts_with_the_same_outcome(
    class_rows: Rows,
    classes: Target,
    options: SetFitOptions,
    context: FitContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train, test = class_rows(24, 1), class_rows(20, 3)
    whole = SetFitMethod().fit(train, EMPTY, classes, options, context).raw(test)
    sizes: list[int] = []
    real = embedding.to_device

    def cramped(batch: TokenBatch, device: str) -> object:
        sizes.append(len(batch.rows))
        if len(batch.rows) > 2:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return real(batch, device)

    monkeypatch.setattr(embedding, "to_device", cramped)
    spared = SetFitMethod().fit(train, EMPTY, classes, options, context).raw(test)
    assert max(sizes) > 2 and sizes[-1] <= 2
    np.testing.assert_allclose(spared, whole, atol=1e-3)


def test_a_loss_that_is_no_number_stops_the_run_with_its_cause(
    class_rows: Rows, classes: Target, options: SetFitOptions, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    real, calls = loop.pair_loss, []

    def spoil(*given: object) -> object:
        calls.append(1)
        loss_of = real(*given)  # type: ignore[arg-type]
        return lambda vectors: loss_of(vectors) * (float("nan") if len(calls) == 3 else 1.0)

    monkeypatch.setattr(loop, "pair_loss", spoil)
    with pytest.raises(TrainingError, match=r"step 2.*learning rate"):
        SetFitMethod().fit(class_rows(30, 1), class_rows(8, 2), classes, options, context)
    assert sorted(path.name for path in context.checkpoints.iterdir())[-1] == "full-00000002"


def test_it_looks_at_dev_on_the_way_and_may_be_cancelled_at_any_report(
    class_rows: Rows, classes: Target, options: SetFitOptions, context: FitContext, reports: list[Progress]
) -> None:
    SetFitMethod().fit(class_rows(30, 1), class_rows(12, 2), classes, options, context)
    shown = [report for report in reports if report.dev_metric_key == "macro_f1" and "pairs" in report.note]
    assert len(shown) == loop.LOOKS
    assert {"Reading the texts", "Comparing pairs of texts", "Fitting the last layer"} <= {r.note for r in reports}


def test_it_is_compressed_as_full_is(
    class_rows: Rows, classes: Target, options: SetFitOptions, context: FitContext
) -> None:
    train, dev = class_rows(30, 1), class_rows(12, 2)
    model = SetFitMethod().fit(train, dev, classes, options, context)
    served = context.checkpoints.parent / "served"
    report = compress(model, train, dev, served, metric="macro_f1", device="cpu", threads=1)
    assert report.figures, report.reason
    assert served.is_dir() == (report.precision == INT8)
