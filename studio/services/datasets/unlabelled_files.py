"""Files of texts without answers that come beside a table: read as its own files are, answers in them left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError, UnusableTableError
from studio.core.findings import Finding, Severity
from studio.services.datasets.identity import IDENTITY
from studio.services.datasets.opened import Intake
from studio.services.intake.upload import UploadedFile

_ROLES = (Role.TEXT, Role.QUESTION, Role.GROUP)
"""What says of a text whether it would tell of one that is held out."""
_KEPT = frozenset({"source_row", IDENTITY, *(role.value for role in _ROLES)})


def read_beside(read: Callable[..., Intake], files: Sequence[UploadedFile], like: ColumnMapping) -> Intake:
    """One Intake of all `files`, of the columns that `like` the table's, or by their own names, are texts and groups.

    Raises `UnusableTableError` where no column of texts was recognised, and whatever `read` does.
    """
    columns = {role: name for role, name in like.columns.items() if role in _ROLES}
    try:
        intake = read(files, mapping=ColumnMapping(columns), exact=bool(columns))
    except MappingError:
        intake = read(files, mapping=None, exact=False)
    if Role.TEXT.value not in intake.table:
        raise UnusableTableError(f"No column of texts was recognised in {intake.name}.", "Call its column 'text'.")
    return intake


def with_beside(intake: Intake, beside: Intake) -> Intake:
    """`intake` with the texts of such files, without what else stands in them, an answer above all."""
    texts = beside.table[[name for name in beside.table if name in _KEPT]]
    return replace(intake, beside=texts, redactions=intake.redactions + beside.redactions)


def told_of_beside(rows: int, texts: int) -> Finding:
    """The finding about `rows` of further files; `texts` are kept, the table's own without an answer among them.

    None are kept where a text could tell of a question, a time or a group that is held out.
    """
    left_out = "Those of the table itself, and those that read like a text that is held out, are not."
    if not texts:
        left_out = "They are in the table already, or could tell of what is held out."
    return Finding(
        "texts_beside",
        Severity.NOTE if texts else Severity.WARNING,
        f"{rows:,} texts without an answer were brought in further files; {texts:,} different ones are kept beside the "
        f"table and read by the method adapt. {left_out}",
        "Nothing to do.",
        count=texts,
    )
