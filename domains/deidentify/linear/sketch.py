"""From a pattern of Python's `re` to one of RE2 that matches wherever it does, and perhaps elsewhere.

RE2 has no look-around, no back-reference and no idea of Unicode's words. A sketch leaves the first out, writes for the
second the group it refers to, and works on `bytes_of_text`. What can follow without being needed is left out as well:
a sketch says where a match may begin, never where it ends. Bounds of repeats stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # no stubs; Python 3.11 is pinned
from typing import Any

from domains.deidentify.linear.bytes_of_text import DIGIT, FIRST_BEYOND, LETTER, OTHER, SPACE, byte_of

_ALL = frozenset([*range(FIRST_BEYOND), LETTER, DIGIT, SPACE, OTHER])
_BEYOND = frozenset((LETTER, DIGIT, SPACE, OTHER))
_LARGEST_REPEAT = 1000
"""RE2's own limit."""


def _ascii(form: str) -> frozenset[int]:
    return frozenset(code for code in range(FIRST_BEYOND) if re.match(form, chr(code)))


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: _ascii(r"\d") | {DIGIT},
    _constants.CATEGORY_WORD: _ascii(r"\w") | {LETTER, DIGIT},
    _constants.CATEGORY_SPACE: _ascii(r"\s") | {SPACE},
}
_CATEGORIES |= {
    _constants.CATEGORY_NOT_DIGIT: _ALL - _CATEGORIES[_constants.CATEGORY_DIGIT],
    _constants.CATEGORY_NOT_WORD: _ALL - _CATEGORIES[_constants.CATEGORY_WORD],
    _constants.CATEGORY_NOT_SPACE: _ALL - _CATEGORIES[_constants.CATEGORY_SPACE],
}
_TWINS_BEYOND = frozenset(map(ord, "iIkKsS"))
"""Letters that Python takes for equal to a letter beyond ASCII where case does not matter."""


def sketch_of(pattern: str, flags: int = 0) -> bytes:
    """The sketch, for RE2 with Latin-1 as its encoding; raises `ValueError` for what it has no word for."""
    tree = _parser.parse(pattern, flags)
    return _Sketch(tree).text(tree, tree.state.flags, tail=True).encode("ascii")


def widest(pattern: str, flags: int = 0) -> int | None:
    """How many characters the widest match has; None where there is no bound."""
    width: int = _parser.parse(pattern, flags).getwidth()[1]
    return width if width < _constants.MAXREPEAT else None


class _Sketch:
    """One pattern being written anew; `tail` says that nothing needed follows."""

    def __init__(self, tree: Any) -> None:
        self._groups: dict[int, tuple[Any, int]] = {}
        self._note_groups(tree, tree.state.flags)

    def _note_groups(self, tree: Any, flags: int) -> None:
        for operation, value in tree:
            if operation is _constants.SUBPATTERN:
                number, added, taken, inner = value
                self._groups[number] = (inner, (flags | added) & ~taken)
                self._note_groups(inner, (flags | added) & ~taken)
            elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
                self._note_groups(value[2], flags)
            elif operation is _constants.BRANCH:
                for branch in value[1]:
                    self._note_groups(branch, flags)

    def text(self, tree: Any, flags: int, *, tail: bool) -> str:
        """The parts of a sequence, the last needed one cut short."""
        parts: list[str] = []
        for operation, value in reversed(list(tree)):
            part = self._part(operation, value, flags, tail=tail)
            tail = tail and not part
            parts.append(part)
        return "".join(reversed(parts))

    def _part(self, operation: Any, value: Any, flags: int, *, tail: bool) -> str:
        if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            return ""
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return self._repeat(value, flags, tail=tail)
        if operation is _constants.BRANCH:
            return _grouped("|".join(self.text(branch, flags, tail=tail) for branch in value[1]))
        if operation is _constants.SUBPATTERN:
            _, added, taken, inner = value
            return _grouped(self.text(inner, (flags | added) & ~taken, tail=tail))
        if operation is _constants.GROUPREF:
            inner, inner_flags = self._groups[value]
            return _grouped(self.text(inner, inner_flags, tail=tail))
        return _class(_signs(operation, value, flags))

    def _repeat(self, value: tuple[int, Any, Any], flags: int, *, tail: bool) -> str:
        least, most, inner = value
        most = least if tail else most
        body = _grouped(self.text(inner, flags, tail=tail and least == 1)) if most else ""
        if not body or (least, most) == (1, 1):
            return body
        if most is _constants.MAXREPEAT or most > _LARGEST_REPEAT:
            return f"{body}{{{min(least, _LARGEST_REPEAT)},}}"
        return f"{body}{{{least},{most}}}"


def _grouped(text: str) -> str:
    return f"(?:{text})" if text else ""


def _signs(operation: Any, value: Any, flags: int) -> frozenset[int]:
    """The bytes that a single-character part may match."""
    fold = bool(flags & re.IGNORECASE)
    if operation is _constants.LITERAL:
        return _folded([byte_of(value)], fold=fold)
    if operation is _constants.ANY:
        return _ALL if flags & re.DOTALL else _ALL - {10}
    if operation is _constants.NOT_LITERAL:
        return _members([(_constants.NEGATE, None), (_constants.LITERAL, value)], fold=fold)
    if operation is _constants.IN:
        return _members(value, fold=fold)
    raise ValueError(f"no sketch of {operation}")


def _members(items: Iterable[tuple[Any, Any]], *, fold: bool) -> frozenset[int]:
    """A class; of characters beyond ASCII a negated one leaves out whole categories only."""
    signs: set[int] = set()
    negated = False
    for operation, value in items:
        if operation is _constants.NEGATE:
            negated = True
        elif operation is _constants.CATEGORY:
            signs |= _CATEGORIES[value]
        else:
            low, high = (value, value) if operation is _constants.LITERAL else value
            signs |= set(range(low, min(high + 1, FIRST_BEYOND)))
            if high >= FIRST_BEYOND and not negated:
                signs |= {byte_of(low)} if low == high else _BEYOND
    if negated:
        return _ALL - (_folded(signs, fold=fold) - (_BEYOND - signs))
    return _folded(signs, fold=fold)


def _folded(signs: Iterable[int], *, fold: bool) -> frozenset[int]:
    """The class with both cases of its letters, where case does not matter."""
    found = frozenset(signs)
    if not fold:
        return found
    cases = {ord(case) for sign in found if sign < FIRST_BEYOND for case in (chr(sign).upper(), chr(sign).lower())}
    return found | cases | ({LETTER} if found & _TWINS_BEYOND else set())


def _class(signs: frozenset[int]) -> str:
    if signs == _ALL:
        return "(?s:.)"
    return "[" + "".join(f"\\x{sign:02x}" for sign in sorted(signs)) + "]"
