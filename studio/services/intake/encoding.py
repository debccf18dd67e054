"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from studio.core.findings import Finding, Severity

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE = 256 * 1024
_CHUNK = 1024 * 1024
_WESTERN = "cp1252"
_CYRILLIC_GREEK_SEMITIC = ("cp1251", "koi8_r", "cp1253", "iso8859_7", "cp1255", "cp1256")
_EAST_ASIAN = ("shift_jis", "cp932", "euc_jp", "gb18030", "gb2312", "gbk", "big5", "euc_kr", "cp949")
_NOT_WESTERN = frozenset({*_CYRILLIC_GREEK_SEMITIC, *_EAST_ASIAN})
"""Alphabets whose letters Windows-1252 would turn into nonsense."""
_MAX_DAMAGE = 0.05
_MIN_HIGH = 16
_HIGH_SHARE = 0.3


@dataclass(frozen=True)
class Encoding:
    """How to decode a file: the codec, its name for people, how to treat bytes that do not fit, what to say."""

    codec: str
    title: str
    errors: str = "strict"
    findings: tuple[Finding, ...] = ()


def detect_encoding(data: bytes) -> Encoding:
    """The encoding of a text file.

    In this order: byte-order mark, UTF-16 told by its zero bytes, valid UTF-8, UTF-8 with a few damaged bytes, a
    non-Western alphabet where `charset-normalizer` is sure of one, Windows-1252, Latin-1 (which takes any bytes).
    """
    for mark, codec, title in _BOMS:
        if data.startswith(mark):
            return _checked(data, codec, title)
    if (wide := _without_mark(data)) is not None:
        return _checked(data, wide, "UTF-16")
    if decodes(data, "utf-8"):
        return Encoding("utf-8", "UTF-8")
    return _damaged_utf8(data) or _legacy(data)


def wide_codec(data: bytes) -> str | None:
    """The codec of a file in UTF-16 or UTF-32, whose letters hold zero bytes; None for every other file."""
    marked = next((codec for mark, codec, _ in _BOMS if data.startswith(mark)), None)
    return _without_mark(data) if marked is None else None if marked == "utf-8-sig" else marked


def decodes(data: bytes, codec: str) -> bool:
    """Whether all of `data` is valid in `codec`; decoded piece by piece to spare memory."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _checked(data: bytes, codec: str, title: str) -> Encoding:
    if decodes(data, codec):
        return Encoding(codec, title)
    return Encoding(codec, title, "replace", (_damage(title),))


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly every other byte is zero."""
    sample = data[: min(len(data), 4096) & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> Encoding | None:
    """UTF-8 of which a few characters were cut or spoilt, rather than another encoding."""
    text = data[: 4 * _CHUNK].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    accented = sum(1 for character in text if character > "\x7f") if broken else 0
    if broken and broken <= _MAX_DAMAGE * accented:
        return Encoding("utf-8", "UTF-8", "replace", (_damage("UTF-8"),))
    return None


def _legacy(data: bytes) -> Encoding:
    guess = _guess(data) if _mostly_high(data) else ""
    if guess in _NOT_WESTERN and decodes(data, guess):
        return Encoding(guess, guess, findings=(_said(guess),))
    if decodes(data, _WESTERN):
        return Encoding(_WESTERN, "Windows-1252", findings=(_said("Windows-1252"),))
    return Encoding("latin-1", "Latin-1", findings=(_said("Latin-1"),))


def _mostly_high(data: bytes) -> bool:
    """Whether many letters lie above ASCII, as in every non-Western alphabet; accents in Western text are fewer."""
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte <= 0x7F)
    return high >= _MIN_HIGH and high > _HIGH_SHARE * (high + letters)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    first = next((index for index in range(len(data)) if data[index] > 0x7F), 0)
    start = max(0, first - _SAMPLE // 4)
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=[_WESTERN, *sorted(_NOT_WESTERN)]).best()
    return best.encoding if best else ""


def _said(title: str) -> Finding:
    return Finding(
        "legacy_encoding",
        Severity.NOTE,
        f"The file is not UTF-8; its characters were read as {title}.",
        "Look at a few accented letters in the table; if they are wrong, save the file as UTF-8.",
    )


def _damage(title: str) -> Finding:
    return Finding(
        "damaged_characters",
        Severity.WARNING,
        f"Some bytes of the file are not valid {title}; each was replaced by a mark.",
        "Export the file again as UTF-8 if many texts are concerned.",
    )
