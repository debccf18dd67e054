"""What a field sees in a text (negated, doubted, about kin), shown on the text itself with a word for each kind."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise

import streamlit as st

from domains.contract import Domain, Span
from studio.ui.palette import class_colours

_STYLE = """<style>
.highlights {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.9; max-height: 24rem; overflow-y: auto}
.highlights mark {color: inherit; background: color-mix(in srgb, var(--kind) 20%, transparent);
 border-bottom: 2px solid var(--kind); border-radius: .2rem; padding: 0 .1rem}
.highlights small {opacity: .8; font-size: .72em; padding-left: .2rem; color: inherit}
</style>"""


def show(domain: Domain, text: str) -> None:
    """The text with its highlights; nothing where the field has none in it."""
    spans = domain.highlights(text)
    if not spans:
        return
    kinds = ", ".join(dict.fromkeys(span.kind for span in spans))
    st.html(
        f'{_STYLE}<div class="highlights" role="region" tabindex="0" aria-label="Marked">{marked(text, spans)}</div>'
    )
    st.caption(
        f"Marked: {kinds}. Found by rules; they can be wrong, and a model does not learn them unless a step says so."
    )


def marked(text: str, spans: Sequence[Span]) -> str:
    """`text` as HTML, each stretch that one or several spans cover marked with all their kinds."""
    colours = class_colours(["family", "historical", "negated", "uncertain", *(span.kind for span in spans)])
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    opened = sorted(spans, key=lambda span: span.start)
    parts, live, place = [], list[Span](), 0
    for start, end in pairwise(edges):
        live = [span for span in live if span.end > start]
        while place < len(opened) and opened[place].start <= start:
            live.append(opened[place])
            place += 1
        covering = [span for span in live if span.end > start]
        parts.append(_piece(text[start:end], covering, colours[covering[0].kind] if covering else ""))
    return "".join(parts)


def _piece(text: str, spans: Sequence[Span], colour: str) -> str:
    if not spans:
        return html.escape(text)
    kinds = ", ".join(sorted({span.kind for span in spans}))
    reason = "; ".join(dict.fromkeys(f"{span.kind}: {span.reason}" for span in spans))
    return (
        f'<mark style="--kind: {colour}" title="{html.escape(reason)}">{html.escape(text)}'
        f"<small>{html.escape(kinds)}</small></mark>"
    )
