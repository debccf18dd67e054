"""Rows that must stay on one side of the split: of one group, or with the same text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_SHORT_WORDS = 4
"""Texts this short ("normal", "pump leaking") recur by themselves and tie unrelated groups together."""
_TOO_LARGE = 0.3


def tie(groups: Sequence[str | None], keys: Sequence[str]) -> list[list[int]]:
    """The units of rows, each a list of positions, in order of first occurrence.

    Rows with the same group, or the same text key, share a unit. Where that chains groups into one unit of over 30 %
    of the rows, short texts no longer tie.
    """
    units = _components(groups, keys)
    largest = max(map(len, units), default=0)
    sizes: dict[str, int] = defaultdict(int)
    for group in groups:
        if group is not None:
            sizes[group] += 1
    if sizes and largest > _TOO_LARGE * len(keys) and largest > max(sizes.values()):
        long = [key if key.count(" ") >= _SHORT_WORDS else f"{key}\x1e{position}" for position, key in enumerate(keys)]
        return _components(groups, long)
    return units


def _components(groups: Sequence[str | None], keys: Sequence[str]) -> list[list[int]]:
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
