"""Adapters put on a network's encoder, and merged into it again; imports torch and peft."""

from __future__ import annotations

from typing import Any

import torch

from models.methods.full.network import Network
from models.methods.lora.choosing import Adapters

_NAME = "default"


def put_on(network: Network, adapters: Adapters, scale: float) -> None:
    """Freeze the encoder and add low-rank adapters, which begin as nothing: the network's answers do not change yet.

    Only the adapters and the head learn. Draws torch's random numbers.
    """
    from peft import LoraConfig, LoraModel

    network.encoder.requires_grad_(False)
    alpha: Any = adapters.rank * scale  # declared as a whole number, used as a factor
    config = LoraConfig(
        r=adapters.rank,
        lora_alpha=alpha,
        lora_dropout=0.0,
        bias="none",
        target_modules=_targets(network, adapters),
    )
    LoraModel(network.encoder, config, _NAME)


def merge(network: Network) -> None:
    """Add what the adapters learned to the weights they sit on, and take them off: the answers stay the same."""
    from peft.tuners.lora import LoraLayer

    adapted = [(name, each) for name, each in network.encoder.named_modules() if isinstance(each, LoraLayer)]
    for name, each in adapted:
        layer: Any = each
        layer.merge(safe_merge=True)
        parent, _, last = name.rpartition(".")
        setattr(network.encoder.get_submodule(parent), last, layer.get_base_layer())


def _targets(network: Network, adapters: Adapters) -> list[str]:
    """The names of the linear layers that are adapted."""
    from peft.utils import TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING as KNOWN

    linear = [name for name, each in network.encoder.named_modules() if isinstance(each, torch.nn.Linear)]
    ends = KNOWN.get(str(network.encoder.config.model_type), ()) if adapters.targets == "attention" else ()
    chosen = [name for name in linear if name.rpartition(".")[2] in ends]
    return chosen or linear  # an encoder whose queries and values are not known by name is adapted throughout
