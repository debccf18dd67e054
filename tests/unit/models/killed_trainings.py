"""Trains a method in children that are killed by the system, and prints the sum of the weights of each that ends.

    python killed_trainings.py METHOD BACKBONE FOLDER

One training runs through; another is killed at three of its steps and started again from its checkpoints each time.
Run as a program of its own: children are forked from it once the libraries are loaded, before any thread is.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path

import numpy as np
import torch

from models.interface import Examples, FitContext, Target
from models.methods.full import course
from models.methods.registry import method, parse_method_options
from studio.core.records import Progress
from studio.core.tasks import Task

OPTIONS = {
    "full": {"epochs": 3, "max_tokens": 32, "batch_size": 8, "patience": 5, "dropout": 0.1},
    "setfit": {"epochs": 2, "max_tokens": 32, "batch_size": 8, "patience": 8},
    "textcnn": {"epochs": 3, "width": 16, "filters": 8, "batch_size": 8},
    "bilstm": {"epochs": 3, "width": 16, "hidden": 8, "batch_size": 8},
}
WORDS = (("oil", "leak", "hose"), ("hot", "smoke", "burnt"))
COMMON = ("pump", "motor", "line", "shift", "found", "at", "the")


def rows(count: int, seed: int) -> Examples:
    rng = np.random.default_rng(seed)
    targets = np.arange(count) % 2
    texts = [" ".join([*rng.choice(COMMON, rng.integers(1, 6)), *rng.choice(WORDS[kind], 2)]) for kind in targets]
    return Examples(texts, targets=targets.astype(np.int64))


def train(key: str, backbone: str, folder: Path, kill_at: int | None) -> None:
    torch.set_num_threads(1)
    course.CHECKPOINT_SECONDS = 0.0

    def report(progress: Progress) -> None:
        learning = progress.epoch > 0  # heads that are fitted before count their steps, too
        if kill_at is not None and learning and progress.step >= kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    chosen = method(key)
    options = parse_method_options(chosen, OPTIONS[key] | ({"backbone": backbone} if key in ("setfit", "full") else {}))
    context = FitContext(7, 1, "cpu", folder, folder.parent / "cache", report)
    target = Target(Task.CLASSIFICATION, ("leak", "heat"))
    model = chosen.fit(rows(32, 1), rows(8, 2), target, options, context)
    saved = folder.parent / f"{folder.name}-model"
    saved.mkdir()
    model.save(saved)


def in_child(key: str, backbone: str, folder: Path, kill_at: int | None) -> int:
    """How it ended: 0, or the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            train(key, backbone, folder, kill_at)
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def main(key: str, backbone: str, folder: Path) -> None:
    for name, kills in (("whole", ()), ("killed", (2, 4, 7))):
        (folder / name).mkdir()
        for step in kills:
            assert in_child(key, backbone, folder / name, step) == signal.SIGKILL
            assert any((folder / name).glob("full-*/state.json")), "killed before the first checkpoint"
        assert in_child(key, backbone, folder / name, None) == 0
        weights = folder / f"{name}-model" / "network.safetensors"
        print(hashlib.sha256(weights.read_bytes()).hexdigest())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
