"""What a training and an answer take alone and beside another program: threads that sleep soon against ones that spin.

Each side is a process of its own at the niceness of a training, with every core, taken in turn: once with the turns a
thread may spin as `models` sets them, once as OpenMP has them. The other program computes on one core without an end.

    python -m benchmarks.busy_cores [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.report import closing_line, versions
from models import SPINS
from models.device import lower_priority, usable_cores

WAYS = {"sleeps": SPINS, "spins": "300000"}
"""300,000 is what GNU's OpenMP does unasked while there are no more threads than cores."""
BUSY = "while True: pass"


def measured() -> dict[str, float]:
    """Seconds of a pass forward and backward through a small transformer, through an LSTM, and of one short answer."""
    import torch
    from transformers import BertConfig, BertModel

    lower_priority()
    torch.set_num_threads(usable_cores())
    torch.manual_seed(0)
    small = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    transformer, lstm = BertModel(small), torch.nn.LSTM(64, 64, bidirectional=True, batch_first=True)
    ids, rows = torch.randint(0, 30_000, (16, 64)), torch.randn(8, 60, 64)

    def answered() -> None:
        with torch.inference_mode():
            transformer(ids[:1, :20])

    return {
        "transformer": _seconds(lambda: transformer(ids).last_hidden_state.mean().backward(), 2),
        "lstm": _seconds(lambda: lstm(rows)[0].mean().backward(), 10),
        "answer": _seconds(answered, 20),
    }


def _seconds(work: Callable[[], None], times: int) -> float:
    work()
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


def side(spins: str) -> dict[str, float]:
    """`measured` in a process whose threads spin so long."""
    command = [sys.executable, "-m", "benchmarks.busy_cores", "--measure"]
    done = subprocess.run(command, env={**os.environ, "GOMP_SPINCOUNT": spins}, check=True, capture_output=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


@contextmanager
def another_program() -> Iterator[None]:
    """One that computes on one core, at normal priority."""
    with subprocess.Popen([sys.executable, "-c", BUSY]) as program:
        try:
            yield
        finally:
            program.kill()


def rounds(count: int) -> dict[str, dict[str, float]]:
    """The median seconds of each thing measured, by way; the ways take turns."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(count):
        for way, spins in WAYS.items():
            found[way].append(side(spins))
    return {
        way: {what: statistics.median(each[what] for each in sides) for what in sides[0]}
        for way, sides in found.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", action="store_true", help="one side, as JSON")
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measured()))
        return
    alone = rounds(arguments.rounds)
    with another_program():
        beside = rounds(arguments.rounds)
    ways = f"{SPINS} / as it comes"
    print(f"| what | alone: {ways} | beside another program: {ways} |\n|---|---|---|")
    for what in alone["sleeps"]:
        cells = [f"{1000 * each['sleeps'][what]:.0f} / {1000 * each['spins'][what]:.0f} ms" for each in (alone, beside)]
        print(f"| {what} | {cells[0]} | {cells[1]} |")
    ratios = {
        f"{what}_{name}": each["spins"][what] / each["sleeps"][what]
        for name, each in (("alone", alone), ("beside", beside))
        for what in each["sleeps"]
    }
    print(closing_line("busy_cores", {"alone": alone, "beside": beside}, ratios, versions()))


if __name__ == "__main__":
    main()
