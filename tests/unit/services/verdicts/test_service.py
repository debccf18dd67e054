"""A verdict is found by a run, stands in the store as it is found, and is mended into new versions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InvalidOptionError, NotFoundError, UnknownKeyError
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Phase, RunState
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from studio.storage.verdicts import dump_part
from studio.worker.execution import Execution
from studio.worker.inline import run_inline

WORDS = {"leak": ("drip", "puddle", "seal", "hose"), "spark": ("arc", "burnt", "fuse", "flash")}


def _dataset(studio: Studio) -> Dataset:
    """Two easy classes; a wrong label, a copy, a rare class, a column that tells the label."""
    rows = []
    for number in range(120):
        label = "leak" if number % 2 else "spark"
        words = WORDS[label]
        start = f"{chr(97 + number % 26)}{chr(97 + number // 26)}"
        text = f"{start}sor {start}lin saw {words[number % 4]} and {words[number % 3]} at {start}den"
        rows.append({"text": text, "label": label, "desk": f"desk {label}"})
    rows[10]["label"] = "leak"
    rows += [dict(rows[0]), {"text": "quite another thing was seen here", "label": "rare", "desk": "desk leak"}]
    file = UploadedFile("mine.csv", pd.DataFrame(rows).to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


@pytest.fixture(scope="session")
def looked_at_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a dataset and its verdict; the language model is prepared once for all tests."""
    home = tmp_path_factory.mktemp("looked") / "home"
    with closing(open_studio(Settings(home=home, device="cpu", threads=1))) as studio:
        run = studio.verdicts.start(LOCAL_ACTOR, _dataset(studio).id)
        run_inline(studio, run.id, lambda _progress: None)
        done = studio.runs.get(LOCAL_ACTOR, run.id)
        assert done.state is RunState.SUCCEEDED, done.error
    return home


@pytest.fixture
def looked_at(looked_at_home: Path, tmp_path: Path) -> Iterator[tuple[Studio, Dataset]]:
    shutil.copytree(looked_at_home, tmp_path / "home", symlinks=True)
    with closing(open_studio(Settings(home=tmp_path / "home", device="cpu", threads=1))) as studio:
        yield studio, studio.datasets.list(LOCAL_ACTOR)[0]


@pytest.mark.slow
def test_everything_planted_is_found(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    assert verdict is not None
    codes = {each.code for each in verdict.findings}
    assert {"exact_copies", "rare_classes", "shortcut_desk", "doubtful_answers"} <= codes
    assert set(verdict.seconds) == {"look", "count", "judge"}
    reached = {each.method: each.measured for each in verdict.expected}
    assert reached["tfidf"].low > reached["majority"].high
    assert set(reached) == {"majority", "tfidf", "probe"}
    assert verdict.curve is not None and len(verdict.curve.steps) >= 2
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id).set_index("row_id")
    doubtful = verdict.finding("doubtful_answers")
    wrong = table.index[table["source_row"] == 11][0]
    if table.loc[wrong, "part"] != Part.TEST.value:
        assert wrong in {each.row_id for each in doubtful.doubts}
    assert not {each.row_id for each in doubtful.doubts} & set(table.index[table["part"] == Part.TEST.value])


@pytest.mark.slow
def test_a_model_trained_afterwards_reads_the_vectors_that_the_verdict_made(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    folder = studio.settings.home / "cache" / "embeddings"
    made = {path.name for path in folder.iterdir()}
    assert made
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "probe")
    noted: list[str] = []
    run_inline(studio, run.id, lambda progress: noted.append(progress.note))
    assert studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    assert noted and {path.name for path in folder.iterdir()} == made


@pytest.mark.slow
def test_a_mend_makes_a_version_that_differs_by_its_rows_alone(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    made = studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "rare_classes", Mend.LEAVE_OUT)
    assert (made.rows, made.made_from, made.labels) == (dataset.rows - 1, dataset.id, ("leak", "spark"))
    assert made.preparation_hash == dataset.preparation_hash
    difference = studio.verdicts.difference(LOCAL_ACTOR, made.id)
    assert difference is not None and difference.left_out["target"].tolist() == ["rare"]
    before, after = (studio.datasets.table(LOCAL_ACTOR, each) for each in (dataset.id, made.id))
    both = before.merge(after, on="row_id")
    assert (both["part_x"] == both["part_y"]).all()
    assert studio.verdicts.run(LOCAL_ACTOR, made.id) is not None


