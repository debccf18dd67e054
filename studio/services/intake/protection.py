"""Making a table with personal data safe before it leaves the child, and the names that are shown of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd

from domains.contract import Domain
from domains.deidentify import identifier_kind, is_clinical_term
from domains.deidentify.bare_names import without_names
from domains.registry import registry
from studio.core.column_keys import fold, plain
from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding
from studio.core.tasks import Task
from studio.services.datasets.flag_columns import says_yes_or_no
from studio.services.datasets.mapping import EXTRA_PREFIX, resolve_mapping
from studio.services.intake.answering import Searched
from studio.services.intake.building import Outlet
from studio.services.intake.first_rows import first_rows
from studio.services.intake.header import looks_like_data
from studio.services.intake.held_table import HeldTable
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.quarantine import search_each
from studio.services.intake.redacting import FileColumn, Redacting, Redactor
from studio.services.intake.redaction_findings import names_withheld
from studio.services.intake.safe_blocks import MappedBlock, MappedBlocks, SafeBlocks
from studio.services.intake.unfolding import Folding, Size, folding

if TYPE_CHECKING:
    from domains.spans import Redaction

_SIGNS = re.compile(r"[_\-.]+")
_NUMBERED = re.compile(r"column \d+")


@dataclass(frozen=True, eq=False)
class SafeTable:
    """What is known of a table that went out without identifiers: the file's column names as they may be shown, which
    of them play a role, whether its texts went along for review."""

    columns: list[str]
    mapping: ColumnMapping
    redactions: int
    findings: tuple[Finding, ...] = ()
    review: bool = False


class Protector:
    """De-identifies with one domain's means; the domain's aliases are the names that may be shown as they are."""

    def __init__(self, protection: Protection) -> None:
        self._domain: Domain = registry().get(protection.domain)
        self._protection = protection
        self._tell: Searched = lambda _rows, _of: None
        self._redactor = Redactor(
            self._domain,
            protection.key,
            protection.terms,
            protection.identifiers,
            review=protection.review,
            text_seconds=protection.text_seconds,
        )
        self._known = {fold(name) for column in self._domain.columns for name in (column.role.value, *column.aliases)}
        patterns = [pattern for column in self._domain.columns for pattern in column.patterns]
        self._usual = [re.compile(pattern) for pattern in patterns if r"\w" not in pattern]  # no room for a name

    def file_name(self, name: str) -> str:
        """The file's name, its stem de-identified."""
        path = PurePath(name)
        said = search_each(self._domain.deidentify_beside, [_SIGNS.sub(" ", path.stem)])[0].text
        return without_names(said) + path.suffix.lower()

    def shown(self, names: Sequence[str], labels: Collection[str] = ()) -> list[str]:
        """Names of columns or sheets as they may be shown: numbered where they might say something of a person.

        What is called `column 3` already is numbered anew, so that no name is there twice. Of the `labels` among them
        those stay that are words of medicine, though a person may bear them.
        """
        if looks_like_data(names):
            return [f"column {position}" for position in range(1, len(names) + 1)]
        unknown = [name for name in names if not self._of_the_field(name)]
        plain = [_SIGNS.sub(" ", name) for name in unknown]
        found = search_each(self._domain.deidentify_beside, plain)
        safe = {
            name: (_unchanged(said, redaction) and (name in labels or not _holds_a_name(said)))
            or (name in labels and is_clinical_term(said, redaction))
            for name, said, redaction in zip(unknown, plain, found, strict=True)
        }
        return [
            name if safe.get(name, True) and not _NUMBERED.fullmatch(name) else f"column {position}"
            for position, name in enumerate(names, 1)
        ]

    def _of_the_field(self, name: str) -> bool:
        """Whether a name of a column is one that files of the field usually have, and nothing else."""
        return fold(name) in self._known or any(each.fullmatch(plain(name)) for each in self._usual)

    def protect(self, table: HeldTable, outlet: Outlet, told: Searched = lambda _rows, _of: None) -> SafeTable:
        """`table` goes out through `outlet` without identifiers, block by block; `told` hears how far the search is.

        Its mapped columns under their roles, or, where that is asked, all of it.
        """
        self._tell = told
        return self._every_column(table, outlet) if self._protection.every_column else self._mapped(table, outlet)

    def _mapped(self, table: HeldTable, outlet: Outlet) -> SafeTable:
        wanted = self._protection
        looked_at = first_rows(table)
        size = Size(looked_at.rows, table.characters)
        read = folding(self._domain, looked_at.frame, wanted.apart, wanted.mapping, size)
        frame, _ = read.unfolded(looked_at.frame)
        own = [str(name) for name in frame.columns]
        shown = self.shown(own, self._labels(frame))
        mapping = self._mapping(frame, shown, read)
        names = dict(zip(shown, own, strict=True))
        columns = {role.value: FileColumn(role, names[name], name) for role, name in mapping.columns.items()}
        if mapping.flags:
            columns[Role.LABEL.value] = FileColumn(Role.LABEL, Role.LABEL.value, Role.LABEL.value)
        extras = {f"{EXTRA_PREFIX}{fold(name)}": FileColumn(Role.EXTRA, names[name], name) for name in mapping.extras}
        blocks = MappedBlocks(table, read.in_file(looked_at.place), _renamed(mapping, names), mapping)
        work = self._redactor.begin(list((columns | extras).values()), mapping.flags)
        findings = self._search(blocks, work, outlet, list(columns | extras), identities=True)
        told = self._told(_withheld(own, shown), mapping)
        return SafeTable(shown, mapping, work.redactions, (*read.findings, *findings, *told), review=work.reviewed)

    def _mapping(self, frame: pd.DataFrame, shown: list[str], read: Folding) -> ColumnMapping:
        """The mapping in names as they are shown; roles are guessed by those of the file, which tell more."""
        given, own, asked = self._protection.mapping, list(frame.columns), None
        if given is not None:
            resolve_mapping(self._domain, frame.set_axis(shown, axis=1), given, exact=True)  # refused in names as shown
            asked = _renamed(given, dict(zip(shown, own, strict=True)))
        exact = self._protection.exact
        found = resolve_mapping(self._domain, frame, asked if exact else read.asked(asked), exact=exact)
        return _renamed(found, dict(zip(own, shown, strict=True)))

    def _every_column(self, table: HeldTable, outlet: Outlet) -> SafeTable:
        frame = first_rows(table).frame
        roles = {name: role for role, name in resolve_mapping(self._domain, frame).columns.items()}
        own = [str(name) for name in frame.columns]
        shown = self.shown(own)
        columns = [FileColumn(_role(roles, name), name, may) for name, may in zip(own, shown, strict=True)]
        work = self._redactor.begin(columns)
        findings = self._search(MappedBlocks(table), work, outlet, shown, identities=False)
        told = self._told(_withheld(own, shown), ColumnMapping())
        return SafeTable(shown, ColumnMapping(), work.redactions, (*findings, *told), review=work.reviewed)

    def _search(
        self, blocks: MappedBlocks, work: Redacting, outlet: Outlet, names: Sequence[str], *, identities: bool
    ) -> tuple[Finding, ...]:
        """The blocks, learned and then searched, out through `outlet` in columns of these names; what is told of it."""
        for block in blocks:
            work.learn(block.frame)
        identified = identities and work.identified
        safe = SafeBlocks(outlet, names, identified=identified, reviewed=work.reviewed, folded=blocks.folded)
        for block in blocks:
            safe.send(work.block(block.frame, partial(self._told_of, blocks, block)), block.rows)
        return tuple(safe.of_the_file(finding) for finding in work.findings())

    def _told_of(self, blocks: MappedBlocks, block: MappedBlock, share: float) -> None:
        """Say how many rows of the file are searched, where `share` of those of `block` are."""
        self._tell(round(block.before + share * (block.until - block.before)), blocks.file_rows)

    def _told(self, withheld: Sequence[str], mapping: ColumnMapping) -> list[Finding]:
        return [names_withheld(withheld, [name for name in withheld if name in mapping.flags])] if withheld else []

    def _labels(self, frame: pd.DataFrame) -> set[str]:
        """The columns that may each say of one label whether a row bears it."""
        several = Task.MULTILABEL in self._domain.tasks
        return {str(name) for name in frame if several and says_yes_or_no(frame[name])}


