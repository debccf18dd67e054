"""A JSON list read value by value: all of its values at once take several times the file's size.

The list is the file, or the one list of objects among the values of an object (`{"data": [...]}`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from studio.services.intake.encoding import Encoding
from studio.services.intake.json_window import PIECE, LongValueError, Window


def list_in(data: bytes, encoding: Encoding, piece: int = PIECE) -> Callable[[], Iterator[Any]] | None:
    """What reads the values of the list that holds the file's rows; None where there is none, or several.

    Raises what `values_in_list` and `place_of_list` raise.
    """
    opens = Window(data, encoding, piece).peek()
    if opens == "[":
        return lambda: values_in_list(data, encoding, piece)
    place = place_of_list(data, encoding, piece) if opens == "{" else None
    return None if place is None else lambda: values_in_member(data, encoding, place, piece)


def values_in_list(data: bytes, encoding: Encoding, piece: int = PIECE) -> Iterator[Any]:
    """The values of a list, one after the other; `piece` characters are read at a time.

    Raises `UnreadableFileError` at the place where it is no JSON, or where a value has over 16 million characters, and
    `ExtraDataError` where the list ends before the file does.
    """
    window = Window(data, encoding, piece)
    yield from window.elements()
    window.end()


def place_of_list(data: bytes, encoding: Encoding, piece: int = PIECE) -> int | None:
    """Which of an object's values, counted from 0, is its only list that begins with an object.

    None where there is none, or several, or where another value is so long that it must be read at once. Raises as
    `values_in_list` does.
    """
    window = Window(data, encoding, piece)
    lists: dict[str, int | None] = {}  # by key: of a key that comes twice the last value counts
    try:
        for place, key in enumerate(window.members()):
            lists[key] = place if _go_past(window) else None
    except LongValueError:
        return None
    window.end()
    places = [place for place in lists.values() if place is not None]
    return places[0] if len(places) == 1 else None


def values_in_member(data: bytes, encoding: Encoding, place: int, piece: int = PIECE) -> Iterator[Any]:
    """The values of the list that `place_of_list` has found."""
    window = Window(data, encoding, piece)
    for at, _ in enumerate(window.members()):
        if at == place:
            yield from window.elements()
            return
        _go_past(window)


def _go_past(window: Window) -> bool:
    """Go past a value; whether it was a list that begins with an object."""
    if window.peek() != "[":
        window.value()
        return False
    elements = window.elements()
    first = next(elements, None)
    for _ in elements:
        pass
    return isinstance(first, dict)
