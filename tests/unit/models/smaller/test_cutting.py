"""What is cut out of a network is gone: layers, heads, weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.batching import TokenBatch
from models.compute import torch_threads
from models.interface import Examples, Target
from models.methods.full.attention_heads import head_counts, keep_heads
from models.methods.full.model import FullModel
from models.methods.full.network import Network
from models.methods.full.sparse import packed, unpacked
from models.smaller import heads
from models.smaller.heads import importance, least_important
from models.smaller.layers import keep_layers, kept_layers
from models.smaller.magnitude import hold_zeros, prune, share_of_zeros

Rows = Callable[[int, int], Examples]


@pytest.fixture
def model(tiny: str, classes: Target) -> FullModel:
    torch.manual_seed(2)
    network = Network(load_encoder(locate(tiny).folder), 4, pairs=False)
    torch.nn.init.normal_(network.head.weight)
    return FullModel(classes, tiny, load_tokeniser(locate(tiny), 32), network.eval(), "cpu")


def test_layers_are_counted_and_chosen() -> None:
    assert kept_layers(6, 0.5, "top") == (0, 1, 2)
    assert kept_layers(6, 0.5, "alternate") == (0, 2, 4)
    assert kept_layers(6, 0.05, "top") == (0, 1, 2, 3, 4)  # one goes at least
    assert kept_layers(2, 0.95, "alternate") == (0,)  # one stays at least


def test_a_model_without_a_layer_is_saved_and_loaded_as_such(
    model: FullModel, class_rows: Rows, tmp_path: Path
) -> None:
    before, rows = model.parameter_count(), class_rows(6, 1)
    keep_layers(model.network, (1,))
    assert model.parameter_count() < before
    model.save(tmp_path)
    again = FullModel.load(tmp_path, device="cpu", threads=1)
    assert again.network.encoder.config.num_hidden_layers == 1
    np.testing.assert_array_equal(again.raw(rows), model.raw(rows))


def test_a_head_taken_out_is_one_whose_output_was_nothing(model: FullModel, class_rows: Rows) -> None:
    rows = class_rows(6, 1)
    inner = model.network.encoder.encoder.layer[0].attention
    with torch.no_grad():  # what head 2 of the first layer says is not heard
        inner.output.dense.weight[:, 16:24] = 0.0
    whole = model.raw(rows)
    keep_heads(model.network.encoder, [(0, 1, 3), (0, 1, 2, 3)])
    assert head_counts(model.network.encoder) == [3, 4]
    assert inner.self.query.weight.shape == (24, 32)
    np.testing.assert_allclose(model.raw(rows), whole, atol=1e-5)


def test_a_model_of_uneven_heads_is_saved_and_loaded_as_such(
    model: FullModel, class_rows: Rows, tmp_path: Path
) -> None:
    keep_heads(model.network.encoder, [(3,), (0, 2)])
    model.save(tmp_path)
    again = FullModel.load(tmp_path, device="cpu", threads=1)
    assert head_counts(again.network.encoder) == [1, 2]
    rows = class_rows(6, 1)
    np.testing.assert_array_equal(again.raw(rows), model.raw(rows))


def test_importance_is_the_gradient_by_a_factor_on_the_head(
    model: FullModel, class_rows: Rows, classes: Target
) -> None:
    rows = class_rows(9, 1)
    layer = model.network.encoder.encoder.layer[1].attention
    with torch_threads(1):
        dead = layer.output.dense.weight
        with torch.no_grad():
            dead[:, 8:16] = 0.0
        scores = importance(model.network, model.read(rows), rows.targets, classes, "cpu", lambda: None)
    assert [len(each) for each in scores] == [4, 4]
    assert scores[1][1] == 0.0  # nothing depends on it
    assert all(np.linalg.norm(each) == pytest.approx(1.0) for each in scores)
    kept = least_important(scores, 0.13)
    assert kept[1] == (0, 2, 3)
    assert sum(map(len, least_important(scores, 0.95))) == 2  # one a layer stays


def test_heads_are_looked_at_in_smaller_parts_where_memory_runs_out(
    model: FullModel, class_rows: Rows, classes: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, sizes, real = class_rows(9, 1), list[int](), heads.to_device
    texts = model.read(rows)
    with torch_threads(1):
        whole = importance(model.network, texts, rows.targets, classes, "cpu", lambda: None)

        def cramped(batch: TokenBatch, device: str) -> object:
            sizes.append(len(batch.rows))
            if len(batch.rows) > 2:
                raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
            return real(batch, device)

        monkeypatch.setattr(heads, "to_device", cramped)
        spared = importance(model.network, texts, rows.targets, classes, "cpu", lambda: None)
    assert max(sizes) > 2 and sizes[-1] <= 2
    for ours, theirs in zip(spared, whole, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4)
    assert not any(each._forward_pre_hooks for each in model.network.modules())  # also of the tries that failed


def test_the_smallest_weights_become_zero_and_stay_so(model: FullModel, tmp_path: Path, class_rows: Rows) -> None:
    largest = max(float(each.weight.detach().abs().max()) for each in _linears(model.network))
    plain = tmp_path / "plain"
    plain.mkdir()
    model.save(plain)
    found = prune(model.network, 0.75)
    assert found == pytest.approx(0.75, abs=0.001)
    assert max(float(each.weight.detach().abs().max()) for each in _linears(model.network)) == largest
    hold_zeros(model.network)
    optimiser = torch.optim.AdamW(model.network.parameters(), lr=0.1, weight_decay=0.1)
    batch = {name: torch.ones(2, 5, dtype=torch.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    batch["input_ids"] = torch.arange(10).reshape(2, 5)
    for _ in range(3):
        model.network(**batch)[:, 0].sum().backward()
        optimiser.step()
    assert share_of_zeros(model.network) == pytest.approx(found)
    small = tmp_path / "small"
    small.mkdir()
    model.zeros = found
    model.save(small)
    again = FullModel.load(small, device="cpu", threads=1)
    assert again.zeros == found
    rows = class_rows(6, 1)
    np.testing.assert_array_equal(again.raw(rows), model.raw(rows))
    saved, was = ((folder / "network.safetensors").stat().st_size for folder in (small, plain))
    linears = sum(each.weight.numel() for each in _linears(model.network)) * 4
    assert was - saved > 0.6 * linears


def test_arrays_of_zeros_come_back_as_they_were() -> None:
    rng = np.random.default_rng(0)
    sparse = rng.normal(size=(7, 5)).astype(np.float32)
    sparse[rng.random((7, 5)) < 0.6] = 0.0
    arrays = {"sparse": sparse, "full": rng.normal(size=(3, 4)).astype(np.float32), "bias": np.zeros(4, np.float32)}
    stored = packed(arrays)
    assert set(stored) & set(arrays) == {"full", "bias"}
    again = unpacked(stored)
    assert set(again) == set(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(again[name], array)


def _linears(network: Network) -> list[torch.nn.Linear]:
    return [each for each in network.encoder.modules() if isinstance(each, torch.nn.Linear)]
