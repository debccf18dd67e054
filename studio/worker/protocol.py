"""What the worker and its child say to each other: one JSON object a line, commands in, events out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from studio.core import errors
from studio.core.errors import AssayError, TrainingError
from studio.core.records import Phase, Progress


@dataclass(frozen=True)
class Command:
    """Do `phase` of the run whose folder is `folder`, logging into `log`; without a phase: import and wait."""

    folder: str = ""
    log: str = ""
    phase: Phase | None = None


@dataclass(frozen=True)
class Done:
    """A phase is through; `result` is plain JSON, never a row's text."""

    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failed:
    """A phase could not be done, explained as an `AssayError` would."""

    code: str
    message: str
    fix: str

    def error(self) -> AssayError:
        """The error as it was raised in the child."""
        for kind in vars(errors).values():
            explained = isinstance(kind, type) and issubclass(kind, AssayError) and kind.__init__ is AssayError.__init__
            if explained and kind.code == self.code:
                found: AssayError = kind(self.message, self.fix)
                return found
        return TrainingError(self.message, self.fix)


Event = Progress | Done | Failed


def encode_command(command: Command) -> str:
    """The command's line."""
    return json.dumps(asdict(command)) + "\n"


def decode_command(line: str) -> Command:
    """The command of a line."""
    values = json.loads(line)
    phase = values["phase"]
    return Command(values["folder"], values["log"], Phase(phase) if phase else None)


def encode_event(event: Event) -> str:
    """The event's line; not-a-number becomes null, which JSON can say."""
    name = type(event).__name__.lower()
    return json.dumps({"event": name, **_finite(asdict(event))}, allow_nan=False) + "\n"


def decode_event(line: str) -> Event:
    """The event of a line; raises ValueError where it is none."""
    values = json.loads(line)
    name = values.pop("event", None)
    if name == "progress":
        return Progress(**{**values, "phase": Phase(values["phase"])})
    if name == "done":
        return Done(values["result"])
    if name == "failed":
        return Failed(**values)
    raise ValueError(f"no event is called {name!r}")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
