from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InvalidOptionError, NotFoundError, UnknownKeyError
from studio.core.records import RunState
from studio.core.version import code_hash
from studio.services.intake.upload import UploadedFile
from tests.unit.services.conftest import Trained


def test_every_method_says_whether_it_can_learn_the_dataset(trained: Trained) -> None:
    choices = {each.key: each for each in trained.studio.training.methods(LOCAL_ACTOR, trained.dataset.id)}
    assert list(choices) == ["tfidf", "probe", "setfit", "lora", "full", "adapt", "textcnn", "bilstm"]
    assert choices["tfidf"].available
    assert all(each.reason for each in choices.values() if not each.available)


def test_an_estimate_is_there_before_the_start(trained: Trained) -> None:
    training = trained.studio.training
    estimates = [training.estimate(LOCAL_ACTOR, trained.dataset.id, key).seconds for key in ("tfidf", "full")]
    assert 0 < estimates[0] < estimates[1]


def test_an_estimate_says_that_a_device_was_not_measured(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    training, dataset = trained.studio.training, trained.dataset.id
    assert training.estimate(LOCAL_ACTOR, dataset, "full").measured
    for device in ("cuda", "cuda:1", "mps"):
        monkeypatch.setattr("studio.services.training.worker_device", lambda _settings, device=device: device)
        for method in ("probe", "setfit", "lora", "full", "adapt", "textcnn", "bilstm"):
            assert not training.estimate(LOCAL_ACTOR, dataset, method).measured
        assert training.estimate(LOCAL_ACTOR, dataset, "tfidf").measured  # counts on the processor wherever it is


def test_a_runs_manifest_says_everything_it_depends_on(trained: Trained) -> None:
    run = trained.studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=7)
    manifest = run.manifest
    assert run.state is RunState.QUEUED
    assert manifest["dataset"]["content_hash"] == trained.dataset.content_hash
    assert manifest["preparation_hash"] == trained.dataset.preparation_hash
    assert manifest["options"]  # defaults included
    assert manifest["seed"] == 7
    assert {"python", "scikit-learn", "torch", "tokenizers", "peft", "optuna"} <= set(manifest["libraries"])
    assert manifest["code_version"]
    assert manifest["code"] == code_hash()
    assert trained.studio.runs.get(LOCAL_ACTOR, run.id) == run


def test_wrong_options_are_refused_before_anything_is_stored(trained: Trained) -> None:
    training = trained.studio.training
    before = trained.studio.runs.list(LOCAL_ACTOR)
    with pytest.raises(InvalidOptionError, match="no option 'magic'"):
        training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"magic": 1})
    with pytest.raises(UnknownKeyError, match="tfidf"):
        training.start(LOCAL_ACTOR, trained.dataset.id, "guessing")
    with pytest.raises(NotFoundError):
        training.start(Actor("x", ActorRole.OWNER, "elsewhere"), trained.dataset.id, "tfidf")
    with pytest.raises(ForbiddenError):
        training.start(Actor("x", ActorRole.VIEWER, "default"), trained.dataset.id, "tfidf")
    assert trained.studio.runs.list(LOCAL_ACTOR) == before


def test_options_that_make_no_sense_together_are_refused_before_anything_is_stored(trained: Trained) -> None:
    training, dataset = trained.studio.training, trained.dataset.id
    before = trained.studio.runs.list(LOCAL_ACTOR)
    for asked in (training.start, training.estimate):
        with pytest.raises(InvalidOptionError, match="dropout is 0"):
            asked(LOCAL_ACTOR, dataset, "full", {"r_drop": 2.0})
        with pytest.raises(InvalidOptionError, match="9 unfreezing stages"):
            asked(LOCAL_ACTOR, dataset, "full", {"unfreezing": 9, "epochs": 4})
    assert trained.studio.runs.list(LOCAL_ACTOR) == before


def test_what_cannot_be_chosen_is_told_with_the_reason(trained: Trained) -> None:
    greyed = trained.studio.training.greyed(LOCAL_ACTOR, trained.dataset.id, "adapt")
    assert "without next-sentence prediction" in greyed["next_sentence"]
    assert trained.studio.training.greyed(LOCAL_ACTOR, trained.dataset.id, "tfidf") == {}


def test_a_dataset_in_use_cannot_be_deleted(trained: Trained) -> None:
    with pytest.raises(ConflictError, match="was trained"):
        trained.studio.datasets.delete(LOCAL_ACTOR, trained.dataset.id)


