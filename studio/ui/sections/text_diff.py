"""What became of a text: words that went are struck through, words that came are marked, in one flow."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator

import streamlit as st

_MOST_WORDS = 1_500
"""Comparing takes time that grows with the square of the words in the worst case: of a longer text its beginning."""
_PIECE = re.compile(r"\n|[^\S\n]+|[^\s]+")
_BREAK = "\u21b5"  # a line break that went would leave nothing to see
_STYLE = """<style>
.text-diff {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; max-height: 24rem; overflow-y: auto}
.text-diff del {text-decoration-thickness: 2px; opacity: .72; background: rgba(213,94,0,.14); border-radius: .2rem}
.text-diff ins {text-decoration: none; border-bottom: 2px solid rgba(0,158,115,.9); background: rgba(0,158,115,.16);
 border-radius: .2rem}
</style>"""


def show(before: str, after: str) -> None:
    """The difference word by word; the texts are escaped."""
    body, whole = difference(before, after)
    st.html(f'{_STYLE}<div class="text-diff" role="region" tabindex="0" aria-label="Difference">{body}</div>')
    st.caption("Struck through: taken out. Underlined: put in." + ("" if whole else " Only the beginning is compared."))


def difference(before: str, after: str) -> tuple[str, bool]:
    """The difference as HTML, and whether it covers all of both texts."""
    ours, theirs = _pieces(before), _pieces(after)
    whole = max(len(ours), len(theirs)) <= _MOST_WORDS
    return "".join(_marked(ours[:_MOST_WORDS], theirs[:_MOST_WORDS])), whole


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _marked(ours: list[str], theirs: list[str]) -> Iterator[str]:
    for kind, start, end, other_start, other_end in difflib.SequenceMatcher(None, ours, theirs, False).get_opcodes():
        gone, come = "".join(ours[start:end]), "".join(theirs[other_start:other_end])
        if kind == "equal":
            yield html.escape(gone)
            continue
        seen = html.escape(gone).replace("\n", _BREAK)
        yield f"<del>{seen}</del>" if gone else ""
        yield f"<ins>{html.escape(come)}</ins>" if come else ""
