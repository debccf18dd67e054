"""Rows that must stay on one side of the split: of one group, or with the same text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

_SHORT_WORDS = 4
"""Texts this short ("normal", "pump leaking") recur by themselves and tie unrelated groups together."""
_TOO_LARGE = 0.3


def tie(groups: Sequence[str | None], keys: Sequence[str]) -> list[list[int]]:
    """The units of rows, each a list of positions, in order of first occurrence.

    Rows with the same group, or the same text key, share a unit. Where that chains groups into one unit of over 30 %
    of the rows, short texts no longer tie; where long ones do so as well (the same inspection on every machine), no
    text of a row with a group ties.
    """
    units = components(groups, keys)
    if _chained(units, groups):
        units = components(groups, [key if is_long(key) else f"{key}\x1e{row}" for row, key in enumerate(keys)])
    if _chained(units, groups):
        alone = [group is None and is_long(key) for group, key in zip(groups, keys, strict=True)]
        units = components(
            groups,
            [key if ties else f"{key}\x1e{row}" for row, (key, ties) in enumerate(zip(keys, alone, strict=True))],
        )
    return units


def is_long(key: str) -> bool:
    """Whether a text is too long to recur by itself."""
    return key.count(" ") >= _SHORT_WORDS


def _chained(units: Sequence[Sequence[int]], groups: Sequence[str | None]) -> bool:
    """Whether texts have chained groups into a unit that leaves too little for the other parts."""
    sizes = Counter(group for group in groups if group is not None)
    largest = max(map(len, units), default=0)
    return bool(sizes) and largest > _TOO_LARGE * len(groups) and largest > max(sizes.values())


def components(groups: Sequence[str | None], keys: Sequence[str]) -> list[list[int]]:
    """Rows linked by a group or a key, over as many rows as it takes."""
    parents = list(range(len(keys)))
    first: dict[tuple[str, str], int] = {}
    for position, (group, key) in enumerate(zip(groups, keys, strict=True)):
        ties = [("text", key)] if group is None else [("text", key), ("group", group)]
        for one in ties:
            _join(parents, first.setdefault(one, position), position)
    members: dict[int, list[int]] = defaultdict(list)
    for position in range(len(keys)):
        members[_root(parents, position)].append(position)
    return list(members.values())


def _root(parents: list[int], position: int) -> int:
    while parents[position] != position:
        parents[position] = parents[parents[position]]
        position = parents[position]
    return position


def _join(parents: list[int], one: int, other: int) -> None:
    a, b = _root(parents, one), _root(parents, other)
    parents[max(a, b)] = min(a, b)
