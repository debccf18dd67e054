"""A form from a pydantic model: titles, help, bounds and choices come from its fields."""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from studio.ui.wording import escaped

_MAPPINGS = (dict, Mapping)
_AUTO = "chosen for you"
_RARE = "Seldom changed"


def fields(
    model: type[BaseModel],
    *,
    key: str,
    values: Mapping[str, Any] | None = None,
    leave_out: Collection[str] = (),
    choices: Mapping[str, Mapping[str, str]] | None = None,
    greyed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One input a field; returns what was entered by field name, ready for `model.model_validate`.

    `values` replaces defaults; `choices` offers the values of a
    text field by their titles; `greyed` fields keep their value and show why. Fields that are
    models themselves are laid out one after the other; those marked `rare` come last, in a drawer.
    """
    entered: dict[str, Any] = {}
    shown = {name: field for name, field in model.model_fields.items() if name not in leave_out}
    above = st.container()
    drawer = st.expander(_RARE) if any(map(_is_rare, shown.values())) else above
    for name, field in shown.items():
        with drawer if _is_rare(field) else above:
            entered[name] = _one(name, field, key, values or {}, choices or {}, greyed or {})
    return entered


def read(
    model: type[BaseModel], *, key: str, values: Mapping[str, Any] | None = None, leave_out: Collection[str] = ()
) -> dict[str, Any]:
    """What stands in the inputs that `fields` drew, for the callback of a button.

    Who types and clicks at once is one redrawing ahead of what `fields` returned. An input that was not drawn keeps
    its value of `values`, or its default.
    """
    entered: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in leave_out:
            continue
        default = (values or {}).get(name, field.get_default(call_default_factory=True))
        entered[name] = _held(field, default, f"{key}.{name}")
    return entered


def _held(field: FieldInfo, default: Any, key: str) -> Any:
    kind, optional = _kind(field.annotation)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        given = default if isinstance(default, Mapping) else default.model_dump()
        return read(kind, key=key, values=given)
    return _parsed(kind, optional, st.session_state[key]) if key in st.session_state else default


def _parsed(kind: Any, optional: bool, held: Any) -> Any:
    """What an input holds as the field's kind of value."""
    if kind is bool:
        return bool(held)
    if kind in (int, float):
        return held if held is None else kind(held)
    if _is_mapping(kind):
        return pairs(held or "")
    if _is_collection(kind):
        return [part.strip() for part in (held or "").split(",") if part.strip()]
    return None if optional and not held else held


def _is_mapping(kind: Any) -> bool:
    return kind is dict or get_origin(kind) in _MAPPINGS


def _is_collection(kind: Any) -> bool:
    return get_origin(kind) in (list, tuple, set, frozenset)


def _one(
    name: str,
    field: FieldInfo,
    key: str,
    values: Mapping[str, Any],
    choices: Mapping[str, Mapping[str, str]],
    greyed: Mapping[str, str],
) -> Any:
    default = values.get(name, field.get_default(call_default_factory=True))
    if name in greyed:
        return _greyed(name, field, default, greyed[name], f"{key}.{name}")
    if name in choices:
        return _choice(name, field, str(default), choices[name], f"{key}.{name}")
    return _input(name, field, default, f"{key}.{name}")


def _is_rare(field: FieldInfo) -> bool:
    return isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("rare"))


def _label(name: str, field: FieldInfo) -> str:
    return field.title or name.replace("_", " ").capitalize()


def _greyed(name: str, field: FieldInfo, value: Any, reason: str, key: str) -> Any:
    st.text_input(_label(name, field), value=str(value), help=field.description, disabled=True, key=f"{key}-greyed")
    st.caption(escaped(reason))
    return value


def _choice(name: str, field: FieldInfo, default: str, titles: Mapping[str, str], key: str) -> str:
    known = {default: default, **titles}
    picked = st.selectbox(
        _label(name, field),
        list(known),
        index=list(known).index(default),
        format_func=lambda each: known[each],
        help=field.description,
        key=key,
    )
    return str(picked)


def _input(name: str, field: FieldInfo, default: Any, key: str) -> Any:
    kind, optional = _kind(field.annotation)
    label = _label(name, field)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        given = default if isinstance(default, Mapping) else default.model_dump()
        return fields(kind, key=key, values=given)
    if get_origin(kind) is Literal:
        choices = list(get_args(kind))
        place = choices.index(default) if default in choices else 0
        return st.selectbox(label, choices, index=place, help=field.description, key=key, format_func=str)
    if kind is bool:
        return st.checkbox(label, value=bool(default), help=field.description, key=key)
    if kind in (int, float):
        return _number(label, field, kind, default, optional, key)
    return _text(label, field, kind, default, optional, key)


def _number(label: str, field: FieldInfo, kind: type, default: Any, optional: bool, key: str) -> int | float | None:
    low, high = bounds(field, kind)
    entered = st.number_input(
        label,
        min_value=low,
        max_value=high,
        value=None if default is None else kind(default),
        step=1 if kind is int else _step(default),
        format="%d" if kind is int else "%g",
        placeholder=_AUTO if optional else None,
        help=field.description,
        key=key,
    )
    return entered if entered is None else kind(entered)


def _text(label: str, field: FieldInfo, kind: Any, default: Any, optional: bool, key: str) -> Any:
    if _is_mapping(kind):
        lines = "\n".join(f"{name} = {meaning}" for name, meaning in dict(default or {}).items())
        held = st.text_area(f"{label} (one 'this = that' a line)", value=lines, help=field.description, key=key)
    elif _is_collection(kind):
        words = ", ".join(map(str, default or ()))
        held = st.text_input(f"{label} (separated by commas)", value=words, help=field.description, key=key)
    else:
        held = st.text_input(label, value="" if default is None else str(default), help=field.description, key=key)
    return _parsed(kind, optional, held)


def pairs(lines: str) -> dict[str, str]:
    """What 'this = that' lines say; lines without '=' say nothing."""
    halves = (line.partition("=") for line in lines.splitlines() if "=" in line)
    return {left.strip(): right.strip() for left, _, right in halves if left.strip()}


def bounds(field: FieldInfo, kind: type) -> tuple[int | float | None, int | float | None]:
    """The least and the greatest value a number field takes, as its annotations say; None: no bound."""
    low = high = None
    for limit in field.metadata:
        if getattr(limit, "ge", None) is not None:
            low = kind(limit.ge)
        if getattr(limit, "gt", None) is not None:
            low = kind(limit.gt) + 1 if kind is int else kind(limit.gt)
        if getattr(limit, "le", None) is not None:
            high = kind(limit.le)
        if getattr(limit, "lt", None) is not None:
            high = kind(limit.lt) - 1 if kind is int else kind(limit.lt)
    return low, high


def _kind(annotation: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None was allowed."""
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return parts[0], len(parts) < len(get_args(annotation))
    return annotation, False


def _step(default: float | None) -> float:
    """A tenth of the default's own power of ten: 2e-5 goes by 1e-6, 0.1 by 0.01."""
    if not default:
        return 0.1
    return float(10 ** (int(f"{abs(default):e}".split("e")[1]) - 1))
