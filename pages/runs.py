"""Runs: every job of this workspace, newest first."""

from __future__ import annotations

from studio.ui import shell
from studio.ui.sections import run_compare, run_list

shell.title(
    "Runs",
    ":material/pending_actions:",
    "Every training, evaluation and batch prediction: what it worked on, how long it took, how it ended.",
)
run_list.show()
run_compare.show()
