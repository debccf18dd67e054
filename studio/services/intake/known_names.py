"""Names that some field knows for a column: where one stands in a row, the row is likely one of names.

To know them takes every domain, half a second of a child that is there for one file: who starts it tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from studio.core.column_keys import name_key
from studio.core.columns import Role


@dataclass(frozen=True)
class KnownNames:
    """The keys of names by which a column is known, and those among them that say it holds the texts."""

    of_columns: frozenset[str]
    of_texts: frozenset[str]

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"columns": sorted(self.of_columns), "texts": sorted(self.of_texts)}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> KnownNames:
        """What `dump` wrote."""
        return cls(frozenset(value["columns"]), frozenset(value["texts"]))


_told: list[KnownNames] = []
"""What this process was told, so that it need not load the domains."""


def tell(names: KnownNames) -> None:
    """From here on these are the known names of this process."""
    _told[:] = [names]


def known(names: Sequence[str]) -> list[bool]:
    """For each of `names`, whether a field has a role for columns called so."""
    keys = known_names().of_columns
    return [bool(name.strip()) and name_key(name) in keys for name in names]


def called_texts(names: Sequence[str]) -> list[bool]:
    """For each of `names`, whether a field calls its texts so."""
    keys = known_names().of_texts
    return [name_key(name) in keys for name in names]


def known_names() -> KnownNames:
    """What this process was told, else what the domains say."""
    return _told[0] if _told else _of_the_domains()


@cache
def _of_the_domains() -> KnownNames:
    from domains.registry import registry
    from studio.services.datasets.column_names import names_of

    def keys(roles: Sequence[Role]) -> frozenset[str]:
        return frozenset(name_key(name) for domain in registry() for role in roles for name in names_of(domain, role))

    return KnownNames(keys(list(Role)), keys([Role.TEXT]))
