"""Pools of made-up values: names and towns that nobody bears, numbers and addresses that are given to nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domains.deidentify.tags import Kind

_STEMS = (
    "Mock", "Test", "Demo", "Fict", "Sampl", "Exampl", "Specim", "Nomen", "Pseud", "Dumm", "Proto", "Feign",
    "Sham", "Alias", "Incog", "Plac", "Draft", "Model", "Blank", "Nemo", "Invent", "Madeup", "Standin", "Anyb",
)  # fmt: skip
"""Each says that the name is none: they open every made-up name and town."""
_MIDDLES = ("a", "e", "i", "o", "u", "al", "an", "ar", "el", "en", "er", "il", "in", "ol", "on", "or", "ul", "um")
_NAME_ENDINGS = (
    "ford", "wood", "ley", "by", "son", "man", "well", "worth", "field", "more", "stone", "ham",
    "den", "low", "ridge", "brook", "gate", "croft", "wick", "mere", "dale", "shaw", "cott", "berg",
)  # fmt: skip
_TOWN_ENDINGS = ("ton", "ville", "bury", "port", "haven", "burgh", "stead", "minster")
_AREA_CODES = ("202", "303", "404", "505", "606", "707", "808", "909", "212", "313", "414", "515", "616", "717", "818")
_TEST_NETS = ("192.0.2", "198.51.100", "203.0.113")
"""Set aside for documentation (RFC 5737)."""
_HOSTS = 254
_MANY = 1_000_000
_LIKE = 512
"""Values of one look that there are to choose from."""
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Pool:
    """Made-up values in an order: `at` gives the one at a place from 0 to `size` - 1."""

    size: int
    at: Callable[[int], str]


def _composed(endings: Sequence[str]) -> Pool:
    def at(place: int) -> str:
        rest, ending = divmod(place, len(endings))
        stem, middle = divmod(rest, len(_MIDDLES))
        return f"{_STEMS[stem]}{_MIDDLES[middle]}{endings[ending]}"

    return Pool(len(_STEMS) * len(_MIDDLES) * len(endings), at)


NAMES, TOWNS = _composed(_NAME_ENDINGS), _composed(_TOWN_ENDINGS)
_PHONES = Pool(100 * len(_AREA_CODES), lambda place: f"({_AREA_CODES[place // 100]}) 555-01{place % 100:02d}")
"""555-0100 to 555-0199 are set aside for fiction in every area."""
_POOLS: dict[str, Pool] = {
    Kind.LOCATION: TOWNS,
    Kind.PHONE: _PHONES,
    Kind.FAX: _PHONES,
    Kind.EMAIL: Pool(_MANY, lambda place: f"person{place}@example.org"),
    Kind.URL: Pool(_MANY, lambda place: f"https://example.org/{place}"),
    Kind.IP: Pool(_HOSTS * len(_TEST_NETS), lambda place: f"{_TEST_NETS[place // _HOSTS]}.{place % _HOSTS + 1}"),
    Kind.SSN: Pool(90 * 9000, lambda place: f"000-{place % 90 + 10}-{place // 90 + 1000}"),
}


def pool_of(kind: str, value: str, chosen: int) -> Pool:
    """What may stand for a value of a class; `chosen` is a secret number of its own, for one that has to look like it.

    Whatever its spelling, the same place in the pool gives the same digits and letters.
    """
    return _POOLS.get(kind) or Pool(_LIKE, lambda place: of_one_look(value, chosen + place))


def of_one_look(value: str, seed: int, letters: re.Pattern[str] = _LETTER) -> str:
    """A value of the same look with digits and letters of its own, each of `letters` another."""
    state = seed or 1

    def other(alphabet: str) -> str:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return alphabet[(state >> 33) % len(alphabet)]

    value = _DIGIT.sub(lambda _: other("0123456789"), value)
    return letters.sub(lambda _: other("ABCDEFGHJKLMNPRSTUVWXYZ"), value)
