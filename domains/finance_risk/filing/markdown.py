"""A filing that a converter wrote as Markdown, as the plain text that it stands for."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]{1,4}(?P<words>.{1,400}?)[ \t#]{0,10}$", re.MULTILINE)
_STRONG = re.compile(r"(?P<sign>\*\*|__)(?=\S)(?P<words>[^*\n]{1,400}?)(?<=\S)(?P=sign)")
_SLANTED = re.compile(r"(?<![\w*])(?P<sign>[*_])(?=[^\s*_])(?P<words>[^*_\n]{1,400}?)(?<=\S)(?P=sign)(?![\w*])")
_LINK = re.compile(r"!?\[(?P<words>[^\]\n]{0,300})\]\([^)\s]{0,500}\)")
_ROW = re.compile(r"^[ \t]{0,3}\|(?P<cells>.{1,4000}?)\|?[ \t]{0,10}$", re.MULTILINE)
_DASHES = r"[ \t]{0,4}:?-{3,200}:?[ \t]{0,4}"
_RULE = re.compile(rf"^[ \t]{{0,3}}\|?{_DASHES}(?:\|{_DASHES}){{0,60}}\|?[ \t]{{0,4}}$", re.MULTILINE)
_ESCAPED = re.compile(r"\\(?=[-.*_#()\[\]$&|])")
_LEAST_SIGNS = 3
"""Headings, strong lines and rows that make a text Markdown: typed filings have none of them."""
_STRONG_LINE = re.compile(r"^[ \t]{0,3}(?:\*\*|__)(?=[^\W_])", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Whether headings or strong lines say that a converter wrote it."""
    signs = 0
    for pattern in (_HEADING, _STRONG_LINE):
        for _ in pattern.finditer(text):
            signs += 1
            if signs >= _LEAST_SIGNS:
                return True
    return False


def without_marks(text: str) -> str:
    """`text` without the signs of Markdown: a heading is a paragraph, a row of a table its cells apart by blanks."""
    plain = _LINK.sub(r"\g<words>", text)
    plain = _RULE.sub("", plain)
    plain = _ROW.sub(lambda match: "   ".join(cell.strip() for cell in match["cells"].split("|")), plain)
    plain = _HEADING.sub("\n\\g<words>\n", plain)
    for pattern in (_STRONG, _SLANTED):
        plain = pattern.sub(r"\g<words>", plain)
    return _ESCAPED.sub("", plain)
