"""Synthetic work orders and machine log lines: six fault causes, several writers, some wrong labels."""

from __future__ import annotations

import random

import pandas as pd

from domains.manufacturing_logs.sample_words import (
    ACTIONS,
    CONFUSIONS,
    FINDINGS,
    KINDS,
    LABELS,
    SHARED,
    SHORT,
    SLOTS,
    SYMPTOMS,
)
from domains.synthetic import abbreviate, distinct, fill, mislabel, typo

SEED = 20241
WRONG_LABELS = 0.045
SHARED_SHARE = 0.32
FINDING_SHARE = 0.4
MACHINES = tuple(f"{kind}-{number:02d}" for kind in KINDS for number in range(1, 13))


def _symptom(cause: str, rng: random.Random) -> str:
    """What was seen: usually typical of the cause, else something two causes show."""
    if rng.random() < SHARED_SHARE:
        pairs = [pair for pair in SHARED if cause in pair]
        return fill(rng.choice(SHARED[rng.choice(pairs)]), SLOTS, rng)
    return fill(rng.choice(SYMPTOMS[cause]), SLOTS, rng)


def _ending(cause: str, rng: random.Random) -> str:
    """What was done: sometimes telling, often the same whatever the cause."""
    return rng.choice(FINDINGS[cause]) if rng.random() < FINDING_SHARE else fill(rng.choice(ACTIONS), SLOTS, rng)


def _terse(cause: str, machine: str, rng: random.Random) -> str:
    return _symptom(cause, rng)


def _order(cause: str, machine: str, rng: random.Random) -> str:
    return f"{machine} {_symptom(cause, rng)}, {_ending(cause, rng)}"


def _capitals(cause: str, machine: str, rng: random.Random) -> str:
    return f"{machine}: {_symptom(cause, rng)}. {_ending(cause, rng)}.".upper()


def _verbose(cause: str, machine: str, rng: random.Random) -> str:
    opening = rng.choice(("Operator reports", "Found on round:", "As discussed with the shift,", "Customer line:"))
    return (
        f"{opening} {_symptom(cause, rng)}. On inspection {_symptom(cause, rng)}. {_ending(cause, rng).capitalize()}."
    )


def _log_line(cause: str, machine: str, rng: random.Random) -> str:
    level = rng.choices(("INFO", "WARN", "ERROR"), weights=(1, 3, 2))[0]
    day, hour, minute, second = rng.randrange(1, 29), rng.randrange(24), rng.randrange(60), rng.randrange(60)
    time = f"2024-{rng.randrange(1, 13):02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
    return f"{time} {level} [{machine}] line.events: {_symptom(cause, rng)}"


_STYLES = (_terse, _order, _capitals, _verbose, _log_line)


def _write(cause: str, machine: str, rng: random.Random) -> str:
    text = rng.choices(_STYLES, weights=(2, 4, 2, 2, 3))[0](cause, machine, rng)
    if rng.random() < 0.4:
        text = abbreviate(text, SHORT, rng, 0.8)
    return typo(text, rng) if rng.random() < 0.15 else text


def generate() -> pd.DataFrame:
    """600 synthetic rows in role columns, the same every time; groups are 120 machines."""
    rng = random.Random(SEED)
    causes = [cause for cause, count in LABELS.items() for _ in range(count)]
    rng.shuffle(causes)
    seen: set[str] = set()
    rows = []
    for cause in causes:
        machine = rng.choice(MACHINES)
        text = distinct(lambda cause=cause, machine=machine: _write(cause, machine, rng), seen)  # type: ignore[misc]
        date = f"2024-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        rows.append(
            {"text": text, "label": mislabel(cause, CONFUSIONS, rng, WRONG_LABELS), "group": machine, "time": date}
        )
    table = pd.DataFrame(rows)
    table["source_row"] = range(1, len(table) + 1)
    return table
