"""Texts that were typed or posted: searched for identifiers before they are asked, refused where nothing is left."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domains.deidentify import Kind, Secret, rewritten, within
from domains.preparation import Preparation
from studio.core.errors import AssayError, InputError
from studio.core.visible import shows_nothing

TYPED_SECONDS = 20.0
"""The computing that the search of one typed or posted text for identifiers may take; then it is refused."""
TEXTS = ("text", "question", "reference")
"""The columns that hold a text, where texts are asked about."""


def refuse_emptied(prepared: Sequence[str]) -> None:
    """Raise `InputError` where nothing is left of a text: its answer would be the same whatever was typed."""
    for number, text in enumerate(prepared, 1):
        if shows_nothing(text):
            raise InputError(
                f"Of text {number} nothing is left once it is prepared.", "Type more than what the steps remove."
            )


def deidentified(table: pd.DataFrame, preparation: Preparation, key: bytes) -> pd.DataFrame:
    """The table without identifiers of persons, in domains that have them; as training texts were treated.

    Raises `InputError` where a text cannot be searched: it is not answered as it is.
    """
    domain = preparation.domain
    if not domain.personal_data:
        return table
    clean = table.copy()
    for name in TEXTS:
        if clean[name].str.strip().any():
            clean[name] = [_searched(preparation, text, key) for text in clean[name]]
    return clean


def _searched(preparation: Preparation, text: str, key: bytes) -> str:
    with within(TYPED_SECONDS) as patience:
        try:
            found = preparation.domain.deidentify([text])[0]
        except AssayError:
            raise
        except Exception:  # its words may quote the text: none of them are passed on
            found = None
    if patience.over:
        raise InputError(
            f"Searching a text for identifiers took over {TYPED_SECONDS:.0f} seconds of computing. It is not answered.",
            "Ask about a shorter part of it.",
        )
    if found is None or any(span.kind == Kind.WITHHELD for span in found.spans):
        raise InputError("A text could not be searched for identifiers, so it is not answered.", "Shorten the text.")
    return rewritten(text, found, preparation.identifiers, Secret(key, text)).text
