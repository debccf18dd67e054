"""What each way of making a model smaller gains and loses on a real set: size, rate and macro-F1, before and after.

One `full` model is trained on financial headlines, then made smaller in every way by a run of the studio each. Sizes
and rates are those the run's result shows; macro-F1 is of the test part, with its interval and the paired difference.

    python -m benchmarks.smaller --data ../shared/data [--quick] [--budget ROWS] [--seed N]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality import add_dataset, sets
from benchmarks.report import closing_line, versions
from studio.core.actor import LOCAL_ACTOR
from studio.core.metrics import Measurement
from studio.core.records import Comparison, Evaluation, Run
from studio.core.settings import Settings
from studio.core.smaller import Side, Smaller, Way, Weighed
from studio.services.studio import Studio, open_studio

SET, BUDGET, QUICK_ROWS = "sentfin", 1500, 400
CASES: tuple[tuple[Way, Mapping[str, Any]], ...] = (
    (Way.DISTIL, {"share": 0.5}),
    (Way.LAYERS, {"share": 0.5}),
    (Way.LAYERS, {"share": 0.5, "which": "top"}),
    (Way.HEADS, {"share": 0.5}),
    (Way.MAGNITUDE, {"share": 0.5}),
    (Way.HEADS, {"share": 0.25}),
    (Way.MAGNITUDE, {"share": 0.8}),
)


@dataclass(frozen=True)
class Case:
    """One way measured: what the run found, and the test part."""

    name: str
    found: Smaller
    test: Measurement
    against: Comparison | None
    seconds: float


def finished(studio: Studio, run: Run) -> Run:
    """The run once it is over; ends the program where it failed."""
    from studio.worker.inline import run_inline

    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.model_id is None:
        raise SystemExit(f"{run.id}: {done.error}")
    return done


def measured(studio: Studio, run: Run) -> Evaluation:
    """The evaluation of a run's model on the test part."""
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, run.model_id or "")
    assert evaluation is not None
    return evaluation


def case(studio: Studio, parent: str, way: Way, options: Mapping[str, Any], seed: int) -> Case:
    """One way, run as a person would."""
    done = finished(studio, studio.smaller.start(LOCAL_ACTOR, parent, way, options, seed))
    found, evaluation = studio.smaller.of(done), measured(studio, done)
    assert found is not None
    name = ", ".join([way.value, *(f"{value}" for value in options.values())])
    test = evaluation.metrics[evaluation.primary_metric]
    return Case(name, found, test, studio.smaller.on_test(LOCAL_ACTOR, done), sum(done.seconds.values()))


def table(first: Measurement, cases: list[Case]) -> str:
    """A row a way, the model before them on top."""
    before = cases[0].found
    lines = [
        "| model | kept file | what answers | parameters | rate, times before | test macro-F1 | difference |",
        "|---|---|---|---|---|---|---|",
    ]
    lines.append(_row("full, before", before, Side.BEFORE, "1.00", _with_interval(first), "-"))
    for each in cases:
        ratio = _served(each.found, Side.AFTER).texts_per_second / _served(each.found, Side.BEFORE).texts_per_second
        difference = "-" if each.against is None else _difference(each.against)
        lines.append(_row(each.name, each.found, Side.AFTER, f"{ratio:.2f}", _with_interval(each.test), difference))
    return "\n".join(lines)


def _row(name: str, found: Smaller, side: Side, ratio: str, test: str, difference: str) -> str:
    served = _served(found, side)
    kept = next(each for each in found.weighed if each.side is side and each.precision == "float32")
    sizes = f"{kept.size_bytes / 2**20:.1f} MiB | {served.size_bytes / 2**20:.1f} MiB, {served.precision}"
    return f"| {name} | {sizes} | {served.parameters / 1e6:.1f} M | {ratio} | {test} | {difference} |"


def _served(found: Smaller, side: Side) -> Weighed:
    return found.serving(side)


def _with_interval(value: Measurement) -> str:
    if value.low is None or value.high is None:
        return f"{value.value or 0:.3f}"
    return f"{value.value:.3f} ({value.low:.3f}-{value.high:.3f})"


def _difference(against: Comparison) -> str:
    p = "" if against.p_value is None else f", p {against.p_value:.3f}"
    value = against.difference
    if value.value is None or value.low is None or value.high is None:
        return "-"
    return f"{value.value:+.3f} ({value.low:+.3f} to {value.high:+.3f}){p}"


def int8_line(found: Smaller) -> str:
    """What int8 alone does to the model before: every model gets it."""
    exact = next(each for each in found.weighed if each.side is Side.BEFORE and each.precision == "float32")
    served = found.serving(Side.BEFORE)
    if served is exact:
        return "int8 of the model before was refused."
    size, rate = served.size_bytes / exact.size_bytes, served.texts_per_second / exact.texts_per_second
    lost = (served.dev.value or 0.0) - (exact.dev.value or 0.0)
    return f"int8 alone: {size:.2f} of the size, {rate:.2f} times the rate, macro-F1 on dev {lost:+.3f}."


def main() -> None:
    """Train, make smaller in every way, print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--budget", type=int, default=BUDGET, help="rows at most")
    parser.add_argument("--threads", type=int, default=1, help="more only where nothing else runs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROWS} rows, one case a way, one epoch")
    arguments = parser.parse_args()
    rows = QUICK_ROWS if arguments.quick else arguments.budget
    cases = [*{way: (way, options) for way, options in CASES}.values()] if arguments.quick else list(CASES)
    short = {"epochs": 1} if arguments.quick else {}
    ((domain, public, task),) = sets([SET])
    with tempfile.TemporaryDirectory() as home:
        studio = open_studio(Settings(home=Path(home), first_start=False, threads=arguments.threads))
        dataset_id = add_dataset(studio, domain, public, task, arguments.data, rows)
        trained = studio.training.start(LOCAL_ACTOR, dataset_id, "full", short, seed=arguments.seed)
        large = finished(studio, trained)
        first = measured(studio, large)
        found = []
        for way, options in cases:
            found.append(case(studio, large.model_id or "", way, {**options, **short}, arguments.seed))
            before = first.metrics[first.primary_metric]
            row = table(before, found[-1:]).splitlines()[-1]
            print(f"{row} {found[-1].seconds:.0f} s", flush=True)
        studio.close()
    print(f"\n{rows} rows, {found[0].found.threads} thread(s).\n{table(before, found)}\n\n{int8_line(found[0].found)}")
    figures = {"before": before.value, **{each.name: each.test.value for each in found}}
    ratios = {
        each.name: each.found.serving(Side.AFTER).texts_per_second / each.found.serving(Side.BEFORE).texts_per_second
        for each in found
    }
    print(closing_line("smaller", figures, ratios, versions()))


if __name__ == "__main__":
    main()
