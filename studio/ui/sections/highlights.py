"""What a field sees in a text (negated, doubted, about kin), shown on the text itself with a word for each kind."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import streamlit as st

from domains.contract import Domain
from domains.spans import Span
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
    return "".join(
        _piece("".join(words for words, _ in same), kinds, [span for _, covering in same for span in covering], colours)
        for kinds, same in ((key, list(each)) for key, each in groupby(_stretches(text, spans), key=_kinds))
    )


def _stretches(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """`text` cut wherever a span begins or ends, each piece with the spans over it."""
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    opened = sorted(spans, key=lambda span: span.start)
    live: list[Span] = []
    place = 0
    for start, end in pairwise(edges):
        live = [span for span in live if span.end > start]
        while place < len(opened) and opened[place].start <= start:
            live.append(opened[place])
            place += 1
        yield text[start:end], list(live)


def _kinds(stretch: tuple[str, list[Span]]) -> tuple[str, ...]:
    return tuple(sorted({span.kind for span in stretch[1]}))


def _piece(text: str, kinds: tuple[str, ...], spans: Sequence[Span], colours: Mapping[str, str]) -> str:
    if not kinds:
        return html.escape(text)
    reason = "; ".join(dict.fromkeys(f"{span.kind}: {span.reason}" for span in spans))
    words = text.rstrip()  # a line break within the mark would put its kind at the start of the next line
    return (
        f'<mark style="--kind: {colours[kinds[0]]}" title="{html.escape(reason)}">{html.escape(words)}'
        f"<small>{html.escape(', '.join(kinds))}</small></mark>{text[len(words) :]}"
    )
