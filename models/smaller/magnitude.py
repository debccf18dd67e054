"""Setting the smallest weights to zero and keeping them there; imports torch."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from models.methods.full.learner import Learner


def prune(network: Learner, share: float) -> float:
    """Set the smallest `share` of the weights of all linear layers of the encoder to zero; the share that is zero.

    One threshold for all layers together (global magnitude pruning: Han et al. 2015). The vocabulary and the last
    layer, which is trained from little, stay whole.
    """
    weights = list(_weights(network))
    sizes = torch.cat([each.detach().abs().flatten() for each in weights])
    if not sizes.numel():
        return 0.0
    threshold = sizes.kthvalue(max(1, round(share * sizes.numel()))).values
    with torch.no_grad():
        for each in weights:
            each.masked_fill_(each.abs() <= threshold, 0.0)
    return share_of_zeros(network)


def hold_zeros(network: Learner) -> None:
    """From here on a weight that is zero learns nothing.

    Without a gradient AdamW moves nothing that is zero, and its decay is a share of the weight.
    """
    for each in _weights(network):
        if each.requires_grad:
            each.register_hook(_Masked(each.detach() != 0))  # type: ignore[no-untyped-call]


def share_of_zeros(network: Learner) -> float:
    """How much of the weights of the encoder's linear layers is zero."""
    weights = list(_weights(network))
    total = sum(each.numel() for each in weights)
    return sum(int((each == 0).sum()) for each in weights) / total if total else 0.0


class _Masked:
    """Keeps the gradient of some places."""

    def __init__(self, mask: torch.Tensor) -> None:
        self._mask = mask

    def __call__(self, gradient: torch.Tensor) -> torch.Tensor:
        return gradient * self._mask


def _weights(network: Learner) -> Iterator[torch.Tensor]:
    for module in network.encoder.modules():
        if isinstance(module, torch.nn.Linear):
            yield module.weight
