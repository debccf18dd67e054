"""`datasets add` and `datasets list`, beside `datasets steps` and `datasets show`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from domains.preparation import parse_identifiers
from domains.registry import registry
from studio.cli import arguments, findings, output, preparing
from studio.cli import dataset_options as told
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset
from studio.core.rubric import Rubric, read_rubric
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.draft import Draft
from studio.services.datasets.opened import Intake
from studio.services.datasets.rubric_file import read_rubric_file
from studio.services.datasets.service import Kept
from studio.services.datasets.traits import Choices, keep_traits, read_traits
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio

app = typer.Typer(help="Bring in tables.", no_args_is_help=True)
app.command("steps")(preparing.steps)
app.command("show")(preparing.show)


@app.command("add")
def add(
    domain: told.Domain,
    file: told.Files,
    task: told.TaskOption = None,
    map: told.Map = None,
    split_map: told.SplitMap = None,
    set_: told.Set = None,
    name: told.Name = None,
    sheet: told.Sheet = None,
    texts: told.TextsOption = None,
    rows: told.RowsOption = None,
    seed: told.Seed = 0,
    unseen: told.UnseenOption = Unseen.ANSWERS,
    rubric: told.RubricOption = None,
    rubric_file: told.RubricFile = None,
    criterion: told.Criterion = None,
    trait: told.Trait = None,
    blank_labels: told.BlankLabels = told.Blank.SKIP,
    unlabelled: told.Unlabelled = None,
    json: told.Json = False,
) -> None:
    """Read files, find what is wrong with them, prepare and split them, and keep the result as a Dataset."""
    studio = open_studio()
    started = time.monotonic()
    files = arguments.files(file)
    options = arguments.options(set_ or [])
    beside = arguments.files(unlabelled or [])
    intake = _opened(studio, domain, files, arguments.mapping(map or []), sheet, (texts, rows), options, beside)
    levels = _rubric(rubric or [], rubric_file, criterion)
    read = time.monotonic()
    meant = dict(arguments.pairs(split_map or [], "--split-map", blank=True)) or None
    choices = Choices(options, meant, unseen)
    draft = _drafted(studio, intake, task, choices, seed, blank_is_none=blank_labels is told.Blank.NONE)
    prepared = time.monotonic()
    traits = read_traits(studio.datasets, LOCAL_ACTOR, files, intake, trait or [], choices)
    kept = studio.datasets.keep(LOCAL_ACTOR, draft.with_rubric(levels), name)
    more = keep_traits(studio.datasets, LOCAL_ACTOR, traits, kept.dataset.name, choices)
    seconds = {"read": read - started, "prepare": prepared - read, "store": time.monotonic() - prepared}
    value = {**_kept_object(kept, more, seconds), **findings.table_object(intake, draft.findings)}
    output.result(value, as_json=json, words="\n".join([_kept_words(each) for each in (kept, *more)]))


def _kept_object(kept: Kept, more: Sequence[Kept], seconds: Mapping[str, float]) -> dict[str, Any]:
    return {
        **_object(kept.dataset, seconds),
        "already_there": kept.already_there,
        "traits": [_object(each.dataset, {}) for each in more],
    }


def _opened(
    studio: Studio,
    domain: str,
    files: Sequence[UploadedFile],
    mapping: ColumnMapping | None,
    sheet: str | None,
    looks: tuple[told.Texts | None, told.Rows | None],
    options: dict[str, Any],
    beside: Sequence[UploadedFile],
) -> Intake:
    """The files as a table, others `beside` it; what `options` say of identifiers is taken out of them.

    `looks` are what one text and what one row is, where it is not as the files look.
    """
    texts, rows = looks
    chosen = parse_identifiers(options.pop("identifiers", {}))
    return studio.datasets.open_upload(
        LOCAL_ACTOR,
        domain,
        files,
        mapping=mapping,
        sheet=sheet,
        identifiers=studio.datasets.new_identifiers(LOCAL_ACTOR, domain, chosen),
        whole=None if texts is None else texts is told.Texts.FILES,
        apart=told.apart(rows),
        unlabelled=beside,
    )


def _drafted(
    studio: Studio, intake: Intake, task: Task | None, choices: Choices, seed: int, *, blank_is_none: bool
) -> Draft:
    """The dataset as it would be, its findings told; raises `BlockedTableError` where it cannot be kept."""
    draft = studio.datasets.draft(
        LOCAL_ACTOR,
        intake,
        task=task,
        options=choices.options,
        split_map=choices.split_map,
        seed=seed,
        unseen=choices.unseen,
        blank_is_none=blank_is_none,
    )
    findings.tell(draft.findings)
    if draft.blocked:
        raise findings.BlockedTableError(draft)
    return draft


@app.command("list")
def list_(
    domain: Annotated[str | None, typer.Argument(help="Only this domain's.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Every dataset, newest first."""
    if domain is not None:
        registry().get(domain)
    datasets = open_studio().datasets.list(LOCAL_ACTOR, domain)
    words = "\n".join(_words(dataset) for dataset in datasets) or "No datasets yet: `datasets add DOMAIN FILE`."
    output.result({"datasets": [_object(dataset, {}) for dataset in datasets]}, as_json=json, words=words)


def _object(dataset: Dataset, seconds: Mapping[str, float]) -> dict[str, Any]:
    return {
        "dataset_id": dataset.id,
        "domain": dataset.domain,
        "name": dataset.name,
        "task": dataset.task.value,
        "source": dataset.source.value,
        "synthetic": dataset.synthetic,
        "rows": dataset.rows,
        "parts": {part.value: count for part, count in dataset.parts.items()},
        "subsets": dict(dataset.subsets),
        "labels": list(dataset.labels),
        "score_range": None if dataset.score_min is None else [dataset.score_min, dataset.score_max],
        "columns": dict(dataset.columns),
        "split_reason": dataset.split_reason,
        "content_hash": dataset.content_hash,
        "preparation_hash": dataset.preparation_hash,
        "findings": [output.finding_object(finding) for finding in dataset.findings],
        "seconds": {key: round(value, 3) for key, value in seconds.items()},
    }


def _kept_words(kept: Kept) -> str:
    again = "\nThis very table was there already: it keeps its name and id." if kept.already_there else ""
    return f"{_words(kept.dataset)}\n{kept.dataset.split_reason}{again}"


def _words(dataset: Dataset) -> str:
    parts = ", ".join(f"{count} {part.value}" for part, count in dataset.parts.items())
    return f"{dataset.id}  {dataset.domain}  {dataset.task.value}  {dataset.rows} rows ({parts})  {dataset.name}"


def _rubric(lines: list[str], file: Path | None, criterion: str | None) -> Rubric | None:
    """The rubric typed, else that of a file: of several criteria the one that is named."""
    if lines or file is None:
        return read_rubric("\n".join(lines))
    found = read_rubric_file(arguments.files([file])[0])
    if criterion is None and len(found) > 1:
        raise InvalidOptionError("The rubric has several criteria.", f"Name one: {', '.join(found)}.")
    chosen = next(iter(found)) if criterion is None else criterion
    if chosen not in found:
        raise InvalidOptionError("The rubric has no such criterion.", f"It has: {', '.join(found)}.")
    return found[chosen]
