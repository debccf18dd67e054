"""A person's own word list beside a document: how often words of each category stand in its sections."""

from __future__ import annotations

import streamlit as st

from domains.word_list import read_word_list
from studio.core.errors import AssayError
from studio.services.documents import AnsweredDocument
from studio.ui import grid, shell


def show(document: AnsweredDocument) -> None:
    """The uploader, then a table: words of each category per thousand words of a section. The list is not stored."""
    with st.expander("Count words of a list of yours", icon=":material/menu_book:"):
        file = st.file_uploader(
            "A word list", type=["csv"], max_upload_size=16, key=f"words-{document.run.id}",
            help="CSV with a column Word and a column a category, as the Loughran-McDonald dictionary is published.",
        )  # fmt: skip
        if file is None:
            st.caption("For example the Loughran-McDonald dictionary, which is not part of this program.")
            return
        try:
            words = read_word_list(file.getvalue())
        except AssayError as error:
            shell.show_error(error)
            return
        rows = []
        for key, title in document.sections.items():
            texts = document.passages.loc[document.passages["section"] == key, "text"].astype(str).tolist()
            length = max(sum(len(text.split()) for text in texts), 1)
            rates = {name: f"{1000 * count / length:.1f}" for name, count in words.counts(texts).items()}
            rows.append({"section": title, **rates})
        grid.table(rows, numbers=[name for name in rows[0] if name != "section"], alt="Words of each category")
        st.caption("Words of the category per 1,000 words of the section. The list is read for this view alone.")
