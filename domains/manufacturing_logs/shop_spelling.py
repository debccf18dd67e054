"""Words of the shop floor read off short forms and misspellings nobody listed.

People shorten by leaving out vowels: `blkd`, `tghtnd`, `snsr`. What has the consonants of one word we know is that
word. And a long word that is no word of English, one letter away from one we know, is that one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from domains.deidentify.vocabulary import is_word

MIN_CONSONANTS = 4
MIN_MISSPELT = 6
_VOCABULARY = (
    "actuator", "actuators", "adjusted", "adjustment", "alarm", "aligned", "alignment", "assembly", "bearing",
    "bearings", "blocked", "blockage", "bolts", "bracket", "breakdown", "breaker", "broken", "brushes", "burnt",
    "bushing", "cable", "calibrated", "changed", "chattering", "checked", "circuit", "cleaned", "cleaning", "cleared",
    "clogged", "clutch", "compressor", "condenser", "connector", "contactor", "control", "controller", "conveyor",
    "coolant", "cooling", "corroded", "coupling", "cracked", "cylinder", "cylinders", "damaged", "defective", "dirty",
    "discharge", "disconnected", "drained", "drive", "driven", "drives", "electrical", "emergency", "encoder",
    "engine", "exchanger", "excessive", "exhaust", "failed", "failure", "faulty", "filter", "filters", "fitted",
    "fitting", "flange", "flushed", "frayed", "furnace", "gasket", "gearbox", "gearboxes", "grease", "greased",
    "grinding", "gripper", "guard", "hammering", "heater", "hydraulic", "hydraulics", "indicator", "inspected",
    "inspection", "installed", "intermittent", "inverter", "jammed", "knocking", "leakage", "leaking", "lifting",
    "limit", "loose", "lubricate", "lubricated", "lubrication", "machine", "maintenance", "manifold", "misaligned",
    "misalignment", "missing", "monitored", "motor", "motors", "nozzle", "operator", "overhauled", "overheated",
    "overheating", "overload", "pneumatic", "pressure", "proximity", "pulley", "pumps", "pushbutton", "rattling",
    "reassembled", "rectified", "refitted", "regreased", "regulator", "relay", "relays", "removed", "repaired",
    "repairs", "replaced", "replacement", "required", "reservoir", "rotor", "rusted", "sealed", "seized", "sensor",
    "sensors", "serviced", "shaft", "sheared", "shutdown", "slipping", "solenoid", "spindle", "sprocket", "started",
    "starter", "stopped", "strainer", "stripped", "stuck", "supply", "switch", "switches", "tensioned", "tensioner",
    "terminal", "tested", "thermocouple", "thermostat", "tightened", "torqued", "tracking", "transducer",
    "transformer", "transmitter", "tripped", "tripping", "troubleshoot", "turbine", "unblocked", "vacuum", "valve",
    "valves", "vibrating", "vibration", "warped", "washer", "welded", "welding", "wiring", "worn",
)  # fmt: skip
_WORDS = frozenset(_VOCABULARY)
_VOWELS = re.compile(r"(?<!^)[aeiou]+")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_SHORTENED = re.compile(r"[a-z][b-df-hj-np-tv-z]{3,}")
_LONGEST = 24


def _consonants(word: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word).replace("ck", "k"))


def _by_consonants(words: Iterable[str]) -> dict[str, str]:
    """By its consonants the word that alone has them."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[_consonants(word)].append(word)
    return {key: same[0] for key, same in found.items() if len(same) == 1 and len(key) >= MIN_CONSONANTS}


def _one_less(word: str) -> set[str]:
    """The word and all it is with one letter left out: two words share one if a letter apart, or two swapped."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _by_parts(words: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for part in _one_less(word):
            found[part].add(word)
    return dict(found)


_SHORT = _by_consonants(_VOCABULARY)
_NEAR = _by_parts(word for word in _VOCABULARY if len(word) >= MIN_MISSPELT)


@lru_cache(maxsize=20_000)
def written_out(token: str) -> str | None:
    """The word whose consonants alone a token is; None where none or several are, or it is a word with vowels."""
    word = token.lower()
    if not _SHORTENED.fullmatch(word) or len(word) > _LONGEST:
        return None
    return _SHORT.get(_consonants(word))


@lru_cache(maxsize=20_000)
def mended(token: str) -> str | None:
    """The word a misspelling stands for; None for words of English, and where none or several are a letter away.

    The first letter is the one people get right: another one makes another word.
    """
    word = token.lower()
    if word in _WORDS or not MIN_MISSPELT <= len(word) <= _LONGEST:
        return None
    near = {known for part in _one_less(word) for known in _NEAR.get(part, ()) if known[0] == word[0]}
    near = {known for known in near if _a_letter_apart(word, known)}
    return next(iter(near)) if len(near) == 1 and not is_word(word) else None


def _a_letter_apart(word: str, known: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if len(word) != len(known):
        longer, shorter = (word, known) if len(word) > len(known) else (known, word)
        return len(longer) - len(shorter) == 1 and shorter in _one_less(longer)
    other = [place for place in range(len(word)) if word[place] != known[place]]
    swapped = len(other) == 2 and other[1] == other[0] + 1
    return len(other) == 1 or (swapped and word[other[0]] == known[other[1]] and word[other[1]] == known[other[0]])
