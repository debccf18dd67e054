"""A pair in one sequence is read as if each text stood alone, in torch and in the compiled graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from models import parts
from models.artifacts import load_json, save_json
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.batching import TokenBatch, collate
from models.compute import to_device
from models.interface import Target
from models.methods.full.model import FullModel
from models.methods.full.network import Network
from models.methods.full.segments import related
from models.openvino_graph import OpenVinoGraph, convert, save_graph
from models.tokens import Tokeniser
from studio.core.errors import DamagedArtifactError
from studio.core.tasks import Task

ANSWERS = ["Water evaporates and leaves the salt behind.", "Because it is hot", "By sieving it twice, slowly"]
REFERENCES = ["The water was evaporated, leaving the salt.", "Heat", "A sieve holds back the larger grains of sand."]


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    return load_tokeniser(locate(DEFAULT_BACKBONE), 128)


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    network = Network(load_encoder(locate(DEFAULT_BACKBONE).folder), 3, pairs=True)
    torch.nn.init.normal_(network.head.weight)
    return network.eval()


def batch(tokeniser: Tokeniser, pairs: list[str]) -> TokenBatch:
    return collate(tokeniser.encode(ANSWERS, pairs), range(len(ANSWERS)))


def test_an_answer_reads_the_same_beside_any_reference(network: Network, tokeniser: Tokeniser) -> None:
    alone = collate(tokeniser.encode(ANSWERS), range(len(ANSWERS)))
    with torch.inference_mode():
        expected = network.pooled(**to_device(alone, "cpu"))
        for pairs in (REFERENCES, REFERENCES[::-1], [""] * 3):
            found = network.features(**to_device(batch(tokeniser, pairs), "cpu"))[:, : expected.shape[1]]
            np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_row_reads_the_same_whatever_it_is_batched_with(network: Network, tokeniser: Tokeniser) -> None:
    together = to_device(batch(tokeniser, REFERENCES), "cpu")
    with torch.inference_mode():
        expected = network(**together)
        for row in range(len(ANSWERS)):
            one = collate(tokeniser.encode(ANSWERS, REFERENCES), [row])
            np.testing.assert_allclose(network(**to_device(one, "cpu"))[0], expected[row], atol=1e-4)


def test_what_two_texts_share_is_counted_by_tokens() -> None:
    ids = torch.tensor([[5, 7, 9, 7, 9, 9, 0], [5, 6, 8, 9, 0, 0, 0]])
    first = torch.tensor([[1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0]])
    second = torch.tensor([[0, 0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 0, 0, 0]])
    a, b = torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[2.0, 0.0], [0.0, 3.0]])
    numbers = related(ids, first, second, a, b)
    expected = [[1.0, 2 / 3, 1.0, np.log1p(3) / 10, 0.0], [0.0, 0.0, 0.0, np.log1p(2) / 10, 0.0]]
    np.testing.assert_allclose(numbers, expected, atol=1e-6)


def test_texts_read_apart_are_cut_each_by_itself(tokeniser: Tokeniser) -> None:
    joined = tokeniser.encode(ANSWERS, REFERENCES)
    apart = tokeniser.encode(ANSWERS, REFERENCES, apart=True)
    for row in range(len(ANSWERS)):
        np.testing.assert_array_equal(apart.ids[row], joined.ids[row])
        np.testing.assert_array_equal(apart.types[row], joined.types[row])
    long = tokeniser.encode(["salt " * 200], ["water " * 120], apart=True)
    assert long.truncated.all()
    assert (long.types[0] == 0).sum() == 128
    assert (long.types[0] == 1).sum() == 121  # its 120 words and [SEP]


def test_a_model_that_learned_to_read_pairs_as_one_is_refused(
    network: Network, tokeniser: Tokeniser, tmp_path: Path
) -> None:
    target = Target(Task.CLASSIFICATION, ("no", "partly", "yes"))
    FullModel(target, DEFAULT_BACKBONE, tokeniser, network, "cpu").save(tmp_path)
    assert FullModel.load(tmp_path, device="cpu", threads=1).network.apart
    described = load_json(tmp_path / "full.json")
    del described["apart"]
    save_json(tmp_path / "full.json", described)
    with pytest.raises(DamagedArtifactError, match="pairs"):
        FullModel.load(tmp_path, device="cpu", threads=1)


def test_the_compiled_graph_reads_pairs_as_the_network_does(
    network: Network, tokeniser: Tokeniser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = batch(tokeniser, REFERENCES)
    with torch.inference_mode():
        expected = network(**to_device(asked, "cpu")).numpy()
    save_graph(convert(network), tmp_path / "network.xml")
    graph = OpenVinoGraph.load(tmp_path / "network.xml", 1)
    np.testing.assert_allclose(graph.run(asked), expected, atol=1e-3)
    monkeypatch.setattr(parts, "_parts", [2])
    np.testing.assert_allclose(graph.run(asked), expected, atol=1e-3)
