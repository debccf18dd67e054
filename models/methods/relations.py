"""How long a text is and, with a pair, how the two overlap: what bags of words and embeddings do not say."""

from __future__ import annotations

import numpy as np

from models.interface import Examples, Floats

_EDGES = ".,;:!?()\"'"
_TRIGRAM_CHARACTERS = 4000


def relations(examples: Examples) -> Floats:
    """Shape (n_rows, 1) without pairs, (n_rows, 6) with: see `_relation` for the order of the columns."""
    if examples.pairs is None:
        return np.array([[np.log1p(len(text.split()))] for text in examples.texts]).reshape(-1, 1)
    rows = [_relation(text, pair) for text, pair in zip(examples.texts, examples.pairs, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _relation(text: str, pair: str) -> list[float]:
    ours, theirs = text.lower().split(), pair.lower().split()
    mine, other = {word.strip(_EDGES) for word in ours}, {word.strip(_EDGES) for word in theirs}
    both = len(mine & other)
    grams, other_grams = _trigrams(text), _trigrams(pair)
    return [
        float(np.log1p(len(ours))),
        float(np.log1p(len(ours)) - np.log1p(len(theirs))),
        both / max(1, len(mine)),
        both / max(1, len(other)),
        both / max(1, len(mine | other)),
        len(grams & other_grams) / max(1, min(len(grams), len(other_grams))),
    ]


def _trigrams(text: str) -> set[str]:
    squeezed = " ".join(text.lower().split())[:_TRIGRAM_CHARACTERS]
    return {squeezed[i : i + 3] for i in range(len(squeezed) - 2)}
