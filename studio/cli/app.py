"""`python -m studio ...`: every command, and the one place where errors become words and an exit status."""

from __future__ import annotations

import logging
import sys

import typer

from studio.cli import datasets, deidentify, evaluate, operate, output, predict, train
from studio.core.defects import record
from studio.core.errors import AssayError

log = logging.getLogger("assay.cli")

app = typer.Typer(
    help="Assay: domain text models, measured honestly. Works with no server running.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(datasets.app, name="datasets")
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("predict")(predict.predict)
app.command("deidentify")(deidentify.deidentify)
app.command("migrate")(operate.migrate)
app.command("worker")(operate.worker)
app.command("demo-reset")(operate.demo_reset)


def main() -> None:
    """Run the command line; any error ends it with status 1, explained in words and never by a traceback."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        app(standalone_mode=True)
    except AssayError as error:
        _end(error)
    except Exception as error:
        reference = record(error, log, "running a command")
        _end(AssayError("Something failed on our side.", f"Report it with the lines above and {reference}."))


def _end(error: AssayError) -> None:
    output.explain(error)
    if "--json" in sys.argv:
        output.result(output.error_object(error), as_json=True, words="")
    sys.exit(1)
