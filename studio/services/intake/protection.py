"""Making a table with personal data safe before it leaves the child: mapped columns only, de-identified."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from domains.contract import Domain
from domains.registry import registry
from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding, Severity
from studio.services.datasets.mapping import EXTRA_PREFIX, apply_mapping, fold, resolve_mapping
from studio.services.datasets.split_values import read_split_value
from studio.services.intake.header import looks_like_data
from studio.services.intake.wire import Protection

if TYPE_CHECKING:
    from domains.contract import Redaction

_SMALL_NUMBER = re.compile(r"\s*[-+]?\d{1,4}([.,]\d{1,6})?\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, eq=False)
class SafeTable:
    """Mapped columns by role, de-identified; the file's column names as they may be shown."""

    table: pa.Table
    columns: list[str]
    mapping: ColumnMapping
    redactions: int
    findings: tuple[Finding, ...] = ()


class Protector:
    """De-identifies with one domain's means; the domain's aliases are the names that may be shown as they are."""

    def __init__(self, protection: Protection) -> None:
        self._domain: Domain = registry().get(protection.domain)
        self._protection = protection
        self._known = {fold(name) for column in self._domain.columns for name in (column.role.value, *column.aliases)}

    def file_name(self, name: str) -> str:
        """The file's name, its stem de-identified."""
        path = PurePath(name)
        return self._domain.deidentify([re.sub(r"[_\-.]+", " ", path.stem)])[0].text + path.suffix.lower()

    def shown(self, names: Sequence[str]) -> list[str]:
        """Names of columns or sheets as they may be shown: numbered where they might say something of a person."""
        if looks_like_data(names):
            return [f"column {position}" for position in range(1, len(names) + 1)]
        unknown = [name for name in names if fold(name) not in self._known]
        plain = [re.sub(r"[_\-.]+", " ", name) for name in unknown]
        safe = dict(zip(unknown, map(_unchanged, plain, self._domain.deidentify(plain)), strict=True))
        return [name if safe.get(name, True) else f"column {position}" for position, name in enumerate(names, 1)]

    def protect(self, table: pa.Table) -> SafeTable:
        """The mapped columns of `table`, nothing else of it, without identifiers."""
        frame = table.to_pandas()
        frame.columns = pd.Index(self.shown(list(frame.columns)))
        mapping = resolve_mapping(self._domain, frame, self._protection.mapping, exact=self._protection.exact)
        mapped = apply_mapping(frame, mapping)
        redactions = self.redact(mapped)
        labels = frame[mapping.columns[Role.LABEL]].nunique() if Role.LABEL in mapping.columns else 0
        merged = labels - mapped["label"].nunique() if labels else 0
        return SafeTable(
            pa.Table.from_pandas(mapped, preserve_index=False),
            [str(name) for name in frame.columns],
            mapping,
            redactions,
            (_merged(merged),) if merged else (),
        )

    def redact(self, mapped: pd.DataFrame) -> int:
        """De-identify `mapped` in place; each distinct value is looked at once. Returns the identifiers removed."""
        pending: dict[str, pd.Series[str]] = {}
        for name in mapped.columns:
            column = mapped[name]
            if name == Role.GROUP:
                mapped[name] = column.map(self._hashed)
            elif name == Role.TIME:
                mapped[name] = column.map(_year)
            else:
                pending[name] = column[[not _harmless(name, value) for value in column]]
        values = list(dict.fromkeys(value for column in pending.values() for value in column))
        found = dict(zip(values, self._domain.deidentify(values), strict=True))
        redactions = 0
        for name, column in pending.items():
            mapped.loc[column.index, name] = [found[value].text for value in column]
            redactions += sum(len(found[value].spans) for value in column)
        return redactions

    def _hashed(self, value: str) -> str:
        value = value.strip()
        if not value:
            return ""
        return hmac.new(bytes.fromhex(self._protection.key), value.encode(), hashlib.sha256).hexdigest()[:16]


def _harmless(name: str, value: str) -> bool:
    """A blank, a small number, the name of a part: nothing to look for. Longer numbers may be a record's."""
    if not value.strip() or (name == Role.SPLIT and read_split_value(value) is not None):
        return True
    return name != Role.TEXT and not name.startswith(EXTRA_PREFIX + "id") and _SMALL_NUMBER.fullmatch(value) is not None


def _year(value: str) -> str:
    """Of a date, the year: the most that Safe Harbor (45 CFR 164.514(b)(2)) lets stand."""
    found = _YEAR.search(value)
    return found.group() if found else ""


def _unchanged(plain: str, redaction: Redaction) -> bool:
    return not redaction.spans and redaction.text == plain


def _merged(count: int) -> Finding:
    return Finding(
        "labels_redacted",
        Severity.WARNING,
        f"{count} labels became the same as another one when identifiers were removed from them.",
        "Rename labels that look like names, dates or numbers of persons.",
        column=Role.LABEL.value,
        count=count,
    )
