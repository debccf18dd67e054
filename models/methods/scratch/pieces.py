"""The vocabulary of a network trained from scratch: the word pieces that its training texts hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from models.artifacts import load_arrays
from models.backbones.catalogue import DEFAULT_BACKBONE, WEIGHTS_FILE
from models.backbones.loading import locate
from models.interface import Floats, Ints
from models.tokens import Tokens
from studio.core.errors import DamagedArtifactError

PADDING, UNKNOWN = 0, 1
_KNOWN = 2  # places before the first piece of its own
_MANY_ROWS = 100
_VECTORS = "embeddings.word_embeddings.weight"


def places_of(tokens: Tokens, inventory: int) -> Ints:
    """The place of every piece of the tokeniser in the vocabulary, (inventory,); `UNKNOWN` of those not in it.

    With `_MANY_ROWS` rows or more a piece must come in two of them: so the network learns what to make of a piece that
    it does not know, and a rare name does not become a feature.
    """
    rows = np.zeros(inventory, dtype=np.int64)
    for ids in tokens.ids:
        rows[np.unique(ids)] += 1
    known = np.flatnonzero(rows >= (2 if len(tokens) >= _MANY_ROWS else 1))
    known = known[known != tokens.pad_id]
    places = np.full(inventory, UNKNOWN, dtype=np.int64)
    places[known] = np.arange(len(known)) + _KNOWN
    places[tokens.pad_id] = PADDING
    return places


def vocabulary_size(places: Ints) -> int:
    """Vectors that are needed: one a known piece, one for padding, one for all unknown pieces."""
    return max(int(places.max()) + 1, _KNOWN)


def language_model_vectors(places: Ints) -> npt.NDArray[np.float32]:
    """The bundled language model's vector of every known piece, in its place; padding and unknown are zero.

    Brought to a spread of one, as random vectors have it. Raises `DamagedArtifactError` where the model has none.
    """
    arrays = load_arrays(locate(DEFAULT_BACKBONE).folder / WEIGHTS_FILE)
    every: Floats | None = next((array for name, array in arrays.items() if name.endswith(_VECTORS)), None)
    if every is None or len(every) < len(places):
        raise DamagedArtifactError("The bundled language model has no word vectors.", "Install it again.")
    known = np.flatnonzero(places >= _KNOWN)
    vectors = np.zeros((vocabulary_size(places), every.shape[1]), dtype=np.float32)
    vectors[places[known]] = every[known] / max(1e-9, float(every[known].std()))
    return vectors
