"""What is worth telling about the identifiers that were removed from a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from domains.deidentify import TAG
from domains.spans import Redaction
from studio.core.columns import Role
from studio.core.counting import counted
from studio.core.findings import MAX_LISTED_ROWS, Finding, Severity

_NAMED = 10


def columns_replaced(names: Sequence[str]) -> Finding:
    """The finding about columns that by their names hold identifiers only; `names` as they may be shown."""
    named = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    return Finding(
        "columns_of_identifiers",
        Severity.NOTE,
        f"Cells were replaced whole in columns that by their names hold identifiers only: {named}.",
        "Rename a column that holds something else, and bring the file again.",
        count=len(names),
    )


def names_withheld(shown: Sequence[str], labels: Sequence[str]) -> Finding:
    """The finding about names of columns that are not shown; `shown` stands for them, `labels` are those among them."""
    named = ", ".join(shown[:_NAMED]) + (f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else "")
    learned = " Some of them are labels, and would be called so." if labels else ""
    return Finding(
        "column_names_withheld",
        Severity.WARNING if labels else Severity.NOTE,
        f"Names of columns that might say something of a person are not shown; numbers stand for them: {named}."
        f"{learned}",
        "If a name says nothing of a person, write it in other words in the file, such as 'Crohn disease' for 'Crohn', "
        "and bring the file again.",
        count=len(shown),
    )


def labels_redacted(role: Role, labels: Mapping[str, Redaction]) -> Finding | None:
    """The finding about labels that changed, of all different `labels` of a column; None where none did.

    It tells into what they changed by tags alone: what else stands in a label might be read with them.
    """
    changed = [redaction for redaction in labels.values() if redaction.spans]
    if not changed:
        return None
    tags = Counter(" ".join(match.group() for match in TAG.finditer(redaction.text)) for redaction in changed)
    into = ", ".join(f"{words} ({count})" for words, count in tags.most_common(_NAMED))
    lost = len(labels) - len({redaction.text for redaction in labels.values()})
    merged = f" So there are {lost} fewer." if lost else ""
    return Finding(
        "labels_redacted",
        Severity.WARNING,
        f"{len(changed)} of {len(labels)} different labels changed when identifiers were removed, into {into}.{merged}",
        "Rename labels that look like names, dates or numbers of persons; a label that occurs once is searched like"
        " a text.",
        column=role.value,
        count=len(changed),
    )


def rows_quarantined(rows: Sequence[int]) -> Finding:
    """The finding about rows, counted from 0, of which nothing is kept because they could not be searched."""
    return Finding(
        "rows_quarantined",
        Severity.WARNING,
        f"{counted(len(rows), 'row', 'rows')} could not be searched for identifiers (an error, a time-out, or a text"
        " that is too long)."
        " Nothing of them is kept.",
        "Look at these rows in your file; shorten or leave out what is unusual, and bring the file again.",
        count=len(rows),
        rows=tuple(row + 1 for row in rows[:MAX_LISTED_ROWS]),
    )
