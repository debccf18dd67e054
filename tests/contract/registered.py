"""The domains the contract is checked over: every built-in one, and one that an installed package brings.

The outsider is the domain of `docs/adding-a-domain.md`, in a package of its own that names it as an entry point.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from domains.contract import Domain
from domains.registry import DomainRegistry, registry

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-domain.md"
OUTSIDER = "support_tickets"
MODULE = "outsiders_tickets"


@contextmanager
def outsider_installed() -> Iterator[DomainRegistry]:
    """The registry of this process and of its children while the outsider's package is installed."""
    with tempfile.TemporaryDirectory(prefix="assay-outsider-") as folder, patch.dict(os.environ):
        _write_package(Path(folder))
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
        sys.path.insert(0, folder)
        registry.cache_clear()
        try:
            yield registry()
        finally:
            sys.path.remove(folder)
            registry.cache_clear()


def _write_package(folder: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL)
    (folder / f"{MODULE}.py").write_text("\n".join(code))
    told = folder / f"{MODULE}-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {MODULE}\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(f"[assay.domains]\n{OUTSIDER} = {MODULE}:SupportTickets\n")


def _all() -> tuple[Domain, ...]:
    with outsider_installed() as domains:
        return tuple(domains)


REGISTERED = _all()
