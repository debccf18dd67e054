"""Names of companies that are words as well: "Target raised prices", but "Target prices were missed"."""

from __future__ import annotations

import re
from collections.abc import Collection

ORDINARY = frozenset(
    (
        "ally", "alphabet", "apple", "arch", "assurance", "balance", "ball", "bath", "beacon", "block", "bloom",
        "box", "brink", "bumble", "carnival", "carter", "caterpillar", "centers", "chase", "church", "circle",
        "clean", "clear", "coach", "compass", "corner", "crane", "cross", "crown", "delta", "diamond", "discover",
        "discovery", "dominion", "dover", "dow", "eagle", "equity", "express", "extra", "fair", "fiscal", "five",
        "ford", "fortune", "fossil", "fox", "gap", "gates", "guess", "hub", "hunt", "intuitive", "iron", "jack",
        "key", "lamb", "lands", "leaf", "liberty", "lift", "lincoln", "live", "match", "medical", "meta", "mosaic",
        "next", "noble", "oracle", "orange", "pool", "progressive", "range", "regions", "resources", "rocket", "ross",
        "shell", "signature", "snap", "snowflake", "southern", "spirit", "spring", "sprint", "square", "stone",
        "strategy", "stride", "subway", "summit", "sun", "tapestry", "target", "texas", "toast", "total", "tractor",
        "trade", "travelers", "twist", "unity", "universal", "upstart", "valley", "victory", "visa", "waste", "wave",
        "western", "williams", "wolf", "workday", "yield", "zoom",
    )
)  # fmt: skip
"""Words, and names of people and places, that companies are called by; which others are, the texts that were learned
from tell. A name that is nothing else has no place here."""
_BARE = frozenset(
    (
        "assurance", "balance", "clean", "clear", "discovery", "equity", "extra", "fair", "fiscal", "five", "iron",
        "key", "liberty", "live", "medical", "next", "orange", "progressive", "resources", "southern", "strategy",
        "total", "trade", "unity", "universal", "victory", "waste", "western", "yield",
    )
)  # fmt: skip
"""Those of them that begin a sentence without an article: "Waste is burnt", "Next to the plant"."""
_ACTS = frozenset(
    (
        "said", "says", "reported", "reports", "announced", "announces", "raised", "raises", "cut", "cuts", "fell",
        "rose",
        "fall", "falls", "rises", "has", "had", "will", "plans", "planned", "posted", "posts", "beat", "beats",
        "agreed",
        "agrees", "sued", "sues", "won", "wins", "lost", "loses", "sold", "sells", "bought", "buys", "launched",
        "launches",
        "recalled", "recalls", "named", "names", "hired", "hires", "expects", "expected", "warned", "warns", "paid",
        "pays",
        "shares", "stock", "ceo", "cfo", "chief", "executives", "stores", "filed", "files", "declined", "declines",
        "settled",
        "settles", "missed", "misses", "gained", "gains", "jumped", "jumps", "slid", "slides", "was", "denied",
        "denies",
        "acquired", "acquires", "closed", "closes", "opened", "opens", "joined", "joins", "hit", "faces", "faced",
        "also",
    )
)  # fmt: skip
"""Words that follow whoever acts: "Target said", "Visa shares"."""
_LINKS = frozenset(("is", "are", "to"))
"""Words that follow a name too ("Visa is down", "Apple to buy"), where the word itself would need an article."""
_SENTENCE_ENDS = re.compile(r"(?:\A|[.!?:;\n\u2022]|[\"\u201c\u2018(])[\s\"\u201c\u2018(]*\Z")
_LOOK_BACK = 6
_WORD = re.compile(r"[A-Za-z]{4,40}")
_TITLED = 0.8
"""Share of the longer words with a capital from which a text is written as a headline: capitals tell nothing."""


def is_headline(text: str) -> bool:
    """Whether nearly every longer word has a capital."""
    words = _WORD.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLED * len(words)


def may_be_a_word(
    text: str, start: int, word: str, following: str, *, headline: bool, known: Collection[str] = ()
) -> bool:
    """Whether a capitalised `word` at `start` may be no name: an ordinary word where any word has a capital.

    `following` is the next word; `known` are further words that other texts write in small letters.
    """
    if word.casefold() not in ORDINARY and word.casefold() not in known:
        return False
    begins = bool(_SENTENCE_ENDS.search(text[max(0, start - _LOOK_BACK) : start]))
    return (begins or headline) and not _acts(word.casefold(), following.casefold())


def _acts(word: str, following: str) -> bool:
    """Whether `following` says that `word` is somebody; several of a thing need no article: "Travelers are late"."""
    if following in _LINKS:
        return word not in _BARE and not (following == "are" and word.endswith("s"))
    return following in _ACTS


def written_small(names: Collection[str], texts: Collection[str]) -> list[str]:
    """Which names of one word the texts write in small letters as well: they are ordinary words there."""
    single = {name.casefold() for name in names if name.isalpha()}
    return sorted(single & {word for text in texts for word in re.findall(r"\b[a-z]{3,40}\b", text)})
