"""Groups that stand on both sides of the test part."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domains.contract import Domain
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.groups import groups_of_prepared
from studio.services.datasets.text_key import MOST_WORDS, word_count

_MOST_LEFT_OUT = 0.5
"""Share of the rows outside the test part beyond which leaving out tested groups would cost more than it mends."""


def groups_across_test(table: pd.DataFrame, domain: Domain) -> list[VerdictFinding]:
    """Test rows whose group has rows outside the test part: by the column of groups, else by what the field tells."""
    groups = groups_of_prepared(domain, table)
    tested = (table["part"] == Part.TEST.value).tolist()
    both = _inside(groups, tested, True) & _inside(groups, tested, False)
    across = [row for row, group in enumerate(groups) if tested[row] and group in both]
    if not across:
        return []
    named = "group" in table and bool(table["group"].notna().any())
    what = "group" if named else f"set ({domain.group_words})"
    finding = Finding.of_rows(
        "groups_across_test",
        Severity.WARNING,
        f"{counted(len(across), 'test row is', 'test rows are')} of a {what} that has rows outside the test part too.",
        "Split anew, so that each stands on one side, or leave out those outside the test part. Keep it so where new "
        "texts will come of the same groups, or where the order of time is what is to be tested.",
        column="group" if named else "text",
        rows=[int(number) for number in table["source_row"].iloc[across]],
    )
    remedies = _remedies(table, groups, tested, both)
    apart = any(remedy.rows for remedy in remedies)
    return [VerdictFinding(finding, remedies, groups=_behind_a_tested(table, groups, tested, both) if apart else ())]


def _remedies(
    table: pd.DataFrame, groups: Sequence[str | None], tested: Sequence[bool], both: frozenset[str]
) -> tuple[Remedy, ...]:
    small = word_count(table["text"].tolist()) <= MOST_WORDS
    remedies = [Remedy(Mend.SPLIT_ANEW)] if small else []
    beside = [row for row, group in enumerate(groups) if not tested[row] and group in both]
    if len(beside) <= _MOST_LEFT_OUT * (len(tested) - sum(tested)):
        remedies.append(Remedy(Mend.LEAVE_OUT, tuple(table["row_id"].astype(str).iloc[beside])))
    return tuple(remedies)


def _behind_a_tested(
    table: pd.DataFrame, groups: Sequence[str | None], tested: Sequence[bool], both: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """The rows of each group outside the test part, behind its first test row."""
    ids = table["row_id"].astype(str).tolist()
    first: dict[str, str] = {}
    beside: dict[str, list[str]] = {}
    for row, group in enumerate(groups):
        if group in both and group is not None:
            if tested[row]:
                first.setdefault(group, ids[row])
            else:
                beside.setdefault(group, []).append(ids[row])
    return tuple((first[group], *rows) for group, rows in beside.items())


def _inside(groups: Sequence[str | None], tested: Sequence[bool], wanted: bool) -> frozenset[str]:
    pairs = zip(groups, tested, strict=True)
    return frozenset(group for group, test in pairs if group is not None and test is wanted)
