"""`python -m studio.worker.child`: the process that loads, trains and measures, apart from the worker.

Commands come as lines on standard input, events go as lines to what was standard output; everything else that is
printed lands in the run's log. Its death ends one run and gives the memory back.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from models.device import lower_priority
from models.memory import memory
from studio.core.defects import places
from studio.core.errors import AssayError, OutOfMemoryError
from studio.core.manifest import is_storage_full
from studio.core.records import Progress
from studio.worker.parentage import die_with_parent, kill_group
from studio.worker.protocol import Command, Done, Event, Failed, decode_command, encode_event

PARENT_VARIABLE = "ASSAY_PARENT"
_REPORTS_PER_SECOND = 5
_MEMORY_WORDS = ("can't allocate memory", "cannot allocate memory", "out of memory", "bad allocation")
_TELLABLE = (OSError, RuntimeError, ImportError, AttributeError, NameError, MemoryError)

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


def main() -> None:
    """Serve commands until standard input ends."""
    die_with_parent(int(os.environ.get(PARENT_VARIABLE) or os.getppid()))
    events = _events_stream()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    lower_priority()
    commands: queue.Queue[Command] = queue.Queue()
    threading.Thread(target=_listen, args=(commands,), name="commands", daemon=True).start()
    child = Child(lambda event: _say(events, event))
    while True:
        child.obey(commands.get())


class Child:
    """Runs one phase after another, keeping the run it works on in memory between them."""

    def __init__(self, say: Callable[[Event], None]) -> None:
        self._say = say
        self._reporter = Reporter(say)

    def obey(self, command: Command) -> None:
        """Do what is commanded and answer with `Done` or `Failed`."""
        try:
            self._say(Done(self._do(command)))
        except Exception as problem:  # whatever it is, the worker must learn of it in a sentence
            _log_problem(problem)
            self._say(explain(problem))

    def _do(self, command: Command) -> dict[str, object]:
        from studio.worker.phases import run_phase, warm_up

        if command.phase is None:
            warm_up()
            return {}
        _log_into(Path(command.log))
        log.info("%s: started", command.phase.value)
        started = time.monotonic()
        result = run_phase(command.phase, Path(command.folder), self._reporter)
        log.info("%s: done in %.1f s", command.phase.value, time.monotonic() - started)
        return result


class Reporter:
    """Passes progress on, a few times a second at most; a change of phase or a dev figure always goes through."""

    def __init__(self, say: Callable[[Event], None]) -> None:
        self._say = say
        self._last: Progress | None = None
        self._time = 0.0

    def __call__(self, progress: Progress) -> None:
        """Report `progress`."""
        last, now = self._last, time.monotonic()
        news = last is None or last.phase is not progress.phase or last.dev_metric != progress.dev_metric
        if news or now - self._time >= 1 / _REPORTS_PER_SECOND or progress.step >= progress.steps > 0:
            self._last, self._time = progress, now
            self._say(replace(progress, memory_bytes=memory().held))


def explain(problem: Exception) -> Failed:
    """What a problem was, in a sentence a user understands."""
    if isinstance(problem, AssayError):
        return Failed(problem.code, problem.message, problem.fix)
    if is_storage_full(problem):
        return Failed(
            "storage_full", "The disk is full: the run could not save its work.", "Free some space, then retry the run."
        )
    if _is_out_of_memory(problem):
        return Failed(OutOfMemoryError.code, OUT_OF_MEMORY, OUT_OF_MEMORY_FIX)
    return Failed(
        "training_failed",
        f"The run stopped on an error inside the program ({type(problem).__name__}).",
        "Retry it; if it stops again, the run's log says where.",
    )


OUT_OF_MEMORY = "The run needed more memory than this machine has free, and was stopped."
OUT_OF_MEMORY_FIX = (
    "Set a smaller batch or a shorter text length, use fewer rows, or take the method probe or tfidf; then retry it."
)


def _is_out_of_memory(problem: Exception) -> bool:
    text = str(problem).lower()
    return isinstance(problem, MemoryError) or any(words in text for words in _MEMORY_WORDS)


def _log_problem(problem: Exception) -> None:
    """Where it happened, without the local values; an error's own words only where they cannot quote a row."""
    for place in places(problem):
        log.error("  at %s", place)
    words = str(problem) if isinstance(problem, (AssayError, *_TELLABLE)) else "(its words are kept out of the log)"
    log.error("%s: %s", type(problem).__name__, words)


def _events_stream() -> TextIO:
    """Standard output, kept for events alone: whatever prints goes to standard error from here on."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return stream


def _say(stream: TextIO, event: Event) -> None:
    try:
        with _one_at_a_time:  # a method may report from a thread of its own
            stream.write(encode_event(event))
            stream.flush()
    except OSError:  # nobody listens any more
        _end()


def _listen(commands: queue.Queue[Command]) -> None:
    for line in sys.stdin:
        commands.put(decode_command(line))
    _end()


def _end() -> None:
    """End at once, together with whatever was started from here."""
    if os.getpgrp() == os.getpid():
        kill_group(os.getpgrp())
    os._exit(0)


def _log_into(path: Path) -> None:
    """Send standard output and error, of compiled code too, into a run's log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


if __name__ == "__main__":
    main()
