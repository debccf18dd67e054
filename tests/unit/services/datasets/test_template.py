"""The file a person fills in: it says what goes where, and is read back as that."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.contract import Domain
from domains.registry import registry
from studio.core.columns import Role
from studio.core.tasks import Task
from studio.services.datasets.mapping import apply_mapping, guess_task, resolve_mapping
from studio.services.datasets.template import template_csv
from studio.services.intake.reading import read

EVERY = [(domain, task) for domain in registry() for task in domain.tasks]


def filled(domain: Domain, task: Task) -> pd.DataFrame:
    return read("template.csv", template_csv(domain, task), None).table.to_pandas()


@pytest.mark.parametrize(("domain", "task"), EVERY, ids=lambda value: getattr(value, "key", value))
def test_a_template_is_read_back_as_what_it_is_for(domain: Domain, task: Task) -> None:
    table = filled(domain, task)
    mapping = resolve_mapping(domain, table)
    assert all(role.value == name for role, name in mapping.columns.items())
    assert {Role.TEXT, Role.SCORE if task is Task.SCORING else Role.LABEL} <= set(mapping.columns)
    assert guess_task(domain, apply_mapping(table, mapping)) is task
    assert len(table) == 2 and not table.isin(["nan", "None"]).any().any()


def test_no_points_stand_beside_a_verdict() -> None:
    domain = registry().get("education_grading")
    words, points = filled(domain, Task.CLASSIFICATION), filled(domain, Task.SCORING)
    assert words["rater"].tolist() == ["", ""] and "score" not in words
    assert points["rater"].str.fullmatch(r"\d\.\d").all() and "label" not in points
