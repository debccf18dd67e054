"""What is typed becomes what services take."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli import arguments
from studio.core.columns import Role
from studio.core.errors import (
    InvalidOptionError,
    LimitExceededError,
    MappingError,
    UnknownKeyError,
    UnreadableFileError,
)


def test_mapping_knows_roles_and_takes_many_extras() -> None:
    mapping = arguments.mapping(["text=Note body", "label=Class=A", "extra=site", "extra=shift"])
    assert mapping is not None
    assert mapping.columns == {Role.TEXT: "Note body", Role.LABEL: "Class=A"}
    assert mapping.extras == ("site", "shift")
    assert arguments.mapping([]) is None


def test_label_given_more_than_once_names_columns_of_yes_and_no() -> None:
    mapping = arguments.mapping(["text=Note", "label=burn", "label=fall"])
    assert mapping is not None
    assert mapping.columns == {Role.TEXT: "Note"} and mapping.flags == ("burn", "fall")


def test_what_is_wrong_with_a_mapping_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="reference"):
        arguments.mapping(["body=text"])
    with pytest.raises(MappingError, match="twice"):
        arguments.mapping(["text=a", "text=b"])
    with pytest.raises(InvalidOptionError, match="NAME=VALUE"):
        arguments.mapping(["text"])


def test_options_are_json_where_they_read_as_json() -> None:
    given = ["epochs=3", "learning_rate=1e-4", "balanced=false", "backbone=minilm-l6", 'numbers={"enabled": false}']
    assert arguments.options(given) == {
        "epochs": 3,
        "learning_rate": 1e-4,
        "balanced": False,
        "backbone": "minilm-l6",
        "numbers": {"enabled": False},
    }


def test_a_file_that_is_not_there_or_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.csv"):
        arguments.files([tmp_path / "none.csv"])
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)
    with pytest.raises(LimitExceededError, match="300 MB"):
        arguments.files([huge])
