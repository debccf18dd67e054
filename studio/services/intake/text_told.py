"""Text under the name of a spreadsheet, a document or an archive: whether it is text at all, and a table or not."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from studio.services.intake.delimiter import looks_like_table
from studio.services.intake.encoding import detect_encoding, wide_codec
from studio.services.intake.json_told import json_in

_SAMPLE = 64 * 1024
_PLAIN = "\t\n\r\f\v\x1a\x1b\x00"  # ends of files, colours of terminals and stray zeros stand in texts too
_ODD_SHARE = 0.005


def is_table(data: bytes) -> bool | None:
    """Whether the first lines are JSON or rows of one width, not prose with commas; None where they are no text."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample and wide_codec(sample) is None:
        return None
    encoding = detect_encoding(sample)
    text = sample.decode(encoding.codec, "replace").removeprefix("\ufeff")
    odd = sum(unicodedata.category(sign) in ("Cc", "Co", "Cn") and sign not in _PLAIN for sign in text)
    if odd > _ODD_SHARE * len(text):
        return None
    if json_in(sample, replace(encoding, errors="replace")) is not None:
        return True
    lines = text.splitlines(keepends=True)
    return looks_like_table(lines[:-1] if len(data) > _SAMPLE and len(lines) > 1 else lines)
