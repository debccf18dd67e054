"""Hostile ZIP archives."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.texts import MEGABYTE, ROWS, File
from tests.unit.services.intake.made_files import archive, pdf, word


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from _bombs()
    yield from _names()
    yield from _damage()


def overlapping(entries: int, megabytes: int) -> bytes:
    """An archive whose entries all share the bytes of one (after Fifield 2019, in its simplest form)."""
    content = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = content.compress(bytes(megabytes * MEGABYTE)) + content.flush()
    size, crc = megabytes * MEGABYTE, zlib.crc32(bytes(megabytes * MEGABYTE))
    body = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 5, 0) + b"a.csv" + packed
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, 9, 0, 0, 0, 0, 0, 0)
        + b"%05d.csv" % at
        for at in range(entries)
    )
    count = min(entries, 0xFFFF)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    return body + listed + end


def _bombs() -> Iterator[File]:
    yield "one file of 300 MB of zeros", "a.zip", archive({"a.csv": bytes(300 * MEGABYTE)})
    yield "one file of 30 MB of one letter", "a.zip", archive({"a.csv": b"text\n" + b"a" * (30 * MEGABYTE)})
    yield "fifty files of 20 MB", "a.zip", archive({f"{at}.csv": bytes(20 * MEGABYTE) for at in range(50)})
    yield "a thousand entries over each other", "a.zip", overlapping(1000, 20)
    yield "65,535 entries over each other", "a.zip", overlapping(65_535, 1)
    yield "65,536 entries", "a.zip", archive({f"{at}.txt": b"" for at in range(65_536)}, zipfile.ZIP_STORED)
    yield "30,000 folders", "a.zip", archive({f"{at}/": b"" for at in range(30_000)}, zipfile.ZIP_STORED)
    inner = archive({"a.csv": ROWS})
    for _ in range(30):
        inner = archive({"a.zip": inner})
    yield "archives 30 deep", "a.zip", inner
    yield (
        "a hundred bombs in an archive",
        "a.zip",
        archive({f"{at}.zip": archive({"a.csv": bytes(5 * MEGABYTE)}) for at in range(100)}),
    )
    many = archive({f"{at}.txt": b"x" for at in range(15_000)}, zipfile.ZIP_STORED)
    yield "30,000 files in two archives", "a.zip", archive({"a.zip": many, "b.zip": many})
    yield (
        "150 MB in three archives",
        "a.zip",
        archive(
            {
                f"{at}.zip": archive({"a.csv": (b"%d," % at + bytes(range(32, 127)) * 30 + b"\n") * 50_000})
                for at in range(3)
            }
        ),
    )
    yield "a size that is a lie", "a.zip", _sized(archive({"a.csv": ROWS * 1000}), 10)
    yield "a size that is a large lie", "a.zip", _sized(archive({"a.csv": ROWS}), 0xFFFFFFF0)
    yield "an archive that holds itself as text", "a.zip", archive({"a.txt": archive({"a.txt": ROWS * 100})})
    yield "LZMA", "a.zip", archive({"a.csv": ROWS}, zipfile.ZIP_LZMA)
    yield "bzip2", "a.zip", archive({"a.csv": bytes(MEGABYTE)}, zipfile.ZIP_BZIP2)
    yield (
        "a workbook with a bomb",
        "a.zip",
        archive({"a.xlsx": archive({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": bytes(100 * MEGABYTE)})}),
    )


def _sized(data: bytes, size: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.rindex(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def _names() -> Iterator[File]:
    for name in (
        "../../etc/passwd.csv",
        "/etc/passwd.csv",
        "C:\\windows\\a.csv",
        "a/../../b.csv",
        "..",
        "./a.csv",
        "//x//a.csv",
    ):
        yield f"the name {name}", "a.zip", archive({name: ROWS})
    yield "a name of 60,000 letters", "a.zip", archive({"x" * 60_000 + ".csv": ROWS})
    yield "a name of 10,000 folders", "a.zip", archive({"x/" * 10_000 + "a.csv": ROWS})
    yield "names of no text", "a.zip", archive({"a.csv": ROWS}).replace(b"a.csv", b"\xff\xfe\x80sv")
    yield "NUL in a name", "a.zip", archive({"axcsv.csv": ROWS}).replace(b"axcsv", b"a\0csv")
    yield "the same name twice", "a.zip", archive({"a.csv": ROWS, "b.csv": ROWS}).replace(b"b.csv", b"a.csv")
    yield "a name that turns round", "a.zip", archive({"\u202evsc.a.csv": ROWS})
    yield "markup in a name", "a.zip", archive({"<img src=x onerror=alert(1)>.csv": ROWS, "b.csv": ROWS})
    yield "what systems leave", "a.zip", archive({"__MACOSX/._a.csv": b"\0", ".DS_Store": b"\0", "Thumbs.db": b"\0"})
    yield "a link", "a.zip", _link()
    yield "programs only", "a.zip", archive({"a.exe": b"MZ", "b.sh": b"#!"})


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        info = zipfile.ZipInfo("a.csv")
        info.external_attr = 0o120777 << 16
        target.writestr(info, "/etc/passwd")
    return out.getvalue()


def _damage() -> Iterator[File]:
    plain = archive({"a.csv": ROWS * 100, "b.csv": ROWS * 100})
    yield "an archive of nothing", "a.zip", archive({})
    yield "an archive cut", "a.zip", plain[: len(plain) // 2]
    yield "an archive without its end", "a.zip", plain[:-10]
    yield "a mark alone", "a.zip", b"PK\x03\x04"
    yield "an end alone that lies", "a.zip", b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 9, 9, 999, 999, 0)
    wrong = bytearray(plain)
    wrong[60] ^= 0xFF
    yield "a wrong sum", "a.zip", bytes(wrong)
    locked = bytearray(plain)
    locked[plain.index(b"PK\x01\x02") + 8] |= 1
    yield "a password on an entry", "a.zip", bytes(locked)
    method = bytearray(plain)
    struct.pack_into("<H", method, plain.index(b"PK\x01\x02") + 10, 99)
    yield "an unknown packing", "a.zip", bytes(method)
    away = bytearray(plain)
    struct.pack_into("<I", away, plain.index(b"PK\x01\x02") + 42, 0x7FFFFFFF)
    yield "an entry beyond the end", "a.zip", bytes(away)
    yield (
        "a comment of 65,535 bytes of ends",
        "a.zip",
        plain[:-2] + struct.pack("<H", 65_535) + (b"PK\x05\x06" * 16_384)[:65_535],
    )
    yield "tables of different columns", "a.zip", archive({"a.csv": ROWS, "b.csv": b"x,y,z\n1,2,3\n"})
    yield "a table and a broken one", "a.zip", archive({"a.csv": ROWS, "b.csv": b'text,label\n"open'})
    yield (
        "documents and a broken one",
        "a.zip",
        archive({"a.docx": word(["x"]), "b.docx": b"PK\x03\x04", "c.pdf": pdf([["y"]])}),
    )
    yield "a picture called table", "a.zip", archive({"a.csv": b"\x89PNG\r\n\x1a\n" + bytes(50)})
    yield "empty texts", "a.zip", archive({f"{at}.txt": b"" for at in range(10)})
    yield "a file of 64-bit sizes", "a.zip", _zip64()


def _zip64() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target, target.open("a.csv", "w", force_zip64=True) as stream:
        stream.write(ROWS)
    return out.getvalue()
