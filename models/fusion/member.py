"""One model version inside another: its files, and its answers with its own calibration on them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from models.artifacts import load_json, save_json
from models.evaluation.calibration import Calibration
from models.interface import Examples, Floats, TextModel
from models.serving.loading import CALIBRATION, DESCRIPTION, answering_folder, answering_precision, load_text_model
from studio.core.tasks import Task


@dataclass(frozen=True)
class Member:
    """A loaded version; `folder` holds its artifact or a copy of what of it answers, `name` is what people read.

    `precision` is what it answers in on the device it was loaded for.
    """

    name: str
    folder: Path
    model: TextModel
    calibration: Calibration
    precision: str

    @classmethod
    def load(cls, name: str, folder: Path, *, device: str, threads: int) -> Member:
        """The version in `folder`, whose sums the caller has checked; loaded once however many hold it."""
        calibration = Calibration(**load_json(folder / CALIBRATION))
        model = load_text_model(folder, device=device, threads=threads)
        return cls(name, folder, model, calibration, answering_precision(folder, device))

    def answers(self, examples: Examples) -> Floats:
        """Calibrated probabilities, shape (n_rows, n_labels), or normalised scores, shape (n_rows,).

        Where a text has several labels, each one's probability by itself: rows sum to anything.
        """
        raw, task = self.model.raw(examples), self.model.target.task
        if task is Task.MULTILABEL:
            return self.calibration.label_probabilities(raw)
        return self.calibration.probabilities(raw) if task is Task.CLASSIFICATION else raw

    def copy(self, folder: Path, device: str) -> None:
        """Copy what is needed to answer on `device` into `folder`, which is made."""
        folder.mkdir(parents=True)
        shutil.copyfile(self.folder / CALIBRATION, folder / CALIBRATION)
        save_json(folder / DESCRIPTION, {**load_json(self.folder / DESCRIPTION), "precision": self.precision})
        used = answering_folder(self.folder, device)
        shutil.copytree(used, folder / used.name)
