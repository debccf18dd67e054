"""What became of a text: words that went are struck through, words that came are marked, in one flow."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Iterator

import streamlit as st

_MOST_WORDS = 1_500
"""Comparing takes time that grows with the square of the words in the worst case: of a longer text what is around its
first change."""
_LEAD = 60
_DOTS = "\u2026"
_PIECE = re.compile(r"\n|[^\S\n]+|[^\s]+")
_BREAK = "\u21b5"  # a line break that went would leave nothing to see
_STYLE = """<style>
.text-diff {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; max-height: 24rem; overflow-y: auto}
.text-diff h4 {font-size: .82rem; font-weight: 600; margin: .5rem 0 .1rem; padding: 0}
.text-diff del {text-decoration-thickness: 2px; opacity: .72; background: rgba(213,94,0,.14); border-radius: .2rem}
.text-diff ins {text-decoration: none; border-bottom: 2px solid rgba(0,158,115,.9); background: rgba(0,158,115,.16);
 border-radius: .2rem}
</style>"""


def show(before: str, after: str) -> None:
    """The difference word by word; the texts are escaped."""
    body, whole = difference(before, after)
    _put(body, "Difference", whole)


def several(rows: Iterable[tuple[int, str, str]]) -> None:
    """The differences of some rows, each under its number."""
    found = [(number, *difference(before, after)) for number, before, after in rows]
    shown = "".join(f"<h4>Row {number}</h4><div>{body}</div>" for number, body, _ in found)
    _put(shown, "Differences", all(whole for _, _, whole in found))


def against(before: str, after: str, *, name: str) -> None:
    """The difference alone, without what its marks mean: for several on one page, which say that once."""
    st.html(_region(difference(before, after)[0], name))


def difference(before: str, after: str) -> tuple[str, bool]:
    """The difference as HTML, and whether it covers all of both texts.

    Of long ones what is around the first change: it is to be seen however far into the text it stands.
    """
    ours, theirs = _pieces(before), _pieces(after)
    if max(len(ours), len(theirs)) <= _MOST_WORDS:
        return "".join(_marked(ours, theirs)), True
    pairs = enumerate(zip(ours, theirs, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    start = max(0, same - _LEAD)
    end = start + _MOST_WORDS
    before_it, after_it = _DOTS if start else "", _DOTS if max(len(ours), len(theirs)) > end else ""
    return before_it + "".join(_marked(ours[start:end], theirs[start:end])) + after_it, False


def _put(body: str, name: str, whole: bool) -> None:
    st.html(_region(body, name))
    rest = "" if whole else " Long texts are compared around their first change only."
    st.caption(f"Struck through: taken out. Underlined: put in.{rest}")


def _region(body: str, name: str) -> str:
    return f'{_STYLE}<div class="text-diff" role="region" tabindex="0" aria-label="{name}">{body}</div>'


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
