"""The texts behind a number, whole, with what was given and what was predicted."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from studio.ui import digits

_MOST = 40
_FOLDED_FROM = 700
_STYLE = """
<style>
  .texts { max-height: 30rem; overflow-y: auto; border: 1px solid rgba(128,136,146,.45); border-radius: 6px; }
  .texts article { padding: .6rem .8rem; border-bottom: 1px solid rgba(128,136,146,.3); }
  .texts article:last-child { border-bottom: 0; }
  .texts article.picked { background: rgba(213,94,0,.12); }
  .texts header { font-size: .82rem; margin-bottom: .2rem; font-variant-numeric: tabular-nums; }
  .texts p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .93rem; line-height: 1.45; }
  .texts p.asked { font-size: .85rem; margin-bottom: .25rem; padding-left: .5rem; }
  .texts p.asked { border-left: 3px solid rgba(128,136,146,.5); }
  .texts summary { cursor: pointer; font-size: .85rem; }
</style>
"""


def show(rows: pd.DataFrame, *, picked: str | None = None) -> None:
    """At most 40 texts in a region of their own; `picked` is the row id to stand out."""
    if rows.empty:
        st.caption("No texts here.")
        return
    shown = rows.head(_MOST).to_dict("records")
    body = "".join(_article({str(name): value for name, value in row.items()}, picked) for row in shown)
    st.html(f'{_STYLE}<div class="texts" role="region" tabindex="0" aria-label="Texts">{body}</div>')
    if len(rows) > _MOST:
        st.caption(f"The first {_MOST} of {digits.count(len(rows))}.")


def _article(row: dict[str, object], picked: str | None) -> str:
    mark = ' class="picked"' if picked is not None and row.get("row_id") == picked else ""
    pair = row.get("text_pair")
    asked = f'<p class="asked">{escape(pair)}</p>' if isinstance(pair, str) and pair else ""
    text = str(row.get("source_text") or row.get("text") or "")
    return f"<article{mark}><header>{_header(row)}</header>{asked}{_text(text)}</article>"


def _text(text: str) -> str:
    if len(text) <= _FOLDED_FROM:
        return f"<p>{escape(text)}</p>"
    start = text[:_FOLDED_FROM].rstrip()
    rest = f"<details><summary>The rest of it</summary><p>{escape(text[_FOLDED_FROM:])}</p></details>"
    return f"<p>{escape(start)}…</p>{rest}"


def _header(row: dict[str, object]) -> str:
    parts = []
    if row.get("source_row") is not None:
        parts.append(f"Row {escape(str(row['source_row']))}")
    parts.append(f"true <b>{_value(row.get('true'))}</b>")
    parts.append(f"predicted <b>{_value(row.get('predicted'))}</b>")
    sure = row.get("probability", row.get("confidence"))
    if isinstance(sure, float):
        parts.append(f"at {digits.percent(sure)}")
    return " · ".join(parts)


def _value(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else escape(str(value))
