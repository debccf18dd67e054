"""Quality of every method on every public set: the primary metric with its interval, on the locked test part.

Resumable: each result is stored under set, method, seed, row budget and a hash of the code that made it, so a second
call measures only what is missing (first seed of everything first). Every set goes the way a user's file goes: intake,
findings, split, run, evaluation. Methods without chance have one seed. The figures kept in `benchmarks/results` come
from several calls; the table marks those of an earlier code.

    python -m benchmarks.quality --data ../shared/data [--quick] [--budget ROWS] [--sets NAME ...] [--methods ...]
        [--seeds N ...] [--table-only]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from benchmarks.quality_table import METHODS, Result, Results, cell, table, write_table
from benchmarks.report import closing_line, versions
from domains.contract import Domain, PublicDataset
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.ids import content_hash
from studio.core.records import Evaluation
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio

QUICK_ROWS = 600
WITHOUT_CHANCE = frozenset({"tfidf", "probe"})
RESULTS = Path(__file__).parent / "results" / "quality.jsonl"


@cache
def code_version(domain: Domain) -> str:
    """Hash of the sources a result depends on, as the process started: the model layer, the domain, the datasets."""
    root = Path(__file__).parent.parent
    folders = [root / "models" / name for name in ("backbones", "encoders", "evaluation", "methods", "serving")]
    folders += [root / "domains" / domain.key, root / "domains" / "deidentify"]
    folders += [root / "studio/services/datasets", root / "studio/services/intake", root / "studio/worker/phases"]
    files = sorted(
        {
            *(root / "models").glob("*.py"),
            *(root / "domains").glob("*.py"),
            *(path for folder in folders for path in folder.rglob("*.py")),
        }
    )
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


def measure(
    studio: Studio, dataset_id: str, method: str, seed: int, options: Mapping[str, object] = MappingProxyType({})
) -> tuple[Evaluation, float, str]:
    """Train and measure one model; the evaluation, the seconds it took, the precision served."""
    from studio.worker.inline import run_inline

    run = studio.training.start(LOCAL_ACTOR, dataset_id, method, options, seed=seed)
    started = time.monotonic()
    run_inline(studio, run.id, lambda progress: None)
    seconds = time.monotonic() - started
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.model_id is None:
        raise SystemExit(f"{method} on {dataset_id}: {done.error}")
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id)
    assert evaluation is not None
    return evaluation, seconds, studio.library.get(LOCAL_ACTOR, done.model_id).precision


def on_dev(studio: Studio, ours: Evaluation, tfidf: Evaluation) -> tuple[float | None, float | None]:
    """The primary metric of a model and of `tfidf` on the dev part, as a trial of fusions measures it."""
    from studio.worker.inline import run_inline

    run = studio.fusions.weigh(LOCAL_ACTOR, [tfidf.model_id, ours.model_id])
    run_inline(studio, run.id, lambda progress: None)
    trial = studio.fusions.of(studio.runs.get(LOCAL_ACTOR, run.id))
    assert trial is not None
    found = {each.model_id: each.dev.value for each in trial.members}
    return found[ours.model_id], found[tfidf.model_id]


def against(studio: Studio, ours: Evaluation, other: Evaluation) -> dict[str, float | None]:
    """The difference of the primary metric to another model's, as `tfidf`'s, on the same test texts."""
    runs = [studio.library.get(LOCAL_ACTOR, each.model_id).run_id for each in (other, ours)]
    found = studio.comparisons.of(LOCAL_ACTOR, runs).runs[1].against_first
    assert found is not None
    return {
        "value": found.difference.value,
        "low": found.difference.low,
        "high": found.difference.high,
        "p": found.p_value,
    }


class OneSet:
    """A public set in the store, added when something of it is first measured, with its `tfidf`."""

    def __init__(
        self, studio: Studio, known: tuple[Domain, PublicDataset, Task], arguments: argparse.Namespace
    ) -> None:
        self.domain, self.public, self.task = known
        self._studio, self._data, self._budget = studio, arguments.data, arguments.budget
        self._dataset_id = ""
        self._tfidf: tuple[Evaluation, float, str] | None = None

    def key(self, method: str, seed: int) -> tuple[str, str, str, str, int, int, str]:
        """What a result of it is kept under."""
        return (
            self.domain.key,
            self.public.key,
            self.task.value,
            method,
            seed,
            self._budget,
            code_version(self.domain),
        )

    def measured(self, method: str, seed: int) -> Result:
        """Train and measure one model, and put it beside the `tfidf` of the same rows."""
        studio = self._studio
        if self._tfidf is None:
            self._dataset_id = add_dataset(studio, self.domain, self.public, self.task, self._data, self._budget)
            self._tfidf = measure(studio, self._dataset_id, "tfidf", 0)
        tfidf = self._tfidf[0]
        if method == "tfidf":
            return self._result(method, seed, self._tfidf)
        found = measure(studio, self._dataset_id, method, seed)
        dev, dev_tfidf = on_dev(studio, found[0], tfidf)
        result = self._result(method, seed, found)
        return replace(result, dev=dev, dev_tfidf=dev_tfidf, against=against(studio, found[0], tfidf))

    def _result(self, method: str, seed: int, found: tuple[Evaluation, float, str]) -> Result:
        evaluation, seconds, precision = found
        primary = evaluation.metrics[evaluation.primary_metric]
        majority = evaluation.baselines.get("majority", {}).get(evaluation.primary_metric)
        domain, dataset, task, _, _, budget, code = self.key(method, seed)
        return Result(
            domain=domain,
            dataset=dataset,
            task=task,
            method=method,
            seed=seed,
            budget=budget,
            code=code,
            rows=self._studio.datasets.get(LOCAL_ACTOR, self._dataset_id).rows,
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
    parser.add_argument("--results", type=Path, default=RESULTS, help="where figures are kept, one JSON line each")
    parser.add_argument("--table-only", action="store_true", help="measure nothing, show what is known")
    parser.add_argument("--write", type=Path, help="write the table into this Markdown file, between its markers")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.budget, arguments.methods = QUICK_ROWS, ["tfidf", "probe"]
    results = Results(arguments.results)
    if not arguments.table_only:
        run(arguments, results)
    newest = results.newest(arguments.budget)
    shown = table(newest, {each.key: code_version(each) for each in registry()}.__getitem__)
    print(f"Capped: at most {arguments.budget} rows a set." if arguments.budget else "Every row of every set.")
    print(shown)
    if arguments.write:
        write_table(arguments.write, shown)
    figures = {f"{result.dataset}/{result.method}/{result.seed}": result.value for result in newest}
    print(closing_line("quality", figures, {}, versions()))


def run(arguments: argparse.Namespace, results: Results) -> None:
    """Measure what is asked for and not yet known."""
    # A home a budget: parts follow a row into later datasets of the same store.
    studio = open_studio(Settings(home=arguments.home / str(arguments.budget or "all"), first_start=False))
    known = [OneSet(studio, each, arguments) for each in sets(arguments.sets)]
    for seed in arguments.seeds:
        for one in known:
            for method in arguments.methods:
                if one.key(method, seed) in results.known or (method in WITHOUT_CHANCE and seed != arguments.seeds[0]):
                    continue
                results.add(one.measured(method, seed))
                found = results.known[one.key(method, seed)]
                print(
                    f"{one.public.key} {method} seed {seed}: {cell([found])}, dev {found.dev}, {found.seconds:.0f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
