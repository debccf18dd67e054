"""Where an item's heading ends: it names the item, and is no statement to answer."""

from __future__ import annotations

import re

from domains.finance_risk.filing.headings import is_titled

_LETTER = r"(?:(?:\.|\s?\(?)[a-k]\)?(?![A-Za-z0-9]))?(?:\(t\)|t(?![A-Za-z]))?"
_LABEL = re.compile(
    r"\s*(?:part\s+[iv1-4]+\b[\s.,:\u2013\u2014-]*)?(?:(?:financial|other)\s+information[\s.,:\u2013\u2014-]*)?"
    rf"items?\s{{0,8}}(?:no\.?\s?)?\d{{1,2}}{_LETTER}"
    rf"(?:\.?\s{{0,8}}(?:,|and|&|through|to|[\u2013-])\s{{0,8}}(?:items?\s{{0,8}})?\d{{1,2}}{_LETTER}){{0,6}}[\s.:,\u2013\u2014|-]*",
    re.IGNORECASE,
)
_LONGEST = 220
"""Characters of a heading that goes over several lines."""
_STOP = re.compile(r"[.!?]\s+(?=\S)")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


def heading_end(text: str, start: int, end: int) -> int:
    """Where the heading that begins at `start` ends, at most at `end`.

    A heading is a paragraph of its own, over several lines if need be; where the item's text runs on in the same
    paragraph ("Item 3. Legal Proceedings. None."), it ends with its title. A label alone has its title in the next one.
    """
    label = _LABEL.match(text, start, end)
    if label is None:
        stop = _paragraph_end(text, start, end)
        line = text[start:stop].strip()
        return start if line.endswith((".", "!", "?")) else stop
    paragraph = text.find("\n\n", start, end)
    paragraph = paragraph if paragraph >= 0 else end
    if label.end() >= paragraph:
        return _title_below(text, paragraph, end)
    stop = _last_title_line(text, label.end(), paragraph)
    runs_on = _STOP.search(text, label.end(), stop)
    return runs_on.start() + 1 if runs_on else stop


def _last_title_line(text: str, after: int, end: int) -> int:
    """The end of the label's line, or of the last one below it that goes on with the title."""
    stop = _line_end(text, after, end)
    while stop < end and stop - after <= _LONGEST and not text[after:stop].rstrip().endswith(_SENTENCE_ENDS):
        below = _line_end(text, stop + 1, end)
        line = text[stop + 1 : below].strip()
        sentence = line.endswith((".", ":")) and not line.isupper()
        if sentence or not is_titled(line):
            break
        stop = below
    return stop


def _line_end(text: str, start: int, end: int) -> int:
    line = text.find("\n", start, end)
    return line if line >= 0 else end


def _paragraph_end(text: str, start: int, end: int) -> int:
    """The end of the paragraph where it may be a heading; else of its first line."""
    blank = text.find("\n\n", start, min(end, start + _LONGEST))
    if blank >= 0:
        return blank
    if end - start <= _LONGEST:
        return end
    line = text.find("\n", start, end)
    return line if line >= 0 else end


def _title_below(text: str, stop: int, end: int) -> int:
    """The end of the paragraph below a label, if it is short and no sentence."""
    begun = stop + len(text[stop:end][:200]) - len(text[stop:end][:200].lstrip())
    below = _paragraph_end(text, begun, end)
    line = text[begun:below].strip()
    return (
        below
        if line and below - begun <= _LONGEST and not line.endswith((".", "!", "?", ":")) and below < end
        else stop
    )
