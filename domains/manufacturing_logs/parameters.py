"""Parameters of a message (numbers, addresses, paths, ids) replaced by their kind: what is left is the event."""

from __future__ import annotations

import re

from pydantic import Field

from domains.contract import StepOptions
from domains.steps import text_step

_URL = re.compile(r"\b[a-z][a-z0-9+.\-]{1,12}://[^\s<>\"']+", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\w.])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w])"
    r"|(?<![\w.:])\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?![\w:])"
)
_UUID = re.compile(r"(?<![A-Za-z0-9])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![A-Za-z0-9])", re.IGNORECASE)
_IP = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.]*\d)")
_MAC = re.compile(r"(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])", re.IGNORECASE)
_HEX = re.compile(
    r"(?<![A-Za-z0-9_])0x[0-9a-f]+(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])(?=[0-9a-f]{0,40}[0-9])(?=[0-9a-f]{0,40}[a-f])[0-9a-f]{8,64}(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?<![A-Za-z0-9])(?P<kind>[A-Za-z]{2,24})_-?\d{2,}(?:_(?:[A-Za-z0-9]*\d[A-Za-z0-9]*|[A-Za-z](?=_\d))){0,6}"
    r"(?![A-Za-z0-9])"
)
_WINDOWS_PATH = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]:\\[^\s\"'<>|,;]+")
_PATH = re.compile(
    r"(?<![\w/<>.\-])/(?:[\w.\-+@%$]+/)+[\w.\-+@%$]*|(?<![\w/<>.\-])/(?:[\w\-+@%$]+\.)+[\w\-]{1,8}(?![\w/])"
)
_PART = re.compile(
    r"\b(?P<cue>p/n|pn|part (?:no|nr|number)|part #)(?P<between>[.:# ]{1,3})"
    r"(?=[A-Z\-./]{0,20}\d)[A-Z0-9][A-Z0-9\-./]{2,30}\b",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(r"(?<![\w/.\-])\d{3,6}-\d?[A-Z]{1,3}\d?(?![\w\-])")
"""A bearing's or seal's designation as catalogues write it: 6205-2RS."""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[-+]?\d++(?:[.,:]\d++)*+(?![A-Za-z0-9_])")


class ParameterOptions(StepOptions):
    """Options of the masking step."""

    numbers: bool = Field(True, title="Numbers", description="Replace a number that stands alone by <NUM>.")
    addresses: bool = Field(
        True, title="Addresses", description="Replace network and web addresses by <IP>, <MAC> or <URL>."
    )
    paths: bool = Field(True, title="Paths", description="Replace file paths by <PATH>.")
    parts: bool = Field(
        True, title="Part numbers", description="Replace part numbers ('P/N 4711-08', '6205-2RS') by <PART>."
    )
    ids: bool = Field(
        True, title="Identifiers", description="Replace hexadecimal numbers, block and job ids, times by their kind."
    )


def mask(text: str, options: ParameterOptions) -> str:
    """`text` with each parameter replaced by its kind.

    A mark each pattern needs (a slash, an underscore, ...) is looked for first: most prose has none of them.
    """
    if options.addresses and "://" in text:
        text = _URL.sub("<URL>", text)
    if options.paths and "/" in text:
        text = _PATH.sub("<PATH>", text)
    if options.paths and ":\\" in text:
        text = _WINDOWS_PATH.sub("<PATH>", text)
    if options.parts and _DIGIT.search(text):
        text = _PART.sub(lambda match: f"{match['cue']}{match['between']}<PART>", text)
        text = _DESIGNATION.sub("<PART>", text)
    if options.ids:
        text = _mask_ids(text)
    if options.addresses and "." in text:
        text = _IP.sub("<IP>", text)
    if options.addresses and ":" in text:
        text = _MAC.sub("<MAC>", text)
    if options.ids and _DIGIT.search(text):
        text = _HEX.sub("<HEX>", text)
    return _NUMBER.sub("<NUM>", text) if options.numbers else text


def _mask_ids(text: str) -> str:
    """Times, universal ids and ids like blk_123 replaced by their kind."""
    if "-" in text or ":" in text:
        text = _TIME.sub("<TIME>", text)
    if text.count("-") >= 4:
        text = _UUID.sub("<ID>", text)
    return _ID.sub(lambda match: f"{match['kind']}_<ID>", text) if "_" in text else text


PARAMETERS = text_step(
    "parameters",
    "Parameters",
    "Replaces numbers, addresses, paths and ids by their kind, so that one event reads the same every time.",
    3,
    ParameterOptions,
    mask,
)
