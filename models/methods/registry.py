"""The methods there are, cheapest first, the classic references last; importing this imports no torch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from models.interface import Method, MethodOptions
from models.methods.adapt.method import AdaptMethod
from models.methods.anomaly.count import CountMethod
from models.methods.anomaly.rarity import RarityMethod
from models.methods.anomaly.sequence import SequenceMethod
from models.methods.full.method import FullMethod
from models.methods.lora.method import LoraMethod
from models.methods.probe import ProbeMethod
from models.methods.scratch.method import BiLstmMethod, TextCnnMethod
from models.methods.setfit.method import SetFitMethod
from models.methods.tfidf import TfidfMethod
from studio.core.errors import InvalidOptionError, UnknownKeyError

_METHODS: Mapping[str, Method] = MappingProxyType(
    {
        each.key: each
        for each in (
            TfidfMethod(),
            ProbeMethod(),
            SetFitMethod(),
            LoraMethod(),
            FullMethod(),
            AdaptMethod(),
            TextCnnMethod(),
            BiLstmMethod(),
            RarityMethod(),
            CountMethod(),
            SequenceMethod(),
        )
    }
)


def methods() -> Mapping[str, Method]:
    """Every method by its key, cheapest first, those from scratch after the rungs of the ladder."""
    return _METHODS


def method(key: str) -> Method:
    """The method called `key`; raises `UnknownKeyError` naming the known ones."""
    if key not in _METHODS:
        raise UnknownKeyError("method", key, _METHODS)
    return _METHODS[key]


def parse_method_options(method: Method, values: Mapping[str, Any]) -> MethodOptions:
    """The options of `method` from what a person typed, defaults filled in.

    Raises `InvalidOptionError` that names the field and, for an unknown one, the known fields.
    """
    try:
        return method.Options.model_validate(dict(values))
    except ValidationError as problem:
        raise _explain(method, problem) from problem


def _explain(method: Method, problem: ValidationError) -> InvalidOptionError:
    first = problem.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "options"
    known = ", ".join(sorted(method.Options.model_fields)) or "none"
    if first["type"] == "extra_forbidden":
        return InvalidOptionError(f"The method '{method.key}' has no option '{name}'.", f"Known: {known}.")
    return InvalidOptionError(
        f"The option '{name}' of '{method.key}' is not valid: {first['msg']}.", f"Known: {known}."
    )
