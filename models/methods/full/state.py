"""Where a training stands, and its checkpoints: whole or not there, resumed from bit by bit."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.artifacts import load_arrays, load_json, save_arrays, save_json, stage, verify
from models.methods.full.handing_on import HANDED_ON
from models.methods.full.learner import Learner
from models.methods.full.places import CHECKPOINTS, checkpoint_in
from studio.core.errors import DamagedArtifactError

Weights = dict[str, torch.Tensor]
_KEPT = 2
_KEPT_APART = ("best", "average")  # whole sets of weights: files of their own


@dataclass
class State:
    """Position and history. `epoch` and `batch` name the batch to come; `splits` parts a batch is cut into.

    `luck` is the standard error of the lowest dev loss: worse by less than that may be chance. `average` is the running
    average of the weights, where one is kept.
    """

    epoch: int = 0
    batch: int = 0
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    splits: int = 1
    bad_epochs: int = 0
    finished: bool = False
    lowest_loss: float | None = None
    luck: float = 0.0
    best: Weights | None = field(default=None, repr=False)
    average: Weights | None = field(default=None, repr=False)


class Checkpoints:
    """The newest two checkpoints of one training, told from others by `key`."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key

    def save(self, state: State, network: Learner, optimiser: torch.optim.Optimizer) -> None:
        """Write weights, optimiser, random numbers and position; raises `StorageFullError` on a full disk."""
        position = asdict(State(**{**state.__dict__, **dict.fromkeys(_KEPT_APART)}))
        with stage(checkpoint_in(self._folder, state.step)) as work:
            save_arrays(work / "weights.safetensors", _arrays(_weights(network)))
            save_arrays(work / "optimiser.safetensors", _optimiser_arrays(network, optimiser))
            for name in _KEPT_APART:
                if (kept := getattr(state, name)) is not None:
                    save_arrays(work / f"{name}.safetensors", _arrays(kept))
            save_arrays(work / "random.safetensors", {"torch": torch.get_rng_state().numpy()})
            save_json(work / "state.json", {"key": self._key, "state": position})
        for old in self._all()[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)

    def load(self, network: Learner, optimiser: torch.optim.Optimizer) -> State | None:
        """Put the newest whole checkpoint of this training, or handed on to it, in place; None without one."""
        for leftover in self._folder.glob(".*.partial"):
            shutil.rmtree(leftover, ignore_errors=True)
        for folder in self._all():
            try:
                verify(folder)
                described = load_json(folder / "state.json")
                if described["key"] in (self._key, HANDED_ON):
                    return _restore(folder, described["state"], network, optimiser)
            except DamagedArtifactError:
                continue
        return None

    def _all(self) -> list[Path]:
        return sorted(self._folder.glob(CHECKPOINTS), reverse=True)


def snapshot(network: Learner) -> Weights:
    """A copy of the weights that learn."""
    return {name: each.detach().cpu().clone() for name, each in network.trainable().items()}


def put_back(network: Learner, weights: Weights) -> None:
    """Make `weights` the network's."""
    with torch.no_grad():
        for name, each in network.trainable().items():
            each.copy_(weights[name])


def _weights(network: Learner) -> Weights:
    return {name: each.detach() for name, each in network.trainable().items()}


def _arrays(weights: Weights) -> dict[str, Any]:
    return {name: each.cpu().numpy() for name, each in weights.items()}


def _optimiser_arrays(network: Learner, optimiser: torch.optim.Optimizer) -> dict[str, Any]:
    arrays = {}
    for name, each in network.trainable().items():
        for part, value in optimiser.state[each].items():
            arrays[f"{part}:{name}"] = value.detach().cpu().numpy()
    return arrays or {"empty": np.zeros(1, dtype=np.float32)}


def _restore(folder: Path, position: dict[str, Any], network: Learner, optimiser: torch.optim.Optimizer) -> State:
    put_back(network, _tensors(folder / "weights.safetensors"))
    moments = _tensors(folder / "optimiser.safetensors")
    for name, each in network.trainable().items():
        found = {key.partition(":")[0]: value for key, value in moments.items() if key.partition(":")[2] == name}
        for part, value in found.items():
            # The step counter stays where the fused kernel expects it: beside its parameter.
            optimiser.state[each][part] = value.to(each.device)
    torch.set_rng_state(torch.from_numpy(load_arrays(folder / "random.safetensors")["torch"]))
    files = {name: folder / f"{name}.safetensors" for name in _KEPT_APART}
    kept = {name: _tensors(path) for name, path in files.items() if path.is_file()}
    if "average" in kept:  # beside the weights it is an average of
        kept["average"] = {name: kept["average"][name].to(each.device) for name, each in network.trainable().items()}
    return State(**{**position, **kept})


def _tensors(path: Path) -> Weights:
    return {name: torch.from_numpy(np.array(array)) for name, array in load_arrays(path).items()}
