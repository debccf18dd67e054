"""Cells that hold several labels: how a column writes them, and what each cell says."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from studio.core.visible import is_blank

_MOST_CHARACTERS = 2_000
_LONGEST_LABEL = 60
_RECUR = 0.5
"""The share of separated pieces that must stand in other cells as well: else the sign belongs to a label's name."""
_RECUR_BY_COMMA = 0.9  # commas stand within names and sentences
_MOST_WORDS_BY_COMMA = 4


class Writing(StrEnum):
    """How a column writes several labels in a cell; a list, as JSON or Python has it, is read in any column."""

    LIST = "list"
    SEMICOLON = ";"
    BAR = "|"
    COMMA = ","
    ONE = "one"

    @property
    def shown(self) -> str:
        """How it is called in a sentence."""
        return {Writing.LIST: "lists", Writing.ONE: "one a cell"}.get(self, f"parted by '{self.value}'")


def writing_of(cells: Iterable[str]) -> Writing:
    """How these cells write several labels; `ONE` where none holds more than one.

    A sign parts labels where what it parts stands in other cells as well: `pain; fever` beside `fever; cough`. A comma
    does only where nearly all of it does, and is short.
    """
    filled = Counter(cell.strip() for cell in cells if not is_blank(cell))
    lists = [found for cell in filled if (found := as_list(cell)) is not None]
    if lists and (len(lists) == len(filled) or any(len(found) > 1 for found in lists)):
        return Writing.LIST
    for writing in (Writing.SEMICOLON, Writing.BAR, Writing.COMMA):
        if _parts_labels(filled, writing):
            return writing
    return Writing.ONE


def writing_among(cells: Sequence[str], labels: Sequence[str]) -> Writing:
    """How these cells write several of the known `labels`; a few cells alone would not tell.

    Where the cells do not say so themselves, the way in which most of them are known labels and nothing else.
    """
    guessed = writing_of(cells)
    known = {each.casefold() for each in labels}

    def fitting(writing: Writing) -> int:
        read = (read_cell(cell, writing) for cell in cells)
        return sum(bool(found) and all(each.casefold() in known for each in found or ()) for found in read)

    if guessed is not Writing.ONE:
        return guessed
    return max((Writing.ONE, Writing.SEMICOLON, Writing.BAR, Writing.COMMA), key=fitting)  # the first of equals


def holds_several(cells: Iterable[str]) -> bool:
    """Whether a column writes several labels a cell."""
    return writing_of(cells) is not Writing.ONE


def read_cell(cell: str, writing: Writing) -> tuple[str, ...] | None:
    """The labels of a cell, spaces trimmed, each once, in order of mention; None where it is blank.

    An empty list says that there is none.
    """
    if is_blank(cell):
        return None
    listed = as_list(cell.strip())
    pieces = listed if listed is not None else _pieces(cell, writing)
    return tuple(dict.fromkeys(piece for each in pieces if (piece := " ".join(each.split()))))


def as_list(cell: str) -> list[str] | None:
    """What a list in a cell holds, as JSON or as Python writes one; None where it is none."""
    if not (cell.startswith("[") and cell.endswith("]") and len(cell) <= _MOST_CHARACTERS):
        return None
    try:
        value = json.loads(cell)
    except RecursionError:
        return None
    except ValueError:
        try:
            value = ast.literal_eval(cell)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return None
    plain = isinstance(value, list) and all(isinstance(each, str | int | float) for each in value)
    return [str(each) for each in value] if plain else None


def _parts_labels(filled: Counter[str], writing: Writing) -> bool:
    """Whether a sign parts labels; what it parts is looked at first, so that a column of texts is soon dismissed."""
    most_words = _MOST_WORDS_BY_COMMA if writing is Writing.COMMA else None
    parted: list[str] = []
    for cell in filled:
        if writing.value in cell and len(pieces := _pieces(cell, writing)) > 1:
            if any(len(each) > _LONGEST_LABEL or len(each.split()) > (most_words or len(each)) for each in pieces):
                return False
            parted += pieces
    if not parted:
        return False
    cells = Counter(piece for cell in filled for piece in {each.casefold() for each in _pieces(cell, writing)})
    recurring = sum(cells[piece.casefold()] > 1 for piece in parted)
    return recurring >= (_RECUR_BY_COMMA if writing is Writing.COMMA else _RECUR) * len(parted)


def _pieces(cell: str, writing: Writing) -> list[str]:
    if writing in (Writing.LIST, Writing.ONE):
        return [cell.strip()]
    return [piece.strip() for piece in cell.split(writing.value) if piece.strip()]
