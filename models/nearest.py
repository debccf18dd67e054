"""Which known texts are most like a given one, by the words and the runs of letters they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Floats

LEAST_LIKE = 0.05
"""Cosine below which two texts share but chance letters."""
_AT_ONCE = 256


def similarities(texts: Sequence[str], asked: Sequence[str]) -> Floats:
    """Cosine of each of `asked` with each of `texts` in [0, 1], shape (n_texts, n_asked).

    Over tf-idf of words and of letters in runs of 3 to 5: letters make misspellings count as nearly the word that was
    meant. All 0 where there is nothing to compare.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    found = np.zeros((len(texts), len(asked)))
    for analyzer, runs in (("word", (1, 2)), ("char_wb", (3, 5))):
        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=runs, sublinear_tf=True)
        try:
            known = vectors.fit_transform(texts)
        except ValueError:  # no word in any of them
            continue
        for first in range(0, len(asked), _AT_ONCE):
            some = vectors.transform(asked[first : first + _AT_ONCE])
            found[:, first : first + _AT_ONCE] += (known @ some.T).toarray() / 2
    return found


def likest(similar: Floats, most: int) -> list[tuple[int, float]]:
    """The places of the `most` greatest of `similar`, shape (n_texts,), with their cosine, the likest first.

    Fewer where few are like at all.
    """
    order = np.argsort(-similar, kind="stable")[:most]
    return [(int(place), float(similar[place])) for place in order if similar[place] >= LEAST_LIKE]
