"""Which session each line belongs to: by the group it bears, or by an id its text names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from domains.manufacturing_logs.mining import event_text
from domains.manufacturing_logs.units.entries import Entry

MIN_NAMING, MIN_LINES = 0.5, 2.0
"""Ids of a kind are sessions where this share of the lines names one, and each is named by this many on average."""
MIN_SESSIONS, MAX_LINES = 20, 500
"""A group column means sessions by itself from this many groups on, and up to this many lines a group on average."""
MAX_IDS = 20
MAX_SEARCHED = 2_000
_ONE_EVENT = 0.9

_IDS = re.compile(
    r"(?<![A-Za-z0-9])(?P<kind>[A-Za-z]{2,24})_(?P<number>-?\d{3,}(?:_\d{1,12}){0,5})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?P<uuid>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?P<named>session|request|req|trace|order|batch|job|cycle|lot|serial)(?:[_ -]?id)?"
    r"(?:[ ]?[=:#][ ]?|[ ])(?P<value>(?=[A-Za-z\-]{0,12}\d)[A-Za-z0-9\-]{1,40})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def ids_of(text: str) -> list[tuple[str, str]]:
    """The ids a text names, as (kind, id): blk_12, a UUID, job=12; at most `MAX_IDS`, each once."""
    found: dict[tuple[str, str], None] = {}
    for match in _IDS.finditer(text[:MAX_SEARCHED]):
        kind = (match["kind"] or match["named"] or "uuid").casefold()
        found[(kind, match["number"] or match["value"] or match["uuid"])] = None
        if len(found) == MAX_IDS:
            break
    return list(found)


def kind_of_session(lines: Sequence[Entry], *, asked: bool = False) -> str | None:
    """The kind of id that makes the best sessions: named by most lines, each id by several; None where none does.

    Where sessions are `asked` for, the kind that most lines name, however few they are.
    """
    naming: Counter[str] = Counter()
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        ids = ids_of(line.text)
        naming.update({kind for kind, _ in ids})
        for kind, value in ids:
            named[kind][value] += 1
    fitting = [
        kind for kind, count in naming.items() if asked or (count >= MIN_NAMING * len(lines) and _recur(named[kind]))
    ]
    return max(fitting, key=lambda kind: (naming[kind], kind), default=None)


def _recur(named: Counter[str]) -> bool:
    """Whether ids of a kind are named several times each, and are more than one."""
    return len(named) > 1 and named.total() >= MIN_LINES * len(named)


def groups_are_sessions(lines: Sequence[Entry]) -> bool:
    """Whether the group column names short runs of lines rather than machines, or what kind of line each is."""
    sizes = Counter(line.group for line in lines if line.group)
    return bool(sizes) and len(sizes) >= MIN_SESSIONS and sizes.total() <= MAX_LINES * len(sizes)


def groups_are_templates(lines: Sequence[Entry]) -> bool:
    """Whether lines of one group are one event (a column of templates): no session, and no machine either."""
    events: dict[str, set[str]] = defaultdict(set)
    sizes: Counter[str] = Counter()
    for line in lines:
        if line.group:
            events[line.group].add(event_text(line.text)[:12])
            sizes[line.group] += 1
    several = [group for group, size in sizes.items() if size > 1]
    alike = [group for group in several if len(events[group]) == 1]
    different = {next(iter(events[group])) for group in alike}
    return len(different) > 1 and len(alike) >= _ONE_EVENT * len(several)


def by_group(lines: Sequence[Entry]) -> dict[str, list[int]]:
    """Places of the lines of each group, in order; lines without one are left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.group:
            found[line.group].append(place)
    return dict(found)


def by_id(lines: Sequence[Entry], kind: str) -> dict[str, list[int]]:
    """Places of the lines that name each id of `kind`; a line that names several is in each (Xu et al. 2009)."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        for each, value in ids_of(line.text):
            if each == kind:
                found[f"{kind}_{value}" if kind != "uuid" else value].append(place)
    return dict(found)
