"""Options that commands which train have in common."""

from __future__ import annotations

from typing import Annotated

import typer

Seed = Annotated[int, typer.Option(help="Seed of everything random.")]
Vary = Annotated[
    list[str] | None,
    typer.Option("--vary", metavar="WAY", help="Learn from varied copies too: a way of the domain, or 'all'."),
]
Copies = Annotated[int, typer.Option(help="Varied copies of each training text, 0 to 3.")]
MoveThresholds = Annotated[
    bool, typer.Option("--move-thresholds", help="Let rare classes win before they are the most probable.")
]
