"""What a page of print adds to a filing: its number, its running head; and the sentence that it breaks in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from domains.finance_risk.filing.abbreviations import BEFORE_FIGURE, MAYBE_LAST, NEVER_LAST

_NUMBER = r"(?:page\s{1,3})?[-(]?\s?(?:\d{1,4}|[ivx]{1,6}|[A-Z]-\d{1,3})\s?[-)]?(?:\s?(?:of|/)\s?\d{1,4})?"
_FURNITURE = re.compile(
    rf"\s*(?:<PAGE>\s*)?(?:{_NUMBER}|(?:return to |back to )?(?:table of contents|index)|"
    r"(?:part\s+[ivIV]{1,3}\s*)?\(?con(?:tin|t)?(?:ued|['\u2019]?d\.?)\)?)?\s*",
    re.IGNORECASE,
)
_ITEM_GOES_ON = re.compile(
    r"\s*(?:part\s+[iv]{1,3}[\s.,-]{1,4})?items?\s{1,8}\d{1,2}[a-c]?\b.{0,150}\(con(?:tin|t)?(?:ued|['\u2019]?d\.?)\)\.?\s*",
    re.IGNORECASE,
)
"""The head of a further page of an item: "Item 1A. Risk Factors (continued)"."""
_LABEL_ALONE = re.compile(
    r"\s*(?:part\s+[iv]{1,3})?[\s.,:|\u2013\u2014-]{0,4}(?:items?\s{1,8}\d{1,2}[a-c]?)?[.:]?\s*", re.IGNORECASE
)
_PART_ALONE = re.compile(r"\s*part\s+[iv]{1,3}\s*", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\s*(?:(?P<front>\d{1,3})\s+(?P<behind>\S.*?)|(?P<before>\S.*?)[\s|\u2013\u2014-]+(?P<back>\d{1,3}))\s*"
)
_ENUMERATED = re.compile(r"(?:items?|part|notes?|exhibit|schedule|table|section|article|chapter)\b", re.IGNORECASE)
_MOST_RUNNING = 120
"""Characters of a running head or foot."""
_MOST_TITLED = 200
"""Characters of the head of an item that goes on: its title may be long."""
_OFTEN = 4
"""Pages from which on a line with their rising numbers is their head or foot."""
_SMALL_WORD = 3
"""Letters up to which a word of a name may be small: "and", "of the"."""
_NAME_ENDS = re.compile(r"(?:Inc|Corp|Co|Ltd|L\.?P|N\.?A|S\.?A|plc|LLC)\.\Z", re.IGNORECASE)
_CLOSES = tuple('.!?:;"\u201d)]')
_QUOTES = ('"', "\u201d", ")", "]")
"""Behind these a sentence goes on unless a full stop stands before them."""
_FULL_LINE = 40
"""Characters of a line from which it may be one of a paragraph rather than a heading."""


def is_furniture(line: str) -> bool:
    """Whether a line is a page's number, its link to the contents, or "(continued)"; a blank line is."""
    if len(line) > _MOST_RUNNING:
        return len(line) <= _MOST_TITLED and bool(_ITEM_GOES_ON.fullmatch(line))
    return bool(_FURNITURE.fullmatch(line) or _ITEM_GOES_ON.fullmatch(line))


