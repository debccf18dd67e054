"""A run with moved thresholds: the same decision in evaluation, in serving, in a batch, and said."""

import numpy as np
import pandas as pd
import pytest

from models.artifacts import load_json
from models.evaluation.deciding import Decision
from models.serving.predictor import DECISION, Predictor
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.records import RunState
from studio.core.splits import Part
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.storage import keys
from tests.unit.services.conftest import work
from tests.unit.worker.conftest import add_dataset, prepared_table


@pytest.fixture
def dataset(studio, tmp_path):
    """Few sparks among many leaks: of texts that say "arc" four in ten are sparks, so leak is always likelier."""
    random = np.random.default_rng(0)
    table = prepared_table(700)
    rare = random.random(len(table)) < 0.08
    arc = random.random(len(table)) < np.where(rare, 0.7, 0.1)
    table["text"] = [
        f"{'arc' if each else 'drip'} {random.choice(['seal', 'hose', 'pump'])} part{place}"
        for place, each in enumerate(arc)
    ]
    table["source_text"] = table["text"]
    table["target"] = np.where(rare, "spark", "leak")
    return add_dataset(studio, table, tmp_path)


def test_evaluation_and_serving_decide_alike_and_probabilities_stay(studio, dataset):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"balanced": False}, move_thresholds=True)
    assert run.manifest["decision"] == "moved"
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    folder = studio.library.artifact_folder(done.model_id)
    assert Decision(**{**load_json(folder / DECISION), "offsets": ()}).asked
    predictor = Predictor.load(folder, device="cpu", threads=1)
    assert predictor.decision.moved

    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id)
    assert "unmoved" in evaluation.baselines and "unmoved" in evaluation.comparisons
    assert any("Thresholds are moved" in note for note in evaluation.notes)
    assert any("not be the most probable" in note for note in evaluation.notes)
    answers = studio.artifacts.read_table(keys.evaluation(evaluation.id)).set_index("row_id")
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    test = table[table["part"] == Part.TEST.value]
    served = studio.inference.predict_texts(
        LOCAL_ACTOR, done.model_id, [TextInput(text) for text in test["source_text"]]
    )
    assert [each.label for each in served] == answers.loc[test["row_id"], "predicted"].tolist()
    other = [each for each in served if each.most_probable is not None]
    assert other and all(each.abstains for each in other)
    for each in other:
        assert each.probabilities[each.most_probable] > each.probabilities[each.label]
        assert sum(each.probabilities.values()) == pytest.approx(1)
    assert all(
        max(each.probabilities, key=each.probabilities.get) == each.label for each in served if each not in other
    )


def test_a_batch_says_which_label_was_the_most_probable(studio, dataset):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"balanced": False}, move_thresholds=True)
    work(studio, run)
    model_id = studio.runs.get(LOCAL_ACTOR, run.id).model_id
    texts = pd.DataFrame({"text": ["drip seal part1", "arc hose part2"] * 9})
    file = UploadedFile("asked.csv", texts.to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, dataset.domain, [file])
    batch = studio.inference.start_batch(LOCAL_ACTOR, model_id, intake)
    work(studio, batch)
    answered = studio.inference.batch_table(LOCAL_ACTOR, batch.id)
    assert set(answered["most_probable"]) <= {"leak", "spark"}


def test_a_model_without_asks_has_no_decision_beside_it(studio, dataset):
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    assert "decision" not in run.manifest
    work(studio, run)
    folder = studio.library.artifact_folder(studio.runs.get(LOCAL_ACTOR, run.id).model_id)
    assert not (folder / DECISION).exists()
    assert not Predictor.load(folder, device="cpu", threads=1).decision.moved


def test_scores_have_no_thresholds(studio, dataset):
    from dataclasses import replace

    from studio.core.tasks import Task
    from studio.services.imbalance import require_classes

    with pytest.raises(InvalidOptionError, match="scoring"):
        require_classes(replace(dataset, task=Task.SCORING))
