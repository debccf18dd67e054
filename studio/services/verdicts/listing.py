"""The texts that a finding is about, page by page: each row beside the one it is told of because of."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from studio.core.verdict import Mend, VerdictFinding
from studio.services.verdicts.likeness import likeness

ROWS_A_PAGE = 6
_MOST_BESIDE = 4
"""Rows shown behind the one they are compared with; of a larger group the rest follows, behind it once more."""
_LEAST_ALIKE = 0.5
"""Share of words in common below which marking what differs would mark nearly everything."""


@dataclass(frozen=True)
class ListedRow:
    """A row as it is shown.

    `mendable` rows are those that a remedy works on; `suggested` is the answer that relabelling would give it, or
    empty; `alike` says whether its text is near enough the first one's of its frame for what differs to be marked.
    `source_text` is the text before it was prepared.
    """

    row_id: str
    number: int
    part: str
    answer: str
    text: str
    beside: str
    source_text: str
    suggested: str
    mendable: bool
    alike: bool


@dataclass(frozen=True)
class Frame:
    """Ids of rows shown together, the others behind the first, which is `again` there where it has been shown."""

    rows: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True)
class ListedPage:
    """What page `number` of `pages` shows; of `rows` that can be mended it has those after the first `before`."""

    frames: tuple[tuple[ListedRow, ...], ...]
    number: int
    pages: int
    before: int
    rows: int


def listed(table: pd.DataFrame, found: VerdictFinding, page: int) -> ListedPage:
    """The page of that number, or the nearest there is; no page of a finding whose remedies work on no rows."""
    pages, mendable = _pages(found), frozenset(found.mendable)
    number = min(max(1, page), max(1, len(pages)))
    before = sum(len(_new(frame, mendable)) for each in pages[: number - 1] for frame in each)
    frames = _with_rows(table, found, pages[number - 1]) if pages else ()
    return ListedPage(frames, number, len(pages), before, len(mendable))


def _pages(found: VerdictFinding) -> list[list[Frame]]:
    pages: list[list[Frame]] = []
    room = 0
    for frame in _frames(found):
        if not pages or len(frame.rows) > room:
            pages.append([])
            room = ROWS_A_PAGE
        pages[-1].append(frame)
        room -= len(frame.rows)
    return pages


def _frames(found: VerdictFinding) -> Iterator[Frame]:
    """The groups that have a row to mend, in pieces; then the rows that are in none."""
    mendable = found.mendable
    for first, *others in found.groups if mendable else ():
        for start in range(0, len(others), _MOST_BESIDE):
            yield Frame((first, *others[start : start + _MOST_BESIDE]), again=start > 0)
    grouped = {row for group in found.groups for row in group}
    yield from (Frame((row,)) for row in mendable if row not in grouped)


def _new(frame: Frame, mendable: frozenset[str]) -> list[str]:
    return [row for row in frame.rows[frame.again :] if row in mendable]


def _with_rows(
    table: pd.DataFrame, found: VerdictFinding, frames: Sequence[Frame]
) -> tuple[tuple[ListedRow, ...], ...]:
    ids = {row for frame in frames for row in frame.rows}
    known = {str(row["row_id"]): row for row in table[table["row_id"].isin(ids)].to_dict("records")}
    mendable, suggested = frozenset(found.mendable), _suggested(found)
    shown = []
    for frame in frames:
        new = set(_new(frame, mendable))
        first = _as_written(str(known[frame.rows[0]]["text"]))
        shown.append(tuple(_row(known[row], row in new, suggested.get(row, ""), first) for row in frame.rows))
    return tuple(shown)


def _row(row: Mapping[Hashable, Any], mendable: bool, suggested: str, first: frozenset[str]) -> ListedRow:
    pair, text = row.get("text_pair"), str(row["text"])
    return ListedRow(
        row_id=str(row["row_id"]),
        number=int(row["source_row"]),
        part=str(row["part"]),
        answer=str(row["target"]),
        text=text,
        beside=pair if isinstance(pair, str) else "",
        source_text=str(row["source_text"]),
        suggested=suggested,
        mendable=mendable,
        alike=likeness(first, _as_written(text)) >= _LEAST_ALIKE,
    )


def _as_written(text: str) -> frozenset[str]:
    """Capitals and signs count: where all are others, each word would be marked."""
    return frozenset(text.split())


def _suggested(found: VerdictFinding) -> dict[str, str]:
    relabelling = next((each for each in found.remedies if each.mend is Mend.RELABEL), None)
    return {} if relabelling is None else dict(zip(relabelling.rows, relabelling.answers, strict=True))
