"""What the one who runs Assay does: migrate the store, run a worker by itself, bring the demonstration back."""

from __future__ import annotations

from studio.cli import output
from studio.core.settings import settings


def migrate() -> None:
    """Bring the store to the present schema; does nothing where it is."""
    from studio.services.studio import open_studio

    open_studio()
    output.say(f"The store in {settings().home.resolve()} is up to date.")


def worker() -> None:
    """Run the worker by itself, until it is stopped."""
    from studio.worker.main import main

    main()


def demo_reset() -> None:
    """Delete every dataset, run and model under ASSAY_HOME; the next start trains the samples again."""
    from studio.worker.reset import reset

    reset(settings())
    output.say("The demonstration is as on the first start; `make run` shows it.")
