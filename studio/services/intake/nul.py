"""NUL characters in text files: slips of the program that wrote them where few, no text at all where many."""

from __future__ import annotations

from studio.core.counting import counted
from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity

_FEW_IN_ALL = 2
_FEW_A_BYTE = 0.01
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")


def without_nuls(data: bytes, wide: str | None) -> tuple[bytes, list[Finding]]:
    """The bytes of a text file without NUL characters, with a finding where there were some.

    `wide` is the codec of a file in UTF-16 or UTF-32, where a zero byte is half of a letter; it comes back as UTF-8
    where it held a NUL. Raises `UnreadableFileError` where there are so many that it is no text.
    """
    if (b"\x00\x00" if wide else b"\x00") not in data:
        return data, []
    text = data.decode(wide, "replace").encode("utf-8", "replace") if wide else data
    count = text.count(b"\x00")
    if not count:
        return data, []
    strange = len(text) - len(text.translate(None, _CONTROLS))
    if strange > max(_FEW_IN_ALL, _FEW_A_BYTE * len(text)):
        raise UnreadableFileError("The file holds binary data, not text.", "Export the table as CSV and bring that.")
    return text.replace(b"\x00", b""), [_stripped(count)]


def _stripped(count: int) -> Finding:
    return Finding(
        "nul_characters",
        Severity.WARNING,
        f"{counted(count, 'NUL character was', 'NUL characters were')} taken out: no text holds any.",
        "Look at a few texts; if something is missing in them, export the file again.",
        count=count,
    )
