"""`backbones`: the language models there are, what each needs here, which one suits a dataset, bringing one along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from models.backbones.advice import RULE, Advice
from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.services.backbones import BackboneEntry
from studio.services.studio import open_studio

_GIB = 2**30


def backbones(
    dataset_id: Annotated[str | None, typer.Argument(help="Also say which one suits this dataset, and why.")] = None,
    bring: Annotated[
        Path | None,
        typer.Option(help="First keep the model in this ZIP of its folder.", exists=True, dir_okay=False),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the model brought is called; else as its file.")] = None,
    remove: Annotated[str | None, typer.Option(metavar="KEY", help="First delete this one that was brought.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Language models that methods can start from: whether they are here, their size, memory, languages, licence."""
    studio = open_studio()
    if remove is not None:
        studio.backbones.remove(LOCAL_ACTOR, remove)
    if bring is not None:
        studio.backbones.bring(LOCAL_ACTOR, name or bring.stem, bring)
    entries = studio.backbones.list(LOCAL_ACTOR)
    advice = None if dataset_id is None else studio.backbones.advise(LOCAL_ACTOR, dataset_id)
    value: dict[str, Any] = {"backbones": [each.plain() for each in entries], "rule": RULE}
    if advice is not None:
        value["advice"] = _advice(advice)
    output.result(value, as_json=json, words="\n".join([*map(_line, entries), *_words(advice)]))


def _line(entry: BackboneEntry) -> str:
    known = entry.backbone
    here = "here" if entry.available else f"not here: {entry.reason}"
    return (
        f"{known.key:<22} {known.parameters / 1e6:>6,.0f} M  {known.max_tokens:>5,} tokens  "
        f"{entry.need.training / _GIB:>5.1f} GiB to train  {known.languages}  {known.licence}  {here}"
    )


def _advice(advice: Advice) -> dict[str, str]:
    return {
        "key": advice.backbone.key,
        "reason": advice.reason,
        "source": advice.source,
        "missed": advice.missed,
    }


def _words(advice: Advice | None) -> list[str]:
    if advice is None:
        return []
    missed = [advice.missed] if advice.missed else []
    return [f"Suggested: {advice.backbone.key}. {advice.reason} Source: {advice.source}.", *missed, f"Rule: {RULE}"]
