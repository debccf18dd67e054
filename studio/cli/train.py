"""`train`: one method on one dataset."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studio.cli import arguments, output, waiting
from studio.cli.training_options import Copies, MoveThresholds, Seed, Vary
from studio.core.actor import LOCAL_ACTOR
from studio.core.augmentation import parse_effect
from studio.core.records import Run
from studio.services.studio import Studio, open_studio

Method = Annotated[
    str,
    typer.Option(help="tfidf, probe, setfit, lora, full, adapt, textcnn, bilstm; for logs rarity, count, sequence."),
]
VaryCompare = Annotated[
    bool, typer.Option("--vary-compare", help="Also train without copies, and say what they bring.")
]


def train(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    method: Method,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="OPTION=VALUE", help="An option of the method.")
    ] = None,
    seed: Seed = 0,
    vary: Vary = None,
    copies: Copies = 1,
    vary_compare: VaryCompare = False,
    move_thresholds: MoveThresholds = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until the model is measured.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train a model. Without a running worker, `--wait` trains here; without `--wait` the run waits for one."""
    studio = open_studio()
    told = {"augmenters": vary, "copies": copies, "compare": vary_compare} if vary else {}
    run = studio.training.start(
        LOCAL_ACTOR,
        dataset_id,
        method,
        arguments.options(set_ or []),
        seed=seed,
        augmentation=told,
        move_thresholds=move_thresholds,
    )
    if not wait:
        if not studio.overview.worker_alive():
            output.say("No worker is running: the run waits for one (`make run`, or `python -m studio worker`).")
        output.result(_object(run), as_json=json, words=f"{run.id}  {run.state.value}")
        return
    done = waiting.finish(studio, run)
    measured = _measured(studio, done)
    output.result({**_object(done), **measured}, as_json=json, words=_words(studio, done))


def _object(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "dataset_id": run.dataset_id,
        "method": run.method,
        "state": run.state.value,
        "options": run.manifest.get("options", {}),
        "seed": run.manifest.get("seed"),
        "augmentation": {**run.manifest.get("augmentation", {}), **run.result.get("augmentation", {})},
        "model_id": run.model_id,
        "seconds": {phase: round(value, 3) for phase, value in run.seconds.items()},
    }


def _measured(studio: Studio, run: Run) -> dict[str, Any]:
    """The evaluation of the run's model on the test part, and what is served."""
    if run.model_id is None:
        return {}
    model = studio.library.get(LOCAL_ACTOR, run.model_id)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, run.model_id)
    served = {
        "precision": model.precision,
        "precision_reason": model.precision_reason,
        "size_bytes": model.size_bytes,
        "in_production": model.in_production,
    }
    return {**served, **(output.evaluation_object(evaluation) if evaluation else {})}


def _words(studio: Studio, run: Run) -> str:
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, run.model_id) if run.model_id else None
    total = sum(run.seconds.values())
    head = f"{run.model_id}  trained and measured in {total:.0f} s{_varied_words(run)}"
    return f"{head}\n{output.evaluation_words(evaluation)}" if evaluation else head


def _varied_words(run: Run) -> str:
    """What varied copies brought on the dev part, on a line of its own; empty where there were none."""
    effect = parse_effect(run.result)
    if effect is None:
        return ""
    learned = f"\nLearned from {effect.rows} rows and {effect.copies} varied copies."
    found = effect.comparison.difference if effect.comparison else None
    if found is None or found.value is None:
        return learned
    span = "" if found.low is None else f" [{found.low:+.3f}, {found.high:+.3f}]"
    return f"{learned} {effect.metric} on dev with copies minus without: {found.value:+.3f}{span}."
