"""`probe` from the file to an evaluated model, beside the setfit package's head and beside `full`, on 6,296 rows.

Our sides go the way a user's file goes: the file is read in its confined child, prepared and split, then a run on the
worker trains, calibrates, makes the model that answers, and measures it. `again` is the same run a second time, its
embeddings kept. The peer reads the same file with pandas, makes `--steps` contrastive steps of 16 pairs with the setfit
package and the same encoder, embeds, fits its logistic head and predicts the same share of rows; no interval and no
calibration on its side. By its defaults it would make a step for every 16 of all pairs, oversampled: weeks for so many
rows, so what it is measured with is the least that SetFit can do, and its seconds without those steps stand beside it.

The bars: twice as fast as SetFit, five times as fast as `full`. `--epochs` below the default shortens `full`, which
makes its ratio smaller than it is. What is extrapolated is said to be.

    python -m benchmarks.probe [--quick] [--data ../shared/data] [--epochs N] [--steps N] [--sides NAME ...]
        [--clock wall|processor]

On a machine that others use as well, `--clock processor` counts the seconds of the processors instead, children's too.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.quality import add_dataset, measure, sets
from benchmarks.report import closing_line, versions
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.device import usable_cores
from studio.core.settings import Settings
from studio.services.studio import open_studio

SET = "vcdb_risk"
FILE = "finance_risk/vcdb_risk_incidents.csv"
STEPS_LEFT_OUT = "setfit, no steps"
BARS = {"setfit": 2.0, STEPS_LEFT_OUT: 2.0, "full": 5.0}
BATCH = 16  # pairs, the package's default
TEST_SHARE = 0.15
_KIB_A_MIB = 1024


@dataclass(frozen=True)
class Setting:
    """What every side is given; `rows` 0 is all of them."""

    data: Path
    rows: int
    epochs: int | None
    steps: int
    clock: str


@dataclass(frozen=True)
class Outcome:
    """Seconds, the greatest resident memory of a process in MiB, macro-F1 on the side's own test rows."""

    seconds: float
    peak_mb: float
    macro_f1: float


def processor() -> float:
    """Processor seconds of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "processor": processor}


def ours(setting: Setting, method: str, times: int = 1) -> list[Outcome]:
    """A home of its own, the file put into it, then the same training so many times."""
    clock, outcomes = CLOCKS[setting.clock], []
    options = {"epochs": setting.epochs} if method == "full" and setting.epochs else {}
    with tempfile.TemporaryDirectory() as home:
        started = clock()
        studio = open_studio(Settings(home=Path(home), first_start=False))
        dataset = add_dataset(studio, *sets([SET])[0], setting.data, setting.rows)
        for seed in range(times):  # another seed, else it would be told that this run is done already
            evaluation, _, _ = measure(studio, dataset, method, seed, options)
            outcomes.append(Outcome(clock() - started, peak_mb(), evaluation.metrics["macro_f1"].value or 0.0))
            started = clock()
    return outcomes


def setfit(setting: Setting) -> list[Outcome]:
    """The package's contrastive steps, body and head; the same a second time without the seconds of the steps."""
    quiet_transformers()
    from datasets import Dataset, disable_progress_bars
    from sentence_transformers import SentenceTransformer
    from setfit import SetFitModel, Trainer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score

    disable_progress_bars()
    clock = CLOCKS[setting.clock]
    started = clock()
    table = pd.read_csv(setting.data / FILE).dropna(subset=["text", "label"]).sample(frac=1.0, random_state=0)
    table = table.head(setting.rows or len(table))
    tested = int(TEST_SHARE * len(table))
    body: Any = SentenceTransformer(str(locate(DEFAULT_BACKBONE).folder), device="cpu")
    model = SetFitModel(model_body=body, model_head=LogisticRegression(max_iter=1000))
    learned = table.iloc[tested:]
    texts, labels = learned["text"].tolist(), learned["label"].tolist()
    with tempfile.TemporaryDirectory() as out:
        trainer = Trainer(
            model=model,
            args=_arguments(out, setting.steps),
            train_dataset=Dataset.from_dict({"text": texts, "label": labels}),
        )
        steps_started = clock()
        trainer.train_embeddings(texts, labels)
        steps = clock() - steps_started
        trainer.train_classifier(texts, labels)
    predicted = np.asarray(model.predict(table["text"].tolist()[:tested], show_progress_bar=False))
    quality = float(f1_score(table["label"].tolist()[:tested], predicted, average="macro", zero_division=0))
    seconds = clock() - started
    return [Outcome(seconds, peak_mb(), quality), Outcome(seconds - steps, peak_mb(), quality)]


