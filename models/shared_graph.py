"""Graphs of equal content, loaded once for all models of this process that answer with them.

Every probe brings its own copy of the frozen encoder, so that it can be moved and checked by itself; in memory, where
a graph takes many times its file, one copy serves them all.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from pathlib import Path
from weakref import WeakValueDictionary

from models.openvino_graph import OpenVinoGraph
from studio.core.errors import DamagedArtifactError

_Key = tuple[str, str, int]
_graphs: WeakValueDictionary[_Key, OpenVinoGraph] = WeakValueDictionary()
_loading: defaultdict[_Key, threading.Lock] = defaultdict(threading.Lock)
_guard = threading.Lock()


def shared_graph(path: Path, threads: int) -> OpenVinoGraph:
    """The graph stored at `path` (`.xml`), the one that is loaded already where one of the same content is.

    It goes when the last model that holds it goes. Raises `DamagedArtifactError` where it cannot be read.
    """
    key = (_sum(path), _sum(path.with_suffix(".bin")), threads)
    with _guard:
        loading = _loading[key]
    with loading:  # a slow load holds up those alone who want this very graph
        graph = _graphs.get(key)
        if graph is None:
            graph = _graphs[key] = OpenVinoGraph.load(path, threads)
        return graph


def _sum(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise DamagedArtifactError(
            f"The compressed model's file '{path.name}' is missing.", "Train the model again."
        ) from problem
