"""In every domain an expert may correct answers, and no row changes its part for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.answers import Review
from studio.core.clock import now
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.identity import base_id
from studio.services.datasets.joining import join_reviews
from studio.services.studio import open_studio
from tests.contract.registered import REGISTERED


@pytest.mark.parametrize("domain", REGISTERED, ids=lambda domain: domain.key)
def test_a_domain_says_what_is_corrected_and_by_whom(domain) -> None:
    for noun in (domain.answer_noun, domain.expert_noun):
        assert noun.isalpha() and noun == noun.lower()


def _review(text: str, given: str | float, **changes) -> Review:
    values = {
        "question": "",
        "reference": "",
        "score_min": None,
        "score_max": None,
        **changes,
    }
    return Review(
        id=f"review-{text[:8]}",
        workspace="default",
        domain="",
        model_id="model",
        run_id="run",
        row_id="0",
        source_row=1,
        number=1,
        actor="local",
        predicted=None,
        given=given,
        note="",
        text=text,
        group="",
        created_at=now(),
        **values,
    )


@pytest.mark.parametrize("domain", REGISTERED, ids=lambda domain: domain.key)
def test_reviewed_rows_join_and_no_row_changes_its_part(domain, tmp_path: Path) -> None:
    studio = open_studio(Settings(home=tmp_path / "home", threads=1))
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_sample(LOCAL_ACTOR, domain.key))
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    scoring = dataset.task is Task.SCORING
    tested = table[(table["part"] == Part.TEST.value)].iloc[0]
    asked = draft.intake.table.set_index("source_row").loc[tested["source_row"]]
    best = float(tested["score_max"]) if scoring else dataset.labels[-1]
    scale = {"score_min": float(tested["score_min"]), "score_max": float(tested["score_max"])} if scoring else {}
    beside = {name: str(asked.get(name, "")) for name in ("question", "reference")}
    reviews = [
        _review(str(asked["text"]), best, identity=str(asked.get("identity", "")), **beside, **scale),
        _review("A sentence that no table of ours has ever held, about ferrets.", best, **beside, **scale),
    ]
    joined = join_reviews(
        dataset,
        table,
        studio.datasets.preparation(LOCAL_ACTOR, dataset.id),
        reviews,
        studio.datasets.earlier_parts(LOCAL_ACTOR, domain.key),
    )
    old = joined.table.head(len(table))
    assert old["row_id"].tolist() == table["row_id"].tolist()
    assert old["part"].tolist() == table["part"].tolist()
    assert len(joined.table) == len(table) + 1
    same = old["row_id"].map(base_id) == base_id(str(tested["row_id"]))
    assert set(old.loc[same, "target"]) == {best}
    assert old.loc[~same, "target"].tolist() == table.loc[~same.to_numpy(), "target"].tolist()
    assert set(joined.table.columns) == set(table.columns)
    kept = studio.datasets.keep(LOCAL_ACTOR, joined).dataset
    assert kept.rows == len(table) + 1 and kept.synthetic
    studio.datasets.preparation(LOCAL_ACTOR, kept.id)
    studio.close()
