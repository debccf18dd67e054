"""What is asked of the child that reads a table with personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domains.identifier_options import IdentifierOptions
from studio.core.columns import ColumnMapping
from studio.services.intake.limits import TEXT_SECONDS


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
    apart: bool | None = None
    """Whether a table of several texts a row is read as one row a text; None: where it looks like one."""

    def dump(self) -> dict[str, Any]:
        """As plain JSON, its mapping left out."""
        return {
            "domain": self.domain,
            "key": self.key,
            "exact": self.exact,
            "every_column": self.every_column,
            "terms": self.terms,
            "identifiers": self.identifiers.model_dump(mode="json"),
            "review": self.review,
            "apart": self.apart,
            "text_seconds": self.text_seconds,
        }

    @classmethod
    def parse(cls, value: Mapping[str, Any], mapping: ColumnMapping | None) -> Protection:
        """What `dump` wrote, with its mapping."""
        return cls(
            value["domain"],
            value["key"],
            mapping,
            value["exact"],
            value["every_column"],
            tuple(value["terms"]),
            IdentifierOptions.model_validate(value["identifiers"]),
            value["text_seconds"],
            value["review"],
            value["apart"],
        )
