"""Quality of every method on every public set: the primary metric with its interval, on the locked test part.

Resumable: each result is stored under set, method, seed, row budget and a hash of the code that made it, so a second
call measures only what is missing. Every set goes the way a user's file goes: intake, findings, split, run, evaluation.

    python -m benchmarks.quality --data ../shared/data [--quick] [--budget ROWS] [--sets NAME ...] [--methods ...]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.report import closing_line, versions
from domains.contract import Domain, PublicDataset
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.ids import content_hash
from studio.core.records import Evaluation
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.intake import UploadedFile
from studio.services.studio import Studio, open_studio

METHODS = ("tfidf", "probe", "full")
QUICK_ROWS = 600


@dataclass(frozen=True)
class Result:
    """One measured model."""

    domain: str
    dataset: str
    task: str
    method: str
    seed: int
    budget: int
    code: str
    rows: int
    test_rows: int
    metric: str
    value: float | None
    low: float | None
    high: float | None
    majority: float | None
    seconds: float
    precision: str
    metrics: dict[str, Any]
    subsets: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, str, str, int, int, str]:
        """What makes it the same measurement."""
        return self.domain, self.dataset, self.task, self.method, self.seed, self.budget, self.code


class Results:
    """The results so far, one JSON line each; a line cut by a kill is measured again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.known = {result.key: result for result in self._read()}

    def _read(self) -> Iterator[Result]:
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        for line in lines:
            try:
                yield Result(**json.loads(line))
            except (json.JSONDecodeError, TypeError):
                continue

    def add(self, result: Result) -> None:
        """Keep a result, on disk at once."""
        self.known[result.key] = result
        with self.path.open("a") as file:
            file.write(json.dumps(asdict(result)) + "\n")
            file.flush()
            os.fsync(file.fileno())


@cache
def code_version(domain: Domain) -> str:
    """Hash of the sources a result depends on, as the process started: the model layer, the domain, the datasets."""
    root = Path(__file__).parent.parent
    folders = [root / "models", root / "domains" / domain.key, root / "domains" / "deidentify"]
    folders += [root / "studio/services/datasets", root / "studio/services/intake", root / "studio/worker/phases"]
    files = sorted({*(root / "domains").glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))})
    return content_hash(*(path.read_bytes() for path in files))[:12]


def sets(names: list[str] | None) -> list[tuple[Domain, PublicDataset, Task]]:
    """Every labelled public set, or those named, in the order they are named."""
    known = [
        (domain, dataset, dataset.task)
        for domain in registry()
        for dataset in domain.public_datasets
        if dataset.task in (Task.CLASSIFICATION, Task.SCORING) and dataset.files[0].endswith(".csv")
    ]
    if not names:
        return known
    return sorted((each for each in known if each[1].key in names), key=lambda each: names.index(each[1].key))


def capped(files: list[UploadedFile], budget: int) -> list[UploadedFile]:
    """At most `budget` rows over all files, of each in proportion and evenly over it (they are often sorted)."""
    import io

    import pandas as pd

    tables = [pd.read_csv(io.BytesIO(file.data), dtype=str, keep_default_na=False) for file in files]
    share = min(1.0, budget / sum(len(table) for table in tables))
    cut = [table.sample(frac=share, random_state=0).sort_index() for table in tables]
    return [UploadedFile(file.name, table.to_csv(index=False).encode()) for file, table in zip(files, cut, strict=True)]


def add_dataset(studio: Studio, domain: Domain, public: PublicDataset, task: Task, data: Path, budget: int) -> str:
    """The set as a Dataset, through the door a user's file takes."""
    files = [UploadedFile(Path(name).name, (data / name).read_bytes()) for name in public.files]
    files = capped(files, budget) if budget else files
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain.key, files, mapping=public.mapping, exact=True)
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, task=task, split_map=public.split_map or None)
    return studio.datasets.confirm(LOCAL_ACTOR, draft, f"{public.key} {budget or 'all'}").id


def measure(studio: Studio, dataset_id: str, method: str, seed: int) -> tuple[Evaluation, float, str]:
    """Train and measure one model; the evaluation, the seconds it took, the precision served."""
    from studio.worker.inline import run_inline

    run = studio.training.start(LOCAL_ACTOR, dataset_id, method, {}, seed=seed)
    started = time.monotonic()
    run_inline(studio, run.id, lambda progress: None)
    seconds = time.monotonic() - started
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.model_id is None:
        raise SystemExit(f"{method} on {dataset_id}: {done.error}")
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id)
    assert evaluation is not None
    return evaluation, seconds, studio.library.get(LOCAL_ACTOR, done.model_id).precision


