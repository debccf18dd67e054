"""A text with one byte a character, so that RE2 and Python mean the same place by the same number."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np

LETTER, DIGIT, SPACE, OTHER = 0x80, 0x81, 0x82, 0x83
"""What stands for a character beyond ASCII: a word's sign that is no digit to Python, a digit, a space, any other."""
FIRST_BEYOND = 0x80
_PLANE = 0x10000
_FORMS = ((re.compile(r"\d"), DIGIT), (re.compile(r"\w"), LETTER), (re.compile(r"\s"), SPACE))


@lru_cache(maxsize=4096)
def byte_of(code: int) -> int:
    """The byte that stands for the character of this code point."""
    if code < FIRST_BEYOND:
        return code
    return next((byte for form, byte in _FORMS if form.match(chr(code))), OTHER)


@cache
def _plane() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The bytes of the first 65,536 code points."""
    return np.fromiter((byte_of.__wrapped__(code) for code in range(_PLANE)), np.uint8, _PLANE)


def bytes_of(text: str) -> bytes:
    """`text` with one byte a character."""
    if text.isascii():
        return text.encode("ascii")
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = _plane()[np.minimum(codes, _PLANE - 1)]
    for place in np.flatnonzero(codes >= _PLANE):
        found[place] = byte_of(int(codes[place]))
    return found.tobytes()