def _holds_a_name(name: str) -> bool:
    """Whether a name of a column or a sheet holds what is no word, as a person's name is none."""
    return any(map(str.isupper, name)) and without_names(name) != name  # small letters are a program's: `sysbp`


def _renamed(mapping: ColumnMapping, names: Mapping[str, str]) -> ColumnMapping:
    """A mapping by other names; what is no column of the table stays, for it is refused by its name."""
    return ColumnMapping(
        {role: names.get(name, name) for role, name in mapping.columns.items()},
        tuple(names.get(name, name) for name in mapping.extras),
        tuple(names.get(name, name) for name in mapping.flags),
    )


def _role(roles: dict[str, Role], name: str) -> Role:
    """The guessed role; a column of addresses that was taken for the texts, the longest there are, is none."""
    role = roles.get(name, Role.EXTRA)
    return Role.EXTRA if role is Role.TEXT and identifier_kind(name) is not None else role


def _withheld(names: Sequence[str], shown: Sequence[str]) -> list[str]:
    """The numbers that stand for names; where all are numbered, the header was a row of data, which is told of."""
    if looks_like_data(names):
        return []
    return [told for name, told in zip(names, shown, strict=True) if told != name and not _NUMBERED.fullmatch(name)]


def _unchanged(plain: str, redaction: Redaction) -> bool:
    return not redaction.spans and redaction.text == plain