def result_of(
    domain: Domain, public: PublicDataset, task: Task, method: str, seed: int, budget: int, rows: int, found: Any
) -> Result:
    """A measurement as it is stored."""
    evaluation, seconds, precision = found
    primary = evaluation.metrics[evaluation.primary_metric]
    majority = evaluation.baselines.get("majority", {}).get(evaluation.primary_metric)
    return Result(
        domain=domain.key,
        dataset=public.key,
        task=task.value,
        method=method,
        seed=seed,
        budget=budget,
        code=code_version(domain),
        rows=rows,
        test_rows=evaluation.rows,
        metric=evaluation.primary_metric,
        value=primary.value,
        low=primary.low,
        high=primary.high,
        majority=majority.value if majority else None,
        seconds=seconds,
        precision=precision,
        metrics={key: asdict(value) for key, value in evaluation.metrics.items()},
        subsets={
            name: {key: asdict(value) for key, value in each.items()} for name, each in evaluation.subsets.items()
        },
    )


def table(results: list[Result]) -> str:
    """The results as a Markdown table, a set a row and a method a column; test subsets on rows of their own."""
    lines = [
        "| set | task | rows (test) | metric | majority | tfidf | probe | full |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in sorted({(result.domain, result.dataset, result.task) for result in results}):
        of_set = [result for result in results if (result.domain, result.dataset, result.task) == name]
        first = of_set[0]
        mine = {method: [each for each in of_set if each.method == method] for method in METHODS}
        cells = [_cell(mine[method]) for method in METHODS]
        majority = "-" if first.majority is None else f"{first.majority:.3f}"
        head = f"{first.dataset} | {first.task} | {first.rows} ({first.test_rows}) | {first.metric} | {majority}"
        lines.append(f"| {head} | {' | '.join(cells)} |")
        for subset in sorted({key for result in of_set for key in result.subsets}):
            cells = [_subset_cell(mine[method], subset) for method in METHODS]
            lines.append(f"| &nbsp;&nbsp;{subset} | | | {first.metric} | | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(results: list[Result]) -> str:
    """Mean over the seeds, their spread where there are several, the first seed's interval, the mean seconds."""
    if not results:
        return "-"
    figures = _figures([(each.value, each.low, each.high) for each in results])
    return f"{figures}, {sum(each.seconds for each in results) / len(results):.0f} s"


def _subset_cell(results: list[Result], subset: str) -> str:
    found = [each.subsets.get(subset, {}).get(each.metric) for each in results]
    return _figures([(each["value"], each["low"], each["high"]) for each in found if each])


def _figures(measured: list[tuple[float | None, float | None, float | None]]) -> str:
    values = [value for value, _, _ in measured if value is not None]
    if not values:
        return "-"
    words = f"{sum(values) / len(values):.3f}"
    if len(values) > 1:
        words += f" ± {statistics.stdev(values):.3f}"
    _, low, high = measured[0]
    return words if low is None or high is None else f"{words} ({low:.3f}-{high:.3f})"


def main() -> None:
    """Measure what is missing, print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--home", type=Path, default=Path("var/quality"))
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--methods", nargs="*", default=list(METHODS), choices=METHODS)
    parser.add_argument("--seeds", nargs="*", type=int, default=[0])
    parser.add_argument("--budget", type=int, default=0, help="rows a set at most; 0: all")
    parser.add_argument("--quick", action="store_true", help=f"a budget of {QUICK_ROWS} rows, tfidf and probe only")
    parser.add_argument("--write", type=Path, help="write the table into this Markdown file, between its markers")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.budget, arguments.methods = QUICK_ROWS, ["tfidf", "probe"]
    results = run(arguments)
    if arguments.budget:
        print(f"Capped: at most {arguments.budget} rows a set.")
    print(table(results))
    if arguments.write:
        write_table(arguments.write, table(results))
    figures = {f"{result.dataset}/{result.method}/{result.seed}": result.value for result in results}
    print(closing_line("quality", figures, {}, versions()))


def write_table(path: Path, text: str) -> None:
    """Replace what stands between the markers of a Markdown file."""
    begin, end = "<!-- quality table begins -->", "<!-- quality table ends -->"
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def run(arguments: argparse.Namespace) -> list[Result]:
    """Every asked-for result, measured now or before."""
    # A home a budget: parts follow a row into later datasets of the same store.
    studio = open_studio(Settings(home=arguments.home / str(arguments.budget or "all"), first_start=False))
    results = Results(arguments.home / "results.jsonl")
    asked = []
    for domain, public, task in sets(arguments.sets):
        dataset_id = ""
        for method in arguments.methods:
            for seed in arguments.seeds:
                key = (domain.key, public.key, task.value, method, seed, arguments.budget, code_version(domain))
                if key not in results.known:
                    dataset_id = dataset_id or add_dataset(
                        studio, domain, public, task, arguments.data, arguments.budget
                    )
                    rows = studio.datasets.get(LOCAL_ACTOR, dataset_id).rows
                    found = measure(studio, dataset_id, method, seed)
                    results.add(result_of(domain, public, task, method, seed, arguments.budget, rows, found))
                    print(f"{public.key} {method} {_cell([results.known[key]])}", flush=True)
                asked.append(results.known[key])
    return asked


if __name__ == "__main__":
    main()
