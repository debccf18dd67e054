from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import MappingError, NotFoundError, UnusableTableError
from studio.core.records import Evaluation, RunState
from studio.services.datasets.opened import Intake
from tests.unit.services.conftest import Trained, work


def intake(trained: Trained, **columns: list[str]) -> Intake:
    """A table as it is after mapping."""
    opened = trained.studio.datasets.open_sample(LOCAL_ACTOR, "finance_risk")
    table = pd.DataFrame(columns)
    table["source_row"] = range(1, len(table) + 1)
    return replace(opened, name="mine.csv", table=table, file_rows=len(table))


def unseen(text: str) -> str:
    """A text of the same words that is in no dataset."""
    return " ".join(reversed(text.split()))


def evaluate(trained: Trained, table: Intake) -> Evaluation:
    run = trained.studio.evaluations.start(LOCAL_ACTOR, trained.model.id, table)
    work(trained.studio, run)
    done = trained.studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED
    return trained.studio.evaluations.get(LOCAL_ACTOR, str(done.result["evaluation_id"]))


def test_a_trained_model_has_an_evaluation_of_the_locked_test_part(trained: Trained) -> None:
    evaluation = trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert evaluation is not None
    assert evaluation.opening == 1
    assert evaluation.dataset_id == trained.dataset.id
    assert evaluation.metrics[evaluation.primary_metric] == trained.model.primary


def test_a_second_model_opens_the_test_part_again(trained: Trained) -> None:
    studio = trained.studio
    run = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=1)
    work(studio, run)
    model_id = studio.runs.get(LOCAL_ACTOR, run.id).model_id
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model_id or "")
    assert evaluation is not None
    assert evaluation.opening == 2


def test_the_texts_of_a_cell_can_be_read(trained: Trained) -> None:
    studio = trained.studio
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert evaluation is not None
    every = studio.evaluations.rows(LOCAL_ACTOR, evaluation.id)
    assert len(every) == evaluation.rows
    assert every["source_text"].str.len().gt(0).all()
    for row, true in enumerate(evaluation.labels):
        cells = [
            len(studio.evaluations.rows(LOCAL_ACTOR, evaluation.id, true=true, predicted=predicted))
            for predicted in evaluation.labels
        ]
        assert cells == list(evaluation.confusion[row])


def test_answers_are_stored_without_texts(trained: Trained) -> None:
    evaluation = trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert evaluation is not None
    stored = trained.studio.artifacts.read_table(evaluation.artifact)
    assert not {"text", "source_text", "text_pair"} & set(stored.columns)


def test_recording_a_run_again_gives_the_first_evaluation(trained: Trained) -> None:
    service = trained.studio.evaluations
    first = service.latest(LOCAL_ACTOR, trained.model.id)
    assert first is not None
    assert service.record(trained.model.run_id, first, pd.DataFrame()) == first


def test_a_table_of_ones_own_is_measured_apart(trained: Trained) -> None:
    studio, labels = trained.studio, trained.model.labels
    table = studio.datasets.table(LOCAL_ACTOR, trained.dataset.id).head(40)
    texts, truth = [unseen(text) for text in table["source_text"]], table["target"].str.upper().tolist()
    brought = intake(trained, text=[*texts, "", "A text"], label=[*truth, labels[0], "never taught"])
    evaluation = evaluate(trained, brought)
    assert (evaluation.rows, evaluation.opening, evaluation.dataset_id) == (40, 0, None)
    assert evaluation.table_name == "mine.csv"
    assert [note.partition(" ")[0] for note in evaluation.notes[:2]] == ["1", "1"]
    rows = studio.evaluations.rows(LOCAL_ACTOR, evaluation.id)
    assert rows["source_text"].tolist() == texts
    latest = studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert latest is not None
    assert latest.id != evaluation.id


def test_rows_a_model_learned_from_do_not_measure_it(trained: Trained) -> None:
    table = trained.studio.datasets.table(LOCAL_ACTOR, trained.dataset.id)
    learned = table[table["part"] != "test"].head(5)
    texts, truth = learned["source_text"].str.upper().tolist(), learned["target"].tolist()
    with pytest.raises(UnusableTableError, match="learned from every row"):
        trained.studio.evaluations.start(LOCAL_ACTOR, trained.model.id, intake(trained, text=texts, label=truth))
    mixed = intake(trained, text=[*texts, unseen(texts[0])], label=[*truth, truth[0]])
    evaluation = evaluate(trained, mixed)
    assert (evaluation.rows, evaluation.opening) == (1, 0)
    assert any(note.startswith("5 rows that the model learned from") for note in evaluation.notes)


def test_bringing_the_locked_test_rows_is_an_opening(trained: Trained) -> None:
    table = trained.studio.datasets.table(LOCAL_ACTOR, trained.dataset.id)
    tested = table[table["part"] == "test"].head(5)
    brought = intake(trained, text=tested["source_text"].tolist(), label=tested["target"].tolist())
    evaluation = evaluate(trained, brought)
    assert (evaluation.rows, evaluation.opening, evaluation.dataset_id) == (5, 2, None)
    assert any("counts as an opening" in note for note in evaluation.notes)


def test_a_table_nothing_can_be_measured_on_is_refused_in_words(trained: Trained) -> None:
    start = trained.studio.evaluations.start
    with pytest.raises(MappingError, match="label"):
        start(LOCAL_ACTOR, trained.model.id, intake(trained, text=["A text"]))
    with pytest.raises(UnusableTableError, match="Labels it knows"):
        start(LOCAL_ACTOR, trained.model.id, intake(trained, text=["A text"], label=["unheard of"]))
    with pytest.raises(UnusableTableError, match="no rows"):
        start(LOCAL_ACTOR, trained.model.id, intake(trained, text=[], label=[]))


def test_strangers_see_no_evaluation(trained: Trained) -> None:
    stranger = Actor("s", ActorRole.OWNER, "elsewhere")
    evaluation = trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert evaluation is not None
    assert trained.studio.evaluations.list(stranger, trained.model.id) == []
    with pytest.raises(NotFoundError):
        trained.studio.evaluations.rows(stranger, evaluation.id)
