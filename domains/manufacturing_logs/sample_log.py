"""A synthetic log of a press line with known anomalies: for documents, tests and measuring, never mixed with real data.

Every cycle is a session of a fixed course. One in about thirty goes wrong in one of four ways: a rare message, a step
left out, a step out of turn, a step repeated many times. Levels tell only part of it, as in life: some anomalies bear
no ERROR, and a harmless ERROR (a guard opened between cycles) comes by itself.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pandas as pd

from studio.core.anomalies import ANOMALY, NORMAL

SEED = 7
WRONG, HARMLESS_ERROR = 0.035, 0.03
START = datetime(2024, 3, 4, 6, 0, tzinfo=UTC)

COURSE = (
    ("INFO", "plc.Infeed", "blank {part} clamped at station {station}"),
    ("INFO", "plc.Press", "ram down, force {force} kN"),
    ("INFO", "plc.Press", "dwell {dwell} ms reached"),
    ("INFO", "plc.Press", "ram up after {stroke} ms"),
    ("INFO", "vision.Check", "part {part} measured, deviation {dev} um"),
    ("INFO", "plc.Outfeed", "part {part} handed to conveyor {station}"),
)
RARE = (
    ("ERROR", "plc.Press", "hydraulic pressure lost on pump {station}, {force} kN"),
    ("WARN", "plc.Press", "ram position encoder jumped by {dev} um"),
    ("INFO", "drive.Axis", "servo restarted by watchdog, fault word {force}"),
    ("INFO", "plc.Infeed", "gripper lost vacuum, retry {station}"),
)
HARMLESS = ("ERROR", "cell.Guard", "guard door {station} opened while idle")


def generate_log(cycles: int = 600, seed: int = SEED) -> pd.DataFrame:
    """The lines of `cycles` cycles as `text` and `label`, the same for the same seed; `source_row` counts from 1."""
    rng = random.Random(seed)
    clock, rows = START, []
    for cycle in range(1, cycles + 1):
        wrong = rng.random() < WRONG
        steps = _wrong(list(COURSE), rng) if wrong else _usual(list(COURSE), rng)
        values = _values(rng)
        for step in steps:
            clock += timedelta(milliseconds=rng.randrange(150, 1800))
            rows.append((_line(clock, step, cycle, values), ANOMALY if wrong else NORMAL))
        clock += timedelta(seconds=rng.randrange(2, 40))
    table = pd.DataFrame(rows, columns=["text", "label"])
    table["source_row"] = range(1, len(table) + 1)
    return table


def _usual(steps: list[tuple[str, str, str]], rng: random.Random) -> list[tuple[str, str, str]]:
    """The course, its measuring done twice at times, and now and then a harmless error."""
    if rng.random() < 0.15:
        steps.insert(5, COURSE[4])
    return [HARMLESS, *steps] if rng.random() < HARMLESS_ERROR else steps


def _wrong(steps: list[tuple[str, str, str]], rng: random.Random) -> list[tuple[str, str, str]]:
    kind = rng.randrange(4)
    if kind == 0:
        steps.insert(rng.randrange(1, 5), rng.choice(RARE))
    elif kind == 1:
        del steps[rng.randrange(1, 5)]
    elif kind == 2:
        place = rng.randrange(1, 4)
        steps[place], steps[place + 1] = steps[place + 1], steps[place]
    else:
        steps[1:2] = [COURSE[1]] * rng.randrange(4, 9)
    return steps


def _values(rng: random.Random) -> dict[str, object]:
    return {
        "part": rng.randrange(10_000, 99_999),
        "station": rng.randrange(1, 5),
        "force": rng.randrange(380, 460),
        "dwell": rng.randrange(90, 130),
        "stroke": rng.randrange(700, 900),
        "dev": rng.randrange(0, 60),
    }


def _line(clock: datetime, step: tuple[str, str, str], cycle: int, values: dict[str, object]) -> str:
    level, component, words = step
    message = words.format(**values)
    time = f"{clock:%Y-%m-%d %H:%M:%S},{clock.microsecond // 1000:03d}"
    return f"{time} {level} [line-2] {component}: cycle={cycle} {message}"
