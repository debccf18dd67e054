"""What a fine-tuned model is made of, and why it cannot be made smaller in some way; read off its files, no torch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.artifacts import load_json
from models.smaller.options import SmallerOptions
from studio.core.errors import InvalidOptionError
from studio.core.smaller import Shape, Way

METHODS = frozenset({"full", "lora", "adapt"})
"""Methods whose models can be made smaller: those that train a whole language model."""
# Layers of these stand by themselves: no pattern over layers (ModernBERT), no layer that others share (ALBERT).
_STACKED = frozenset({"bert", "roberta", "xlm-roberta", "camembert", "electra", "distilbert", "mpnet", "deberta-v2"})
# Their attention is one linear layer each for queries, keys and values, cut into heads.
HEADED = frozenset({"bert", "roberta", "xlm-roberta", "camembert", "electra"})
_DESCRIPTION, _CONFIG = "full.json", "encoder/config.json"


def shape_in(folder: Path) -> Shape:
    """The shape of the model that `FullModel.save` wrote into `folder`."""
    config, described = load_json(folder / _CONFIG), load_json(folder / _DESCRIPTION)
    kind = str(config.get("model_type", ""))
    layers = int(config.get("num_hidden_layers") or config.get("n_layers") or 0)
    heads = int(config.get("num_attention_heads") or config.get("n_heads") or 0)
    kept = described.get("heads") or [heads] * layers
    return Shape(kind, layers, tuple(kept) if kind in HEADED else (), float(described.get("zeros", 0.0)))


def why_not(way: Way, method: str, shape: Shape | None) -> str:
    """Why a model cannot be made smaller in that way at all; empty where it can."""
    if method not in METHODS:
        return (
            f"It was made by '{method}', which trains no language model of its own: there is nothing to take out. "
            "Models of full, lora and adapt can be made smaller."
        )
    if shape is None:
        return "Its files say nothing of its layers."
    return _why_not_cut(way, shape)


def refuse(way: Way, options: SmallerOptions, shape: Shape) -> None:
    """Raise `InvalidOptionError` with the first reason why these options make no sense for this model."""
    for message, fix in _reasons(way, options, shape):
        raise InvalidOptionError(message, fix)


def _why_not_cut(way: Way, shape: Shape) -> str:
    if way in (Way.DISTIL, Way.LAYERS):
        if shape.kind not in _STACKED:
            return f"The layers of a language model of the kind '{shape.kind}' depend on one another."
        return "It has a single layer left." if shape.layers < 2 else ""
    if way is Way.HEADS:
        if shape.kind not in HEADED:
            return f"The attention of a language model of the kind '{shape.kind}' cannot be taken apart here."
        return "Every layer has a single attention head left." if max(shape.heads, default=0) < 2 else ""
    return ""


def _reasons(way: Way, options: SmallerOptions, shape: Shape) -> Iterator[tuple[str, str]]:
    if way is Way.MAGNITUDE and options.share <= shape.zeros:
        yield (
            f"{shape.zeros:.0%} of its weights are zero already.",
            f"Set a share above {shape.zeros:.2f}, or choose another way.",
        )
    if way is Way.HEADS and round(options.share * sum(shape.heads)) < 1:
        yield (
            f"{options.share:.0%} of {sum(shape.heads)} attention heads is none.",
            "Set a larger share.",
        )
