"""Turning what is typed (`ROLE=COLUMN`, `OPTION=VALUE`, paths) into what services take."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.core.columns import ColumnMapping, Role
from studio.core.errors import InvalidOptionError, MappingError, UnknownKeyError, UnreadableFileError
from studio.services.intake.upload import UploadedFile


def pairs(values: Sequence[str], option: str, *, blank: bool = False) -> list[tuple[str, str]]:
    """`KEY=VALUE` each, the key blank only where it may be; raises `InvalidOptionError` where there is no `=`."""
    parsed = []
    for value in values:
        key, sign, rest = value.partition("=")
        if not sign or not (key or blank):
            raise InvalidOptionError(f"{option} {value}: expected NAME=VALUE.", f"For example {option} text=narrative.")
        parsed.append((key.strip(), rest))
    return parsed


def mapping(values: Sequence[str]) -> ColumnMapping | None:
    """The mapping given by `--map`, or None where none is given.

    `extra` may be given more than once, and so may `label`: each is then a column of yes and no for one label.
    """
    columns: dict[Role, str] = {}
    extras: list[str] = []
    labels: list[str] = []
    for key, column in pairs(values, "--map"):
        role = _role(key)
        if role is Role.EXTRA:
            extras.append(column)
        elif role is Role.LABEL:
            labels.append(column)
        elif role in columns:
            raise MappingError(
                f"The role '{role}' is mapped twice.", "Give each role one column; only 'extra' and 'label' take more."
            )
        else:
            columns[role] = column
    if len(labels) == 1:
        columns[Role.LABEL] = labels[0]
    flags = tuple(labels) if len(labels) > 1 else ()
    return ColumnMapping(columns, tuple(extras), flags) if values else None


def options(values: Sequence[str]) -> dict[str, Any]:
    """The options given by `--set`; a value that reads as JSON is taken as such, else as text."""
    return {key: _value(text) for key, text in pairs(values, "--set")}


def files(paths: Sequence[Path]) -> list[UploadedFile]:
    """The files' names and bytes; raises `UnreadableFileError` where one cannot be opened."""
    return [UploadedFile(path.name, _bytes(path)) for path in paths]


def _bytes(path: Path) -> bytes:
    from studio.services.intake.limits import check_size

    try:
        check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{path} cannot be opened: {error.strerror}.", "Check the path and its rights."
        ) from error


def _role(key: str) -> Role:
    try:
        return Role(key.strip().lower())
    except ValueError:
        raise UnknownKeyError("role", key, [role.value for role in Role]) from None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
