"""What the loop has a network learn: rows, their loss, and how it is weighed; imports torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import torch

from models.interface import Ints
from models.methods.full.dev_loss import DevLoss
from models.methods.full.learner import Learner
from models.methods.selection import DevScore

Taught_contra = TypeVar("Taught_contra", bound=Learner, contravariant=True)
Weighed = tuple[DevLoss, DevScore | None]


class Lesson(Protocol, Generic[Taught_contra]):
    """Rows that a network learns from; random numbers come from torch alone, whose state is in the checkpoints."""

    @property
    def note(self) -> str:
        """What is told with every progress; may change."""

    @property
    def lengths(self) -> Ints:
        """Tokens that each row costs, (n_rows,)."""

    def rows(self, epoch: int) -> Ints:
        """The rows an epoch sees, always the same for the same epoch; a row may come more than once."""

    def loss(self, network: Taught_contra, rows: Ints) -> tuple[torch.Tensor, int]:
        """The mean loss over some rows, with its graph, and the tokens that were read."""

    def weigh(self, network: Taught_contra, tick: Callable[[], None]) -> Weighed | None:
        """The loss on rows held out, and the score to show; None where none are."""
