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
from studio.services.datasets.group_key import group_key
from studio.services.datasets.whole_file import clean_file


def deidentify(
    domain: Annotated[str, typer.Argument(help="medical_notes or education_grading.")],
    file: Annotated[Path, typer.Argument(help="Any file that can be uploaded.")],
    out: Annotated[Path, typer.Option(help="Where to write the clean file: .csv, or .txt with one text a line.")],
    sheet: Annotated[str | None, typer.Option(help="Sheet of a spreadsheet; the first when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Remove names, dates, numbers and other identifiers from every column of FILE.

    It misses some: read docs/deidentification.md for what was measured before you share the result.
    """
    started = time.monotonic()
    check_folder(out)
    chosen = registry().get(domain)
    key = group_key(settings().home) if chosen.personal_data else ""
    clean = clean_file(chosen, arguments.files([file])[0], key, sheet)
    one_column = out.suffix.lower() in (".txt", ".log") and len(clean.table.columns) == 1
    text = "\n".join(clean.table.iloc[:, 0]) + "\n" if one_column else clean.table.to_csv(index=False)
    write(out, text.encode())
    value = {
        "domain": domain,
        "rows": len(clean.table),
        "columns": [str(name) for name in clean.table.columns],
        "identifiers_removed": clean.redactions,
        "out": str(out),
        "seconds": {"total": round(time.monotonic() - started, 3)},
    }
    words = f"{clean.redactions} identifiers removed from {len(clean.table)} rows; written to {out}."
    output.result(value, as_json=json, words=words)
