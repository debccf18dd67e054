"""What differs between CPU, CUDA and MPS when torch computes; imports torch, so import this only when it is needed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import numpy as np
import torch

from models.batching import TokenBatch

Inputs = dict[str, torch.Tensor]


def autocast(device: str, *, wanted: bool = True) -> AbstractContextManager[object]:
    """bfloat16 on CUDA where the card knows it; float32 elsewhere (bfloat16 is slower than float32 on our CPUs)."""
    if wanted and device.startswith("cuda") and torch.cuda.is_bf16_supported():
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return nullcontext()


def to_device(batch: TokenBatch, device: str) -> Inputs:
    """The batch's three inputs as tensors on `device`; through pinned memory, not waiting, on CUDA."""
    tensors = {
        "input_ids": torch.from_numpy(batch.input_ids),
        "attention_mask": torch.from_numpy(batch.attention_mask),
        "token_type_ids": torch.from_numpy(batch.token_type_ids),
    }
    if device.startswith("cuda"):
        return {name: tensor.pin_memory().to(device, non_blocking=True) for name, tensor in tensors.items()}
    return tensors if device == "cpu" else {name: tensor.to(device) for name, tensor in tensors.items()}


@contextmanager
def torch_threads(threads: int) -> Iterator[None]:
    """Let torch use `threads` threads within, as many as before afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, threads))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def seed_everything(seed: int) -> None:
    """Seed Python's, numpy's and torch's random numbers, on every device."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # libraries that take no generator draw from it
    torch.manual_seed(seed)


def is_out_of_memory(problem: BaseException) -> bool:
    """Whether the device, or the machine, had no memory left for a batch."""
    if isinstance(problem, (torch.OutOfMemoryError, MemoryError)):
        return True
    text = str(problem)
    return isinstance(problem, RuntimeError) and ("out of memory" in text or "can't allocate memory" in text)


def free_memory(device: str) -> None:
    """Give cached blocks back to the device after it ran out of memory."""
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
    elif device == "mps":
        torch.mps.empty_cache()
