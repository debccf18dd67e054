"""Tools for synthetic samples: filling templates, writing like different people, labelling with some mistakes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

_SLOT = re.compile(r"\{(\w+)\}")
MIN_TYPO_LENGTH = 5


def fill(template: str, slots: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """`template` with each {slot} replaced by one of its words, slots within words included."""
    while match := _SLOT.search(template):
        template = template[: match.start()] + rng.choice(slots[match[1]]) + template[match.end() :]
    return template


def typo(text: str, rng: random.Random) -> str:
    """`text` with one slip of the fingers: a letter lost, doubled, or swapped with its neighbour."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= MIN_TYPO_LENGTH and word.isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    word = words[place]
    at = rng.randrange(1, len(word) - 1)
    kinds = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at])
    words[place] = kinds[0] if rng.random() < 0.4 else kinds[1] if rng.random() < 0.5 else kinds[2] + word[at + 2 :]
    return " ".join(words)


def abbreviate(text: str, short: Mapping[str, str], rng: random.Random, share: float) -> str:
    """`text` with about `share` of the words that have an abbreviation written short."""
    for word, written in short.items():
        if word in text and rng.random() < share:
            text = text.replace(word, written)
    return text


def mislabel(label: str, confusions: Mapping[str, Sequence[str]], rng: random.Random, share: float) -> str:
    """`label`, or with probability `share` one that people confuse with it."""
    return rng.choice(confusions[label]) if rng.random() < share else label


def distinct(make: Callable[[], str], seen: set[str], tries: int = 20) -> str:
    """A text `make` gives that is not in `seen` yet, or the last one after `tries`; adds it to `seen`."""
    text = make()
    for _ in range(tries):
        if text not in seen:
            break
        text = make()
    seen.add(text)
    return text
