"""Reading what public sets are served as: CSV, JSON, XML, alone or in a ZIP; all values as text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pandas as pd

MAX_MEMBER = 256 * 1024**2
"""Most bytes one file of a ZIP may unpack to."""

_NOT_WORD = re.compile(r"[\W_]+")


def read_csv(data: bytes) -> pd.DataFrame:
    """A CSV as text columns: UTF-8 if it is, else Windows-1252; empty cells are ''."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def read_json(data: bytes) -> Any:
    """A JSON document."""
    return json.loads(data.decode("utf-8-sig"))


def read_xml(data: bytes) -> ElementTree.Element:
    """The root of an XML document; one that declares entities is refused with ValueError."""
    if b"<!ENTITY" in data:
        raise ValueError("the XML declares entities")
    return ElementTree.fromstring(data)


def members(data: bytes, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files of a ZIP whose path matches `pattern` (a regular expression), by name.

    Raises ValueError where one would unpack to more than `MAX_MEMBER` or none matches.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [info for info in archive.infolist() if not info.is_dir() and re.search(pattern, info.filename)]
        found = [info for info in found if "__MACOSX" not in info.filename]
        if not found:
            raise ValueError(f"the archive holds no file like {pattern}")
        for info in sorted(found, key=lambda info: info.filename):
            with archive.open(info) as file:
                content = file.read(MAX_MEMBER + 1)
            if len(content) > MAX_MEMBER:
                raise ValueError(f"{info.filename} unpacks to more than {MAX_MEMBER} bytes")
            yield info.filename, content


def text_of(element: ElementTree.Element | None) -> str:
    """An XML element's text with its white space made single blanks; '' without one."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def agreed(table: pd.DataFrame) -> pd.DataFrame:
    """`table` without repeats of text and label, and without texts that bear two labels.

    Case and punctuation do not make a text another.
    """
    table = table[table["text"].str.strip().ne("") & table["label"].str.strip().ne("")]
    key = table["text"].str.casefold().str.replace(_NOT_WORD, " ", regex=True).str.strip()
    one_label = table["label"].groupby(key).transform("nunique").eq(1)
    return table[one_label & ~key.duplicated()].reset_index(drop=True)
