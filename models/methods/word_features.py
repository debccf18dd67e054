"""What `tfidf` sees of a text: weighted word and character n-grams, and how a text relates to its pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifacts import load_arrays, load_json, save_arrays, save_json
from models.interface import Examples, Floats
from models.methods.relations import relations

_WORD = r"(?u)\b\w+\b"
_REPORT_EVERY = 200
# Rows of the n-gram blocks have length 1; at this scale a standardised feature weighs about as much as a few words.
_RELATION_SCALE = 0.5


@dataclass(frozen=True)
class Block:
    """One vectoriser: `analyzer` (word, char_wb), n-gram range, the field it reads, and what it learned."""

    field: str
    analyzer: str
    ngrams: tuple[int, int]
    vectoriser: Any

    @property
    def settings(self) -> dict[str, Any]:
        """What, with the terms and their weights, rebuilds it."""
        return {"field": self.field, "analyzer": self.analyzer, "ngrams": list(self.ngrams)}


class WordFeatures:
    """Fitted blocks side by side; `transform` gives a sparse matrix (n_rows, n_features)."""

    def __init__(self, blocks: Sequence[Block], mean: Floats, spread: Floats) -> None:
        self.blocks = tuple(blocks)
        self._mean = mean
        self._spread = spread

    @classmethod
    def fit(
        cls,
        train: Examples,
        *,
        word_pairs: bool,
        characters: bool,
        max_features: int,
        on_rows: Callable[[], None] = lambda: None,
    ) -> tuple[WordFeatures, Any]:
        """The features learned from `train`, and the matrix of `train` itself."""
        wanted = [("text", "word", (1, 2 if word_pairs else 1))]
        if characters:
            wanted.append(("text", "char_wb", (3, 5)))
        if train.pairs is not None:
            wanted.append(("pair", "word", (1, 1)))
        blocks, matrices = [], []
        for field, analyzer, ngrams in wanted:
            min_df = 2 if len(train) >= 100 else 1
            vectoriser = _vectoriser(analyzer, ngrams, min_df=min_df, max_features=max_features)
            try:
                matrices.append(vectoriser.fit_transform(_reporting(_field(train, field), on_rows)))
            except ValueError:  # "empty vocabulary": no word at all in this field
                continue
            blocks.append(Block(field, analyzer, ngrams, vectoriser))
        related = relations(train)
        mean, spread = related.mean(axis=0), related.std(axis=0)
        features = cls(blocks, mean, np.where(spread > 1e-9, spread, 1.0))
        return features, features._join(matrices, related)

    def transform(self, examples: Examples, on_rows: Callable[[], None] = lambda: None) -> Any:
        """The sparse float64 matrix of `examples`, shape (n_rows, n_features)."""
        matrices = [b.vectoriser.transform(_reporting(_field(examples, b.field), on_rows)) for b in self.blocks]
        return self._join(matrices, relations(examples))

    def save(self, folder: Path) -> None:
        """Write terms as JSON and weights as arrays."""
        arrays = {f"idf_{i}": np.asarray(b.vectoriser.idf_) for i, b in enumerate(self.blocks)}
        arrays |= {"relation_mean": self._mean, "relation_spread": self._spread}
        save_arrays(folder / "features.safetensors", arrays)
        terms = [b.vectoriser.get_feature_names_out().tolist() for b in self.blocks]
        save_json(folder / "features.json", {"blocks": [b.settings for b in self.blocks], "terms": terms})

    @classmethod
    def load(cls, folder: Path) -> WordFeatures:
        """What `save` wrote."""
        described: Mapping[str, Any] = load_json(folder / "features.json")
        arrays = load_arrays(folder / "features.safetensors")
        blocks = []
        for i, (settings, terms) in enumerate(zip(described["blocks"], described["terms"], strict=True)):
            ngrams = (int(settings["ngrams"][0]), int(settings["ngrams"][1]))
            vectoriser = _vectoriser(settings["analyzer"], ngrams, vocabulary={t: n for n, t in enumerate(terms)})
            vectoriser.idf_ = arrays[f"idf_{i}"]
            blocks.append(Block(settings["field"], settings["analyzer"], ngrams, vectoriser))
        return cls(blocks, arrays["relation_mean"], arrays["relation_spread"])

    def _join(self, matrices: Sequence[Any], related: Floats) -> Any:
        from scipy.sparse import csr_matrix, hstack

        scaled = np.clip((related - self._mean) / self._spread, -5.0, 5.0) * _RELATION_SCALE
        return hstack([*matrices, csr_matrix(scaled)], format="csr")


def _vectoriser(analyzer: str, ngrams: tuple[int, int], **settings: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    pattern = {"token_pattern": _WORD} if analyzer == "word" else {}
    return TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True, **pattern, **settings)


def _field(examples: Examples, field: str) -> Sequence[str]:
    if field == "text":
        return examples.texts
    return examples.pairs if examples.pairs is not None else [""] * len(examples)


def _reporting(texts: Iterable[str], on_rows: Callable[[], None]) -> Iterator[str]:
    for number, text in enumerate(texts):
        if number % _REPORT_EVERY == 0:
            on_rows()
        yield text
