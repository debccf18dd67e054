"""A person's own word list beside a document: how often words of each category stand in its sections."""

from __future__ import annotations

import streamlit as st

from domains.word_list import WordList, read_word_list
from studio.core.errors import AssayError
from studio.services.documents import AnsweredDocument
from studio.ui import digits, grid, shell

_WHOLE = "All sections"
_SHOWN = 50


def show(document: AnsweredDocument) -> None:
    """The uploader, then a table: words of each category per thousand words of a section. The list is not stored."""
    with st.expander("Count words of a list of yours", icon=":material/menu_book:"):
        file = st.file_uploader(
            "A word list", type=["csv"], max_upload_size=16, key=f"words-{document.run.id}",
            help="CSV with a column Word, one word a row, and a column a category, with a number, x or yes where the "
            "word belongs to it. The Loughran-McDonald dictionary can be brought as it is published.",
        )  # fmt: skip
        if file is None:
            st.caption("A list of your own, or the Loughran-McDonald dictionary, which is not part of this program.")
            return
        try:
            words = read_word_list(file.getvalue())
        except AssayError as error:
            shell.show_error(error)
            return
        _sections(document, words)
        _sentences(document, words)


def _sections(document: AnsweredDocument, words: WordList) -> None:
    """How often words of each category stand in each section, and in the whole."""
    texts = document.passages["text"].astype(str)
    parts = {title: texts[document.passages["section"] == key] for key, title in document.sections.items()}
    rows = [{"section": title, **_rates(part.tolist(), words)} for title, part in (*parts.items(), (_WHOLE, texts))]
    grid.table(rows, numbers=("words", *words.categories), wide=("section",), alt="Words of each category")
    st.caption("Words of the category per 1,000 words, and their number. The list is read for this view alone.")


def _rates(texts: list[str], words: WordList) -> dict[str, str]:
    length = sum(len(text.split()) for text in texts)
    counts = words.counts(texts)
    rates = {name: f"{1000 * count / max(length, 1):.1f} ({digits.count(count)})" for name, count in counts.items()}
    return {"words": digits.count(length), **rates}


def _sentences(document: AnsweredDocument, words: WordList) -> None:
    """The sentences with most words of a category."""
    category = st.selectbox("Sentences with most words of", words.categories, key=f"words-{document.run.id}-category")
    told = []
    for text, section in document.passages[["text", "title"]].astype(str).itertuples(index=False, name=None):
        found = words.found(text).get(str(category), ())
        if found:
            told.append((len(found), {"sentence": text, "words": ", ".join(found), "item": section}))
    rows = [row for _, row in sorted(told, key=lambda each: -each[0])[:_SHOWN]]
    if rows:
        grid.table(rows, wide=("sentence",), alt=f"Sentences with most words of {category}")
    else:
        st.caption("No sentence has a word of this category.")
