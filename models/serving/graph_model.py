"""A fine-tuned network as an int8 graph: the same answers in a fraction of the time, without torch."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from models.artifacts import load_json, save_json
from models.batching import batches_of
from models.interface import Examples, Floats, TextModel
from models.methods.targets import dump_target, parse_target
from models.openvino_graph import LENGTH_MULTIPLE, TOKEN_BUDGET
from models.shared_graph import shared_graph
from models.tokens import TOKENISER_FILE, Tokeniser
from models.windows import Windows, one_window, read_windows

GRAPH_FILE = "network.xml"
DESCRIPTION = "graph.json"
_FILES = (GRAPH_FILE, "network.bin", TOKENISER_FILE, DESCRIPTION)


class GraphModel(TextModel):
    """A compiled graph and its tokeniser, of a model that `compress` accepted."""

    method: ClassVar[str] = "full"

    def __init__(self, folder: Path, threads: int) -> None:
        described = load_json(folder / DESCRIPTION)
        self._folder = folder
        self._pairs = bool(described["pairs"])
        self._apart = bool(described["apart"])
        self._windows = int(described.get("windows", 1))
        self._parameters = int(described["parameters"])
        self.target = parse_target(described["target"])
        self.backbone = described["backbone"]
        self._tokeniser = Tokeniser.load(folder, int(described["max_tokens"]), int(described["pad_id"]))
        self._graph = shared_graph(folder / GRAPH_FILE, threads)

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        texts = self._read(examples)
        values = np.zeros((len(texts.tokens), self.target.outputs))
        for batch in batches_of(texts.tokens, TOKEN_BUDGET, LENGTH_MULTIPLE):
            values[batch.rows] = self._graph.run(batch)
        self._graph.rest()
        values = texts.pool(values)
        return values if self.target.by_label else np.clip(values[:, 0], 0.0, 1.0)

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """See `TextModel.truncated`."""
        return self._read(examples).cut

    def parameter_count(self) -> int:
        """As of the network it was made from."""
        return self._parameters

    def save(self, folder: Path) -> None:
        """Copy the graph as it stands."""
        for name in _FILES:
            shutil.copyfile(self._folder / name, folder / name)

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> GraphModel:
        """The graph in `folder`; runs on the CPU."""
        return cls(folder, threads)

    def _read(self, examples: Examples) -> Windows:
        if not self._pairs:
            return read_windows(self._tokeniser, examples.texts, self._windows)
        pairs = examples.pairs or [""] * len(examples)
        return one_window(self._tokeniser.encode(examples.texts, pairs, apart=self._apart))


def describe(folder: Path, model: TextModel, tokeniser: Tokeniser, *, pairs: bool, apart: bool, windows: int) -> None:
    """Write beside a graph what `GraphModel` needs to know of it."""
    tokeniser.save(folder)
    described: dict[str, Any] = {
        "target": dump_target(model.target),
        "backbone": model.backbone,
        "pairs": pairs,
        "apart": apart,
        "max_tokens": tokeniser.max_tokens,
        "pad_id": tokeniser.pad_id,
        "windows": windows,
        "parameters": model.parameter_count(),
    }
    save_json(folder / DESCRIPTION, described)
