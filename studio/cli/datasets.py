"""`datasets add` and `datasets list`."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from domains.preparation import parse_identifiers
from domains.registry import registry
from studio.cli import arguments, findings, output
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset
from studio.core.rubric import Rubric, read_rubric
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.rubric_file import read_rubric_file
from studio.services.datasets.service import Kept
from studio.services.datasets.traits import Choices, keep_traits, read_traits
from studio.services.studio import open_studio


class Texts(StrEnum):
    """What one text is in a text file or a document."""

    LINES = "lines"
    FILES = "files"


app = typer.Typer(help="Bring in tables.", no_args_is_help=True)


@app.command("add")
def add(
    domain: Annotated[str, typer.Argument(help="Key of the domain, for example finance_risk.")],
    file: Annotated[list[Path], typer.Argument(help="One or more files that make one dataset.")],
    task: Annotated[Task | None, typer.Option(help="What to learn; guessed from the columns when left out.")] = None,
    map: Annotated[list[str] | None, typer.Option("--map", metavar="ROLE=COLUMN", help="Which column is what.")] = None,
    split_map: Annotated[
        list[str] | None, typer.Option("--split-map", metavar="VALUE=PART", help="What the split column's values mean.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="STEP={...}", help="Options of a step, or of identifiers.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the dataset; the file's name when left out.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a spreadsheet; the first with a column of texts when left out.")
    ] = None,
    texts: Annotated[
        Texts | None, typer.Option(help="What one text is in text files and documents; as they look when left out.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the split.")] = 0,
    unseen: Annotated[
        Unseen,
        typer.Option(
            help="How test rows are chosen: answers (at random, what belongs together kept whole; the default, because "
            "near copies of learned rows flatter), questions (whole questions), later (the latest rows; needs a time "
            "column), kinds (the field's own groups, such as log templates, in place of a group column)."
        ),
    ] = Unseen.ANSWERS,
    rubric: Annotated[
        list[str] | None, typer.Option(metavar="'MARK = NAME: MEANING'", help="What a mark is called; one level each.")
    ] = None,
    rubric_file: Annotated[
        Path | None, typer.Option(help="A table of levels: mark, name, description, perhaps criterion.")
    ] = None,
    criterion: Annotated[str | None, typer.Option(help="Which criterion of the rubric file the scores are of.")] = None,
    trait: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="A further score, to be a dataset of its own.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read files, find what is wrong with them, prepare and split them, and keep the result as a Dataset."""
    studio = open_studio()
    started = time.monotonic()
    files = arguments.files(file)
    mapping = arguments.mapping(map or [])
    options = arguments.options(set_ or [])
    identifiers = parse_identifiers(options.pop("identifiers", {}))
    whole = None if texts is None else texts is Texts.FILES
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, domain, files, mapping=mapping, sheet=sheet, identifiers=identifiers, whole=whole
    )
    levels = _rubric(rubric or [], rubric_file, criterion)
    read = time.monotonic()
    meant = dict(arguments.pairs(split_map or [], "--split-map", blank=True)) or None
    choices = Choices(options, meant, unseen)
    draft = studio.datasets.draft(
        LOCAL_ACTOR,
        intake,
        task=task,
        options=choices.options,
        split_map=choices.split_map,
        seed=seed,
        unseen=unseen,
    )
    findings.tell(draft.findings)
    if draft.blocked:
        raise findings.BlockedTableError(draft)
    prepared = time.monotonic()
    traits = read_traits(studio.datasets, LOCAL_ACTOR, files, intake, trait or [], choices)
    kept = studio.datasets.keep(LOCAL_ACTOR, draft.with_rubric(levels), name)
    more = keep_traits(studio.datasets, LOCAL_ACTOR, traits, kept.dataset.name, choices)
    seconds = {"read": read - started, "prepare": prepared - read, "store": time.monotonic() - prepared}
    value = {
        **_object(kept.dataset, seconds),
        **findings.table_object(intake, draft.findings),
        "already_there": kept.already_there,
        "traits": [_object(each.dataset, {}) for each in more],
    }
    output.result(value, as_json=json, words="\n".join([_kept_words(each) for each in (kept, *more)]))


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


def _object(dataset: Dataset, seconds: dict[str, float]) -> dict[str, Any]:
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
    return _words(kept.dataset) + again


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
