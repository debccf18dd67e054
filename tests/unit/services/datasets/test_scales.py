"""Scores beside a second rater's: on one scale, or not."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Source
from studio.core.tasks import Task
from studio.services.datasets.mapping import apply_mapping, resolve_mapping
from studio.services.datasets.opening import mapped_intake
from studio.services.datasets.scale_findings import scale_findings
from studio.services.datasets.service import DatasetService


def marked(scores: list[float], others: list[float], name: str = "rater", **columns: object) -> pd.DataFrame:
    table = pd.DataFrame({"score": scores, name: others, "score_min": min(scores), "score_max": max(scores), **columns})
    return table.assign(source_row=range(1, len(table) + 1))


@pytest.mark.parametrize(
    ("scores", "others"),
    [
        ([2, 4, 6, 8, 10, 12], [1, 2, 3, 4, 5, 6]),
        ([0, 1, 2, 3], [0, 33, 66, 100]),
        ([0, 5, 10, 10], [0, 0.5, 1, 1]),
        ([1, 2, 3, 5], [0, 1, 2, 4]),
    ],
)
@pytest.mark.parametrize("name", ["rater", "competitor"])
def test_another_scale_is_told(scores, others, name) -> None:
    (finding,) = scale_findings(marked(scores * 10, others * 10, name))
    assert finding.code == f"{name}_scale" and finding.column == name
    assert f"{min(others):g} to {max(others):g}" in finding.message
    assert f"{min(scores):g} to {max(scores):g}" in finding.message
    assert finding.fix


@pytest.mark.parametrize("others", [[0, 1, 2, 3], [0, 1, 2, 2], [0, 1, 2, 4], [1, 1, 1, 1], [None, None, None, 2]])
def test_a_rater_who_uses_the_scale_otherwise_is_not(others) -> None:
    assert scale_findings(marked([0, 1, 2, 3] * 10, others * 10)) == []


def test_a_few_rows_say_nothing() -> None:
    assert scale_findings(marked([0, 5, 10], [0, 50, 100])) == []


def test_the_question_on_another_scale_is_told_alone() -> None:
    table = marked([2, 12] * 15 + [0, 3] * 15, [1, 6] * 15 + [0, 3] * 15, question=["1"] * 30 + ["2"] * 30)
    table[["score_min", "score_max"]] = [[2, 12]] * 30 + [[0, 3]] * 30
    (finding,) = scale_findings(table)
    assert finding.count == 30 and finding.rows == tuple(range(1, 31))
    assert "30 rows of some questions" in finding.message


def test_a_contest_file_makes_a_draft_that_tells_it_and_reads_no_number(service: DatasetService) -> None:
    domain = registry().get("education_grading")
    opinions = ("helpful", "dangerous", "boring", "useful", "harmless")
    frame = pd.DataFrame(
        {
            "essay_id": range(120),
            "essay_set": ["1", "2"] * 60,
            "essay": [f"People think computers are {opinions[n % 5]}, says my friend number {n}." for n in range(120)],
            "rater2_domain1": [1 + n % 6 if n % 2 else n // 2 % 4 for n in range(120)],
            "domain1_score": [2 + n % 11 if n % 2 else n // 2 % 4 for n in range(120)],
        }
    ).astype(str)
    mapping = resolve_mapping(domain, frame)
    intake = mapped_intake(domain, "a.tsv", Source.UPLOAD, apply_mapping(frame, mapping), mapping, list(frame.columns))
    draft = service.draft(LOCAL_ACTOR, intake)
    assert draft.task is Task.SCORING and not draft.blocked
    assert "rater_scale" in {finding.code for finding in draft.findings}
    assert "text_pair" not in draft.table
    assert set(draft.table["score_max"]) == {3, 12}
