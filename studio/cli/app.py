"""`python -m studio ...`: every command, and the one place where errors become words and an exit status."""

from __future__ import annotations

import logging
import sys

import typer

from studio.cli import (
    backbones,
    datasets,
    deidentify,
    document,
    evaluate,
    fuse,
    ladder,
    operate,
    output,
    predict,
    reviews,
    runs,
    search,
    seeds,
    smaller,
    train,
    verdict,
)
from studio.cli.findings import BlockedTableError
from studio.core.defects import record
from studio.core.errors import AssayError, InvalidOptionError

log = logging.getLogger("assay.cli")

app = typer.Typer(
    help="Assay: domain text models, measured honestly. Works with no server running.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(datasets.app, name="datasets")
app.command("verdict")(verdict.verdict)
app.command("mend")(verdict.mend)
app.add_typer(reviews.app, name="reviews")
app.command("backbones")(backbones.backbones)
app.command("train")(train.train)
app.command("ladder")(ladder.ladder)
app.command("fuse")(fuse.fuse)
app.command("search")(search.search)
app.command("smaller")(smaller.smaller)
app.command("seeds")(seeds.seeds)
app.add_typer(runs.app, name="runs")
app.command("evaluate")(evaluate.evaluate)
app.command("predict")(predict.predict)
app.command("document")(document.document)
app.command("deidentify")(deidentify.deidentify)
app.command("migrate")(operate.migrate)
app.command("worker")(operate.worker)
app.command("demo-reset")(operate.demo_reset)


def main() -> None:
    """Run the command line; any error ends it with status 1, one of usage with 2, in words and never by a traceback."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        # With --json a wrong command line is told as JSON too; without, the boxes for people are shown as they are.
        status = app(standalone_mode=not _as_json())
    except AssayError as error:
        _end(error, 1)
    except typer.TyperException as error:
        _end(_misused(error), error.exit_code)
    except Exception as error:
        reference = record(error, log, "running a command")
        _end(AssayError("Something failed on our side.", f"Report it with the lines above and {reference}."), 1)
    else:
        sys.exit(status or 0)


def _as_json() -> bool:
    return "--json" in sys.argv


def _misused(error: typer.TyperException) -> InvalidOptionError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "python -m studio"
    message = " ".join(error.format_message().split())
    return InvalidOptionError(message if message.endswith(".") else f"{message}.", f"See `{command} --help`.")


def _end(error: AssayError, status: int) -> None:
    output.explain(error)
    if _as_json():
        found = error.shown if isinstance(error, BlockedTableError) else {}
        output.result({**output.error_object(error), **found}, as_json=True, words="")
    sys.exit(status)
