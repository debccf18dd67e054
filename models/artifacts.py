"""What a model's folder is made of: JSON and safetensors in a folder written whole or not at all, never a pickle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.manifest import MANIFEST, damaged, is_storage_full, load_json, save_json, seal, stage, verify

__all__ = [
    "MANIFEST",
    "Arrays",
    "is_storage_full",
    "load_arrays",
    "load_json",
    "save_arrays",
    "save_json",
    "seal",
    "stage",
    "verify",
]

Arrays = dict[str, npt.NDArray[Any]]


def save_arrays(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write arrays by name as one safetensors file."""
    from safetensors.numpy import save

    path.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def load_arrays(path: Path) -> Arrays:
    """The arrays `save_arrays` wrote; `DamagedArtifactError` where the file is missing or not safetensors."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return dict(load_file(path))
    except (OSError, SafetensorError) as problem:
        raise damaged(path.parent, path.name) from problem
