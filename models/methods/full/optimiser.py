"""AdamW in one fused kernel, its groups, and the learning rate of a step."""

from __future__ import annotations

import torch

from models.methods.full.layers import depths
from models.methods.full.learner import Learner


def make_optimiser(
    network: Learner, learning_rate: float, weight_decay: float, layer_decay: float = 1.0
) -> torch.optim.Optimizer:
    """AdamW; biases and normalisation are not decayed (Devlin et al. 2019).

    With `layer_decay` under 1 each layer learns at that times the rate of the layer above (Howard & Ruder 2018).
    """
    depth = depths(network) if layer_decay < 1 else dict.fromkeys(network.trainable(), 0)
    top = max(depth.values(), default=0)
    groups = []
    for level in sorted(set(depth.values()), reverse=True):
        here = [each for name, each in network.trainable().items() if depth[name] == level]
        scale = layer_decay ** (top - level)
        decayed, rest = [each for each in here if each.ndim > 1], [each for each in here if each.ndim <= 1]
        groups.append({"params": decayed, "weight_decay": weight_decay, "scale": scale})
        groups.append({"params": rest, "weight_decay": 0.0, "scale": scale})
    return torch.optim.AdamW([each for each in groups if each["params"]], lr=learning_rate, fused=True)


def set_rate(optimiser: torch.optim.Optimizer, learning_rate: float, step: int, steps: int, warm_up: float) -> None:
    """Rise linearly over the first `warm_up` of the steps, then fall linearly to nothing."""
    done = step / max(1, steps)
    share = (step + 1) / max(1.0, warm_up * steps) if done < warm_up else (1 - done) / (1 - warm_up)
    for group in optimiser.param_groups:
        group["lr"] = learning_rate * max(0.0, min(1.0, share)) * group["scale"]
