"""Which column says what each row is for."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import Role
from studio.services.datasets.mapping import apply_mapping, resolve_mapping

FINANCE = registry().get("finance_risk")
EDUCATION = registry().get("education_grading")
FACTORY = registry().get("manufacturing_logs")


def frame(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def test_a_split_column_needs_a_value_that_says_so() -> None:
    texts = [f"text number {n}" for n in range(4)]
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["1", "2"] * 2)).column(Role.SPLIT) is None
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["train", "x"] * 2)).column(Role.SPLIT) == "fold"


def test_a_column_called_split_is_one_whatever_it_says() -> None:
    table = frame(text=[f"text number {n}" for n in range(4)], split=["1", "2"] * 2)
    assert resolve_mapping(FINANCE, table).column(Role.SPLIT) == "split"
    assert resolve_mapping(FINANCE, table.assign(split="")).column(Role.SPLIT) is None


@pytest.mark.parametrize(
    ("name", "cells", "parts"),
    [
        ("is_train", ["True", "False", "True", "True"], ["train", "test", "train", "train"]),
        ("isTrain", ["1", "0", "1.0", "1"], ["train", "test", "train", "train"]),
        ("train", ["yes", "no", "yes", "no"], ["train", "test", "train", "test"]),
        ("Is Test", ["0", "1", "0", "0"], ["train", "test", "train", "train"]),
        ("is_val", ["false", "true", "false", "false"], ["train", "dev", "train", "train"]),
        ("Usage", ["Training", "PublicTest", "PrivateTest", "Training"],
         ["Training", "test-public", "test-private", "Training"]),
        ("usage", ["Train", "Public", "Private", "Train"], ["Train", "test-public", "test-private", "Train"]),
    ],
)  # fmt: skip
def test_a_column_that_says_by_its_name_which_rows_are_for_what_is_the_split(
    name: str, cells: list[str], parts: list[str]
) -> None:
    for domain in registry():
        table = frame(text=[f"text number {n}" for n in range(40)], label=["a", "b"] * 20, **{name: cells * 10})
        mapping = resolve_mapping(domain, table)
        assert mapping.column(Role.SPLIT) == name
        assert apply_mapping(table, mapping)["split"].tolist() == parts * 10


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("train", ["ICE 17", "RE 4"]),
        ("usage", ["private", "commercial"]),
        ("is_train", ["1", ""]),
        ("is_test", ["1", "1"]),
    ],
)
def test_a_name_alone_makes_no_split(name: str, cells: list[str]) -> None:
    table = frame(text=[f"text number {n}" for n in range(40)], label=["a", "b"] * 20, **{name: cells * 20})
    assert Role.SPLIT not in resolve_mapping(FINANCE, table).columns


def test_a_flag_for_training_is_no_label() -> None:
    table = frame(text=[f"text number {n}" for n in range(40)], is_train=["1", ""] * 20)
    assert Role.LABEL not in resolve_mapping(FINANCE, table).columns
