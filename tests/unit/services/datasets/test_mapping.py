"""Which column is what."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.tasks import Task
from studio.services.datasets.mapping import apply_mapping, guess_task, resolve_mapping

FINANCE = registry().get("finance_risk")
EDUCATION = registry().get("education_grading")


def frame(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def test_names_and_aliases_in_any_case() -> None:
    table = frame(**{"Consumer Complaint Narrative": ["long text"] * 4, "PRODUCT": ["a", "b"] * 2, "x": ["1"] * 4})
    assert resolve_mapping(FINANCE, table).columns == {Role.TEXT: "Consumer Complaint Narrative", Role.LABEL: "PRODUCT"}


def test_content_where_names_say_nothing() -> None:
    table = frame(
        k1=[str(n) for n in range(20)], k2=[f"a rather long sentence {n}" for n in range(20)], k3=["x", "y"] * 10
    )
    assert resolve_mapping(FINANCE, table).columns == {Role.TEXT: "k2", Role.LABEL: "k3"}


def test_a_score_column_must_hold_numbers_and_suggests_scoring() -> None:
    table = frame(text=["an answer"] * 4, score=["1", "2,5", "", "3"], label=["a", "b"] * 2)
    mapping = resolve_mapping(EDUCATION, table)
    assert mapping.columns[Role.SCORE] == "score"
    assert guess_task(EDUCATION, apply_mapping(table, mapping)) is Task.SCORING
    words = table.assign(score=["good", "bad", "good", "1"])
    assert Role.SCORE not in resolve_mapping(EDUCATION, words).columns


def test_a_split_column_needs_a_value_that_says_so() -> None:
    texts = [f"text number {n}" for n in range(4)]
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["1", "2"] * 2)).column(Role.SPLIT) is None
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["train", "x"] * 2)).column(Role.SPLIT) == "fold"


def test_a_column_called_split_is_one_whatever_it_says() -> None:
    table = frame(text=[f"text number {n}" for n in range(4)], split=["1", "2"] * 2)
    assert resolve_mapping(FINANCE, table).column(Role.SPLIT) == "split"
    assert resolve_mapping(FINANCE, table.assign(split="")).column(Role.SPLIT) is None


def test_what_is_given_stands_the_rest_is_guessed_unless_exact() -> None:
    table = frame(text=["one text"] * 4, notes=["other text"] * 4, label=["a", "b"] * 2, split=["train", "test"] * 2)
    given = ColumnMapping({Role.TEXT: "notes", Role.SPLIT: ""})
    assert resolve_mapping(FINANCE, table, given).columns == {Role.TEXT: "notes", Role.LABEL: "label"}
    assert resolve_mapping(FINANCE, table, given, exact=True).columns == {Role.TEXT: "notes"}


def test_given_columns_must_be_there_once() -> None:
    table = frame(text=["a"], label=["b"])
    with pytest.raises(MappingError, match="'nope'") as caught:
        resolve_mapping(FINANCE, table, ColumnMapping({Role.TEXT: "nope"}))
    assert "text, label" in caught.value.fix
    with pytest.raises(MappingError, match="two roles"):
        resolve_mapping(FINANCE, table, ColumnMapping({Role.TEXT: "text", Role.LABEL: "text"}))


def test_each_column_has_at_most_one_role() -> None:
    for domain in registry():
        names = {alias for column in domain.columns for alias in column.aliases}
        table = frame(**{name: ["1", "2", "train"] for name in sorted(names)})
        mapping = resolve_mapping(domain, table)
        chosen = [*mapping.columns.values(), *mapping.extras]
        assert len(chosen) == len(set(chosen))