def test_what_becomes_of_long_texts_is_said_before_the_start(trained: Trained) -> None:
    studio = trained.studio
    words = "credit default of a borrower was reported in the quarter and provisions rose again "
    rows = [f"{words * (30 if row % 2 else 1)} case {chr(97 + row % 26)}{row},{row % 2}" for row in range(60)]
    file = UploadedFile("long.csv", "\n".join(["text,label", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, trained.dataset.domain, [file])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))

    def note(method: str, **options: object) -> str:
        return studio.training.estimate(LOCAL_ACTOR, dataset.id, method, options).note

    assert "windows" in note("probe") and "256" in note("probe")
    assert "not read" in note("full", long_texts="cut")
    assert "longer than" not in note("tfidf")
    assert "longer than" not in studio.training.estimate(LOCAL_ACTOR, trained.dataset.id, "probe").note


@pytest.mark.parametrize("method", ["probe", "setfit", "lora", "full", "adapt"])
def test_more_than_the_language_model_reads_is_refused_before_the_run(trained: Trained, method: str) -> None:
    training, before = trained.studio.training, trained.studio.runs.list(LOCAL_ACTOR)
    for asked in (training.start, training.estimate):
        with pytest.raises(InvalidOptionError, match="512 word pieces at a time at most, not 1,024"):
            asked(LOCAL_ACTOR, trained.dataset.id, method, {"max_tokens": 1024})
    assert trained.studio.runs.list(LOCAL_ACTOR) == before
    assert training.start(LOCAL_ACTOR, trained.dataset.id, method, {"max_tokens": 512}).state is RunState.QUEUED


def test_a_second_click_starts_no_second_training(trained: Trained) -> None:
    training, runs = trained.studio.training, trained.studio.runs

    def clicked(seed: int = 41) -> str:
        return training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"c": 2}, seed=seed, once=True).id

    first = clicked()
    assert clicked() == first
    assert clicked(seed=42) != first
    runs.cancel(LOCAL_ACTOR, first)
    assert clicked() != first  # it is over: whoever asks now means another


def test_of_clicks_at_the_same_moment_one_counts(trained: Trained) -> None:
    training = trained.studio.training
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(training.start, LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=77, once=True)
            for _ in range(4)
        ]
    assert len({each.result().id for each in asked}) == 1


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"config.json": "{}", "pytorch_model.bin": "x", "tokenizer.json": "{}"}, "no safetensors"),
        (
            {
                "config.json": '{"model_type": "x", "auto_map": {"AutoModel": "ours.Model"}}',
                "ours.py": "raise SystemExit",
                "model.safetensors": "",
                "tokenizer.json": "{}",
            },
            "code of its own",
        ),
    ],
)
@pytest.mark.parametrize("method", ["probe", "setfit", "lora", "full", "adapt"])
def test_a_folder_of_pickles_or_of_code_is_refused_before_the_run(
    trained: Trained, tmp_path: Path, files: dict[str, str], why: str, method: str
) -> None:
    folder = tmp_path / "brought"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    training, before = trained.studio.training, trained.studio.runs.list(LOCAL_ACTOR)
    for asked in (training.start, training.estimate):
        with pytest.raises(InvalidOptionError, match=why):
            asked(LOCAL_ACTOR, trained.dataset.id, method, {"backbone": str(folder)})
    assert trained.studio.runs.list(LOCAL_ACTOR) == before


def test_a_model_of_the_hub_that_is_not_here_is_refused_before_the_run(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(InvalidOptionError, match="Not on this machine"):
        trained.studio.training.start(LOCAL_ACTOR, trained.dataset.id, "full", {"backbone": "modernbert-base"})


def test_a_dataset_is_not_deleted_while_a_run_waits_for_it(trained: Trained) -> None:
    studio = trained.studio
    rows = [f"A borrower missed payment {row} of {chr(97 + row % 26)},{'ab'[row % 2]}" for row in range(40)]
    file = UploadedFile("b.csv", "\n".join(["text,label", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    with pytest.raises(ConflictError, match="1 run that is not over"):
        studio.datasets.delete(LOCAL_ACTOR, dataset.id)
    studio.runs.cancel(LOCAL_ACTOR, run.id)
    studio.datasets.delete(LOCAL_ACTOR, dataset.id)
    with pytest.raises(ConflictError, match="was deleted"):
        studio.runs.retry(LOCAL_ACTOR, run.id)
    with pytest.raises(NotFoundError):
        studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
