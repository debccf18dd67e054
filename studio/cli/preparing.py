"""`datasets steps` and `datasets show`: how texts are prepared, how many rows each step changed, a row step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from domains.contract import Domain, Step
from domains.registry import registry
from domains.source_rows import source_rows
from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset
from studio.services.imbalance import ImbalanceAdvice
from studio.services.studio import Studio, open_studio

_WIDTH = 24


def steps(
    domain: Annotated[str, typer.Argument(help="Key of the domain, for example finance_risk.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the preprocessing steps of a domain: what each does, whether it is on, and its options for --set."""
    known = registry().get(domain)
    defaults = known.Options()
    value = {"domain": known.key, "steps": [_step(step, getattr(defaults, step.key)) for step in known.steps]}
    output.result(value, as_json=json, words=_step_words(known, defaults))


def show(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    row: Annotated[
        int | None, typer.Option(min=1, help="Row of the file to show step by step; the first that was kept.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a dataset: its split, how uneven its classes are, rows changed by each step, one row before and after."""
    studio = open_studio()
    dataset = studio.datasets.get(LOCAL_ACTOR, dataset_id)
    changed = studio.datasets.changed(LOCAL_ACTOR, dataset.id)
    balance = studio.imbalance.advise(LOCAL_ACTOR, dataset.id)
    row, before, trail = _trail(studio, dataset, row)
    value = {
        "dataset_id": dataset.id,
        "split_reason": dataset.split_reason,
        "parts": {part.value: count for part, count in dataset.parts.items()},
        "rows": dataset.rows,
        "balance": None if balance is None else balance.plain(),
        "rows_changed": changed,
        "row": row,
        "before": before,
        "after": [{"step": title, "text": text} for title, text in trail],
    }
    told = _words(dataset, balance, changed, row, before, trail)
    output.result(value, as_json=json, words=told)


def _trail(studio: Studio, dataset: Dataset, asked: int | None) -> tuple[int, str, list[tuple[str, str]]]:
    """A row, the first where none is asked for; its text as it came, and after each step that changed it."""
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    row = int(table["source_row"].min()) if asked is None else asked
    places = table.index[table["source_row"] == row]
    if not len(places):
        raise InvalidOptionError(f"The dataset holds no row {row} of its file.", "Name a row that was kept.")
    before = str(table["source_text"].loc[places[0]])
    preparation = studio.datasets.preparation(LOCAL_ACTOR, dataset.id).knowing(source_rows(table))
    changed, text = [], before
    for title, after in preparation.trail(before):
        if after != text:
            changed.append((title, after))
        text = after
    return row, before, changed


def _step(step: Step, given: BaseModel) -> dict[str, Any]:
    fields = {name: field for name, field in step.Options.model_fields.items() if name != "enabled"}
    values = given.model_dump(mode="json")
    return {
        "key": step.key,
        "title": step.title,
        "help": step.help,
        "version": step.version,
        "enabled": values["enabled"],
        "options": [
            {"name": name, "title": field.title, "help": field.description, "default": values[name]}
            for name, field in fields.items()
        ],
    }


def _step_words(domain: Domain, defaults: BaseModel) -> str:
    lines = []
    for step in domain.steps:
        told = _step(step, getattr(defaults, step.key))
        lines.append(f"{step.key:{_WIDTH}}{'on ' if told['enabled'] else 'off'}  {step.title}: {step.help}")
        for option in told["options"]:
            lines.append(f"{'':{_WIDTH}}     {option['name']} = {option['default']}: {option['help']}")
    return "\n".join([*lines, "Switch one with --set 'STEP={\"enabled\": false}'."])


def _words(
    dataset: Dataset,
    balance: ImbalanceAdvice | None,
    changed: Mapping[str, int],
    row: int,
    before: str,
    trail: list[tuple[str, str]],
) -> str:
    lines = [f"{dataset.id}  {dataset.name}", dataset.split_reason]
    if balance is not None:
        uneven = f"{balance.commonest} has {balance.ratio:.1f} times the training rows of {balance.rarest}."
        lines.append(f"{uneven} What fits: {balance.remedy}. {balance.reason}")
    lines.append(f"Rows changed, of {dataset.rows}:")
    lines += [f"  {title:{_WIDTH}} {count}" for title, count in changed.items()] or ["  nothing was counted"]
    lines.append(f"- row {row}: {before}")
    lines += [f"+ {title}: {text}" for title, text in trail] or ["  No step changed this row."]
    return "\n".join(lines)