def without_furniture(paragraphs: Sequence[str], joint: str = " ") -> list[str]:
    """The paragraphs without page furniture; where a page broke one in two, its halves joined by `joint`."""
    kept: list[list[str]] = []
    turned = False
    running, repeated = running_lines(paragraphs), _repeated_labels(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        if at in repeated or paragraph in running or is_furniture(paragraph) or _heads_a_page(paragraphs, at):
            turned = True
            continue
        if turned and kept and goes_on(kept[-1][-1], paragraph):
            kept[-1].append(paragraph)
        else:
            kept.append([paragraph])
        turned = False
    return [joint.join(pieces) for pieces in kept]


def _repeated_labels(paragraphs: Sequence[str]) -> set[int]:
    """Places of the lines with which each page names its part and item once more: "PART I", "Item 1A".

    The first of an item's pages keeps them; so does a file in which that happens too seldom to be its pages' head.
    """
    labels: list[list[int]] = []
    for at, paragraph in enumerate(paragraphs):
        if not _LABEL_ALONE.fullmatch(paragraph):
            continue
        if labels and labels[-1][-1] == at - 1:
            labels[-1].append(at)
        elif at and is_furniture(paragraphs[at - 1]):
            labels.append([at])
    named = [tuple(paragraphs[at].casefold() for at in places) for places in labels]
    again = [places for before, name, places in zip(named, named[1:], labels[1:], strict=False) if before == name]
    return {at for places in again for at in places} if len(again) >= _OFTEN else set()


def running_lines(lines: Sequence[str]) -> frozenset[str]:
    """Heads and feet of pages: lines that are the same but for a number at one end, which rises from page to page.

    "Norvale Power, Inc. | 2023 Form 10-K | 21"; a year does not count as such a number, nor does "Note 12". Lines that
    are the same altogether count where they stand beside the page's number: "Norvale Power, Inc.".
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        said = _NUMBERED.fullmatch(line) if 0 < len(line) <= _MOST_RUNNING else None
        rest = (said["behind"] or said["before"]) if said else ""
        if said and len(rest.split()) > 1 and not _ENUMERATED.match(rest):
            found.setdefault(rest, []).append((int(said["front"] or said["back"]), line))
    numbered = {line for pages in found.values() if _rises([page for page, _ in pages]) for _, line in pages}
    return frozenset(numbered | _beside_numbers(lines))


def _beside_numbers(lines: Sequence[str]) -> set[str]:
    """Lines that stand beside page furniture again and again and are no sentence ("None.")."""
    said = [line for line in lines if line.strip()]
    beside: Counter[str] = Counter()
    for at, line in enumerate(said):
        plain = line.strip()
        if len(plain) > _MOST_RUNNING or len(plain.split()) < 2 or _ENUMERATED.match(plain) or is_furniture(line):
            continue
        titled = all(word[:1].isupper() for word in plain.split() if len(word) > _SMALL_WORD)
        if not titled or (plain.endswith(_CLOSES) and not _NAME_ENDS.search(plain)):
            continue
        neighbours = said[max(0, at - 1) : at] + said[at + 1 : at + 2]
        beside[line] += any(map(is_furniture, neighbours))
    return {line for line, pages in beside.items() if pages >= _OFTEN}


def _rises(pages: Sequence[int]) -> bool:
    return len(pages) >= _OFTEN and all(before < after for before, after in pairwise(pages))


def goes_on(before: str, after: str) -> bool:
    """Whether two paragraphs on either side of a page break are one: looks at the lines next to it."""
    last, first = before.rstrip().rpartition("\n")[2], after.lstrip().partition("\n")[0]
    if not last or not first:
        return False
    if last.endswith(_CLOSES):
        return _breaks_off(last, first)
    if first[0].islower():
        return True
    return len(last) >= _FULL_LINE and len(first) >= _FULL_LINE and not first.isupper() and not last.isupper()


def _breaks_off(last: str, first: str) -> bool:
    """Whether what closes a line closes no sentence: the stop of "Dray v.", one amid brackets ("(N.D."), a quote."""
    if last.endswith(_QUOTES):
        return first[0].islower() and not last.rstrip("".join(_QUOTES)).endswith((".", "!", "?"))
    if last.count("\u201c") > last.count("\u201d") and first.find("\u201d") >= 0:
        return True  # a title amid its quotation marks: "Item 7A.
    if not last.endswith(".") or ")" in last[last.rfind("(") :]:
        return False
    word = last.rsplit(maxsplit=1)[-1][:-1].lstrip("(").casefold()
    amid = "(" in last and 0 <= first.find(")") < _MOST_RUNNING
    short = word in MAYBE_LAST or len(word) == 1 or "." in word
    return (
        amid or word in NEVER_LAST or (word in BEFORE_FIGURE and first[0].isdigit()) or (short and first[0].islower())
    )


def _heads_a_page(paragraphs: Sequence[str], at: int) -> bool:
    """ "PART I" above "(continued)"."""
    return at + 1 < len(paragraphs) and bool(_PART_ALONE.fullmatch(paragraphs[at])) and is_continued(paragraphs[at + 1])


def is_continued(line: str) -> bool:
    """Whether a line says nothing but that something goes on."""
    return "con" in line[:8].casefold() and is_furniture(line)
