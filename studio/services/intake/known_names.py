"""Names that some field knows for a column: where one stands in a row, the row is likely one of names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache


def known(names: Sequence[str]) -> list[bool]:
    """For each of `names`, whether a field has a role for columns called so."""
    from studio.services.datasets.column_names import name_key

    return [bool(name.strip()) and name_key(name) in _keys() for name in names]


@cache
def _keys() -> frozenset[str]:
    from domains.registry import registry  # half a second, and most files do not need it
    from studio.core.columns import Role
    from studio.services.datasets.column_names import name_key, names_of

    return frozenset(name_key(name) for domain in registry() for role in Role for name in names_of(domain, role))
