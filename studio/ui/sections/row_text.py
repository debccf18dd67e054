"""A row's text as it is kept, and what stands beside it: escaped, its lines kept, long ones scrolled in place."""

from __future__ import annotations

from html import escape

import streamlit as st

_STYLE = """
<style>
  .row-text { max-height: 12rem; overflow-y: auto; }
  @media (max-width: 640px) { .row-text { max-height: 22rem; } }
  .row-text h4 { font-size: .82rem; font-weight: 600; margin: 0 0 .1rem; padding: 0; }
  .row-text p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .95rem; line-height: 1.45; }
  .row-text p.beside { font-size: .85rem; margin-bottom: .25rem; padding-left: .5rem;
    border-left: 3px solid rgba(128,136,146,.5); }
</style>
"""


def show(text: str, beside: str = "", *, name: str, head: str = "") -> None:
    """The text under `head` and what stands `beside` it; `name` is what a screen reader calls it."""
    title = f"<h4>{escape(head)}</h4>" if head else ""
    above = f'<p class="beside">{escape(beside)}</p>' if beside else ""
    body = f"{title}{above}<p>{escape(text)}</p>"
    st.html(f'{_STYLE}<div class="row-text" role="region" tabindex="0" aria-label="{escape(name)}">{body}</div>')
