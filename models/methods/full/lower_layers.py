"""What frozen layers say of every text, computed once: they would say the same in every epoch; imports torch."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import torch

from models.batching import TokenBatch, batches_of
from models.compute import to_device
from models.interface import Ints
from models.methods.full.costs import KEPT, MOST_BYTES
from models.methods.full.layers import layers_of
from models.methods.full.network import Network
from models.windows import Windows
from studio.core.errors import StorageFullError

_TOKENS = 2048
_NUMBER = np.dtype(np.float32).itemsize


@dataclass(frozen=True)
class LowerLayers:
    """The states (n_tokens, width) above the frozen `layers`; `first` (n_windows,) is where each window's begin."""

    layers: Sequence[torch.nn.Module]
    states: npt.NDArray[np.float32]
    first: Ints

    def some(self, windows: Ints) -> LowerLayers:
        """Those windows alone, in that order."""
        return replace(self, first=self.first[windows])

    def of(self, batch: TokenBatch) -> torch.Tensor:
        """The states of a batch, (n_rows, length, width); zeros where it is padded."""
        held = np.zeros((*batch.input_ids.shape, self.states.shape[1]), dtype=np.float32)
        lengths = batch.attention_mask.sum(axis=1)
        for place, (start, length) in enumerate(zip(self.first[batch.rows], lengths, strict=True)):
            held[place, :length] = self.states[start : start + length]
        return torch.from_numpy(held)


def given(lower: LowerLayers | None, batch: TokenBatch) -> AbstractContextManager[None]:
    """Within this the encoder finds the states of its frozen layers for the rows of `batch`, and computes none."""
    if lower is None:
        return nullcontext()
    states = lower.of(batch)
    return _saying(lower.layers, lambda _hidden: states)


def remember_parts(
    network: Network, parts: Sequence[Windows], folder: Path, tick: Callable[[], None]
) -> list[LowerLayers | None]:
    """As `remember`, of several parts that share `MOST_BYTES`: what is left of it by one is for those after it."""
    found: list[LowerLayers | None] = []
    for texts in parts:
        left = MOST_BYTES - sum(each.states.nbytes for each in found if each is not None)
        found.append(remember(network, texts, folder, tick, left))
    return found


def remember(
    network: Network, texts: Windows, folder: Path, tick: Callable[[], None], most_bytes: int = MOST_BYTES
) -> LowerLayers | None:
    """The states of all windows, in a file of `folder` that is gone with the process; None where nothing is saved.

    Nothing is where no layer is frozen, where something below them learns, with more than `most_bytes` of states, or
    of an encoder whose layers are not known to give their states and nothing else.
    The network is on the CPU and drops nothing out. Raises `StorageFullError` on a full disk.
    """
    layers = _frozen(network) if network.encoder.config.model_type in KEPT else []
    width = int(network.encoder.config.hidden_size)
    if not layers or not len(texts) or int(texts.tokens.lengths.sum()) * width * _NUMBER > most_bytes:
        return None
    first, written = np.zeros(len(texts.tokens), dtype=np.int64), 0
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the map below lives as long as it does
    for batch, states in _computed(network, layers, texts, tick):
        if states.requires_grad:
            return None
        for row, own, mask in zip(batch.rows, states.numpy(), batch.attention_mask, strict=True):
            first[row] = written
            written += int(mask.sum())
            _write(file, own[: int(mask.sum())])
    file.flush()
    return LowerLayers(layers, np.memmap(file, np.float32, "r", shape=(written, width)), first)


def _frozen(network: Network) -> list[torch.nn.Module]:
    """The lowest layers, up to the first of which something learns."""
    frozen: list[torch.nn.Module] = []
    for layer in layers_of(network):
        if any(each.requires_grad for each in layer.parameters()):
            break
        frozen.append(layer)
    return frozen


def _computed(
    network: Network, layers: Sequence[torch.nn.Module], texts: Windows, tick: Callable[[], None]
) -> Iterator[tuple[TokenBatch, torch.Tensor]]:
    """Each batch with what the last of `layers` answers; the layers above are passed by.

    The batches are always the same, so that a training that was killed finds the same states, bit by bit. Gradients are
    not switched off: they show whether something below learns.
    """
    caught: list[torch.Tensor] = []
    above = layers_of(network)[len(layers) :]
    hook = layers[-1].register_forward_hook(lambda _layer, _inputs, answer: caught.append(answer))
    network.eval()
    try:
        for batch in batches_of(texts.tokens, _TOKENS):
            tick()
            with _saying(above, lambda hidden: hidden):
                network.hidden(**to_device(batch, "cpu"))
            yield batch, caught.pop()
    finally:
        hook.remove()


@contextmanager
def _saying(layers: Sequence[torch.nn.Module], answer: Callable[[torch.Tensor], torch.Tensor]) -> Iterator[None]:
    """Have these layers answer so, instead of computing; their names and weights stay what they are."""

    def forward(hidden_states: torch.Tensor, *_rest: Any, **_named: Any) -> torch.Tensor:
        return answer(hidden_states)

    for layer in layers:
        setattr(layer, "forward", forward)  # noqa: B010 - a method of the class, for this object alone
    try:
        yield
    finally:
        for layer in layers:
            delattr(layer, "forward")


def _write(file: IO[bytes], states: npt.NDArray[np.float32]) -> None:
    try:
        file.write(states.tobytes())
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise StorageFullError(
            "The disk is full: what the frozen layers say of the texts could not be kept.",
            "Free some space, then retry it; or freeze no layers.",
        ) from problem
