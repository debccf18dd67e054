"""Rows above the column names: the title of an export, when and by whom it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from studio.services.intake.known_names import known

_MOST = 10
_ALIKE = 0.9
_MIN_ROWS = 5  # names and rows that must be equally wide, where no name is known
_LIKE_A_TITLE = re.compile(r"[\s\d]")

Rows = Sequence[Sequence[str]]


def title_rows(rows: Rows) -> int:
    """How many of the first rows are a title: narrower than, or blank beside, all the equally wide rows below them.

    Where no name is known in the row below, a title is one cell, and no single word: that may be the name of the one
    column of a file of sentences, which happen to have as many commas.
    """
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    count = next((at for at, row in enumerate(rows[: _MOST + 1]) if len(row) == width and _filled(row) > 1), 0)
    body = rows[count + 1 :]
    if not count or not body or sum(len(row) == width for row in body) < _ALIKE * len(body):
        return 0
    above = rows[:count]
    lone = all(_filled(row) <= 1 for row in above)
    if named := sum(known(rows[count])):  # a title may say `Date;2024-01-31`
        return count if lone or all(sum(known(row)) < named for row in above) else 0
    return count if lone and len(body) + 1 >= _MIN_ROWS and _like_titles(above, width) else 0


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _like_titles(above: Rows, width: int) -> bool:
    """Whether rows of one cell are padded to the table's width, or hold more than a single word.

    A tab is no space between words: nobody types one in a title, and names may stand on either side of it.
    """
    if all(len(row) == width for row in above):
        return True
    texts = [" ".join(row).strip() for row in above]
    return not any("\t" in text for text in texts) and any(map(_LIKE_A_TITLE.search, texts))
