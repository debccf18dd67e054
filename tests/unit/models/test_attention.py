"""Attention of our own in bfloat16: the same answers and gradients as torch's, as near as that precision is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from models.backbones import attention
from models.backbones.loading import load_encoder

Read = tuple[torch.Tensor, dict[str, torch.Tensor]]


@pytest.fixture
def encoder(tiny: str) -> Any:
    return load_encoder(Path(tiny))


def read(encoder: Any, *, half: bool, longest: int = 20) -> Read:
    """What it says of two texts, the second of half the length, and the gradients of all its weights."""
    ids = torch.randint(1000, 20_000, (2, longest), generator=torch.Generator().manual_seed(0))
    mask = torch.ones_like(ids)
    mask[1, longest // 2 :] = 0
    encoder.zero_grad()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        hidden = encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float() * mask[..., None]
    hidden[:, 0].sum().backward()
    return hidden.detach(), {
        name: each.grad.clone() for name, each in encoder.named_parameters() if each.grad is not None
    }


def error(found: Read, exact: Read) -> float:
    """The largest share by which an answer or a gradient of some size is off."""
    pairs = [(found[0], exact[0]), *((found[1][name], each) for name, each in exact[1].items() if each.norm() > 1e-3)]
    return max(float((one - other).norm() / other.norm()) for one, other in pairs)


def served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The length of every text that is attended to our way from here on."""
    lengths: list[int] = []
    original = attention._Attention.apply

    def apply(query: torch.Tensor, *rest: Any) -> torch.Tensor:
        lengths.append(query.shape[2])
        return original(query, *rest)

    monkeypatch.setattr(attention._Attention, "apply", apply)
    return lengths


def test_answers_and_gradients_are_those_of_torch_as_near_as_the_precision_is(
    encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = served(monkeypatch)
    exact, ours = read(encoder, half=False), None
    assert lengths == []  # in float32 nothing is changed
    ours = read(encoder, half=True)
    assert set(lengths) == {20}
    encoder.config._attn_implementation = "sdpa"
    torchs = read(encoder, half=True)
    assert error(ours, exact) < 0.05
    assert error(ours, exact) < 1.5 * error(torchs, exact)


@pytest.mark.parametrize("why", ["long", "dropped out"])
def test_what_it_cannot_do_well_is_left_to_torch(encoder: Any, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    lengths = served(monkeypatch)
    if why == "dropped out":
        encoder.config.attention_probs_dropout_prob = 0.5
        for each in encoder.modules():
            if isinstance(each, torch.nn.Dropout):
                each.p = 0.5
        encoder.train()
        read(encoder, half=True)
    else:
        monkeypatch.setattr(attention, "_LONGEST", 16)
        read(encoder, half=True)
    assert lengths == []


def test_memory_can_be_saved_with_it(encoder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is computed anew in the backward pass is attended to the same way, and comes to the same."""
    plain = read(encoder, half=True)
    encoder.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    encoder.train()
    encoder.config.attention_probs_dropout_prob = encoder.config.hidden_dropout_prob = 0.0
    for each in encoder.modules():
        if isinstance(each, torch.nn.Dropout):
            each.p = 0.0
    lengths = served(monkeypatch)
    saved = read(encoder, half=True)
    assert len(lengths) == 2 * encoder.config.num_hidden_layers
    assert all(torch.equal(saved[1][name], each) for name, each in plain[1].items())
