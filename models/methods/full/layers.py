"""How deep each parameter lies: rates that fall towards the input, and layers that are set free from the top."""

from __future__ import annotations

import torch

from models.methods.full.learner import Learner


def depths(network: Learner) -> dict[str, int]:
    """The depth of every trainable parameter by name: 0 below the layers, 1 to n in them, n + 1 for the head.

    What an encoder holds outside its layers counts as below them.
    """
    prefix, count = _layers(network)
    inside = {id(each) for each in network.encoder.parameters()}
    found: dict[str, int] = {}
    for name, each in network.trainable().items():
        if count and name.startswith(prefix):
            found[name] = int(name.removeprefix(prefix).partition(".")[0]) + 1
        else:
            found[name] = 0 if id(each) in inside else count + 1
    return found


def freeze_lowest(network: Learner, count: int) -> None:
    """Leave the lowest `count` layers as they are: what lies below the first that learns needs no gradient either."""
    parameters = network.trainable()
    for name, depth in depths(network).items():
        if 1 <= depth <= count:
            parameters[name].requires_grad_(False)


def held_back(network: Learner, stages: int, epoch: int) -> frozenset[str]:
    """The parameters that wait in that epoch (0-based): a stage an epoch, the head alone in the first."""
    if epoch >= stages - 1:
        return frozenset()
    depth = depths(network)
    top = max(depth.values())
    below = sorted({each for each in depth.values() if each < top}, reverse=True)
    free = set(below[: round(len(below) * epoch / (stages - 1))])
    return frozenset(name for name, each in depth.items() if each < top and each not in free)


def layers_of(network: Learner) -> list[torch.nn.Module]:
    """The layers, lowest first; none of an encoder built otherwise."""
    prefix, count = _layers(network)
    return list(network.get_submodule(prefix.rstrip(".")).children()) if count else []


def _layers(network: Learner) -> tuple[str, int]:
    """The name before the number of a layer, and how many there are; none of an encoder built otherwise."""
    wanted = int(getattr(network.encoder.config, "num_hidden_layers", 0) or 0)
    for name, module in network.named_modules():
        if isinstance(module, torch.nn.ModuleList) and len(module) == wanted:
            return f"{name}.", wanted
    return "", 0
