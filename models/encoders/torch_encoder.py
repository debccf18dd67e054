"""The encoder in torch: on an accelerator, and on the CPU where OpenVINO cannot take the backbone."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import numpy as np
import torch

from models.artifacts import load_json, save_json
from models.backbones.loading import Located, load_encoder, load_tokeniser
from models.batching import TokenBatch
from models.compute import autocast, is_out_of_memory, to_device, torch_threads
from models.encoders.interface import Encoder, Vectors
from models.encoders.pooled import MeanPooled
from models.halving import Halving
from models.tokens import Tokeniser
from studio.core.errors import TrainingError

_CUDA_TOKENS = 32_768


class TorchEncoder(Encoder):
    """Float32 weights (bfloat16 arithmetic on CUDA). A batch that does not fit in memory is halved until it does."""

    precision: ClassVar[str] = "float32"
    token_budget: ClassVar[int] = 2048

    def __init__(self, module: MeanPooled, tokeniser: Tokeniser, identity: str, backbone: str, device: str) -> None:
        self._module = module.to(device).eval()
        self._device = device
        self.threads = 1
        self.tokeniser = tokeniser
        self.dimension = int(module.encoder.config.hidden_size)
        self.parameters = sum(each.numel() for each in module.parameters())
        self.identity = identity
        self.backbone = backbone
        if device != "cpu":
            self.token_budget = _CUDA_TOKENS  # type: ignore[misc]

    @classmethod
    def from_backbone(cls, located: Located, max_tokens: int, device: str, threads: int) -> TorchEncoder:
        """The encoder of a backbone as it was published."""
        module = MeanPooled(load_encoder(located.folder))
        tokeniser = load_tokeniser(located, max_tokens)
        arithmetic = "float32" if device == "cpu" else device.partition(":")[0]
        identity = f"{located.fingerprint}-{arithmetic}-{tokeniser.max_tokens}"
        encoder = cls(module, tokeniser, identity, located.backbone.key, device)
        encoder.threads = threads
        return encoder

    def run(self, batch: TokenBatch) -> Vectors:
        """See `Encoder.run`."""
        in_parts = Halving(self._device)  # for this batch: what else holds memory may be gone by the next one
        try:
            parts = [vectors for _, vectors in in_parts.each(len(batch.rows), lambda rows: self._of(batch, rows))]
        except (RuntimeError, MemoryError) as problem:
            if not is_out_of_memory(problem):
                raise
            raise TrainingError(
                "A single text does not fit in the device's memory.", "Lower the maximum length."
            ) from problem
        return np.concatenate(parts)

    def _of(self, batch: TokenBatch, rows: slice) -> Vectors:
        some = batch if rows == slice(0, len(batch.rows)) else batch.part(rows)
        with torch.inference_mode(), autocast(self._device), torch_threads(self.threads):
            vectors = self._module(**to_device(some, self._device))
            return vectors.float().cpu().numpy()  # type: ignore[no-any-return]

    def save(self, folder: Path) -> None:
        """See `Encoder.save`."""
        self._module.encoder.save_pretrained(str(folder))
        self.tokeniser.save(folder)
        save_json(folder / "encoder.json", describe(self))

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> TorchEncoder:
        """What `save` wrote."""
        described = load_json(folder / "encoder.json")
        tokeniser = Tokeniser.load(folder, described["max_tokens"], described["pad_id"])
        module = MeanPooled(load_encoder(folder))
        encoder = cls(module, tokeniser, described["identity"], described["backbone"], device)
        encoder.threads = threads
        encoder.windows = int(described.get("windows", 1))
        return encoder


def describe(encoder: Encoder) -> dict[str, object]:
    """What stands in `encoder.json`."""
    return {
        "precision": encoder.precision,
        "identity": encoder.identity,
        "backbone": encoder.backbone,
        "dimension": encoder.dimension,
        "parameters": encoder.parameters,
        "max_tokens": encoder.tokeniser.max_tokens,
        "pad_id": encoder.tokeniser.pad_id,
        "windows": encoder.windows,
    }
