"""Searching texts one by one where it must be: what fails or takes too long is withheld, and the rest goes on.

Runs in the confined child, whose main thread nobody else uses: so an alarm may interrupt a search. A search that does
not listen to it meets the child's own limit, and nothing of the file is taken.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from domains.deidentify import WHOLE, Kind
from domains.spans import Redaction, Span
from studio.core.errors import UnavailableError
from studio.services.intake.limits import TEXT_SECONDS

BATCH = 64
_TOGETHER = 6
"""How many times as long a batch may take before its texts are tried one by one."""

Search = Callable[[Sequence[str]], list[Redaction]]


class _TookTooLong(BaseException):
    """Raised by the alarm; no `except Exception` on the way may swallow it."""


def search_each(search: Search, texts: Sequence[str], seconds: float = TEXT_SECONDS) -> list[Redaction]:
    """What `search` says of each text; a text on which it fails or takes too long is withheld whole.

    Raises `UnavailableError` where there is nothing to search with.
    """
    found: list[Redaction] = []
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        together = _tried(search, batch, _TOGETHER * seconds)
        found += together if together is not None else [_alone(search, text, seconds) for text in batch]
    return found


def _alone(search: Search, text: str, seconds: float) -> Redaction:
    found = _tried(search, [text], seconds)
    return found[0] if found is not None else Redaction(WHOLE, (Span(0, len(text), Kind.WITHHELD, "not searched"),))


def _tried(search: Search, texts: Sequence[str], seconds: float) -> list[Redaction] | None:
    try:
        with _within(seconds):
            found = search(texts)
    except UnavailableError:
        raise
    except (Exception, _TookTooLong):  # whatever went wrong, nothing of these texts is known to be safe
        return None
    return found if len(found) == len(texts) else None


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Interrupt what runs longer; outside the main thread of a process there is no alarm, and no limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
