"""Parameters of a message (numbers, addresses, paths, ids) replaced by their kind: what is left is the event."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import Field

from domains.contract import Step, StepOptions
from domains.manufacturing_logs.former import part_numbers_3
from domains.manufacturing_logs.part_numbers import mask_part_numbers
from domains.steps import text_step

MaskParts = Callable[[str], str]

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
_DIGIT = re.compile(r"\d")
_STATUS = re.compile(
    r"(?:\"(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PROPFIND) "
    r"(?:[/*<?]|https?:|[\w.\-]{1,253}:)[^\"\n]{0,2000}\"|(?:^|\] )\"-\") "
    r"(?P<status>[1-5]\d\d)(?![\w.:,])",
    re.IGNORECASE,
)
"""What a web server answered, directly behind the request in quotes (`"GET /x HTTP/1.1" 500`, `"-"` where none came).

Not a number behind a later `"-"` of a line, which is a size or a time, nor behind words in quotes ("put back"). Not
`status: 500`, as OpenStack writes it: the labelled lines of its log call that a parameter.
"""
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[-+]?\d++(?:[.,:]\d++)*+(?![A-Za-z0-9_])")


class ParameterOptions(StepOptions):
    """Options of the masking step."""

    numbers: bool = Field(True, title="Numbers", description="Replace a number that stands alone by <NUM>.")
    addresses: bool = Field(
        True, title="Addresses", description="Replace network and web addresses by <IP>, <MAC> or <URL>."
    )
    paths: bool = Field(True, title="Paths", description="Replace file paths by <PATH>.")
    parts: bool = Field(
        True, title="Part numbers", description="Replace part numbers ('P/N 4711-08', '6205 2RS C3') by <PART>."
    )
    ids: bool = Field(
        True, title="Identifiers", description="Replace hexadecimal numbers, block and job ids, times by their kind."
    )


VERSION = 5


@dataclass(frozen=True)
class Masks:
    """What differs between the versions of this step: how part numbers are known, and whether a status stays."""

    parts: MaskParts = mask_part_numbers
    keeps_status: bool = True


MASKS = Masks()
MASKS_BY_VERSION: Mapping[int, Masks] = {
    3: Masks(part_numbers_3.mask_part_numbers, keeps_status=False),
    4: Masks(keeps_status=False),
    VERSION: MASKS,
}


def mask(text: str, options: ParameterOptions, masks: Masks = MASKS) -> str:
    """`text` with each parameter replaced by its kind, as the version of `masks` does it.

    A mark each pattern needs (a slash, an underscore, ...) is looked for first: most prose has none of them.
    """
    if options.addresses and "://" in text:
        text = _URL.sub("<URL>", text)
    if options.paths and "/" in text:
        text = _PATH.sub("<PATH>", text)
    if options.paths and ":\\" in text:
        text = _WINDOWS_PATH.sub("<PATH>", text)
    if options.parts and _DIGIT.search(text):
        text = masks.parts(text)
    if options.ids:
        text = _mask_ids(text)
    if options.addresses and "." in text:
        text = _IP.sub("<IP>", text)
    if options.addresses and ":" in text:
        text = _MAC.sub("<MAC>", text)
    if options.ids and _DIGIT.search(text):
        text = _HEX.sub("<HEX>", text)
    if not options.numbers:
        return text
    return _numbers_but_statuses(text) if masks.keeps_status and '" ' in text else _NUMBER.sub("<NUM>", text)


def _numbers_but_statuses(text: str) -> str:
    """A web server's status says what became of a request: it is the event, and no parameter of it."""
    pieces, at = [], 0
    for found in _STATUS.finditer(text):
        start, end = found.span("status")
        pieces += [_NUMBER.sub("<NUM>", text[at:start]), found["status"]]
        at = end
    return "".join((*pieces, _NUMBER.sub("<NUM>", text[at:])))


def _mask_ids(text: str) -> str:
    """Times, universal ids and ids like blk_123 replaced by their kind."""
    if "-" in text or ":" in text:
        text = _TIME.sub("<TIME>", text)
    if text.count("-") >= 4:
        text = _UUID.sub("<ID>", text)
    return _ID.sub(lambda match: f"{match['kind']}_<ID>", text) if "_" in text else text


def _step(version: int) -> Step:
    return text_step(
        "parameters",
        "Parameters",
        "Replaces numbers, addresses, paths and ids by their kind, so that one event reads the same every time. A web "
        "server's status stays.",
        version,
        ParameterOptions,
        lambda text, options: mask(text, options, MASKS_BY_VERSION[version]),
    )


PARAMETERS, PARAMETERS_3, PARAMETERS_4 = _step(VERSION), _step(3), _step(4)
