"""`deidentify`: a file without identifiers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from domains.registry import registry
from studio.cli import arguments, output
from studio.cli.predict import check_folder, write
from studio.core.settings import settings
from studio.services.datasets.clean_file_formats import writer_for
from studio.services.datasets.group_key import group_key
from studio.services.datasets.whole_file import clean_file


def deidentify(
    domain: Annotated[str, typer.Argument(help="medical_notes or education_grading.")],
    file: Annotated[Path, typer.Argument(help="Any file that can be uploaded.")],
    out: Annotated[
        Path,
        typer.Option(
            help="Where to write the clean file: .csv, .tsv, .jsonl, .xlsx, .parquet, or .txt for one column."
        ),
    ],
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; the first with texts when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Remove names, dates, numbers and other identifiers from every column of FILE.

    It misses some: read docs/deidentification.md for what was measured before you share the result.
    """
    started = time.monotonic()
    as_file = writer_for(out.name)
    check_folder(out)
    chosen = registry().get(domain)
    key = group_key(settings().home) if chosen.personal_data else ""
    clean = clean_file(chosen, arguments.files([file])[0], key, sheet)
    write(out, as_file(clean.table))
    for finding in clean.findings:
        output.say(f"{finding.severity.value}: {finding.message} {finding.fix}")
    value = {
        "domain": domain,
        "rows": len(clean.table),
        "columns": [str(name) for name in clean.table.columns],
        "identifiers_removed": clean.redactions,
        "findings": [output.finding_object(finding) for finding in clean.findings],
        "out": str(out),
        "seconds": {"total": round(time.monotonic() - started, 3)},
    }
    words = f"{clean.redactions} identifiers removed from {len(clean.table)} rows; written to {out}."
    output.result(value, as_json=json, words=words)
