"""Part numbers in what people write: behind a cue (P/N, Teilenr.), or as catalogues name bearings and seals.

Both are written with spaces as well: `P/N 12-345 678`, `6205 2RS C3`. What goes on behind a space must look like the
rest of a number; a quantity or a size (`2 pcs`, `24V`) never does.
"""

from __future__ import annotations

import re

_CUES = (
    r"p/n|pn|part ?#|part ?(?:no|nr|num|number)\b|parts? (?=\d{4})|item ?(?:no|nr|number)\b|item ?#"
    r"|stock (?:no|code)\b"
    r"|mat(?:erial)?\.? ?(?:no|nr|number)\b|art(?:ikel|icle)?\.? ?-?(?:no|nr|nummer|number)\b|cat(?:alogue)?\.? no\b"
    r"|sku|(?:ersatz)?teile?-?(?:nr|nummer)\b|mat\.?-?nr\b|materialnummer|best(?:ell)?\.?-?(?:nr|nummer)\b|sach-?nr\b"
    r"|order code|oem (?:no|nr|number)\b"
)
_UNITS = (
    r"(?:mm|cm|m|km|inch|ft|v|vdc|vac|kv|mv|a|ma|w|kw|hp|hz|khz|bar|mbar|psi|psig|kpa|mpa|nm|n|kn|kg|g|t|l|ml|s"
    r"|sec|secs|ms|min|mins|h|hr|hrs|d|x|pcs|pc|off|ea|each|times|stk|st\u00fcck|mal|c|f|rpm|%)"
)
_SIZE = rf"(?:\d{{1,6}}(?:[.,]\d{{1,3}})? ?{_UNITS}(?![\w/]))"
_GOES_ON = (
    rf"(?! {_SIZE})(?: (?:\d{{3,12}}(?:[\-./][A-Z0-9]{{1,12}}){{0,4}}"
    r"|(?=[\-./A-Z]{0,12}\d)(?=[\-./0-9]{0,12}[A-Z])[A-Z0-9][A-Z0-9\-./]{1,16})(?![\w\-/]))"
)
_LAST_LETTER = r"(?-i:(?: [A-HJ-Z](?![\w'&/]|\s+[a-zA-Z]))?)"
_BEGINS = r"(?=[A-Z\-./]{0,20}\d)[A-Z0-9][A-Z0-9\-./]{2,30}(?![\w])"
_SHORT = (
    r"(?<!\bpn)(?<!\bpn[.:# ])[A-Z0-9]{1,4}(?= [\-./]?\d{2})"
    rf"(?:(?! {_SIZE}) \d{{2,12}}(?:[\-./][A-Z0-9]{{1,12}}){{0,4}}(?![\w\-/])){{1,4}}"
)
"""A number that is all short groups: `AB 12 34`. Behind `PN` it may be a pressure instead (`PN 16 DN 100`)."""
_PART = re.compile(
    rf"(?<![\w/])(?P<cue>{_CUES})(?P<between>[.:#= ]{{0,3}})(?:{_SHORT}|{_BEGINS})(?:{_GOES_ON}){{0,3}}{_LAST_LETTER}",
    re.IGNORECASE,
)
_SEALED = r"(?:2-?RS[RHL]?\d?|2-?Z[ZR]?|ZZ|DDU|LLU|LLB)(?![\w])"
_INSIDE = r"(?:C[2-5]|EC[PMJKN]{0,2}|E1?K|E1|BE[PCG]{1,2}[BPYM]?|CC[KAJ]?|W33|TN9|TVP\d?|TVH|J2)(?![\w])"
"""What stands behind a bearing's number and nowhere else: seals and shields; clearances and cages."""
_MORE = rf"(?:[ \-/](?:{_SEALED}|{_INSIDE}|(?:K|M|MA|Q|P[456]|NR?|XL|[ABE])(?![\w])))"
_DESIGNATION = re.compile(
    rf"(?<![\w/.\-])(?:\d{{3,6}}(?:[ \-/]?{_SEALED}|-?RS[RHL]?\d?(?![\w]))|\d{{4,6}}[ \-/]{_INSIDE}"
    r"|\d{3,6}-\d?(?-i:[A-Z]{1,3})\d?(?![\w\-])"
    r"|(?-i:N[UJF]P?|UC[PFTL]{0,2}|HK|BK|NKI?|R?NA|SNL|SNH|FNL) ?\d{3,6}(?: ?(?-i:[A-Z]{1,4}\d?))?(?![\w]))"
    rf"{_MORE}{{0,4}}",
    re.IGNORECASE,
)


def mask_part_numbers(text: str) -> str:
    """`text` with part numbers replaced, their cues left."""
    text = _PART.sub(lambda match: f"{match['cue']}{match['between']}<PART>", text)
    return _DESIGNATION.sub("<PART>", text)
