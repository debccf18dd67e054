"""The files of a version that answer, and loading them once for everyone in this process who holds them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from pathlib import Path
from weakref import WeakValueDictionary

from models.artifacts import load_json
from models.interface import TextModel
from models.methods.registry import method, methods

MODEL = "model"
SERVED = "served"
CALIBRATION = "calibration.json"
DESCRIPTION = "model.json"
FLOAT32, INT8 = "float32", "int8"

_Key = tuple[str, str, int]
_loaded: WeakValueDictionary[_Key, TextModel] = WeakValueDictionary()
_guard = threading.Lock()
_loading: dict[_Key, threading.Lock] = {}


def model_class(key: str) -> type[TextModel]:
    """The class of the models that bear the method `key`, be it a rung or a fusion of versions."""
    if key not in methods():
        from models.fusion.model import FUSED  # a fusion loads its members through this module

        if key in FUSED:
            return FUSED[key]
    return method(key).Model


def answering_folder(folder: Path, device: str) -> Path:
    """Where in an artifact the files lie that answer: the compressed graph where one was accepted, on the CPU."""
    served, model = folder / SERVED, folder / MODEL
    return served if served.is_dir() and (device == "cpu" or not model.is_dir()) else model


def answering_precision(folder: Path, device: str) -> str:
    """The arithmetic that an artifact answers in on `device`.

    That of its description, unless a graph was accepted and is left aside for the weights it was made of: a graphics
    card answers from those, be it in half precision where it knows that.
    """
    left_aside = (folder / SERVED).is_dir() and answering_folder(folder, device).name == MODEL
    return FLOAT32 if left_aside else str(load_json(folder / DESCRIPTION)["precision"])


def load_text_model(folder: Path, *, device: str, threads: int) -> TextModel:
    """The model of the artifact in `folder`, the one that is loaded already where one of the same content is.

    It goes when the last one that holds it goes. Whoever asks it takes turns with the others.
    """
    from models.serving.graph_model import GraphModel

    used = answering_folder(folder, device)
    key = (content(file_sums(used)), device, threads)
    with _guard:
        loading = _loading.setdefault(key, threading.Lock())
    with loading:
        found = _loaded.get(key)
        if found is None:
            kind = GraphModel if used.name == SERVED else model_class(load_json(folder / DESCRIPTION)["method"])
            found = _loaded[key] = kind.load(used, device=device, threads=threads)
        return found


def file_sums(folder: Path) -> list[tuple[str, str]]:
    """Name and sha256 of each file under `folder`."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                found.append((path.relative_to(folder).as_posix(), hashlib.file_digest(stream, "sha256").hexdigest()))
    return found


def content(sums: Iterable[tuple[str, str]]) -> str:
    """One sum of many: equal where names and contents are."""
    return hashlib.sha256(repr(sorted(sums)).encode()).hexdigest()
