"""Versions combined, beside the versions by themselves: quality on the test part with its interval, and cost.

One public set, capped, through the same door as a user's file; `tfidf`, `probe` and `full` are trained with their
defaults, then fused: ensembles of both weighings, and the cascade of the fastest and the slowest at several thresholds.
Milliseconds a text are those of the trial on the dev part (texts taken together, on whatever else the machine does).
The difference is the fusion's minus that of the version that is best on dev, paired over the same test rows.
Here the test part is opened once a row, which a person would not do.

    python -m benchmarks.fusion [--quick] [--data ../shared/data] [--set NAME] [--rows N]
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality import add_dataset, measure, sets
from benchmarks.report import closing_line, versions
from studio.core.actor import LOCAL_ACTOR
from studio.core.fusion import FusionTrial, Weighing
from studio.core.metrics import Measurement
from studio.core.records import Comparison, Evaluation, Run
from studio.core.settings import Settings
from studio.services.studio import Studio, open_studio

METHODS = ("tfidf", "probe", "full")
QUICK_METHODS, QUICK_ROWS, ROWS = ("tfidf", "probe"), 800, 2000
SHARES, QUICK_SHARES = (0.1, 0.2, 0.4, 0.6), (0.3,)


@dataclass(frozen=True)
class Line:
    """A row of the table; `milliseconds` are of a dev text."""

    name: str
    milliseconds: float
    dev: Measurement
    test: Measurement
    against: Comparison | None


def run(studio: Studio, arguments: argparse.Namespace) -> list[Line]:
    """Train, weigh, fuse; the lines of the table."""
    ((domain, public, task),) = sets([arguments.set])
    dataset_id = add_dataset(studio, domain, public, task, arguments.data, arguments.rows)
    evaluations = {}
    for method in QUICK_METHODS if arguments.quick else METHODS:
        evaluation, seconds, _ = measure(studio, dataset_id, method, 0)
        evaluations[evaluation.model_id] = evaluation
        print(f"{method}: {seconds:.0f} s", flush=True)
    trial = studio.fusions.of(_finished(studio, studio.fusions.weigh(LOCAL_ACTOR, list(evaluations))))
    assert trial is not None
    alone = [
        Line(each.name, 1000 * each.seconds, each.dev, _primary(evaluations[each.model_id]), None)
        for each in trial.members
    ]
    best = max(trial.members, key=lambda each: each.dev.value or 0.0).name
    return [*alone, *_ensembles(studio, trial, best), *_cascades(studio, trial, best, arguments.quick)]


def _ensembles(studio: Studio, trial: FusionTrial, best: str) -> list[Line]:
    ids = [each.model_id for each in trial.members]
    found = []
    for mixture in trial.mixtures:
        made = _measured(studio, studio.fusions.ensemble(LOCAL_ACTOR, ids, Weighing(mixture.weighing)))
        name = f"ensemble, {mixture.weighing.value} ({', '.join(f'{each:.2f}' for each in mixture.weights)})"
        found.append(Line(name, 1000 * mixture.seconds, mixture.dev, _primary(made), made.comparisons[best]))
    return found


def _cascades(studio: Studio, trial: FusionTrial, best: str, quick: bool) -> list[Line]:
    small, large = trial.members[0].model_id, trial.members[-1].model_id
    within = [each for each in trial.cascade if 0 < each.share < 1]
    wanted = {min(within, key=lambda each: abs(each.share - share)) for share in (QUICK_SHARES if quick else SHARES)}
    chosen = trial.cascade[trial.recommended or 0]
    found = []
    for point in sorted({*wanted, *({chosen} & set(within))}, key=lambda each: each.share):
        made = _measured(studio, studio.fusions.cascade(LOCAL_ACTOR, small, large, point.threshold))
        mark = " (recommended)" if point == chosen else ""
        name = f"cascade, {point.share:.0%} passed on{mark}"
        found.append(Line(name, 1000 * point.seconds, point.dev, _primary(made), made.comparisons.get(best)))
    return found


def _finished(studio: Studio, run: Run) -> Run:
    from studio.worker.inline import run_inline

    run_inline(studio, run.id, lambda progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.error:
        raise SystemExit(done.error)
    return done


def _measured(studio: Studio, run: Run) -> Evaluation:
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, str(_finished(studio, run).model_id))
    assert evaluation is not None
    return evaluation


def _primary(evaluation: Evaluation) -> Measurement:
    return evaluation.metrics[evaluation.primary_metric]


def _figure(measured: Measurement) -> str:
    if measured.value is None or measured.low is None or measured.high is None:
        return "-"
    return f"{measured.value:.3f} [{measured.low:.3f}, {measured.high:.3f}]"


def _against(comparison: Comparison | None) -> str:
    if comparison is None or comparison.p_value is None:
        return ""
    return f"{_figure(comparison.difference)}, p = {comparison.p_value:.2g}"


def main() -> None:
    """Measure, print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", default="sentfin")
    parser.add_argument("--rows", type=int, default=0, help="rows at most")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROWS} rows, {' and '.join(QUICK_METHODS)}")
    arguments = parser.parse_args()
    arguments.rows = arguments.rows or (QUICK_ROWS if arguments.quick else ROWS)
    with tempfile.TemporaryDirectory() as home:
        studio = open_studio(Settings(home=Path(home), first_start=False))
        lines = run(studio, arguments)
        studio.close()
    print(f"{arguments.set}, {arguments.rows} rows at most\n")
    print("| answered by | ms a text | dev | test | against the best version |\n|---|---|---|---|---|")
    for each in lines:
        print(
            f"| {each.name} | {each.milliseconds:.2f} | {_figure(each.dev)} | {_figure(each.test)} | "
            f"{_against(each.against)} |"
        )
    print(closing_line("fusion", {each.name: each.test.value for each in lines}, {}, versions()))


if __name__ == "__main__":
    main()
