"""A network trained from scratch as a model; torch is imported when it is loaded, not before."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np
import numpy.typing as npt

from models.artifacts import load_arrays, load_json, save_arrays, save_json
from models.interface import Examples, Floats, Target, TextModel
from models.methods.targets import dump_target, parse_target
from models.tokens import Tokeniser
from models.windows import Windows, one_window
from studio.core.errors import DamagedArtifactError
from studio.core.version import VERSION

if TYPE_CHECKING:
    from models.methods.full.network import Network
    from models.methods.scratch.network import ScratchNetwork, Shape


def build(key: str, shape: Shape, dropout: float = 0.0) -> ScratchNetwork:
    """The network of a method, its weights as drawn."""
    from models.methods.scratch.bilstm import BiLstm
    from models.methods.scratch.textcnn import TextCnn

    kinds = {"textcnn": TextCnn, "bilstm": BiLstm}
    return kinds[key](shape, dropout)


def as_network(network: ScratchNetwork) -> Network:
    """The same for the loop and the evaluation of `full`, which ask no more of a network than this one offers."""
    return cast("Network", network)


class ScratchModel(TextModel):
    """A network and the tokeniser its vocabulary is made of. Small enough to be served as it was trained."""

    def __init__(
        self, target: Target, tokeniser: Tokeniser, network: ScratchNetwork, device: str, threads: int
    ) -> None:
        self.target = target
        self.tokeniser = tokeniser
        self.network = network
        self.threads = threads
        self._device = device

    def read(self, examples: Examples) -> Windows:
        """The examples as the network reads them, each text in one piece."""
        return read_whole(self.tokeniser, examples, pairs=self.network.shape.pairs)

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        from models.compute import torch_threads
        from models.methods.full.evaluating import raw_outputs

        if len(examples) == 0:
            return np.zeros((0, self.target.outputs) if self.target.by_label else 0)
        with torch_threads(self.threads):
            return raw_outputs(as_network(self.network), self.read(examples), self.target, self._device)

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """See `TextModel.truncated`; a pair that is cut counts as well."""
        return self.read(examples).cut

    def parameter_count(self) -> int:
        """All of the network's, the word vectors included."""
        return sum(each.numel() for each in self.network.parameters())

    def save(self, folder: Path) -> None:
        """See `TextModel.save`."""
        self.tokeniser.save(folder)
        weights = {name: each.detach().cpu().numpy() for name, each in self.network.state_dict().items()}
        save_arrays(folder / "network.safetensors", weights)
        described: dict[str, Any] = {
            "target": dump_target(self.target),
            "shape": asdict(self.network.shape),
            "max_tokens": self.tokeniser.max_tokens,
            "pad_id": self.tokeniser.pad_id,
            "version": VERSION,
        }
        save_json(folder / f"{self.method}.json", described)

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> ScratchModel:
        """See `TextModel.load`."""
        import torch

        from models.methods.scratch.network import Shape

        described = load_json(folder / f"{cls.method}.json")
        network = build(cls.method, Shape(**described["shape"]))
        arrays = load_arrays(folder / "network.safetensors")
        try:
            network.load_state_dict({name: torch.from_numpy(array) for name, array in arrays.items()})
        except RuntimeError as problem:
            raise DamagedArtifactError("The model's weights do not fit its network.", "Train it again.") from problem
        tokeniser = Tokeniser.load(folder, described["max_tokens"], described["pad_id"])
        return cls(parse_target(described["target"]), tokeniser, network.to(device).eval(), device, threads)


class TextCnnModel(ScratchModel):
    """See `TextCnn`."""

    method: ClassVar[str] = "textcnn"


class BiLstmModel(ScratchModel):
    """See `BiLstm`."""

    method: ClassVar[str] = "bilstm"


def read_whole(tokeniser: Tokeniser, examples: Examples, *, pairs: bool) -> Windows:
    """Each text in one piece, with its pair behind it where there are pairs; either is cut by itself."""
    if not pairs:
        return one_window(tokeniser.encode(examples.texts))
    seconds = examples.pairs if examples.pairs is not None else [""] * len(examples)
    return one_window(tokeniser.encode(examples.texts, seconds, apart=True))
