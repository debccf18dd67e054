"""In which precision weights learn and are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from models import compute
from models.interface import Examples, FitContext, Target
from models.methods.full.method import FullMethod
from models.methods.full.options import FullOptions

Rows = Callable[[int, int], Examples]


def multiplies_bfloat16(monkeypatch: pytest.MonkeyPatch, able: bool) -> None:
    monkeypatch.setattr(compute, "_cpu_multiplies_bfloat16", lambda: able)


@pytest.mark.parametrize(("able", "wanted"), [(True, True), (True, False), (False, True)])
def test_weights_learn_in_half_precision_where_the_processor_multiplies_it_and_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, able: bool, wanted: bool
) -> None:
    multiplies_bfloat16(monkeypatch, able)
    layer, rows = torch.nn.Linear(8, 4), torch.randn(3, 8)
    with compute.learning_autocast("cpu", wanted=wanted):
        out = layer(rows)
    assert out.dtype == (torch.bfloat16 if able and wanted else torch.float32)
    out.float().sum().backward()
    assert layer.weight.dtype == torch.float32
    assert layer.weight.grad is not None and layer.weight.grad.dtype == torch.float32


def test_what_is_only_read_is_read_in_full_on_a_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    multiplies_bfloat16(monkeypatch, True)
    with compute.autocast("cpu"):
        assert torch.nn.Linear(8, 4)(torch.randn(3, 8)).dtype == torch.float32


def test_a_model_that_learned_in_half_precision_answers_as_well(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a machine that can only emulate it; what is learned is close, and kept in float32."""
    multiplies_bfloat16(monkeypatch, True)
    train, dev, test = class_rows(80, 1), class_rows(20, 2), class_rows(60, 3)
    right = {}
    for half in (True, False):
        options = FullOptions(backbone=tiny, max_tokens=32, epochs=6, learning_rate=3e-3, mixed_precision=half)
        model = FullMethod().fit(train, dev, classes, options, context)
        assert {each.dtype for each in model.network.parameters()} == {torch.float32}
        right[half] = (model.raw(test).argmax(axis=1) == test.targets).mean()
    assert right[False] > 0.8
    assert right[True] >= right[False] - 0.1
