"""Which full stops ended a sentence under version 3 of the boilerplate step, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.filing.abbreviations import BEFORE_FIGURE, COURTS, MAYBE_LAST, NEVER_LAST, OPENERS, TITLED
from domains.finance_risk.filing.sentences import ACRONYM, MENTION, ROMAN, Extent, is_number, is_title, sentences


def sentences_3(text: str) -> list[Extent]:
    """The sentences of `text` as they were: an initial "P." was a page, and "Fort" was not shortened."""
    return sentences(text, stop_ends=_stop_ends)


def _stop_ends(before: list[str], following: str, closing: str, said: str) -> bool:
    """Whether the full stop after the words `before` ends a sentence that `following`, the first of `said`, opens."""
    written = before[-1].lstrip("\"'\u201c\u2018([")
    word = written.casefold()
    opens = following.casefold() in OPENERS
    if word in NEVER_LAST:
        return False
    if word in BEFORE_FIGURE:
        return not (following[:1].isdigit() or ROMAN.match(following) or (len(following) == 1 and not opens))
    if len(before) > 1 and before[-2].casefold() in BEFORE_FIGURE and is_number(word) and not closing:
        return _number_ends(before, said, opens=opens)
    short = (len(word) == 1 and word.isalpha()) or word in MAYBE_LAST or written in COURTS or ACRONYM.match(word)
    return opens if short else True


def _number_ends(before: list[str], said: str, *, opens: bool) -> bool:
    """ "Item 1. The business": the number of a heading; "as described in Note 14. Demand fell": of a mention."""
    if len(before) > MENTION and before[-2].casefold() in TITLED and not opens:
        return said.split(maxsplit=1)[0].rstrip(".").casefold() in NEVER_LAST or not is_title(said)
    return opens and len(before) > 2
