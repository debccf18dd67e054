"""Adapters: few parameters learn, and once merged nothing tells them from a network that was always so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.batching import collate
from models.compute import to_device, torch_threads
from models.interface import Examples, FitContext, Target
from models.methods.full.network import Network
from models.methods.lora import method as lora
from models.methods.lora.adapters import merge, put_on
from models.methods.lora.choosing import Adapters, choose_adapters
from models.methods.lora.method import LoraMethod
from models.methods.lora.options import LoraOptions
from models.serving.compress import compress
from models.serving.graph_model import GraphModel
from models.serving.loading import INT8

Rows = Callable[[int, int], Examples]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks this small are slower on several, above all where others use the cores as well."""
    with torch_threads(1):
        yield


@pytest.fixture
def network(tiny: str) -> Network:
    torch.manual_seed(2)
    made = Network(load_encoder(locate(tiny).folder), 4, pairs=False)
    torch.nn.init.normal_(made.head.weight)
    return made.eval()


def answers(network: Network, tiny: str, texts: list[str]) -> np.ndarray:
    batch = collate(load_tokeniser(locate(tiny), 32).encode(texts), range(len(texts)))
    with torch.inference_mode():
        return network(**to_device(batch, "cpu")).numpy()


def test_adapters_begin_as_nothing_and_few_parameters_learn(network: Network, tiny: str) -> None:
    texts, total = ["oil dripping", "hot motor"], sum(each.numel() for each in network.parameters())
    before = answers(network, tiny, texts)
    put_on(network, Adapters(2, "all"), 2.0)
    np.testing.assert_array_equal(answers(network, tiny, texts), before)
    learning = network.trainable()
    assert all("lora" in name or name.startswith("head") for name in learning)
    assert sum(each.numel() for each in learning.values()) < total / 100
    assert len(learning) == 2 * 2 * 6 + 2  # two matrices on each of six linear layers, twice; the head


def test_merging_gives_the_same_answers_under_the_old_names(network: Network, tiny: str) -> None:
    texts, names = ["oil dripping", "hot motor at the line"], set(network.state_dict())
    plain = answers(network, tiny, texts)
    put_on(network, Adapters(4, "attention"), 2.0)
    for name, each in network.trainable().items():
        if "lora_B" in name:
            torch.nn.init.normal_(each)
    adapted = answers(network, tiny, texts)
    merge(network)
    np.testing.assert_allclose(answers(network, tiny, texts), adapted, atol=1e-4)
    assert np.abs(adapted - plain).max() > 0.1
    assert set(network.state_dict()) == names


@pytest.mark.parametrize(
    ("rows", "parameters", "width", "expected"),
    [
        (500, 22_700_000, 384, Adapters(8, "all")),
        (2_000, 22_700_000, 384, Adapters(16, "all")),
        (500, 149_000_000, 768, Adapters(8, "attention")),
        (6_000, 149_000_000, 768, Adapters(32, "all")),
        (6_000, 100_000, 32, Adapters(8, "all")),
    ],
)
def test_rank_and_places_follow_the_model_and_the_rows(
    rows: int, parameters: int, width: int, expected: Adapters
) -> None:
    assert choose_adapters(LoraOptions(), rows, parameters, width) == expected
    assert choose_adapters(LoraOptions(rank=3, targets="attention"), rows, parameters, width) == Adapters(
        3, "attention"
    )


def test_only_the_adapted_layers_differ_from_the_language_model(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []
    monkeypatch.setattr(
        lora.LoraMethod,
        "after",
        lambda _self, network: (learned.append(sum(e.numel() for e in network.trainable().values())), merge(network)),
    )
    options = LoraOptions(backbone=tiny, max_tokens=32, epochs=2, targets="attention", rank=2)
    model = LoraMethod().fit(class_rows(60, 1), class_rows(20, 2), classes, options, context)
    assert learned[0] < model.parameter_count() / 100
    before = dict(load_encoder(locate(tiny).folder).named_parameters())
    changed = {n for n, each in model.network.encoder.named_parameters() if not torch.equal(each, before[n])}
    assert changed and all(name.endswith(("query.weight", "value.weight")) for name in changed)


def test_adapters_are_served_in_int8_like_a_full_model(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    train, dev = class_rows(120, 1), class_rows(40, 2)
    options = LoraOptions(backbone=tiny, max_tokens=32, epochs=10, learning_rate=5e-3, mixed_precision=False)
    model = LoraMethod().fit(train, dev, classes, options, context)
    folder = tmp_path / "served"
    report = compress(model, train, dev, folder, metric="macro_f1", device="cpu", threads=1)
    assert report.precision == INT8, report.reason
    served = GraphModel.load(folder, device="cpu", threads=1)
    test = class_rows(40, 9)
    assert (served.raw(test).argmax(axis=1) == model.raw(test).argmax(axis=1)).mean() > 0.9
