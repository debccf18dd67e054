"""Paragraphs out of the lines of a printed page, where nothing but their looks says where one ends."""

from __future__ import annotations

import re

_SHORT = 0.75  # of a full line: a line this short ends its paragraph
_ENDS = (".", "!", "?", ":", ";", '"', "\u201d", ")")
_ITEM = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u2013\u2014*-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_FULL = 0.9  # the share of lines that are at most as long as a full one


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a page's text, each on one line, words that were cut at a line's end put together.

    A paragraph ends at a blank line, at a line clearly shorter than a full one, and before an item of a list.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(_FULL * (len(lengths) - 1))] if lengths else 0
    found: list[str] = []
    is_open = False
    for line in lines:
        if line:
            if is_open and not _ITEM.match(line):
                found[-1] = _joined(found[-1], line)
            else:
                found.append(line)
        is_open = bool(line) and not _closes(line, full)
    return found


def _closes(line: str, full: int) -> bool:
    return len(line) < _SHORT * full and (line.endswith(_ENDS) or len(line) < _SHORT * _SHORT * full)


def _joined(before: str, line: str) -> str:
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
