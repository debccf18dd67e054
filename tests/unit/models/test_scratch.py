"""Networks from scratch: their vocabulary, how they read, what is refused, what they learn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from models.batching import TokenBatch, collate
from models.interface import Examples, FitContext, Target
from models.methods.full import answers, loop
from models.methods.registry import method, parse_method_options
from models.methods.scratch.model import ScratchModel, build, read_whole
from models.methods.scratch.network import Shape
from models.methods.scratch.pieces import UNKNOWN, language_model_vectors, places_of, vocabulary_size
from models.serving.compress import compress
from models.serving.loading import FLOAT32
from models.tokens import Tokens
from studio.core.errors import InvalidOptionError, TrainingError

Rows = Callable[[int, int], Examples]
KEYS = ["textcnn", "bilstm"]
EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))


def tokens_of(*rows: list[int]) -> Tokens:
    ids = [np.array(row, dtype=np.int32) for row in rows]
    types = [np.zeros(len(row), dtype=np.int8) for row in rows]
    return Tokens(ids, types, np.zeros(len(rows), dtype=np.bool_), 0, 512)


def test_the_vocabulary_is_what_the_training_texts_hold() -> None:
    places = places_of(tokens_of([5, 7], [7, 9]), 12)
    assert places[[5, 7, 9]].tolist() == [2, 3, 4] and places[0] == 0
    assert (places[[1, 2, 6, 11]] == UNKNOWN).all() and vocabulary_size(places) == 5
    many = places_of(tokens_of(*[[5, 7]] * 100, [9]), 12)
    assert many[9] == UNKNOWN, "what came once teaches what to make of the unknown"


def test_the_language_models_vectors_lie_in_their_places() -> None:
    places = places_of(tokens_of([2003, 2300]), 30_522)
    vectors = language_model_vectors(places)
    assert vectors.shape == (4, 384) and not vectors[:2].any()
    assert vectors[2:].std() == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("key", KEYS)
def test_padding_and_neighbours_change_nothing(key: str) -> None:
    torch.manual_seed(0)
    network = build(key, Shape(20, 20, 8, 6, 3, False)).eval()
    network.start(np.arange(20), None, np.zeros(3))
    tokens = tokens_of([3, 4, 5], [3, 4, 5, 6, 7, 8, 9, 10])
    with torch.inference_mode():
        together = collate(tokens, [0, 1])
        alone = collate(tokens, [0])
        both, one = (
            network(*(torch.from_numpy(getattr(b, n)) for n in ("input_ids", "attention_mask", "token_type_ids")))
            for b in (together, alone)
        )
    torch.testing.assert_close(both[:1], one)


@pytest.mark.parametrize("key", KEYS)
def test_both_texts_of_a_pair_are_read_alike_and_each_by_itself(key: str) -> None:
    torch.manual_seed(0)
    network = build(key, Shape(20, 20, 8, 6, 1, True)).eval()
    network.start(np.arange(20), None, np.zeros(1))
    ids = torch.tensor([[3, 4, 5, 3, 4, 5, 0], [3, 4, 5, 9, 8, 0, 0]])
    mask, types = torch.ones_like(ids), torch.tensor([[0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 0, 0]])
    mask[0, 6] = mask[1, 5:] = 0
    seen: list[torch.Tensor] = []
    network.head.register_forward_hook(lambda _m, given, _o: seen.append(given[0]))
    with torch.inference_mode():
        network(ids, mask, types * mask)
    a, b = _halves(seen[0])
    torch.testing.assert_close(a[0], b[0])
    torch.testing.assert_close(a[0], a[1])
    assert not torch.allclose(a[1], b[1])


def _halves(features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    width = (features.shape[1] - 5) // 4
    return features[:, :width], features[:, width : 2 * width]


@pytest.mark.parametrize("key", KEYS)
def test_scores_are_learned_from_words(key: str, class_rows: Rows, scores: Target, context: FitContext) -> None:
    drawn = class_rows(120, 1)
    train = Examples(drawn.texts, targets=(np.asarray(drawn.targets) == 1) * 1.0)
    options = {"epochs": 8, "width": 32, "learning_rate": 5e-3, "filters" if key == "textcnn" else "hidden": 16}
    chosen = method(key)
    model = chosen.fit(train, EMPTY, scores, parse_method_options(chosen, options), context)
    test = class_rows(40, 9)
    truth = (np.asarray(test.targets) == 1) * 1.0
    assert np.corrcoef(model.raw(test), truth)[0, 1] > 0.8


@pytest.mark.parametrize("key", KEYS)
def test_options_that_make_no_sense_together_are_refused_with_the_reason(key: str) -> None:
    with pytest.raises(InvalidOptionError, match=r"'width'.*have a width of their own"):
        parse_method_options(method(key), {"start": "language_model", "width": "64"})
    assert parse_method_options(method(key), {"start": "language_model", "width": None})


def test_starting_with_the_language_models_vectors(class_rows: Rows, classes: Target, context: FitContext) -> None:
    chosen = method("textcnn")
    options = parse_method_options(chosen, {"start": "language_model", "epochs": 8, "filters": 16})
    model = chosen.fit(class_rows(60, 1), class_rows(12, 2), classes, options, context)
    assert isinstance(model, ScratchModel) and model.network.shape.width == 384
    test = class_rows(40, 9)
    assert (model.raw(test).argmax(axis=1) == test.targets).mean() > 0.8


def test_long_texts_are_cut_where_the_options_say(class_rows: Rows, classes: Target, context: FitContext) -> None:
    chosen = method("textcnn")
    options = parse_method_options(chosen, {"epochs": 1, "filters": 8, "width": 16, "max_tokens": 1000})
    model = chosen.fit(class_rows(12, 1), EMPTY, classes, options, context)
    assert isinstance(model, ScratchModel)
    assert model.truncated(Examples(["word " * 900, "word " * 1200])).tolist() == [False, True]
    assert len(read_whole(model.tokeniser, Examples(["word " * 900]), pairs=False).tokens.ids[0]) == 902


def test_small_networks_are_served_as_they_were_trained(class_rows: Rows, classes: Target, context: FitContext) -> None:
    chosen = method("textcnn")
    train = class_rows(12, 1)
    model = chosen.fit(
        train, EMPTY, classes, parse_method_options(chosen, {"epochs": 1, "filters": 8, "width": 16}), context
    )
    served = context.checkpoints.parent / "served"
    report = compress(model, train, EMPTY, served, metric="macro_f1", device="cpu", threads=1)
    assert report.precision == FLOAT32 and report.reason and not served.exists()


def test_a_loss_that_is_no_number_and_a_batch_too_large_are_the_loops_affair(
    class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    real, spoiled = answers.to_device, loop.Objective.loss

    def cramped(batch: TokenBatch, device: str) -> object:
        sizes.append(len(batch.rows))
        if len(batch.rows) > 4:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return real(batch, device)

    chosen = method("bilstm")
    options = parse_method_options(chosen, {"epochs": 1, "hidden": 8, "width": 16})
    monkeypatch.setattr(answers, "to_device", cramped)
    chosen.fit(class_rows(40, 1), EMPTY, classes, options, context)
    assert max(sizes) > 4 and sizes[-1] <= 4
    monkeypatch.setattr(loop.Objective, "loss", lambda self, raw, rows: spoiled(self, raw, rows) * float("nan"))
    with pytest.raises(TrainingError, match="learning rate"):
        chosen.fit(class_rows(40, 5), EMPTY, classes, options, context)
