"""The right encoder for a device, and the one in a model's folder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from models.artifacts import is_storage_full, load_json
from models.backbones.loading import Located
from models.encoders.int8_encoder import Int8Encoder
from models.encoders.interface import Encoder
from models.heartbeat import with_heartbeat

_log = logging.getLogger(__name__)


def prepare_encoder(
    located: Located,
    max_tokens: int,
    *,
    device: str,
    threads: int,
    cache: Path,
    beat: Callable[[], None] = lambda: None,
) -> Encoder:
    """int8 OpenVINO on the CPU, quantised once a backbone under `cache`; torch on an accelerator.

    Where OpenVINO cannot take the backbone, float32 torch on the CPU. `beat` is called twice a second meanwhile.
    """
    if device == "cpu":
        try:
            return with_heartbeat(lambda: Int8Encoder.from_backbone(located, max_tokens, cache, threads), beat)
        except (RuntimeError, ValueError, TypeError, NotImplementedError, ImportError) as problem:
            if is_storage_full(problem):
                raise
            _log.warning("int8 encoder of %s failed (%s); float32 it is", located.backbone.key, type(problem).__name__)
    from models.encoders.torch_encoder import TorchEncoder

    return with_heartbeat(lambda: TorchEncoder.from_backbone(located, max_tokens, device, threads), beat)


def load_encoder_folder(folder: Path, *, device: str, threads: int) -> Encoder:
    """The encoder that `Encoder.save` wrote: int8 needs no torch and runs on the CPU wherever `device` points."""
    if load_json(folder / "encoder.json")["precision"] == Int8Encoder.precision:
        return Int8Encoder(folder, threads)
    from models.encoders.torch_encoder import TorchEncoder

    return TorchEncoder.load(folder, device=device, threads=threads)
