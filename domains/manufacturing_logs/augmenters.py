"""Ways in which another hand could have written a work order, or another moment a log line."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from domains.augmenters import Augmenter, replaced
from domains.manufacturing_logs.shop_words import SHORTHAND
from domains.typing_slips import typing_slips

_SHORT_OF: dict[str, tuple[str, ...]] = {}
for _short, _word in SHORTHAND.items():
    _SHORT_OF[_word] = (*_SHORT_OF.get(_word, ()), _short)
_FORMS = re.compile(
    rf"(?<![\w/<.-])(?:{'|'.join(sorted(map(re.escape, (*SHORTHAND, *_SHORT_OF)), key=len, reverse=True))})(?![\w/>-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w/<\[.:@#=-])[a-z]{7,10}(?![\w/>\]:@=-]|\.\w)")
_VOWELS = re.compile(r"[aeiou]")
_SHARE, _ONE_IN, _MOST = 0.6, 8, 4
_NUMBER = re.compile(r"(?<![A-Za-z0-9_<.,:/-])\d{2,9}(?![A-Za-z0-9_>.,:/-]|\.\d)")
_STAMP = re.compile(r"\b(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)")
_MOST_SECONDS = 90 * 24 * 3600


def shorthand(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with some short forms of the shop floor written out, and some words shortened."""
    spans = []
    for match in _FORMS.finditer(text):
        found = match[0].lower()
        new = SHORTHAND[found] if found in SHORTHAND else draw.choice(_SHORT_OF[found])
        if draw.random() < _SHARE and not set(new.split()) & kept:
            spans.append((match.start(), match.end(), new.upper() if match[0].isupper() else new))
    return replaced(text, spans)


def without_vowels(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with about one in eight of its longer words without the vowels inside, as hurried hands write them."""
    longer = [match for match in _WORD.finditer(text) if match[0] not in kept and _squeezed(match[0]) != match[0]]
    if not longer:
        return text
    chosen = draw.sample(longer, min(_MOST, max(1, len(longer) // _ONE_IN)))
    chosen.sort(key=lambda match: match.start())
    return replaced(text, [(match.start(), match.end(), _squeezed(match[0])) for match in chosen])


def _squeezed(word: str) -> str:
    """First and last letter stay; four consonants at least, or nobody could read it."""
    short = word[0] + _VOWELS.sub("", word[1:-1]) + word[-1]
    return short if len(short) >= 5 else word


def parameters(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with every bare number of two digits or more drawn anew, as long as it was; one number always alike."""
    drawn: dict[str, str] = {}
    return _NUMBER.sub(lambda match: drawn.setdefault(match[0], _number(match[0], draw)), text)


def _number(written: str, draw: random.Random) -> str:
    return str(draw.randrange(10 ** (len(written) - 1), 10 ** len(written)))


def moments(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with all its times moved by one span of up to ninety days, so that their order and distance stay."""
    shift = timedelta(seconds=draw.randrange(1, _MOST_SECONDS))

    def moved(match: re.Match[str]) -> str:
        try:
            then = datetime.fromisoformat(f"{match[1]}T{match[3]}") - shift
        except (ValueError, OverflowError):
            return match[0]
        return f"{then:%Y-%m-%d}{match[2]}{then:%H:%M:%S}"

    return _STAMP.sub(moved, text)


AUGMENTERS = (
    Augmenter(
        "shorthand",
        "Shop-floor short forms and words",
        "Writes some short forms out and shortens some words: 'brg' and 'bearing'.",
        "Only forms with one reading on a shop floor change.",
        shorthand,
    ),
    Augmenter(
        "vowels",
        "Hurried short forms",
        "Leaves the vowels out of about one of eight longer words: 'pressure' becomes 'prssre'.",
        "Whoever reads work orders reads these too, and the fault stays the same.",
        without_vowels,
    ),
    Augmenter(
        "parameters",
        "Other parameters",
        "Draws bare numbers anew, as long as they were.",
        "The event is the same whichever number it bears; leave it out where limits decide the label.",
        parameters,
    ),
    Augmenter(
        "moments",
        "Other times",
        "Moves all times of a text back by one span of up to ninety days.",
        "Their order and distance stay, and a fault is the same in another month.",
        moments,
    ),
    typing_slips("Words stay readable, and the fault stays the same."),
)
