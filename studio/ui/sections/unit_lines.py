"""The lines of a window or session, each with its share of what makes it unusual."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

_MOST = 300
_TELLING = 0.05
_IN_SIGHT = 6
_MOST_NAMED = 3
_STYLE = """
<style>
  .unit { max-height: 30rem; overflow: auto; border: 1px solid rgba(128,136,146,.45); border-radius: 6px; }
  .unit ol { list-style: none; margin: 0; padding: .3rem 0; font-size: .82rem; line-height: 1.5; }
  .unit li { display: grid; grid-template-columns: 2.6rem 3.2rem 1fr; gap: .4rem; padding: .12rem .7rem; margin: 0; }
  .unit li.told { background: rgba(209,26,42, calc(.08 + .22 * var(--share))); }
  .unit .number { text-align: right; opacity: .75; font-variant-numeric: tabular-nums; }
  .unit .share { text-align: right; font-variant-numeric: tabular-nums; }
  @media (max-width: 640px) {
    .unit li { grid-template-columns: 1.5rem 2.4rem 1fr; gap: .3rem; padding: .12rem .4rem; } }
  .unit .line { white-space: pre-wrap; overflow-wrap: anywhere; font-family: "Source Code Pro", monospace; }
</style>
"""


def shares_of(behind: str) -> dict[int, float]:
    """By place of a line from 0 its share, as an answer keeps them."""
    return {int(place): float(share) for place, share in json.loads(behind)}


def show(lines: Sequence[str], shares: Mapping[int, float]) -> None:
    """The lines in order, in a region of their own, at most 300; those that made it unusual stand out.

    Of a long unit the most telling lines are named above, as they may be out of sight.
    """
    telling = sorted((place for place, share in shares.items() if share >= _TELLING), key=lambda each: -shares[each])
    if len(lines) > _IN_SIGHT and telling:
        named = ", ".join(f"**line {place + 1}** ({100 * shares[place]:.0f} %)" for place in telling[:_MOST_NAMED])
        st.markdown(f"Most unusual: {named}")
    body = "".join(_item(place, line, shares.get(place, 0.0)) for place, line in enumerate(lines[:_MOST]))
    st.html(f'{_STYLE}<div class="unit" role="region" tabindex="0" aria-label="Lines"><ol>{body}</ol></div>')
    if len(lines) > _MOST:
        st.caption(f"The first {_MOST} of {len(lines):,} lines.")


def _item(place: int, line: str, share: float) -> str:
    told = f' class="told" style="--share: {min(share, 1.0):.2f}"' if share >= _TELLING else ""
    shown = f"{100 * share:.0f} %" if share >= 0.005 else ""
    return (
        f'<li{told}><span class="number">{place + 1}</span><span class="share">{shown}</span>'
        f'<span class="line">{escape(line)}</span></li>'
    )
