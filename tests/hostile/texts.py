"""Hostile delimited, plain and JSON files."""

from __future__ import annotations

import json
from collections.abc import Iterator

MEGABYTE = 1024 * 1024
ROWS = b"text,label\nthe pump leaks,fault\nall quiet,ok\n"

File = tuple[str, str, bytes]
"""What is wrong with it, its name, its bytes."""


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from delimited()
    yield from encodings()
    yield from as_json()
    yield from lines()


def delimited() -> Iterator[File]:
    """Tables with delimiters."""
    yield "nothing", "a.csv", b""
    yield "blank lines only", "a.csv", b"\r\n \n\t\n" * 1000
    yield "names only", "a.csv", b"text,label\n"
    yield "one cell", "a.csv", b"x"
    yield "delimiters only", "a.csv", b",,,,\n" * 1000
    yield "a quote that never closes", "a.csv", ROWS + b'"open,' + b"word word\n" * 200_000
    yield "a quote at the end", "a.csv", ROWS + b'x,"'
    yield "quotes only", "a.csv", b'"' * 1_000_001
    yield "even quotes only", "a.csv", b'"' * 2_000_000
    yield "quotes closed in mid-cell", "a.csv", b'text,label\n"a"b"c,"d\n' * 5000
    yield "alternating quote styles", "a.csv", b"text,label\n'a','b'\n\"c\",'d'\n" * 1000
    yield "100,000 columns", "a.csv", b",".join(b"c%d" % at for at in range(100_000)) + b"\n" + b"1," * 99_999 + b"1\n"
    yield "100,000 columns of no name", "a.csv", b"," * 100_000 + b"\n" + b"," * 100_000
    yield "a row of 500,000 cells", "a.csv", ROWS + b"x," * 500_000 + b"\n"
    yield "rows of every width", "a.csv", b"text,label\n" + b"".join(b"x," * at + b"\n" for at in range(1500))
    yield "a cell of 10 MB", "a.csv", b"text,label\n" + b"x" * (10 * MEGABYTE) + b",a\nfine,b\n"
    yield "a quoted cell of 10 MB", "a.csv", b'text,label\n"' + b"x\n" * (5 * MEGABYTE) + b'",a\nfine,b\n'
    yield "many cells over a megabyte", "a.csv", b"text,label\n" + (b"x" * (MEGABYTE + 9) + b",a\n") * 20
    yield "a name of 2 MB", "a.csv", b"x" * (2 * MEGABYTE) + b",label\na,b\n"
    for sign, what in ((b" ", "spaces"), (b"(", "brackets"), (b"/ ", "strokes"), (b"of 1", "marks")):
        yield f"half a megabyte of {what} within a name", "a.csv", b"a" + sign * (MEGABYTE // 2) + b"b,label\na,b\n"
    yield "20,000 times the same name", "a.csv", b",".join([b"text"] * 2000) + b"\n" + b",".join([b"a"] * 2000)
    yield "over a million rows", "a.csv", b"text\n" + b"a\n" * 1_000_001
    yield "one line of 20 MB", "a.csv", b"word " * (4 * MEGABYTE)
    yield "carriage returns only", "a.csv", ROWS.replace(b"\n", b"\r") * 100
    yield "all kinds of line ends", "a.csv", b"text,label\r\na,b\nc,d\re,f\n\rg,h\r\r\n"
    yield "vertical tabs and form feeds", "a.csv", b"text,label\x0ba,b\x0cc,d\x1c\x1d\x1e\n"
    yield "Excel's separator of nothing", "a.csv", b"sep=\n" + ROWS
    yield "Excel's separator is a quote", "a.csv", b'sep="\n' + ROWS
    yield "Excel's separator is a letter of another alphabet", "a.csv", "sep=\u00e9\ntext\u00e9label\n".encode()
    yield "backslashes before quotes", "a.csv", b'text,label\n"he said \\"no\\"",a\n' * 50
    yield "formulas", "a.csv", b"text,label\n=cmd|' /C calc'!A0,a\n@SUM(1),b\n+1+1,c\n"
    yield "escape sequences of a terminal", "a.csv", b"text,label\n\x1b]0;owned\x07\x1b[2J,a\n"
    yield "markup", "a.csv", b"text,label\n<script>alert(1)</script>,<img src=x onerror=1>\n"
    yield "patterns that run away", "a.csv", b"text,label\n" + (b"a" * 30_000 + b"!") + b",b\n"
    yield "semicolons and commas alike", "a.csv", b"a,b;c,d;e\n" * 2000
    yield "tabs and bars alike", "a.tsv", b"a|b\tc|d\n" * 2000
    yield "a title of ten rows", "a.csv", b"Export\n" * 12 + ROWS
    yield "deep commas in one line", "a.csv", b"," * (3 * MEGABYTE)


def encodings() -> Iterator[File]:
    """Bytes that stand for no characters, or for strange ones."""
    yield "a mark of order and nothing", "a.csv", b"\xef\xbb\xbf"
    yield "two marks of order", "a.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + ROWS
    yield "a mark of order in the middle", "a.csv", ROWS + b"\xef\xbb\xbf" + ROWS
    yield "UTF-16 of odd length", "a.csv", ROWS.decode().encode("utf-16")[:-1]
    yield "UTF-16 with half a pair", "a.csv", b"\xff\xfe" + ROWS.decode().encode("utf-16-le") + b"\x00\xd8\x00\xd8"
    yield "UTF-16 said, UTF-8 meant", "a.csv", b"\xff\xfe" + ROWS
    yield "UTF-32 cut", "a.csv", ROWS.decode().encode("utf-32")[:-3]
    yield "UTF-32 beyond Unicode", "a.csv", b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 100
    yield "overlong UTF-8", "a.csv", ROWS + b"\xc0\xaf\xe0\x80\xaf,x\n"
    yield "surrogates in UTF-8", "a.csv", ROWS + b"\xed\xa0\x80\xed\xb0\x80,x\n"
    yield "half a character at the end", "a.csv", ROWS + b"caf\xc3"
    yield "every byte", "a.csv", bytes(range(256)) * 100
    yield "bytes above ASCII only", "a.csv", bytes(range(128, 256)) * 20_000
    yield "NULs only", "a.csv", bytes(100_000)
    yield "NULs between rows", "a.csv", ROWS * 100 + bytes(3) + ROWS
    yield "NULs in the names", "a.csv", b"te\0xt,la\0bel\n" + b"the pump leaks,fault\n" * 50
    yield (
        "Shift-JIS",
        "a.csv",
        "text,label\n\u30dd\u30f3\u30d7\u304c\u6f0f\u308c\u308b,\u6545\u969c\n".encode("shift_jis") * 200,
    )
    yield (
        "KOI8-R",
        "a.csv",
        "text,label\n\u043d\u0430\u0441\u043e\u0441 \u0442\u0435\u0447\u0451\u0442,a\n".encode("koi8_r") * 200,
    )
    yield "UTF-7", "a.csv", b"text,label\n+AGEAYg-,+AGM-\n"
    yield "EBCDIC", "a.csv", (ROWS.decode() * 50).encode("cp500")
    yield "direction turned round", "a.csv", "text,label\n\u202egnp.exe\u202c,a\n\u2066x,b\n".encode()
    yield "zero width everywhere", "a.csv", ("te\u200bxt,la\u200dbel\n" + "a\u200b,b\ufeff\n" * 100).encode()
    yield "10,000 accents on one letter", "a.csv", ("text,label\nz" + "\u0301" * 10_000 + ",a\n").encode()
    yield "private characters", "a.csv", ("text,label\n" + "\U0010ffff\ue000,\ufffe\n" * 100).encode()


def as_json() -> Iterator[File]:
    """JSON and JSON lines."""
    yield "lists 100,000 deep", "a.json", b"[" * 100_000
    yield "lists 100,000 deep, closed", "a.json", b"[" * 100_000 + b"]" * 100_000
    yield "objects 50,000 deep", "a.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "a cell 5,000 deep", "a.json", b'[{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}]"
    yield "a deep line", "a.jsonl", b'{"text": "a"}\n{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}\n"
    yield "the same key a thousand times", "a.json", b"[{" + b",".join([b'"text": "a"'] * 1000) + b"}]"
    yield "100,000 keys", "a.json", json.dumps([{f"k{at}": 1 for at in range(100_000)}]).encode()
    yield "new keys in every line", "a.jsonl", b"".join(b'{"k%d": 1}\n' % at for at in range(5000))
    yield "no numbers", "a.json", b'[{"text": NaN, "n": Infinity}, {"text": -Infinity, "n": 1e999}]'
    yield "a number of 100,000 digits", "a.json", b'[{"text": ' + b"9" * 100_000 + b"}]"
    yield "a number of a large power", "a.json", b'[{"text": 1e400, "n": -1E-999999999}]'
    yield "half a pair", "a.json", b'[{"text": "\\ud83d", "\\udc00": "x"}]'
    yield "half a pair in a line", "a.jsonl", b'{"text": "\\udfff\\ud800"}\n' * 10
    yield "a key of nothing", "a.json", b'[{"": "a", " ": "b"}]'
    yield "a key of 2 MB", "a.json", b'[{"' + b"k" * (2 * MEGABYTE) + b'": 1}]'
    yield "a cell of 10 MB in JSON", "a.json", b'[{"text": "' + b"x" * (10 * MEGABYTE) + b'"}]'
    yield "names of Python's own", "a.json", b'[{"__class__": "x", "__reduce__": ["os.system", "id"], "text": "a"}]'
    yield "prototype", "a.json", b'[{"__proto__": {"x": 1}, "constructor": "y", "text": "z"}]'
    yield "a string alone", "a.json", b'"text"'
    yield "null", "a.json", b"null"
    yield "an empty list", "a.json", b"[]"
    yield "an empty object", "a.json", b"{}"
    yield "empty objects", "a.json", b"[{},{},{}]"
    yield "columns of different lengths", "a.json", b'{"text": ["a", "b"], "label": ["x"]}'
    yield "a list of everything", "a.json", b'[1, "a", null, {"text": "b"}, [2]]'
    yield "comments", "a.json", b'[{"text": "a"} /* no */, // no\n {"text": "b"}]'
    yield "single quotes", "a.json", b"[{'text': 'a'}]"
    yield "cut in mid-string", "a.json", b'[{"text": "the pump'
    yield "cut in mid-escape", "a.json", b'[{"text": "\\u00'
    yield "control characters", "a.json", b'[{"text": "a\x01\x02\nb"}]'
    yield "lists of columns 1,000,001 long", "a.json", b'{"text": [' + b"1," * 1_000_000 + b"1]}"
    yield "mostly no JSON", "a.jsonl", b"no json\n" * 1000 + b'{"text": "a"}\n'
    yield "lines of brackets", "a.jsonl", b"[\n" * 100_000


def lines() -> Iterator[File]:
    """Plain text, and names of files."""
    yield "a line of 30 MB", "a.txt", b"x" * (30 * MEGABYTE)
    yield "a log of line ends", "a.log", b"\n" * 5_000_000
    yield "over a million lines", "a.txt", b"x\n" * 1_000_100
    yield "tabs only", "a.txt", b"\t\t\t\n" * 1000
    yield "as many tabs as columns may not be", "a.txt", (b"\t" * 3000 + b"\n") * 20
    yield "no extension", "README", ROWS
    yield "a name of dots", "...", ROWS
    yield "a name of 5,000 letters", "x" * 5000 + ".csv", ROWS
    yield "a name that leads out", "../../etc/passwd.csv", ROWS
    yield "a name with NUL and line end", "a\0\n.csv", ROWS
    yield "a name with two extensions", "a.pdf.exe.csv", ROWS
