"""Handing a checkpoint to a training that is the same but for how far its steps go; imports no torch."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.artifacts import MANIFEST, load_json, save_json, stage, verify
from models.methods.full.places import checkpoint_in

HANDED_ON = "handed on"
"""The key of a checkpoint that any training takes up: who hands it on answers for the training being the same."""


def hand_on(kept: Path, checkpoints: Path) -> int:
    """Copy a checkpoint to where a training looks for its own; the step it is of.

    The training must have the same data, method, seed and options, except for rates, or weights and position mean
    something else there. Raises `DamagedArtifactError`.
    """
    verify(kept)
    described = load_json(kept / "state.json")
    step = int(described["state"]["step"])
    with stage(checkpoint_in(checkpoints, step)) as work:
        for each in kept.iterdir():
            if each.name != MANIFEST:
                shutil.copyfile(each, work / each.name)
        save_json(work / "state.json", {**described, "key": HANDED_ON})
    return step
