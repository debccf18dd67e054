"""Part numbers as version 3 of the parameters step knew them, for models that were trained under it."""

from __future__ import annotations

import re

_PART = re.compile(
    r"\b(?P<cue>p/n|pn|part (?:no|nr|number)|part #)(?P<between>[.:# ]{1,3})"
    r"(?=[A-Z\-./]{0,20}\d)[A-Z0-9][A-Z0-9\-./]{2,30}\b",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(r"(?<![\w/.\-])\d{3,6}-\d?[A-Z]{1,3}\d?(?![\w\-])")


def mask_part_numbers(text: str) -> str:
    """`text` with the numbers behind a cue, and designations joined by a hyphen, replaced."""
    text = _PART.sub(lambda match: f"{match['cue']}{match['between']}<PART>", text)
    return _DESIGNATION.sub("<PART>", text)
