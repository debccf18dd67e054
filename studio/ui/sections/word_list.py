"""A person's own word list beside a document: how often words of each category stand in its sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from domains.word_list import WordList, read_word_list
from studio.core.counting import counted
from studio.core.errors import AssayError
from studio.services.documents import AnsweredDocument
from studio.services.intake.header import free_name
from studio.ui import digits, grid, shell
from studio.ui.wording import escaped

_WHOLE = "All sections"
_SHOWN = 50
_TITLE = 60
_HELD = "words-held"
"""One list a session, by its file: those of documents looked at before need not stay in memory."""


def show(document: AnsweredDocument) -> None:
    """The uploader, then a table: words of each category per thousand words of a section. The list is not stored."""
    with st.expander("Count words of a list of yours", icon=":material/menu_book:"):
        file = st.file_uploader(
            "A word list", type=["csv"], max_upload_size=16, key=f"words-{document.run.id}",
            help="CSV with a column Word, one word a row, and a column a category, with a number, x or yes where the "
            "word belongs to it. The Loughran-McDonald dictionary can be brought as it is published.",
        )  # fmt: skip
        if file is None:
            st.session_state.pop(_HELD, None)
            st.caption("A list of your own, or the Loughran-McDonald dictionary, which is not part of this program.")
            return
        words = _read(file)
        if isinstance(words, AssayError):
            shell.show_error(words)
            return
        _noted(words)
        shown = shown_titles(words.categories)
        _sections(document, words, shown)
        _sentences(document, words, shown)


def _read(file: UploadedFile) -> WordList | AssayError:
    """The list, or why it is none: read once a file, as a large one takes seconds and every click draws this anew."""
    held = st.session_state.get(_HELD)
    if held is not None and held[0] == file.file_id:
        known: WordList | AssayError = held[1]
        return known
    st.session_state.pop(_HELD, None)
    read: WordList | AssayError
    try:
        read = read_word_list(file.getvalue())
    except AssayError as error:
        read = AssayError(error.message, error.fix)  # its own cause and frames hold the whole file
    st.session_state[_HELD] = (file.file_id, read)
    return read


def _noted(words: WordList) -> None:
    """Which columns are no categories here, and which cells were read by their first word."""
    if words.left_out:
        named = ", ".join(f"**{escaped(title)}**" for title in shown_titles(words.left_out).values())
        st.info(
            f"Left out, as most of their filled cells are no marks (a number, x or yes): {named}.",
            icon=":material/filter_alt:",
        )
    if words.odd:
        told = counted(words.odd, "cell says more than a mark and was", "cells say more than a mark and were")
        st.caption(f"{told} read by its beginning: 'x (see note)' is a mark, 'see note' is none.")


def shown_titles(titles: Iterable[str]) -> dict[str, str]:
    """Each title as it is shown: long ones cut, and numbered where they are alike then."""
    shown: dict[str, str] = {}
    taken: set[str] = set()
    for title in titles:
        name = title if len(title) <= _TITLE else f"{title[:_TITLE]}\u2026"
        shown[title] = free_name(name, taken) if name in taken else name
        taken.add(shown[title])
    return shown


def _sections(document: AnsweredDocument, words: WordList, shown: Mapping[str, str]) -> None:
    """How often words of each category stand in each section, and in the whole."""
    texts = document.passages["text"].astype(str)
    parts = {title: texts[document.passages["section"] == key] for key, title in document.sections.items()}
    rows = [
        {"section": title, **_rates(part.tolist(), words, shown)} for title, part in (*parts.items(), (_WHOLE, texts))
    ]
    grid.table(rows, numbers=("words", *shown.values()), wide=("section",), alt="Words of each category")
    st.caption("Words of the category per 1,000 words, and their number. The list is read for this view alone.")


def _rates(texts: list[str], words: WordList, shown: Mapping[str, str]) -> dict[str, str]:
    length = sum(len(text.split()) for text in texts)
    counts = words.counts(texts)
    rates = {
        shown[name]: f"{1000 * count / max(length, 1):.1f} ({digits.count(count)})" for name, count in counts.items()
    }
    return {"words": digits.count(length), **rates}


def _sentences(document: AnsweredDocument, words: WordList, shown: Mapping[str, str]) -> None:
    """The sentences with most words of a category."""
    category = st.selectbox(
        "Sentences with most words of",
        words.categories,
        format_func=lambda each: shown.get(each, each),
        key=f"words-{document.run.id}-category",
    )
    told = []
    for text, section in document.passages[["text", "title"]].astype(str).itertuples(index=False, name=None):
        found = words.found(text).get(category, ())
        if found:
            told.append((len(found), {"sentence": text, "words": ", ".join(found), "item": section}))
    rows = [row for _, row in sorted(told, key=lambda each: -each[0])[:_SHOWN]]
    if rows:
        grid.table(rows, wide=("sentence",), alt=f"Sentences with most words of {shown[category]}")
    else:
        st.caption("No sentence has a word of this category.")
