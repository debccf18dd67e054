"""Files drawn at random, most of them valid ones that were spoilt, the same one for the same number."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from tests.unit.services.intake.made_files import archive, ods, parquet, pdf, repacked, word, xlsx

ROWS = [("text", "label"), *((f"the pump leaks oil, twice {at}", f"class {at % 3}") for at in range(12))]
CSV = "\n".join(f'"{text}",{label}' for text, label in ROWS).encode()
JSON = "[" + ",".join(f'{{"text": "{text}", "label": "{label}"}}' for text, label in ROWS[1:]) + "]"
SEEDS = {
    "a.csv": CSV,
    "b.csv": CSV.decode().encode("utf-16"),
    "c.csv": CSV.replace(b"pump", b"pomp\xe9"),
    "a.tsv": CSV.replace(b",", b"\t"),
    "a.json": JSON.encode(),
    "a.jsonl": JSON[1:-1].replace("},{", "}\n{").encode(),
    "a.txt": "\n".join(text for text, _ in ROWS).encode(),
    "a.log": b"2024-05-01 12:00:00 INFO pump started\n" * 20,
    "a.xlsx": xlsx(S=ROWS),
    "a.ods": ods(S=ROWS),
    "a.parquet": parquet(text=[text for text, _ in ROWS], label=[label for _, label in ROWS]),
    "a.docx": word([text for text, _ in ROWS]),
    "a.pdf": pdf([[text for text, _ in ROWS], ["a second page"]]),
    "a.zip": archive({"pos/a.txt": "good", "neg/b.txt": "bad", "x.csv": CSV}),
    "b.zip": archive({"a.csv": CSV, "b.csv": CSV}),
}
TROUBLE = (b"\0", b'"', b"'", b"\n", b"\r", b",", b";", b"\t", b"\xff", b"\xef\xbb\xbf", b"{", b"[", b"\\", b"<", b"PK",
           b"%%EOF", b"1e999", b"NaN", b"&a;", b"\xed\xa0\x80", b"9" * 40, b" " * 5000)  # fmt: skip


def flipped(data: bytearray, draw: random.Random) -> None:
    for _ in range(draw.randint(1, 6)):
        data[draw.randrange(len(data))] = draw.randrange(256)


def cut(data: bytearray, draw: random.Random) -> None:
    del data[draw.randrange(len(data)) :]


def without_a_piece(data: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(data))
    del data[start : start + draw.randint(1, 200)]


def with_trouble(data: bytearray, draw: random.Random) -> None:
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) + 1)
        data[at:at] = draw.choice(TROUBLE)


def with_a_piece_twice(data: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(data))
    at = draw.randrange(len(data) + 1)
    data[at:at] = data[start : start + draw.randint(1, 300)] * draw.randint(1, 20)


def with_anothers_piece(data: bytearray, draw: random.Random) -> None:
    other = draw.choice(list(SEEDS.values()))
    start, at = draw.randrange(len(other)), draw.randrange(len(data))
    data[at : at + 200] = other[start : start + 200]


SPOILING: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flipped, cut, without_a_piece, with_trouble, with_a_piece_twice, with_anothers_piece,
)  # fmt: skip


def spoilt(draw: random.Random) -> tuple[str, bytes]:
    """A valid file with up to two things wrong with it, now and then under another one's name."""
    name = draw.choice(list(SEEDS))
    data = SEEDS[name]
    if data.startswith(b"PK") and draw.random() < 0.7:  # what is packed in it, so that its reader gets to see it
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            member = draw.choice([each for each in whole.namelist() if not each.endswith("/")])
            data = repacked(data, member, _spoilt(whole.read(member), draw))
    else:
        data = _spoilt(data, draw)
    return draw.choice(list(SEEDS)) if draw.random() < 0.1 else name, data


def _spoilt(whole: bytes, draw: random.Random) -> bytes:
    data = bytearray(whole or b"\n")
    for _ in range(draw.choice([0, 1, 1, 2])):
        draw.choice(SPOILING)(data, draw)
        data = data or bytearray(b"\n")
    return bytes(data)


def table(draw: random.Random) -> tuple[str, bytes]:
    """A table with any delimiter, quotes, line ends and encoding, its cells drawn from what makes trouble."""
    mark, quote, end = draw.choice(",;\t|:^ "), draw.choice(["", '"', "'"]), draw.choice(["\n", "\r\n", "\r", "\n\n"])
    letters = "ab c1,;\t|\"'\\\n\r\u00e9\u20ac\u200b\ud83d\U0001f600{}[]<&="
    width = draw.randint(1, 8)
    rows = []
    for _ in range(draw.randint(0, 30)):
        cells = [
            "".join(draw.choices(letters, k=draw.randint(0, 12)))
            for _ in range(width + draw.randint(-1, 1) * (draw.random() < 0.1))
        ]
        rows.append(mark.join(f"{quote}{cell}{quote}" if draw.random() < 0.7 else cell for cell in cells))
    text = end.join(rows) + "\0" * (draw.random() < 0.05)
    encoding = draw.choice(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "shift_jis"])
    return f"a.{draw.choice(['csv', 'tsv', 'txt', 'json', 'jsonl', 'log'])}", text.encode(encoding, "replace")


def case(number: int) -> tuple[str, bytes]:
    """The same one for the same number, so that one that fails can be looked at."""
    draw = random.Random(number)
    return table(draw) if number % 3 == 0 else spoilt(draw)
