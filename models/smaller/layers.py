"""Leaving layers out of an encoder; imports torch."""

from __future__ import annotations

import torch

from models.methods.full.learner import Learner
from models.smaller.options import WhichLayers
from studio.core.errors import InvalidOptionError


def kept_layers(layers: int, share: float, which: WhichLayers) -> tuple[int, ...]:
    """Which of `layers` stay, ascending, when `share` of them go: at least one goes and at least one stays.

    `top` keeps the lowest (Sajjad et al. 2020); `alternate` spreads what stays evenly from the lowest on, which at a
    half is every other layer (Sanh et al. 2019).
    """
    staying = layers - min(layers - 1, max(1, round(share * layers)))
    if which == "top":
        return tuple(range(staying))
    return tuple(place * layers // staying for place in range(staying))


def keep_layers(network: Learner, kept: tuple[int, ...]) -> None:
    """Leave the others out of the network's encoder, whose configuration says so from then on."""
    stack, name = layer_stack(network)
    parent = network.get_submodule(name.rpartition(".")[0])
    setattr(parent, name.rpartition(".")[2], torch.nn.ModuleList(stack[place] for place in kept))
    network.encoder.config.num_hidden_layers = len(kept)


def layer_stack(network: Learner) -> tuple[torch.nn.ModuleList, str]:
    """The encoder's layers and the name they go by; raises `InvalidOptionError` of an encoder built otherwise."""
    wanted = int(getattr(network.encoder.config, "num_hidden_layers", 0) or 0)
    for name, module in network.named_modules():
        if isinstance(module, torch.nn.ModuleList) and len(module) == wanted:
            return module, name
    raise InvalidOptionError("The layers of this language model cannot be told apart.", "Choose another way.")
