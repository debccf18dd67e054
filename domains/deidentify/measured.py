"""What the benchmark last measured of finding identifiers, as `python -m benchmarks.deidentify --write` left it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "measured.json"


@dataclass(frozen=True)
class Recall:
    """Of `spans` identifiers of a class, `gone` were wholly removed; the bounds are Wilson's at 95 %."""

    kind: str
    on: str
    spans: int
    gone: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Recall."""
        return self.gone / self.spans

    @property
    def interval(self) -> str:
        """The bounds in words."""
        return f"{self.low:.4f} to {self.high:.4f}"


_READ = json.loads(_FILE.read_text(encoding="utf-8"))
MEASURED = tuple(Recall(**each) for each in _READ["recall"])
ON: str = _READ["on"]
