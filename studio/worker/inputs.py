"""What a run needs, put into its folder: from there on the child needs neither database nor artifact store."""

from __future__ import annotations

import shutil
from pathlib import Path

from domains.registry import registry
from models.methods.full.handing_on import hand_on
from models.methods.full.places import CHECKPOINTS as WRITTEN
from studio.core.actor import Actor, ActorRole
from studio.core.errors import DamagedArtifactError, NotFoundError, TrainingError
from studio.core.going_on import GOES_ON, kept_in
from studio.core.records import ON_DATASET, Dataset, ModelVersion, Run, RunKind
from studio.core.tasks import Task
from studio.services.datasets.shelf import Shelf
from studio.services.datasets.unlabelled import UNLABELLED
from studio.services.nearest_graded import gives_reasons
from studio.services.seeds import version_of
from studio.services.smaller import parent_of
from studio.services.studio import Studio
from studio.storage import keys
from studio.worker.job import Job
from studio.worker.run_folder import CHECKPOINTS, PREPARATION, TABLE, TRAINED_ON


def write(studio: Studio, run: Run, folder: Path) -> None:
    """Write table, preparation and, last, the job; the same run again writes the same.

    Raises `TrainingError` where the dataset, the model or the checkpoint it goes on from went while the run waited.
    """
    folder.mkdir(parents=True, exist_ok=True)
    job = _learning(studio, run, folder) if run.kind in ON_DATASET else _asking(studio, run, folder)
    if GOES_ON in run.manifest:
        _take_over(studio, str(run.manifest[GOES_ON]), folder / CHECKPOINTS)
    job.write(folder)


def _take_over(studio: Studio, run_id: str, checkpoints: Path) -> None:
    """Lay the checkpoint of another run where the training of this one looks; not again once it has its own."""
    if any(checkpoints.glob(f"{WRITTEN}/state.json")):
        return
    try:
        hand_on(kept_in(studio.settings.home, run_id), checkpoints)
    except (OSError, DamagedArtifactError) as problem:
        raise TrainingError(
            "The checkpoint that this training was to go on from is no longer kept.", "Start a new training."
        ) from problem


def _learning(studio: Studio, run: Run, folder: Path) -> Job:
    dataset = dataset_of(studio, run)
    source = studio.artifacts.local_folder(keys.dataset(dataset.id))
    shutil.copyfile(source / PREPARATION, folder / PREPARATION)
    if Shelf(studio.store, studio.artifacts).grouped_later(dataset):
        studio.datasets.table(worker_actor(run), dataset.id).to_parquet(folder / TABLE, index=False)
    else:
        shutil.copyfile(source / TABLE, folder / TABLE)
    if (source / UNLABELLED).is_file():
        shutil.copyfile(source / UNLABELLED, folder / UNLABELLED)
    before = parent_of(run) or version_of(run)
    model = "" if before is None else str(studio.library.artifact_folder(_made_before(studio, run, before.id)))
    members = _members(studio, run) if run.kind in (RunKind.TRIAL, RunKind.FUSE) else ()
    return _job(studio, run, dataset.task, dataset.labels, run.method or "", model=model, members=members)


def _members(studio: Studio, run: Run) -> tuple[str, ...]:
    """The artifact folders of the versions that a run weighs or fuses."""
    try:
        found = [studio.library.get(worker_actor(run), each) for each in run.manifest["options"]["members"]]
    except NotFoundError as problem:
        raise TrainingError("A model of this run has been deleted.", "Choose others.") from problem
    return tuple(str(studio.library.artifact_folder(each.id)) for each in found)


def _asking(studio: Studio, run: Run, folder: Path) -> Job:
    model = model_of(studio, run)
    source = studio.artifacts.local_folder(str(run.manifest["table"]))
    shutil.copyfile(source / TABLE, folder / TABLE)
    if run.kind is RunKind.EVALUATE or gives_reasons(registry().get(run.domain)):
        learned = studio.artifacts.local_folder(keys.dataset(model.dataset_id))
        shutil.copyfile(learned / TABLE, folder / TRAINED_ON)
    artifact = studio.library.artifact_folder(model.id)
    return _job(studio, run, model.task, model.labels, model.method, model=str(artifact))


def dataset_of(studio: Studio, run: Run) -> Dataset:
    """The dataset that a run learns from."""
    try:
        return studio.datasets.get(worker_actor(run), run.dataset_id or "")
    except NotFoundError as problem:
        raise TrainingError(
            "The dataset of this run has been deleted.", "Add the dataset again, then start a new run."
        ) from problem


def model_of(studio: Studio, run: Run) -> ModelVersion:
    """The model that a run asks."""
    try:
        return studio.library.get(worker_actor(run), run.model_id or "")
    except NotFoundError as problem:
        raise TrainingError("The model of this run has been deleted.", "Choose another model.") from problem


def _made_before(studio: Studio, run: Run, model_id: str) -> str:
    """The version that a run makes smaller or trains again, which must still be there."""
    try:
        return studio.library.get(worker_actor(run), model_id).id
    except NotFoundError as problem:
        to_be = "made smaller" if run.kind is RunKind.SMALLER else "trained again"
        raise TrainingError(
            f"The version that was to be {to_be} has been deleted.", "Choose another version."
        ) from problem


def worker_actor(run: Run) -> Actor:
    """The worker, acting in the workspace of the run."""
    return Actor("worker", ActorRole.OWNER, run.workspace)


def _job(
    studio: Studio,
    run: Run,
    task: Task,
    labels: tuple[str, ...],
    method: str,
    *,
    model: str,
    members: tuple[str, ...] = (),
) -> Job:
    home = studio.settings.home.resolve()
    return Job(
        run_id=run.id,
        kind=run.kind,
        domain=run.domain,
        task=task,
        labels=labels,
        metrics=tuple(registry().get(run.domain).metrics[task]),
        method=method,
        options=dict(run.manifest.get("options", {})),
        seed=int(run.manifest.get("seed", 0)),
        device=studio.settings.device,
        threads=studio.settings.thread_budget,
        cache=str(home / "cache"),
        serving=str(home / "serving"),
        model=model,
        augmentation=dict(run.manifest.get("augmentation", {})),
        decision=str(run.manifest.get("decision", "")),
        members=members,
    )
