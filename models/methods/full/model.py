"""A fine-tuned network as a model; torch is imported when it is loaded, not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from models.artifacts import load_arrays, load_json, save_arrays, save_json
from models.interface import Examples, Floats, Target, TextModel
from models.methods.targets import dump_target, parse_target
from models.tokens import Tokeniser
from models.windows import Windows, one_window, read_windows
from studio.core.errors import DamagedArtifactError
from studio.core.version import VERSION

if TYPE_CHECKING:
    from models.methods.full.network import Network


class FullModel(TextModel):
    """A network and its tokeniser. `network` and `read` are what compression needs of it.

    `network` is a torch module: forward(input_ids, attention_mask, token_type_ids) gives (n_rows, n_outputs), for
    scoring one normalised score that is not clipped yet.
    """

    method: ClassVar[str] = "full"

    def __init__(
        self, target: Target, backbone: str, tokeniser: Tokeniser, network: Network, device: str, windows: int = 1
    ) -> None:
        """`windows` is how many windows of a text are read at most; a text with a pair is read in one."""
        self.target = target
        self.backbone = backbone
        self.tokeniser = tokeniser
        self.network = network
        self.threads = 1
        self._device = device
        self.windows = windows
        self.zeros = 0.0
        """Share of the encoder's matrices that was set to zero to make the model smaller."""

    def read(self, examples: Examples) -> Windows:
        """The examples as the network reads them: a text and its pair as two segments of one input."""
        if not self.network.pairs:
            return read_windows(self.tokeniser, examples.texts, self.windows)
        pairs = examples.pairs if examples.pairs is not None else [""] * len(examples)
        return one_window(self.tokeniser.encode(examples.texts, pairs, apart=self.network.apart))

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        from models.compute import torch_threads
        from models.methods.full.evaluating import raw_outputs

        if len(examples) == 0:
            return np.zeros((0, self.target.outputs) if self.target.by_label else 0)
        with torch_threads(self.threads):
            return raw_outputs(self.network, self.read(examples), self.target, self._device)

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """See `TextModel.truncated`; a pair that is cut counts as well."""
        return self.read(examples).cut

    def parameter_count(self) -> int:
        """All of the network's, frozen ones included."""
        return sum(each.numel() for each in self.network.parameters())

    def save(self, folder: Path) -> None:
        """See `TextModel.save`."""
        from models.methods.full.attention_heads import narrowed
        from models.methods.full.sparse import packed

        (folder / "encoder").mkdir()
        self.network.pooled.encoder.config.save_pretrained(str(folder / "encoder"))
        self.tokeniser.save(folder)
        weights = {name: each.detach().cpu().float().numpy() for name, each in self.network.state_dict().items()}
        save_arrays(folder / "network.safetensors", packed(weights))
        described: dict[str, Any] = {
            "target": dump_target(self.target),
            "backbone": self.backbone,
            "pairs": self.network.pairs,
            "apart": self.network.apart,
            "max_tokens": self.tokeniser.max_tokens,
            "pad_id": self.tokeniser.pad_id,
            "windows": self.windows,
            "heads": narrowed(self.network.encoder),
            "zeros": self.zeros,
            "version": VERSION,
        }
        save_json(folder / "full.json", described)

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> FullModel:
        """See `TextModel.load`."""
        import torch

        from models.backbones.loading import empty_encoder
        from models.methods.full.attention_heads import keep_heads
        from models.methods.full.network import Network
        from models.methods.full.sparse import unpacked

        described = load_json(folder / "full.json")
        target = parse_target(described["target"])
        encoder = empty_encoder(folder / "encoder")
        if heads := described.get("heads"):
            keep_heads(encoder, [range(count) for count in heads])  # which they were is in the weights
        network = Network(encoder, target.outputs, described["pairs"])
        if network.apart != described.get("apart", False):
            raise DamagedArtifactError("The model learned to read pairs otherwise than now.", "Train it again.")
        arrays = unpacked(load_arrays(folder / "network.safetensors"))
        weights = {name: torch.from_numpy(array) for name, array in arrays.items()}
        try:
            network.load_state_dict(weights)
        except RuntimeError as problem:
            raise DamagedArtifactError("The model's weights do not fit its network.", "Train it again.") from problem
        tokeniser = Tokeniser.load(folder, described["max_tokens"], described["pad_id"])
        model = cls(
            target,
            described["backbone"],
            tokeniser,
            network.to(device).eval(),
            device,
            int(described.get("windows", 1)),
        )
        model.threads = threads
        model.zeros = float(described.get("zeros", 0.0))
        return model
