"""`document`: a filing cut into items and sentences, each answered by a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from studio.cli import arguments, output, waiting
from studio.cli.predict import KINDS, check_folder, kind_of, write
from studio.core.actor import LOCAL_ACTOR
from studio.services import answer_file
from studio.services.documents import AnsweredDocument
from studio.services.studio import open_studio


def document(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="10-K, 10-Q, 20-F or 8-K filings.")],
    model: Annotated[str, typer.Option("--model", help="Id of the model that answers.")],
    out: Annotated[Path | None, typer.Option(help=f"Where to write the sentences: {', '.join(KINDS)}.")] = None,
    period: Annotated[
        str, typer.Option(help="The time a single FILE reports on, where it does not say: 2023.", metavar="YEAR")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Cut each FILE into its items and sentences and answer every sentence.

    Prints the share of each label by item; --out writes the sentences with their answers.
    """
    kind = kind_of(out) if out else ""
    if out:
        check_folder(out)
    studio = open_studio()
    domain = studio.library.get(LOCAL_ACTOR, model).domain
    read = []
    for file in arguments.files(files):
        run = studio.documents.start(LOCAL_ACTOR, domain, model, file, period if len(files) == 1 else "")
        read.append(studio.documents.read(LOCAL_ACTOR, waiting.finish(studio, run).id))
    if out:
        write(out, answer_file.write(pd.concat(map(_sentences, read), ignore_index=True), kind))
    value = {"model_id": model, "documents": [_told(each) for each in read], "out": str(out) if out else None}
    output.result(value, as_json=json, words="\n\n".join(map(_words, read)))


def _sentences(document: AnsweredDocument) -> pd.DataFrame:
    """The sentences with whom and when they are of in front."""
    told = {"document": document.name, "issuer": document.issuer, "period": document.period}
    table = document.passages.drop(columns="group", errors="ignore")
    return pd.concat([pd.DataFrame(told, index=table.index), table], axis=1)


def _told(document: AnsweredDocument) -> dict[str, Any]:
    counts = document.passages["section"].value_counts()
    shares = document.shares().to_dict("index")
    return {
        "run_id": document.run.id,
        "name": document.name,
        "issuer": document.issuer,
        "period": document.period,
        "notes": list(document.notes),
        "sentences": len(document.passages),
        "sections": [
            {"key": key, "title": title, "sentences": int(counts[key]), "shares": shares[key]}
            for key, title in document.sections.items()
        ],
    }


def _words(document: AnsweredDocument) -> str:
    of = ", ".join(each for each in (document.issuer, document.period) if each)
    lines = [
        f"{document.name}{f' ({of})' if of else ''}: {len(document.passages)} sentences. {' '.join(document.notes)}"
    ]
    for key, row in document.shares().iterrows():
        told = ", ".join(f"{label} {share:.0%}" for label, share in row.sort_values(ascending=False).items() if share)
        lines.append(f"  {document.sections[str(key)]}: {told or 'no answer'}")
    return "\n".join(lines)
