"""Which attention heads the answers depend on (Michel et al. 2019), and leaving the others out; imports torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import torch

from models.batching import TokenBatch, batches_of
from models.compute import to_device
from models.halving import Halving
from models.interface import Floats, Ints, Target
from models.methods.full.attention_heads import attentions, head_counts
from models.methods.full.evaluating import CPU_TOKENS, GPU_TOKENS
from models.methods.full.network import Network
from models.methods.full.objective import Objective
from models.windows import Windows

Kept = tuple[tuple[int, ...], ...]
IMPORTANCE_ROWS = 1000
"""Training rows that importance is measured on: the order of heads hardly changes with more (Michel et al. 2019)."""


def importance(
    network: Network, texts: Windows, targets: Any, target: Target, device: str, tick: Callable[[], None]
) -> list[Floats]:
    """How much the loss would move with each head, layer by layer, (n_heads,) each, of unit length a layer.

    The mean over texts of the absolute gradient of the loss by a factor of 1 on the head's output (formula 2 of
    Michel et al. 2019, normalised by layer as there). Of a text in several windows each counts as a text. A batch that
    does not fit in memory is read in smaller parts: a text's gradient is its own, so the sums are the same.
    """
    truth = np.asarray(targets)[texts.owner]
    objective = Objective(target, truth, np.ones(len(truth)), balanced=False, smoothing=0.0, device=device)
    sums = [torch.zeros(count, dtype=torch.float64) for count in head_counts(network.encoder)]
    network.eval()

    def sizes(batch: TokenBatch, part: slice) -> list[torch.Tensor]:
        tick()
        rows = batch.part(part)
        with _factors(network, len(rows.rows), device) as factors:
            raw = network(**to_device(rows, device))
            loss = objective.loss(raw, rows.rows) * len(rows.rows)  # the sum: a text's gradient is its own
            return [each.abs().double().sum(dim=0).cpu() for each in torch.autograd.grad(loss, factors)]

    fitting = Halving(device)
    for batch in batches_of(texts.tokens, CPU_TOKENS if device == "cpu" else GPU_TOKENS):
        for _, found in fitting.each(len(batch.rows), partial(sizes, batch)):
            sums = [total + each for total, each in zip(sums, found, strict=True)]
    return [_unit(np.asarray(total.numpy())) for total in sums]


def least_important(scores: list[Floats], share: float) -> Kept:
    """The heads that stay when `share` of all go, the least important first; each layer keeps its best one."""
    ranked = sorted((float(score), layer, head) for layer, each in enumerate(scores) for head, score in enumerate(each))
    best = {(layer, int(each.argmax())) for layer, each in enumerate(scores)}
    going: set[tuple[int, int]] = set()
    wanted = round(share * len(ranked))
    for _score, layer, head in ranked:
        if len(going) < wanted and (layer, head) not in best:
            going.add((layer, head))
    return tuple(
        tuple(head for head in range(len(each)) if (layer, head) not in going) for layer, each in enumerate(scores)
    )


@contextmanager
def _factors(network: Network, rows: int, device: str) -> Iterator[list[torch.Tensor]]:
    """A factor of 1 for each row and head, multiplied with what the head says before the layer mixes its heads."""
    factors: list[torch.Tensor] = []
    hooks = []
    for attention in attentions(network.encoder):
        ones = torch.ones(rows, int(attention.self.num_attention_heads), device=device, requires_grad=True)
        factors.append(ones)
        hooks.append(attention.output.dense.register_forward_pre_hook(_multiplied_by(ones)))
    try:
        yield factors
    finally:
        for hook in hooks:
            hook.remove()


def _multiplied_by(factor: torch.Tensor) -> Callable[[Any, tuple[torch.Tensor, ...]], tuple[torch.Tensor, ...]]:
    def multiply(_module: Any, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        context = inputs[0]
        rows, length, width = context.shape
        by_head = context.reshape(rows, length, factor.shape[1], -1) * factor[:, None, :, None]
        return (by_head.reshape(rows, length, width), *inputs[1:])

    return multiply


def _unit(values: Floats) -> Floats:
    length = float(np.linalg.norm(values))
    return values / length if length else values


def rows_to_look_at(rows: int, seed: int) -> Ints:
    """Up to `IMPORTANCE_ROWS` row numbers, drawn by chance, ascending."""
    return np.sort(np.random.default_rng(seed).permutation(rows)[:IMPORTANCE_ROWS]).astype(np.int64)
