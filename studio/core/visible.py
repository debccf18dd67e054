"""Whether there is anything of a text to see."""

from __future__ import annotations

import re

# Spaces and controls, joiners and direction marks, fillers that count as letters, a Braille cell without dots,
# selectors of variants, tags. Ranges are of code points, both ends included.
_INVISIBLE = (
    *((0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x1680, 0x1680)),
    *((0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x2800, 0x2800)),
    *((0x3000, 0x3000), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB)),
    *((0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159), (0x1D173, 0x1D17A), (0xE0000, 0xE007F), (0xE0100, 0xE01EF)),
)


def _written(point: int) -> str:
    """A code point in a pattern, as Python and JSON Schema both read it."""
    return f"\\u{point:04x}" if point < 0x10000 else chr(point)


VISIBLE = "[^" + "".join(f"{_written(first)}-{_written(last)}" for first, last in _INVISIBLE) + "]"
"""A pattern that finds a character that can be seen."""
_visible = re.compile(VISIBLE)
BLANK = frozenset({"", "nan", "<na>", "#n/a", "null"})
"""What exports write for nothing, in lower case. `none` and `n/a` may well be labels."""


def shows_nothing(text: str) -> bool:
    """Whether a text is empty or of spaces, control and other invisible characters alone."""
    return _visible.search(text) is None


def is_blank(value: str) -> bool:
    """Whether a cell holds nothing, or what an export writes for nothing."""
    return value.strip().lower() in BLANK
