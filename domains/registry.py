"""The one place domains are found: built-ins and outsiders' (entry points of group `assay.domains`) alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from domains.contract import Domain
from studio.core.errors import UnavailableError, UnknownKeyError

ENTRY_POINT_GROUP = "assay.domains"
BUILT_IN = (
    ("medical_notes", "domains.medical_notes.domain:MedicalNotes"),
    ("finance_risk", "domains.finance_risk.domain:FinanceRisk"),
    ("education_grading", "domains.education_grading.domain:EducationGrading"),
    ("manufacturing_logs", "domains.manufacturing_logs.domain:ManufacturingLogs"),
)


@dataclass(frozen=True)
class UnavailableDomain:
    """A plugin that did not load, and why: shown as such, never silently skipped."""

    key: str
    reason: str


class DomainRegistry:
    """Domains by key, in the order they were registered."""

    def __init__(self) -> None:
        self._domains: dict[str, Domain] = {}
        self._unavailable: dict[str, UnavailableDomain] = {}

    def register(self, key: str, load: Callable[[], type[Domain]]) -> None:
        """Load and add a domain; raises ValueError on a key that is taken."""
        if key in self._domains or key in self._unavailable:
            raise ValueError(f"two domains are called '{key}'")
        try:
            domain = load()()
            if domain.key != key:
                raise ValueError(f"registered as '{key}' but calls itself '{domain.key}'")
        except Exception as error:  # a stranger's plugin may fail in any way; the rest must go on
            self._unavailable[key] = UnavailableDomain(key, f"{type(error).__name__}: {error}")
            return
        self._domains[key] = domain

    def get(self, key: str) -> Domain:
        """The domain called `key`; raises `UnknownKeyError` or, for a broken plugin, `UnavailableError`."""
        if key in self._unavailable:
            raise UnavailableError(f"The domain '{key}' is unavailable.", self._unavailable[key].reason)
        if key not in self._domains:
            raise UnknownKeyError("domain", key, self._domains)
        return self._domains[key]

    def unavailable(self) -> tuple[UnavailableDomain, ...]:
        """The plugins that did not load."""
        return tuple(self._unavailable.values())

    def __iter__(self) -> Iterator[Domain]:
        return iter(self._domains.values())


def _load(reference: str) -> type[Domain]:
    module, _, name = reference.partition(":")
    loaded: type[Domain] = getattr(import_module(module), name)
    return loaded


@cache
def registry() -> DomainRegistry:
    """The domains of this process: built-ins first, then installed plugins."""
    domains = DomainRegistry()
    for key, reference in BUILT_IN:
        domains.register(key, lambda reference=reference: _load(reference))  # type: ignore[misc]
    for point in entry_points(group=ENTRY_POINT_GROUP):
        domains.register(point.name, point.load)
    return domains
