"""Options that make no sense together, or on the rows at hand: refused with the reason before a run starts."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from models.artifacts import load_json
from models.backbones.catalogue import backbone, local_folder
from models.interface import Facts
from models.methods.full.options import TrainingOptions
from models.methods.long_texts import reason_against
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task


def refuse(options: TrainingOptions, facts: Facts) -> None:
    """Raise `InvalidOptionError` with the first reason there is."""
    for message, fix in _reasons(options, facts):
        raise InvalidOptionError(message, fix)


def layer_count(key: str) -> int | None:
    """Layers of a backbone as its configuration says; None where its files are not here."""
    folder = local_folder(backbone(key))
    if folder is None or not (folder / "config.json").is_file():
        return None
    count = load_json(folder / "config.json").get("num_hidden_layers")
    return int(count) if count else None


def recomputes(key: str) -> bool | None:
    """Whether a backbone can do with gradient checkpointing; None where that cannot be told before it is loaded.

    Told by the source of its class, which says so in a line: importing it would import torch into the web process.
    """
    folder, library = local_folder(backbone(key)), importlib.util.find_spec("transformers")
    if folder is None or not (folder / "config.json").is_file() or library is None or library.origin is None:
        return None
    kind = str(load_json(folder / "config.json").get("model_type", "")).replace("-", "_")
    source = Path(library.origin).parent / "models" / kind / f"modeling_{kind}.py"
    if not kind.isidentifier() or not source.is_file():
        return None
    return "supports_gradient_checkpointing = True" in source.read_text("utf-8")


def _reasons(options: TrainingOptions, facts: Facts) -> Iterator[tuple[str, str]]:
    if options.r_drop and not options.dropout:
        yield (
            "R-Drop compares two readings with different dropout, and dropout is 0: both would be the same.",
            "Set dropout to about 0.1, or R-Drop to 0.",
        )
    if options.imbalance in ("oversample", "undersample") and facts.task is Task.MULTILABEL:
        yield (
            f"'{options.imbalance}' evens out classes row by row, and a row with a rare label bears common ones too.",
            "Set 'Uneven classes' to weights, focal or none.",
        )
    if options.imbalance not in ("weights", "none") and facts.task is Task.SCORING:
        yield (
            f"'{options.imbalance}' evens out classes, and scores have none.",
            "Set 'Uneven classes' to weights or none.",
        )
    if cut := reason_against(options.long_texts, facts):
        yield cut
    batches = max(1, facts.rows // options.batch_size)
    if options.accumulate > batches:
        yield (
            f"{options.accumulate} batches a step are more than the {batches} an epoch has.",
            "Set fewer batches a step, or fewer texts a batch.",
        )
    if options.gradient_checkpointing and recomputes(options.backbone) is False:
        yield (
            "This language model cannot compute its activations twice, so no memory would be saved.",
            "Switch 'Save memory' off, or set fewer texts a batch.",
        )
    yield from _layers(options, facts.rows)


def _layers(options: TrainingOptions, rows: int) -> Iterator[tuple[str, str]]:
    stages = int(getattr(options, "unfreezing", 1))
    epochs = options.planned_epochs(rows)
    if stages > epochs:
        yield (
            f"{stages} unfreezing stages take an epoch each, and there are {epochs}: some layers would never learn.",
            "Set more epochs, or fewer stages.",
        )
    layers, frozen = layer_count(options.backbone), int(getattr(options, "frozen_layers", 0))
    if layers is not None and frozen >= layers:
        yield (
            f"The language model has {layers} layers; with {frozen} frozen none would learn.",
            "Freeze fewer layers, or choose 'probe'.",
        )
    if frozen and not getattr(options, "freeze_embeddings", True):
        yield (
            "Frozen layers lie above the vocabulary, which would still learn.",
            "Freeze the vocabulary too, or no layers.",
        )
    below = (layers or 0) - frozen + (0 if getattr(options, "freeze_embeddings", True) else 1)
    if layers is not None and stages > below + 1:
        yield (
            f"The language model can be set free in {below + 1} stages at most, not {stages}.",
            "Set fewer unfreezing stages.",
        )
