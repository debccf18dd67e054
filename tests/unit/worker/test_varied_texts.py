"""A run that learns from varied copies: training rows alone are copied, and what the copies bring is measured."""

import json

import pytest

from domains.preparation import Preparation, parse_options
from domains.registry import registry
from models.methods.registry import method
from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.augmentation import parse_effect
from studio.core.errors import InvalidOptionError
from studio.core.records import Phase, RunState
from studio.core.splits import Part
from studio.worker import inputs
from studio.worker.inline import run_inline
from studio.worker.phases import run_phase
from studio.worker.run_folder import RunFolder
from tests.unit.services.conftest import work
from tests.unit.worker.conftest import add_dataset, prepared_table

WANTED = {"augmenters": ["vowels", "slips"], "copies": 2, "compare": True}


@pytest.fixture
def dataset(studio, tmp_path):
    """Two classes in words long enough to slip on, and none of a workshop, whose slips the shorthand step mends."""
    table = prepared_table(120)
    domain = registry().get("manufacturing_logs")
    texts = [f"{text} remembered by the neighbour while travelling" for text in table["text"]]
    table["source_text"] = texts
    table["text"] = Preparation(domain, parse_options(domain, {}), None).texts(texts)
    return add_dataset(studio, table, tmp_path)


def test_only_training_rows_are_copied_and_the_same_again_after_a_kill(studio, dataset, tmp_path):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation=WANTED)
    inputs.write(studio, run, tmp_path / "run")
    folder, again = RunFolder(tmp_path / "run"), RunFolder(tmp_path / "run")
    train = folder.examples(Part.TRAIN)
    learned = folder.learned()
    assert len(train) < len(learned) <= 3 * len(train)
    assert learned.texts[: len(train)] == train.texts
    assert set(folder.copies["part"]) == {Part.TRAIN.value}
    assert not set(learned.texts[len(train) :]) & set(folder.table["text"])
    assert again.learned().texts == learned.texts
    for part in (Part.DEV, Part.CALIBRATION, Part.TEST):
        assert set(folder.examples(part).texts) <= set(folder.table["text"])


def test_what_the_copies_bring_is_measured_on_dev_and_told(studio, dataset):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation=WANTED)
    assert run.manifest["augmentation"] == WANTED
    told = []
    run_inline(studio, run.id, told.append)
    assert any(each.memory_bytes for each in told)  # what the run holds is told while it goes on, its peak afterwards
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert done.result["memory"]["peak_bytes"] >= max(each.memory_bytes or 0 for each in told)
    effect = parse_effect(json.loads(json.dumps(dict(done.result))))
    assert effect.copies > 0 and effect.rows == dataset.parts[Part.TRAIN]
    assert effect.with_copies.n == effect.without.n == dataset.parts[Part.DEV]
    assert effect.comparison.difference.low <= effect.comparison.difference.value <= effect.comparison.difference.high
    assert effect.comparison.difference.value == pytest.approx(effect.with_copies.value - effect.without.value)


def test_a_run_that_varies_nothing_says_nothing_of_it(studio, dataset):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation={"augmenters": ["slips"], "copies": 0})
    assert "augmentation" not in run.manifest
    work(studio, run)
    assert parse_effect(studio.runs.get(LOCAL_ACTOR, run.id).result) is None


def test_ways_are_tried_on_the_datasets_own_training_rows(studio, dataset):
    ways = {way.key: way for way in studio.augmentation.ways(LOCAL_ACTOR, dataset.id)}
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    train = set(table.loc[table["part"] == Part.TRAIN.value, "text"])
    assert ways["slips"].share > 0.9 and ways["slips"].examples
    assert all(each.before in train and each.after != each.before for each in ways["slips"].examples)
    assert ways["moments"].share == 0 and not ways["moments"].examples  # the texts bear no time


def test_a_way_that_is_not_there_is_refused_before_the_run(studio, dataset):
    with pytest.raises(InvalidOptionError, match="shuffle"):
        studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation={"augmenters": ["shuffle"]})
    every = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation={"augmenters": ["all"]})
    assert len(every.manifest["augmentation"]["augmenters"]) == 5


def test_every_trial_of_a_search_learns_from_the_copies(studio, dataset, monkeypatch):
    kind, rows = type(method("tfidf")), []
    fitted = kind.fit
    monkeypatch.setattr(kind, "fit", lambda self, train, *rest: rows.append(len(train)) or fitted(self, train, *rest))
    run = studio.searches.start(
        LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=2), augmentation=WANTED, move_thresholds=True
    )
    assert run.manifest["augmentation"] == {**WANTED, "compare": False}
    folder = studio.settings.home / "work" / run.id
    inputs.write(studio, run, folder)
    effect = parse_effect(run_phase(Phase.SEARCH, folder, lambda _progress: None))
    assert len(rows) == 2 and min(rows) > dataset.parts[Part.TRAIN]
    assert (effect.rows, effect.rows + effect.copies) == (dataset.parts[Part.TRAIN], rows[0])
    assert RunFolder(folder).job.decision == "moved"
