"""Model library: every version, what it was made from, and which one answers."""

from __future__ import annotations

from studio.ui import shell
from studio.ui.sections import backbones, version_list

shell.title(
    "Model library",
    ":material/inventory_2:",
    "Every version with its lineage. One version a task of a domain is in production: it answers there and over HTTP.",
)
version_list.show()
backbones.show()
