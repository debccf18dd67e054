"""A running average of the weights, which wanders less than they do (Polyak & Juditsky 1992)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from models.methods.full.learner import Learner
from models.methods.full.state import Weights, put_back, snapshot


def moved(average: Weights | None, network: Learner, decay: float, step: int) -> Weights:
    """The average after one more step, changed in place; without one it begins at the weights as they are.

    In the first steps it follows faster, min(decay, (1 + step) / (10 + step)), or it would still be where
    the training began when a short one ends (Abadi et al. 2016, ExponentialMovingAverage).
    """
    if average is None:
        return {name: each.detach().clone() for name, each in network.trainable().items()}
    share = 1 - min(decay, (1 + step) / (10 + step))
    for name, each in network.trainable().items():
        average[name].lerp_(each.detach(), share)
    return average


@contextmanager
def wearing(network: Learner, average: Weights | None) -> Iterator[None]:
    """Let the network hold the average within, its own weights again afterwards; nothing without an average."""
    if average is None:
        yield
        return
    own: dict[str, torch.Tensor] = snapshot(network)
    put_back(network, average)
    try:
        yield
    finally:
        put_back(network, own)
