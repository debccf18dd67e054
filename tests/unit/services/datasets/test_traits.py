"""Several traits of one file are several datasets, in which an answer has one part."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.rubric import read_rubric
from studio.services.datasets.service import DatasetService
from studio.services.datasets.traits import Choices, keep_traits, read_traits
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio

ROWS = 80
MAPPING = ColumnMapping({Role.TEXT: "essay", Role.SCORE: "total", Role.SCORE_MAX: "out_of", Role.GROUP: "pupil"})


@pytest.fixture
def file() -> UploadedFile:
    sample = registry().get("education_grading").sample().head(ROWS)
    table = pd.DataFrame(
        {
            "essay": sample["text"],
            "total": [str(row % 11) for row in range(ROWS)],
            "out_of": "10",
            "content": [str(row % 5) for row in range(ROWS)],
            "language": [str((row * 7) % 4) for row in range(ROWS)],
            "remark": "well done",
            "pupil": sample["group"],
        }
    )
    return UploadedFile("essays.csv", table.to_csv(index=False).encode())


def opened(service: DatasetService, file: UploadedFile, *traits: str):
    read = service.open_upload(LOCAL_ACTOR, "education_grading", [file], mapping=MAPPING)
    return read_traits(service, LOCAL_ACTOR, [file], read, traits, Choices())


@pytest.mark.parametrize("studio", ["sqlite"], indirect=True)
def test_each_trait_is_a_dataset_with_its_own_scale(studio: Studio, file: UploadedFile) -> None:
    intakes = opened(studio.datasets, file, "content", "language")
    kept = [each.dataset for each in keep_traits(studio.datasets, LOCAL_ACTOR, intakes, "Essays", Choices())]
    assert [each.name for each in kept] == ["Essays: content", "Essays: language"]
    assert [(each.score_min, each.score_max) for each in kept] == [(0, 4), (0, 3)]
    tables = [studio.datasets.table(LOCAL_ACTOR, each.id) for each in kept]
    assert "rater" not in tables[0] and "group" in tables[0]
    parts = [dict(zip(table["row_id"], table["part"], strict=True)) for table in tables]
    assert parts[0] == parts[1]
    again = keep_traits(studio.datasets, LOCAL_ACTOR, intakes, "Essays", Choices())
    assert [each.already_there for each in again] == [True, True]


def test_nothing_is_kept_where_a_column_holds_no_scores(service: DatasetService, file: UploadedFile) -> None:
    with pytest.raises(UnusableTableError, match="'remark'"):
        keep_traits(service, LOCAL_ACTOR, opened(service, file, "content", "remark"), "Essays", Choices())
    with pytest.raises(InvalidOptionError):
        keep_traits(service, LOCAL_ACTOR, opened(service, file, "content", "content"), "Essays", Choices())
    assert service.list(LOCAL_ACTOR) == []


def test_a_rubric_is_a_description_that_no_hash_covers(studio: Studio, file: UploadedFile) -> None:
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file], mapping=MAPPING)
    draft = studio.datasets.draft(LOCAL_ACTOR, intake)
    plain = studio.datasets.confirm(LOCAL_ACTOR, draft)
    assert studio.datasets.rubric(LOCAL_ACTOR, plain.id) is None
    rubric = read_rubric("0 = poor\n10 = excellent")
    again = studio.datasets.keep(LOCAL_ACTOR, draft.with_rubric(rubric))
    assert again.already_there and again.dataset.content_hash == plain.content_hash
    assert studio.datasets.rubric(LOCAL_ACTOR, plain.id) == rubric
    studio.datasets.preparation(LOCAL_ACTOR, plain.id)
    studio.datasets.set_rubric(LOCAL_ACTOR, plain.id, None)
    assert studio.datasets.get(LOCAL_ACTOR, plain.id) == plain
