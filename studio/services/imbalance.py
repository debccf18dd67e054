"""How uneven the classes of a dataset are, and which remedy fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.core.actor import Actor
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.storage import datasets, keys
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

EVEN, STEEP = 3.0, 10.0
"""Up to three times the rows of the rarest class hardly matters; from ten times on, rare classes are missed."""
FEWEST_LEARNED, FEWEST_HELD_OUT, PLENTY = 10, 5, 2_000


@dataclass(frozen=True)
class ImbalanceAdvice:
    """`ratio` is that of the commonest class's training rows to the rarest's; `rarest` and `commonest` name them.

    `remedy` is what fits, in a few words, `reason` why; `move` says whether moving thresholds is part of it,
    `oversample` whether drawing rare rows more often is, which the full fine-tuning can.
    """

    ratio: float
    rarest: str
    commonest: str
    remedy: str
    reason: str
    move: bool = False
    oversample: bool = False

    def plain(self) -> dict[str, Any]:
        """As plain JSON, for those who ask over HTTP or on the command line."""
        return {
            "ratio": self.ratio,
            "commonest": self.commonest,
            "rarest": self.rarest,
            "remedy": self.remedy,
            "reason": self.reason,
            "move_thresholds": self.move,
            "oversample": self.oversample,
        }


class ImbalanceService:
    """Advice on the datasets of the actor's workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore) -> None:
        self._store = store
        self._artifacts = artifacts
        self._known: dict[str, ImbalanceAdvice | None] = {}

    def advise(self, actor: Actor, dataset_id: str) -> ImbalanceAdvice | None:
        """Which remedy fits the measured ratio of classes; None where rows are not sorted into single classes."""
        with self._store.read() as connection:
            dataset = datasets.get(connection, actor.workspace, dataset_id)
        if dataset.task is not Task.CLASSIFICATION:
            return None
        if dataset.id not in self._known:  # a dataset never changes
            table = self._artifacts.read_table(keys.dataset(dataset.id))
            train = table.loc[table["part"] == Part.TRAIN.value, "target"].astype(str).value_counts()
            held_out = table[table["part"].isin([Part.DEV.value, Part.CALIBRATION.value])]["target"].astype(str)
            self._known[dataset.id] = advice(dict(train), dict(held_out.value_counts()))
        return self._known[dataset.id]


def advice(train: dict[str, int], held_out: dict[str, int]) -> ImbalanceAdvice | None:
    """The advice by rows a class, in training and in the parts that thresholds are chosen on.

    Weights suit moderate ratios (King & Zeng 2001); by weights alone a classifier of steep ratios still misses rare
    classes, and moving thresholds on held-out rows corrects that (Menon et al. 2021); undersampling throws rows away
    and wants plenty (Buda, Maki & Mazurowski 2018). What a class has too few rows of, nothing makes up for.
    """
    if len(train) < 2:
        return None
    commonest, rarest = max(train, key=lambda each: train[each]), min(train, key=lambda each: train[each])
    ratio, few = train[commonest] / max(1, train[rarest]), train[rarest]
    if ratio < EVEN:
        return ImbalanceAdvice(ratio, rarest, commonest, "Nothing to do", "The classes are even enough to learn.")
    if few < FEWEST_LEARNED:
        rows = counted(few, "training row teaches", "training rows teach")
        return ImbalanceAdvice(
            ratio, rarest, commonest, "More rows of the rarest class",
            f"{rows} little, and no weighting makes up for that; until then keep weights, which cost nothing.",
        )  # fmt: skip
    if ratio < STEEP:
        return ImbalanceAdvice(
            ratio, rarest, commonest, "Weights, which are the default",
            "At less than ten to one, letting rare classes count more in training is usually enough.",
        )  # fmt: skip
    if held_out.get(rarest, 0) >= FEWEST_HELD_OUT:
        sampling = (
            " With this many rows, undersampling is worth a try with full as well."
            if (sum(train.values()) >= PLENTY and few >= 100)
            else ""
        )
        return ImbalanceAdvice(
            ratio, rarest, commonest, "Weights, and moved thresholds",
            f"Over ten to one, rare classes are often told too late; {held_out[rarest]} held-out rows of the rarest "
            f"can say how far to move its threshold.{sampling}",
            move=True,
        )  # fmt: skip
    return ImbalanceAdvice(
        ratio, rarest, commonest, "Weights or oversampling",
        f"Moving thresholds needs at least {FEWEST_HELD_OUT} held-out rows of the rarest class, and there are "
        f"{held_out.get(rarest, 0)}.",
        oversample=True,
    )  # fmt: skip


def require_classes(dataset: Dataset) -> None:
    """Raise `InvalidOptionError` where there are no single classes to move thresholds between."""
    if dataset.task is not Task.CLASSIFICATION:
        raise InvalidOptionError(
            f"Thresholds between classes cannot be moved: the task is {dataset.task.value}.",
            "Leave them, or train on a dataset whose rows have one label each.",
        )
