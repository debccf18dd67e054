"""Raw outputs of a network for many rows, in length-sorted batches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import torch

from models.batching import TokenBatch, batches_of
from models.compute import autocast, to_device
from models.halving import Halving
from models.interface import Floats, Target
from models.methods.full.lower_layers import LowerLayers, given
from models.methods.full.network import Network
from models.windows import Windows

CPU_TOKENS = 2048
GPU_TOKENS = 32_768
Tick = Callable[[], None]


def raw_outputs(
    network: Network,
    texts: Windows,
    target: Target,
    device: str,
    tick: Tick = lambda: None,
    lower: LowerLayers | None = None,
) -> Floats:
    """Logits, or scores clipped to [0, 1], in the order of the texts: of several windows the mean.

    `lower` holds what the frozen layers say of these texts, where that is known.
    """
    values = _gather(network, texts, device, tick, lower, features=False)
    return values if target.by_label else np.clip(values[:, 0], 0.0, 1.0)


def features(
    network: Network, texts: Windows, device: str, tick: Tick = lambda: None, lower: LowerLayers | None = None
) -> Floats:
    """What the head sees of every text."""
    return _gather(network, texts, device, tick, lower, features=True)


def _gather(
    network: Network, texts: Windows, device: str, tick: Tick, lower: LowerLayers | None, *, features: bool
) -> Floats:
    width = network.head.in_features if features else network.head.out_features
    values = np.zeros((len(texts.tokens), width), dtype=np.float64)
    network.eval()

    def read(batch: TokenBatch) -> Floats:
        tick()
        inputs = to_device(batch, device)
        with given(lower, batch):
            answer = network.features(**inputs) if features else network(**inputs)
        return np.asarray(answer.float().cpu().numpy(), dtype=np.float64)

    fitting = Halving(device)
    with torch.inference_mode(), autocast(device):
        for batch in batches_of(texts.tokens, CPU_TOKENS if device == "cpu" else GPU_TOKENS):
            for part, answer in fitting.each(len(batch.rows), partial(_of_part, read, batch)):
                values[batch.rows[part]] = answer
    return texts.pool(values)


def _of_part(read: Callable[[TokenBatch], Floats], batch: TokenBatch, part: slice) -> Floats:
    return read(batch.part(part))
