"""Matrices with many zeros as they are stored: a bit for every place, and the values that are not zero."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.artifacts import Arrays

_PREFIX = "sparse"
_WORTH_IT = 0.1
"""The least share of zeros: a bit a place is a 32nd of a float32, and a stored file should be plain where it can be."""


def packed(arrays: Mapping[str, np.ndarray]) -> Arrays:
    """Arrays by name, those of enough zeros in three parts each; exactly what `unpacked` turns back."""
    found: Arrays = {}
    for name, array in arrays.items():
        places = array != 0
        if array.ndim != 2 or 1 - places.mean() < _WORTH_IT:
            found[name] = array
            continue
        found[f"{_PREFIX}.places:{name}"] = np.packbits(places, axis=None)
        found[f"{_PREFIX}.values:{name}"] = array[places]
        found[f"{_PREFIX}.shape:{name}"] = np.array(array.shape, dtype=np.int64)
    return found


def unpacked(arrays: Mapping[str, np.ndarray]) -> Arrays:
    """The arrays that `packed` was given."""
    found: Arrays = {}
    for stored, array in arrays.items():
        part, _, name = stored.partition(":")
        if not name:
            found[stored] = array
        elif part == f"{_PREFIX}.shape":
            found[name] = _filled(array, arrays[f"{_PREFIX}.places:{name}"], arrays[f"{_PREFIX}.values:{name}"])
    return found


def _filled(shape: np.ndarray, places: np.ndarray, values: np.ndarray) -> np.ndarray:
    rows, columns = (int(each) for each in shape)
    whole = np.zeros(rows * columns, dtype=values.dtype)
    whole[np.unpackbits(places, count=rows * columns).astype(bool)] = values
    return whole.reshape(rows, columns)
