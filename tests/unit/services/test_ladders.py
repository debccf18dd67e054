"""What a ladder would train, before it is started."""

from __future__ import annotations

import pytest

from models.methods.registry import method
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.ladder import Ladder, Rung, RungOutcome
from studio.core.metrics import Measurement
from studio.core.records import Comparison, Dataset, RunKind
from studio.services.ladders import RULE, recommendation
from studio.storage import datasets
from tests.unit import builders
from tests.unit.services.conftest import Trained


def test_what_one_method_refuses_keeps_no_other_from_trying(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise InvalidOptionError("Not on such rows.")

    monkeypatch.setattr(type(method("lora")), "check", refuse)
    planned = trained.studio.ladders.plan(LOCAL_ACTOR, trained.dataset.id, 3600.0)
    assert {"tfidf", "probe", "full"} <= {each.method.key for each in planned.taken}
    assert ("lora", "Not on such rows.") in planned.left_out


def test_a_short_ladder_says_what_there_is_no_time_for(trained: Trained) -> None:
    planned = trained.studio.ladders.plan(LOCAL_ACTOR, trained.dataset.id, 10.0)
    assert "full" in dict(planned.left_out)
    assert planned.seconds <= 10.0
    run = trained.studio.ladders.start(LOCAL_ACTOR, trained.dataset.id, 10.0, seed=3)
    assert (run.kind, run.manifest["seed"]) == (RunKind.LADDER, 3)
    assert list(run.manifest["options"]["rungs"]) == [each.method.key for each in planned.taken]
    assert trained.studio.ladders.start(LOCAL_ACTOR, trained.dataset.id, 10.0, seed=3).id == run.id
    assert trained.studio.ladders.start(LOCAL_ACTOR, trained.dataset.id, 10.0, seed=4).id != run.id


def test_no_ladder_without_rows_to_rank_on_or_time_to_climb(trained: Trained) -> None:
    few: Dataset = builders.dataset(parts={**trained.dataset.parts, "dev": 3})
    with trained.studio.store.write() as connection:
        datasets.add(connection, few)
    with pytest.raises(UnusableTableError, match="3 rows"):
        trained.studio.ladders.plan(LOCAL_ACTOR, few.id, 60.0)
    with pytest.raises(InvalidOptionError):
        trained.studio.ladders.plan(LOCAL_ACTOR, trained.dataset.id, 1.0)


def climbed(metric: str, better: float, low: float, high: float, p: float) -> Ladder:
    """A ladder of three, `probe` recommended; the others are worse (cheaper) and better (dearer) by that much."""
    rungs = []
    for key, seconds, difference in (("tfidf", 1.0, -better), ("probe", 20.0, None), ("full", 300.0, better)):
        against = None
        if difference is not None:
            against = Comparison(metric, Measurement(difference, low, high, 200), p)
        rungs.append(Rung(key, RungOutcome.TRAINED, seconds, seconds=seconds, against=against))
    return Ladder(metric, 200, 600.0, tuple(rungs), "full", "probe")


def test_a_share_is_told_in_points_and_what_may_be_chance_by_its_rule() -> None:
    said = recommendation(climbed("macro_f1", 0.031, -0.01, 0.07, 0.28))
    assert "3.1 points better (p = 0.28) than `tfidf`" in said
    assert "`full` is 3.1 points better (p = 0.28): no more than one standard error" in said
    assert "p up to 0.32" in RULE


def test_an_error_in_marks_is_told_in_marks() -> None:
    said = recommendation(climbed("rmse", -0.31, -0.5, -0.1, 0.01))
    assert "0.31 marks better (p = 0.01) than `tfidf`" in said
    assert "points" not in said