@pytest.mark.slow
def test_the_expert_decides_which_doubtful_answers_are_wrong(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    doubtful = studio.verdicts.get(LOCAL_ACTOR, dataset.id).finding("doubtful_answers")
    chosen = doubtful.doubts[0]
    other = "leak" if chosen.given == "spark" else "spark"
    relabelled = studio.verdicts.mend(
        LOCAL_ACTOR,
        dataset.id,
        "doubtful_answers",
        Mend.RELABEL,
        rows=[chosen.row_id],
        answers={chosen.row_id: other},
    )
    changed = studio.verdicts.difference(LOCAL_ACTOR, relabelled.id).changed
    assert changed[["before", "after"]].values.tolist() == [[chosen.given, other]]
    again = studio.verdicts.mend(
        LOCAL_ACTOR,
        dataset.id,
        "doubtful_answers",
        Mend.RELABEL,
        rows=[chosen.row_id],
        answers={chosen.row_id: other},
    )
    assert again.id == relabelled.id


@pytest.mark.slow
def test_what_the_verdict_does_not_offer_is_refused_in_words(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    with pytest.raises(UnknownKeyError, match="exact_copies"):
        studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "nothing_of_the_kind", Mend.LEAVE_OUT)
    with pytest.raises(InvalidOptionError, match="leave_out"):
        studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "exact_copies", Mend.RELABEL)
    with pytest.raises(InvalidOptionError, match="row was named"):
        studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "exact_copies", Mend.LEAVE_OUT, rows=["none such"])
    with pytest.raises(ForbiddenError):
        viewer = Actor("guest", ActorRole.VIEWER, LOCAL_ACTOR.workspace)
        studio.verdicts.mend(viewer, dataset.id, "exact_copies", Mend.LEAVE_OUT)


@pytest.mark.slow
def test_what_is_found_first_stands_there_before_the_rest_is_looked_for(studio: Studio, tmp_path) -> None:
    from studio.worker.child_keeper import ChildKeeper

    dataset = _dataset(studio)
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    assert studio.verdicts.start(LOCAL_ACTOR, dataset.id).id == run.id
    keeper = ChildKeeper(1, tmp_path / "child.log")
    execution = Execution(studio, keeper)
    try:
        for phase in (Phase.LOAD, Phase.LOOK):
            assert execution.step(run.id, phase), studio.runs.get(LOCAL_ACTOR, run.id).error
        early = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
        assert early is not None and early.finding("exact_copies") is not None
        assert early.expected == () and set(early.seconds) == {"look"}
        assert execution.step(run.id, Phase.LOOK)  # taken up after a crash: found once all the same
        assert len(studio.verdicts.get(LOCAL_ACTOR, dataset.id).findings) == len(early.findings)
    finally:
        keeper.close()


def test_nothing_is_mended_before_it_was_looked_at(studio: Studio) -> None:
    dataset = _dataset(studio)
    assert studio.verdicts.get(LOCAL_ACTOR, dataset.id) is None
    with pytest.raises(ConflictError, match="looked at"):
        studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "exact_copies", Mend.LEAVE_OUT)
    with pytest.raises(NotFoundError):
        studio.verdicts.start(Actor("other", ActorRole.OWNER, "elsewhere"), dataset.id)


@pytest.mark.slow
def test_a_dataset_that_is_deleted_takes_its_verdict_along(looked_at: tuple[Studio, Dataset]) -> None:
    studio, dataset = looked_at
    made = studio.verdicts.mend(LOCAL_ACTOR, dataset.id, "exact_copies", Mend.LEAVE_OUT)
    studio.datasets.delete(LOCAL_ACTOR, dataset.id)
    assert studio.verdicts.difference(LOCAL_ACTOR, made.id) is None
    assert studio.datasets.get(LOCAL_ACTOR, made.id).made_from == dataset.id
    with studio.store.read() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM verdict_parts").scalar()
    assert left == 0


def test_a_remedy_kept_before_figures_had_a_field_of_their_own_is_read_as_it_was_meant(studio: Studio) -> None:
    dataset = _dataset(studio)
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    finding = Finding("shortcut_desk", Severity.WARNING, "The column tells the answer.", "Measure it apart.")
    part = dump_part([VerdictFinding(finding, (Remedy(Mend.MEASURE_APART, column="extra_desk"),))])
    (kept,) = part["findings"][0]["remedies"]
    del kept["figures_aside"]
    studio.verdicts.record(
        run,
        Phase.LOOK,
        part
        | {"findings": [{**part["findings"][0], "remedies": [kept, {**kept, "column": "extra_desk without figures"}]}]},
        1.0,
    )
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    assert verdict is not None
    read = [(each.column, each.figures_aside) for each in verdict.findings[0].remedies]
    assert read == [("extra_desk", False), ("extra_desk", True)]
