"""The encoder as an int8 OpenVINO graph on the CPU, quantised once a backbone; answers without torch."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

from models.artifacts import load_json, save_json, stage, verify
from models.backbones.loading import Located, load_encoder, load_tokeniser
from models.batching import TokenBatch, batches_of
from models.encoders.calibration_texts import calibration_texts
from models.encoders.interface import Embedded, Encoder, OnTokens, Vectors
from models.openvino_graph import LENGTH_MULTIPLE, TOKEN_BUDGET, convert, quantise, save_graph
from models.shared_graph import shared_graph
from models.tokens import TOKENISER_FILE, Tokeniser
from studio.core.errors import DamagedArtifactError

GRAPH_FILE = "encoder.xml"
_FILES = (GRAPH_FILE, "encoder.bin", TOKENISER_FILE)
_CALIBRATION_TOKENS = 256


class Int8Encoder(Encoder):
    """An int8 graph in `folder`, which stays where it is; `save` copies it."""

    precision: ClassVar[str] = "int8"
    token_budget: ClassVar[int] = TOKEN_BUDGET
    length_multiple: ClassVar[int] = LENGTH_MULTIPLE

    def __init__(self, folder: Path, threads: int, max_tokens: int | None = None) -> None:
        described = load_json(folder / "encoder.json")
        limit = min(max_tokens or described["max_tokens"], described["max_tokens"])
        self._folder = folder
        self._described: dict[str, Any] = described | {"max_tokens": limit}
        self._graph = shared_graph(folder / GRAPH_FILE, threads)
        self.tokeniser = Tokeniser.load(folder, limit, described["pad_id"])
        self.dimension = int(described["dimension"])
        self.parameters = int(described["parameters"])
        self.backbone = described["backbone"]
        self.identity = f"{described['identity']}-{limit}"
        self.windows = int(described.get("windows", 1))

    @classmethod
    def from_backbone(cls, located: Located, max_tokens: int, cache: Path, threads: int) -> Int8Encoder:
        """The backbone's graph from `cache`, made there first (some 15 s) where it is not."""
        tools = f"{version('openvino').split('-')[0]}-{version('nncf')}"
        folder = cache / "encoders" / f"{located.fingerprint}-int8-{tools}"
        if not _whole(folder):
            _make(located, folder, threads)
        return cls(folder, threads, max_tokens)

    def run(self, batch: TokenBatch) -> Vectors:
        """See `Encoder.run`."""
        return self._graph.run(batch)

    def embed(self, texts: Sequence[str], on_tokens: OnTokens = lambda _done, _all: None) -> Embedded:
        """See `Encoder.embed`."""
        try:
            return super().embed(texts, on_tokens)
        finally:
            self._graph.rest()

    def save(self, folder: Path) -> None:
        """See `Encoder.save`."""
        for name in _FILES:
            shutil.copyfile(self._folder / name, folder / name)
        save_json(folder / "encoder.json", self._described | {"windows": self.windows})


def _whole(folder: Path) -> bool:
    try:
        verify(folder)
    except DamagedArtifactError:
        return False
    return True


def _make(located: Located, folder: Path, threads: int) -> None:
    """Quantise on a fixed list of texts, so that the graph does not depend on whose data came first."""
    from models.encoders.pooled import MeanPooled

    module = MeanPooled(load_encoder(located.folder))
    widest = load_tokeniser(located, located.backbone.max_tokens)
    tokens = load_tokeniser(located, _CALIBRATION_TOKENS).encode(calibration_texts())
    # One text a batch: padding would be counted in the statistics.
    graph = quantise(convert(module), list(batches_of(tokens, 1)), threads)
    if _whole(folder):  # by another process meanwhile, which reads it already
        return
    with stage(folder) as work:
        save_graph(graph, work / GRAPH_FILE)
        widest.save(work)
        save_json(
            work / "encoder.json",
            {
                "precision": Int8Encoder.precision,
                "identity": folder.name,
                "backbone": located.backbone.key,
                "dimension": int(module.encoder.config.hidden_size),
                "parameters": sum(each.numel() for each in module.parameters()),
                "max_tokens": widest.max_tokens,
                "pad_id": widest.pad_id,
            },
        )
