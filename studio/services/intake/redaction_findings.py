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


class LabelsSeen:
    """The different labels of a column: how many there are, which changed, and how many are told apart after it."""

    def __init__(self, role: Role) -> None:
        self._role = role
        self._same: set[int] = set()
        self._others: dict[int, int] = {}
        self._into: Counter[str] = Counter()
        self._changed = 0

    def add(self, labels: Mapping[str, Redaction]) -> None:
        """Labels and what became of them, those seen before as well."""
        for label, redaction in labels.items():
            known = hash(label)
            if known in self._same or known in self._others:
                continue
            if redaction.text == label:
                self._same.add(known)
            else:
                self._others[known] = hash(redaction.text)
            if redaction.spans:
                self._changed += 1
                self._into[" ".join(match.group() for match in TAG.finditer(redaction.text))] += 1

    def finding(self) -> Finding | None:
        """The finding about labels that changed; None where none did.

        It tells into what they changed by tags alone: what else stands in a label might be read with them.
        """
        if not self._changed:
            return None
        into = ", ".join(f"{words} ({count})" for words, count in self._into.most_common(_NAMED))
        count = len(self._same) + len(self._others)
        lost = len(self._others) - len(set(self._others.values()) - self._same)
        merged = f" So there are {lost} fewer." if lost else ""
        return Finding(
            "labels_redacted",
            Severity.WARNING,
            f"{self._changed} of {count} different labels changed when identifiers were removed, into {into}.{merged}",
            "Rename labels that look like names, dates or numbers of persons; a label that occurs once is searched like"
            " a text.",
            column=self._role.value,
            count=self._changed,
        )


def rows_quarantined(rows: Sequence[int], count: int) -> Finding:
    """The finding about `count` rows of which nothing is kept because they could not be searched.

    `rows` are the first of them, counted from 0.
    """
    return Finding(
        "rows_quarantined",
        Severity.WARNING,
        f"{counted(count, 'row', 'rows')} could not be searched for identifiers (an error, a time-out, or a text"
        " that is too long)."
        " Nothing of them is kept.",
        "Look at these rows in your file; shorten or leave out what is unusual, and bring the file again.",
        count=count,
        rows=tuple(row + 1 for row in rows[:MAX_LISTED_ROWS]),
    )
