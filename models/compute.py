"""What differs between CPU, CUDA and MPS when torch computes; imports torch, so import this only when it is needed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache

import numpy as np
import torch

from models.batching import TokenBatch

Inputs = dict[str, torch.Tensor]


def autocast(device: str) -> AbstractContextManager[object]:
    """Where nothing learns: bfloat16 on CUDA where the card knows it; float32 elsewhere, as it is served there."""
    if device != "cpu" and learns_in_bfloat16(device):
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return nullcontext()


@contextmanager
def learning_autocast(device: str, *, wanted: bool = True) -> Iterator[None]:
    """Where weights learn: bfloat16 where the device is faster in it.

    The weights stay in float32, and so does what an optimiser does with them (Micikevicius et al. 2018).
    """
    if not wanted or not learns_in_bfloat16(device):
        yield
        return
    with torch.autocast(device.partition(":")[0], dtype=torch.bfloat16):
        yield


def learns_in_bfloat16(device: str) -> bool:
    """Whether `device` multiplies bfloat16 matrices in hardware: cards that know it, CPUs with AVX512-BF16 or AMX.

    A CPU without computes them many times slower than float32.
    """
    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported())
    return device == "cpu" and _cpu_multiplies_bfloat16()


@cache
def _cpu_multiplies_bfloat16() -> bool:
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


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
