"""Which known texts are most like a given one, by the words and the runs of letters they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Floats

LEAST_LIKE = 0.05
"""Cosine below which two texts share but chance letters."""


def similarities(texts: Sequence[str], asked: str) -> Floats:
    """Cosine of `asked` with each of `texts` in [0, 1], over tf-idf of words and of letters in runs of 3 to 5.

    Letters make misspellings count as nearly the word that was meant. All 0 where there is nothing to compare.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    found = np.zeros(len(texts))
    for analyzer, runs in (("word", (1, 2)), ("char_wb", (3, 5))):
        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=runs, sublinear_tf=True)
        try:
            known = vectors.fit_transform(texts)
        except ValueError:  # no word in any of them
            continue
        found += (known @ vectors.transform([asked]).T).toarray().ravel() / 2
    return found


def nearest(texts: Sequence[str], asked: str, most: int) -> list[tuple[int, float]]:
    """The places of the `most` texts most like `asked`, with their cosine, the likest first; fewer where few are."""
    if not texts:
        return []
    found = similarities(texts, asked)
    order = np.argsort(-found, kind="stable")[:most]
    return [(int(place), float(found[place])) for place in order if found[place] >= LEAST_LIKE]
