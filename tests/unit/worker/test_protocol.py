"""What worker and child say to each other survives the line it is written on."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import OutOfMemoryError, StorageFullError, TrainingError
from studio.core.records import Phase, Progress
from studio.worker.child import explain
from studio.worker.protocol import (
    Command,
    Done,
    Failed,
    decode_command,
    decode_event,
    encode_command,
    encode_event,
)

figures = st.none() | st.floats(allow_nan=False, allow_infinity=False)
words = st.text(max_size=40)


@given(st.sampled_from(Phase), st.integers(0, 10**9), figures, figures, words)
def test_progress_comes_through(phase: Phase, step: int, loss: float | None, metric: float | None, note: str) -> None:
    progress = Progress(phase, step, 10**9, 0.5, loss, metric, "macro_f1", 12.5, note=note)
    line = encode_event(progress)
    assert line.count("\n") == 1
    assert decode_event(line) == progress


@given(words, words, st.none() | st.sampled_from(Phase))
def test_commands_come_through(folder: str, log: str, phase: Phase | None) -> None:
    command = Command(folder, log, phase)
    assert decode_command(encode_command(command)) == command


def test_a_loss_that_is_not_a_number_is_told_as_unknown() -> None:
    told = decode_event(encode_event(Progress(Phase.TRAIN, loss=math.nan)))
    assert isinstance(told, Progress)
    assert told.loss is None


def test_results_come_through() -> None:
    assert decode_event(encode_event(Done({"rows": 3}))) == Done({"rows": 3})


def test_an_error_is_raised_again_as_what_it_was() -> None:
    failed = explain(StorageFullError("The disk is full.", "Free some space."))
    again = decode_event(encode_event(failed))
    assert isinstance(again, Failed)
    with pytest.raises(StorageFullError, match="The disk is full"):
        raise again.error()


def test_lack_of_memory_is_named_whoever_notices_it() -> None:
    for problem in (MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate")):
        failed = explain(problem)
        assert "memory" in failed.message
        assert isinstance(failed.error(), OutOfMemoryError)


def test_an_error_of_the_program_never_quotes_a_text() -> None:
    failed = explain(ValueError("could not convert string to float: 'patient John Doe'"))
    assert "John" not in failed.message + failed.fix
    assert isinstance(failed.error(), TrainingError)


def test_a_line_that_is_no_event_is_refused() -> None:
    with pytest.raises(ValueError, match="no event"):
        decode_event('{"event": "rumour"}')
