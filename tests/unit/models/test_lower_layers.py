"""What frozen layers say of a text is computed once, and is what they would have said."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
import pytest
import torch

from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.compute import torch_threads
from models.interface import Examples, FitContext, Target
from models.methods.full import lower_layers
from models.methods.full.evaluating import features, raw_outputs
from models.methods.full.layers import freeze_lowest, layers_of
from models.methods.full.lower_layers import LowerLayers, remember, remember_parts
from models.methods.full.method import FullMethod
from models.methods.full.model import FullModel
from models.methods.full.network import Network
from models.methods.full.options import FullOptions
from models.windows import Windows, one_window, read_windows
from studio.core.errors import StorageFullError

Rows = Callable[[int, int], Examples]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with torch_threads(1):
        yield


def frozen(tiny: str, *, pairs: bool = False) -> Network:
    torch.manual_seed(1)
    network = Network(load_encoder(locate(tiny).folder), 4, pairs=pairs)
    torch.nn.init.normal_(network.head.weight)
    network.freeze_embeddings()
    freeze_lowest(network, 1)
    return network


def nothing() -> None:
    """No progress to tell."""


def kept(network: Network, texts: Windows, folder: Path) -> LowerLayers:
    lower = remember(network, texts, folder, nothing)
    assert lower is not None
    return lower


def test_the_network_says_the_same_without_computing_its_frozen_layers(
    tiny: str, class_rows: Rows, classes: Target, tmp_path: Path
) -> None:
    network, tokeniser = frozen(tiny), load_tokeniser(locate(tiny), 16)
    texts = read_windows(tokeniser, [*class_rows(20, 1).texts, "a long report of oil " * 12], 4)
    assert not texts.single
    lower = kept(network, texts, tmp_path)
    computed = raw_outputs(network, texts, classes, "cpu")
    with torch.no_grad():  # whatever the frozen layer would say now, it is not asked
        learned = [each.clone() for each in layers_of(network)[0].parameters()]
        for each in layers_of(network)[0].parameters():
            each.fill_(7.0)
    np.testing.assert_allclose(raw_outputs(network, texts, classes, "cpu", lower=lower), computed, atol=1e-5)
    with torch.no_grad():
        for each, value in zip(layers_of(network)[0].parameters(), learned, strict=True):
            each.copy_(value)
    rows = np.array([20, 3])
    some = lower.some(texts.of(rows)[0])
    np.testing.assert_allclose(
        features(network, texts.some(rows), "cpu", lower=some), features(network, texts, "cpu")[rows], atol=1e-5
    )
    np.testing.assert_array_equal(raw_outputs(network, texts, classes, "cpu"), computed)


def test_what_all_parts_take_is_bounded_together(
    tiny: str, class_rows: Rows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network, tokeniser = frozen(tiny), load_tokeniser(locate(tiny), 16)
    large, small = (one_window(tokeniser.encode(class_rows(rows, rows).texts)) for rows in (20, 8))
    takes = kept(network, large, tmp_path).states.nbytes
    monkeypatch.setattr(lower_layers, "MOST_BYTES", takes)
    whole, none = remember_parts(network, (large, small), tmp_path, nothing)
    assert whole is not None and none is None
    monkeypatch.setattr(lower_layers, "MOST_BYTES", takes - 1)
    over, fits = remember_parts(network, (large, small), tmp_path, nothing)
    assert over is None and fits is not None


def test_pairs_read_apart_find_their_states(tiny: str, score_rows: Rows, scores: Target, tmp_path: Path) -> None:
    network, rows = frozen(tiny, pairs=True), score_rows(12, 1)
    texts = one_window(load_tokeniser(locate(tiny), 32).encode(rows.texts, rows.pairs, apart=network.apart))
    lower = kept(network, texts, tmp_path)
    np.testing.assert_allclose(features(network, texts, "cpu", lower=lower), features(network, texts, "cpu"), atol=1e-5)


def test_nothing_is_kept_where_something_below_learns(tiny: str, class_rows: Rows, tmp_path: Path) -> None:
    network = frozen(tiny)
    texts = one_window(load_tokeniser(locate(tiny), 16).encode(class_rows(4, 1).texts))
    for each in network.encoder.embeddings.parameters():
        each.requires_grad_(True)
    assert remember(network, texts, tmp_path, nothing) is None
    for each in layers_of(network)[0].parameters():
        each.requires_grad_(True)
    assert remember(network, texts, tmp_path, nothing) is None
    strange = frozen(tiny)
    strange.encoder.config.model_type = "deberta-v2"  # its layers give more than their states
    assert remember(strange, texts, tmp_path, nothing) is None
    assert not any(tmp_path.iterdir())


def test_training_ends_as_it_would_have_with_the_layers_computed(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    train, dev = class_rows(40, 1), class_rows(12, 2)
    options = FullOptions(
        backbone=tiny, max_tokens=32, batch_size=8, epochs=2, frozen_layers=1, mixed_precision=False
    )  # what is remembered is float32 in any case
    (tmp_path / "other").mkdir()

    def fit(where: FitContext) -> FullModel:
        return FullMethod().fit(train, dev, classes, options, where)

    remembered = fit(context)
    monkeypatch.setattr(lower_layers, "MOST_BYTES", 0)
    computed = fit(replace(context, checkpoints=tmp_path / "other"))
    np.testing.assert_allclose(remembered.raw(dev), computed.raw(dev), atol=1e-3)
    assert all("forward" not in vars(each) for each in layers_of(remembered.network))


def test_a_full_disk_is_said(tiny: str, class_rows: Rows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Full:
        def write(self, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def full_file(**_where: object) -> IO[bytes]:
        return Full()  # type: ignore[return-value]

    monkeypatch.setattr(lower_layers.tempfile, "TemporaryFile", full_file)
    texts = one_window(load_tokeniser(locate(tiny), 16).encode(class_rows(4, 1).texts))
    with pytest.raises(StorageFullError, match="disk is full"):
        remember(frozen(tiny), texts, tmp_path, nothing)
