"""What goes through the pipes between parent and child: a line of JSON, then bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from domains.identifier_options import IdentifierOptions
from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding, Severity
from studio.services.intake.limits import ChildLimits
from studio.services.intake.quarantine import TEXT_SECONDS


@dataclass(frozen=True)
class Protection:
    """How a table with personal data is made safe before it leaves the child.

    Only the columns of `mapping` survive (guessed where None, completed unless `exact`); `key` turns group ids into
    keyed hashes. With `every_column` all columns survive under their own names, de-identified: for a clean file.
    `terms` are labels known before the table is read, those of a model it is brought to.
    """

    domain: str
    key: str = field(repr=False)
    mapping: ColumnMapping | None = None
    exact: bool = False
    every_column: bool = False
    terms: tuple[str, ...] = ()
    identifiers: IdentifierOptions = field(default_factory=IdentifierOptions)
    """What stands for the identifiers of texts."""
    text_seconds: float = TEXT_SECONDS
    """How long the search of one text may take; of one that takes longer the row is not kept."""
    review: bool = False
    """Whether the texts as they came, and what was found in them, are wanted for an expert's review in memory."""


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
        }
        if self.protection:
            mapping = self.protection.mapping
            value["protection"] = {
                "domain": self.protection.domain,
                "key": self.protection.key,
                "mapping": None if mapping is None else dump_mapping(mapping),
                "exact": self.protection.exact,
                "every_column": self.protection.every_column,
                "terms": self.protection.terms,
                "identifiers": self.protection.identifiers.model_dump(mode="json"),
                "review": self.protection.review,
                "text_seconds": self.protection.text_seconds,
            }
        return json.dumps(value).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Request:
        """The request of a line written by `dump`."""
        value = json.loads(line)
        safe = value.get("protection")
        limits = ChildLimits(**value["limits"])
        wanted = {"sheet": value["sheet"], "document": value["document"], "whole": value["whole"]}
        request = cls(value["name"], value["size"], value["parent"], limits, **wanted)
        if safe is None:
            return request
        mapping = None if safe["mapping"] is None else parse_mapping(safe["mapping"])
        protection = Protection(
            safe["domain"],
            safe["key"],
            mapping,
            safe["exact"],
            safe["every_column"],
            tuple(safe["terms"]),
            IdentifierOptions.model_validate(safe["identifiers"]),
            safe["text_seconds"],
            safe["review"],
        )
        return replace(request, protection=protection)


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
