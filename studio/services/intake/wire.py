"""What goes through the pipes between parent and child: a line of JSON, then bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding, Severity
from studio.services.intake.known_names import KnownNames
from studio.services.intake.limits import ChildLimits

if TYPE_CHECKING:
    from studio.services.intake.protection_wanted import Protection


@dataclass(frozen=True)
class Request:
    """What the child is asked: read a file of this name and size, this sheet of it, safely or as it is."""

    name: str
    size: int
    parent: int
    limits: ChildLimits
    sheet: str | None = None
    protection: Protection | None = None
    document: str | None = None
    """The key of the domain that cuts the file into passages; None where it is a table."""
    whole: bool | None = None
    """Whether a text file or a document is one text; None leaves it to what the file is."""
    names: KnownNames | None = None
    """The names of columns that fields know, for a child that need not load the fields for them."""

    def dump(self) -> bytes:
        """One line of JSON."""
        value: dict[str, Any] = {
            "name": self.name,
            "size": self.size,
            "parent": self.parent,
            "sheet": self.sheet,
            "document": self.document,
            "whole": self.whole,
            "limits": asdict(self.limits),
            "names": self.names and self.names.dump(),
        }
        if self.protection:
            mapping = self.protection.mapping
            value["protection"] = self.protection.dump() | {"mapping": mapping and dump_mapping(mapping)}
        return json.dumps(value).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Request:
        """The request of a line written by `dump`."""
        value = json.loads(line)
        safe = value.get("protection")
        limits = ChildLimits(**value["limits"])
        wanted = {"sheet": value["sheet"], "document": value["document"], "whole": value["whole"]}
        names = value["names"] and KnownNames.parse(value["names"])
        request = cls(value["name"], value["size"], value["parent"], limits, **wanted, names=names)
        if safe is None:
            return request
        from studio.services.intake.protection_wanted import Protection  # the domains, which most files do not need

        mapping = safe["mapping"] and parse_mapping(safe["mapping"])
        return replace(request, protection=Protection.parse(safe, mapping))


def dump_mapping(mapping: ColumnMapping) -> dict[str, Any]:
    """A mapping as plain JSON."""
    columns = {role.value: name for role, name in mapping.columns.items()}
    return {"columns": columns, "extras": list(mapping.extras), "flags": list(mapping.flags)}


def parse_mapping(value: Mapping[str, Any]) -> ColumnMapping:
    """The mapping written by `dump_mapping`."""
    columns = {Role(role): name for role, name in value["columns"].items()}
    return ColumnMapping(columns, tuple(value["extras"]), tuple(value["flags"]))


def dump_findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as plain JSON."""
    return [asdict(finding) for finding in findings]


def parse_findings(values: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """The findings written by `dump_findings`."""
    return tuple(
        Finding(**{**value, "severity": Severity(value["severity"]), "rows": tuple(value["rows"])}) for value in values
    )
