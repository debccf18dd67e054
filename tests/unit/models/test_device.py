from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import SPINS
from models.device import ThreadBudget, describe_device, resolve_device
from studio.core.errors import InvalidOptionError, UnavailableError


@given(st.integers(1, 256))
def test_trainer_and_server_together_never_use_more_than_there_is(total: int) -> None:
    budget = ThreadBudget(total)
    assert budget.trainer(serving=False) == total == budget.server(training=False)
    assert budget.trainer(serving=True) >= 1 <= budget.server(training=True)
    assert budget.trainer(serving=True) + budget.server(training=True) <= max(2, total)


def test_two_cores_are_shared_one_each() -> None:
    budget = ThreadBudget(2)
    assert (budget.trainer(serving=True), budget.server(training=True)) == (1, 1)


def test_describing_a_machine_without_a_gpu_imports_no_torch() -> None:
    code = (
        "import os, sys; os.environ['CUDA_VISIBLE_DEVICES'] = ''\n"
        "from models.device import describe_device\n"
        "info = describe_device('cpu'); assert info.kind == 'cpu' and info.cores >= 1 and info.name\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_accelerator_that_is_not_there_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    with pytest.raises(UnavailableError):
        resolve_device("cuda:1")


@pytest.mark.parametrize("setting", ["gpu", "cuda:", "cuda:x", "", "CPU"])
def test_what_is_no_device_is_refused(setting: str) -> None:
    with pytest.raises(InvalidOptionError):
        describe_device(setting)


@pytest.mark.skipif(sys.platform != "linux", reason="torch brings another OpenMP along")
@pytest.mark.parametrize(("said", "expected"), [({}, SPINS), ({"GOMP_SPINCOUNT": "7000"}, "7000")])
def test_threads_that_wait_sleep_soon_unless_told_otherwise(said: dict[str, str], expected: str) -> None:
    """As the library that torch loads understood it."""
    kept = {name: value for name, value in os.environ.items() if name != "GOMP_SPINCOUNT"}
    done = subprocess.run(
        [sys.executable, "-c", "import models, torch"],
        env={**kept, **said, "OMP_DISPLAY_ENV": "verbose"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"GOMP_SPINCOUNT = '{expected}'" in done.stderr


@pytest.mark.gpu
def test_a_gpu_is_described_by_name_and_memory() -> None:
    from models.device import cuda_count

    if not cuda_count():
        pytest.skip("no GPU here")
    info = describe_device("auto")
    assert info.kind == "cuda" and info.memory_bytes
