"""A rubric need not be typed: a column of the answers may hold it, or a table of its own, by criterion."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.rubric import read_rubric
from studio.core.settings import Settings
from studio.services.datasets.rubric_column import rubric_of_column
from studio.services.datasets.rubric_file import read_rubric_file
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio

LEVELS = {0: "missing", 1: "partial: one of two ideas", 2: "full: both ideas"}


def scored(**changes) -> pd.DataFrame:
    table = {
        "target": [0.0, 1.0, 2.0, 1.0],
        "rubric_level": ["missing", " partial", "full: names both ideas", "partial"],
        "score_min": 0.0,
        "score_max": 2.0,
    }
    return pd.DataFrame({**table, **changes})


def test_the_column_of_levels_names_the_scores() -> None:
    rubric, told = rubric_of_column(scored())
    assert rubric is not None
    assert [(each.mark, each.name, each.description) for each in rubric.levels] == [
        (0, "missing", ""),
        (1, "partial", ""),
        (2, "full", "names both ideas"),
    ]
    assert [each.code for each in told] == ["rubric_from_file"] and "1 partial" in told[0].message


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"rubric_level": ["missing", "partial", "full", "half"]}, "score 1 has more than one"),
        ({"score_max": [2.0, 2.0, 2.0, 5.0]}, "different scales"),
        ({"rubric_level": ["missing", "", "", ""]}, "cannot be read"),
    ],
)
def test_a_column_that_is_no_rubric_is_told_and_left(changes, why: str) -> None:
    rubric, told = rubric_of_column(scored(**changes))
    assert rubric is None and [each.code for each in told] == ["rubric_unclear"]
    assert why in told[0].message
    assert rubric_of_column(scored().drop(columns="rubric_level")) == (None, [])


def test_an_upload_brings_its_levels_into_the_dataset_and_typed_ones_win(tmp_path: Path) -> None:
    studio = open_studio(Settings(home=tmp_path / "home", threads=1))
    words = ["metal", "wood", "heat", "cold", "hand", "touch", "iron", "table", "room", "spoon", "cup", "air"]
    rows = [
        {"answer": f"The {a} is like the {b} because of it.", "score": (i + j) % 3, "level_name": LEVELS[(i + j) % 3]}
        for i, a in enumerate(words)
        for j, b in enumerate(words[:4])
    ]
    file = UploadedFile("answers.csv", pd.DataFrame(rows).to_csv(index=False).encode())
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file]))
    kept = studio.datasets.confirm(LOCAL_ACTOR, draft)
    assert studio.datasets.rubric(LOCAL_ACTOR, kept.id) == read_rubric(
        "0=missing\n1=partial:one of two ideas\n2=full:both ideas"
    )
    assert "rubric_level" not in studio.datasets.table(LOCAL_ACTOR, kept.id)
    typed = read_rubric("0 = no\n2 = yes")
    studio.datasets.confirm(LOCAL_ACTOR, draft.with_rubric(typed))
    assert studio.datasets.rubric(LOCAL_ACTOR, kept.id) == typed
    studio.close()


def table(text: str) -> UploadedFile:
    return UploadedFile("rubric.csv", text.encode())


def test_a_table_has_a_row_a_level() -> None:
    found = read_rubric_file(table("Score,Level,Description\n2,full,both ideas\n0,missing,\n1,partial,one; or half\n"))
    assert list(found) == [""]
    assert found[""].lines() == "0 = missing\n1 = partial: one; or half\n2 = full: both ideas"


def test_an_analytic_table_gives_a_rubric_by_criterion() -> None:
    rows = (
        "criterion,mark,name,description\nContent,0,none,\nContent,3,all,every idea\n"
        "Style,0,poor,\nStyle,2,clear: flows,\n"
    )
    found = read_rubric_file(table(rows))
    assert {name: each.lines() for name, each in found.items()} == {
        "Content": "0 = none\n3 = all: every idea",
        "Style": "0 = poor\n2 = clear: flows",
    }
    wide = "trait,0 points,1 point,2 points\nContent,nothing,one idea,both ideas\nStyle,poor,fair,good\n"
    assert [each.lines() for each in read_rubric_file(table(wide)).values()] == [
        "0 = nothing\n1 = one idea\n2 = both ideas",
        "0 = poor\n1 = fair\n2 = good",
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("a,b\n1,2\n2,3\n", "No column of marks"),
        ("mark,name\nmany,full\nfew,none\n", "no mark"),
        ("mark,name\n1,full\n1,none\n2,x\n", "twice"),
        ("mark,other\n1,full\n2,none\n", "nothing beside"),
    ],
)
def test_what_is_no_rubric_is_refused_in_words(rows: str, why: str) -> None:
    with pytest.raises(InvalidOptionError) as refused:
        read_rubric_file(table(rows))
    assert why in refused.value.message