def _arguments(out: str, steps: int) -> Any:
    from setfit import TrainingArguments

    return TrainingArguments(
        output_dir=out,
        max_steps=steps,
        batch_size=BATCH,
        report_to="none",
        show_progress_bar=False,
        save_strategy="no",  # saving is not what is measured here
        logging_strategy="no",
    )


def default_steps(data: Path, rows: int) -> int:
    """Contrastive steps that the package would make by its defaults: twice the commoner kind of pair, 16 a step."""
    table = pd.read_csv(data / FILE).dropna(subset=["text", "label"]).sample(frac=1.0, random_state=0)
    table = table.head(rows or len(table))
    counts = table["label"].iloc[int(TEST_SHARE * len(table)) :].value_counts().to_numpy(dtype=np.int64)
    alike = int((counts * (counts + 1) // 2).sum())  # a text with itself is a pair there
    every = int(counts.sum() * (counts.sum() + 1) // 2)
    return int(2 * max(alike, every - alike) // BATCH)


def peak_mb() -> float:
    """The largest of this process and its children so far."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / (
        _KIB_A_MIB
    )


def alone(side: Callable[[], list[Outcome]]) -> list[Outcome]:
    """The side in a fresh process: nothing is warm, and its peak memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(side).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="600 rows, one epoch of `full`")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--epochs", type=int, help="of `full`; its default where not given")
    parser.add_argument("--steps", type=int, default=16, help="contrastive steps of the peer")
    parser.add_argument("--sides", nargs="*", default=["setfit", "full"], choices=["setfit", "full"])
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    given = parser.parse_args()
    rows, epochs, steps = (600, 1, 4) if given.quick else (0, given.epochs, given.steps)
    setting = Setting(given.data, rows, epochs, steps, given.clock)
    print(f"{'':20}{'seconds':>10}{'peak MB':>10}{'macro-F1':>10}", flush=True)
    done: dict[str, Outcome] = {}
    sides: dict[tuple[str, ...], Callable[[], list[Outcome]]] = {
        ("probe", "probe again"): partial(ours, setting, "probe", 2),
        ("setfit", STEPS_LEFT_OUT): partial(setfit, setting),
        ("full",): partial(ours, setting, "full"),
    }
    for names, side in sides.items():
        if names[0] not in ("probe", *given.sides):
            continue
        for name, outcome in zip(names, alone(side), strict=True):
            done[name] = outcome
            print(f"{name:20}{outcome.seconds:>10.1f}{outcome.peak_mb:>10.0f}{outcome.macro_f1:>10.3f}", flush=True)
    ratios = {name: done[name].seconds / done["probe"].seconds for name in BARS if name in done}
    print("".join(f"\n{ratio:.1f} times as fast as {name} (bar {BARS[name]})" for name, ratio in ratios.items()))
    if "setfit" in done:
        _tell_default(setting, done)
    figures = {name: [round(each.seconds, 1), round(each.peak_mb), each.macro_f1] for name, each in done.items()}
    told = {"sides": figures, "bars": BARS, "clock": given.clock, "epochs": epochs, "steps": steps}
    told |= {"threads": usable_cores()}
    print(closing_line("probe", told, ratios, versions() | {"setfit": version("setfit")}))


def _tell_default(setting: Setting, done: dict[str, Outcome]) -> None:
    """What the peer would take by its defaults, extrapolated from the steps it made."""
    wanted = default_steps(setting.data, setting.rows)
    a_step = (done["setfit"].seconds - done[STEPS_LEFT_OUT].seconds) / setting.steps
    days = wanted * a_step / 86_400
    print(f"Measured: {setting.steps} steps of the package, {a_step:.1f} s each. Its defaults would make {wanted:,}: ")
    print(f"extrapolated {days:,.1f} days.")


if __name__ == "__main__":
    main()
