"""The rows of a finding on the page: their texts, what each goes with, and which of them are mended."""

from __future__ import annotations

from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from studio.core.actor import LOCAL_ACTOR
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Phase
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.copies import exact_copies, near_copies
from studio.storage.verdicts import dump_part

DOMAIN = "finance_risk"
COPIES = 9


@pytest.fixture
def looked_at(empty_store: Studio) -> Dataset:
    """Sixty texts and, behind them, copies of nine, one with another label, one with a word more."""
    draw = Random(0)
    words = ["".join(draw.choices("bcdfgaeiou", k=6)) for _ in range(500)]
    texts = [" ".join(["a <b>note</b> on", *draw.sample(words, 20)]) for _ in range(60)]
    labels = [("paid", "lost")[row % 2] for row in range(60)]
    rows = list(zip(texts, labels, strict=True))
    rows += [*rows[:COPIES], (texts[20], "lost"), (f"{texts[30]} again", labels[30])]
    file = UploadedFile("mine.csv", "\n".join(["text,label", *(",".join(row) for row in rows)]).encode())
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
    dataset = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, intake))
    table = empty_store.datasets.table(LOCAL_ACTOR, dataset.id)
    run = empty_store.verdicts.start(LOCAL_ACTOR, dataset.id)
    empty_store.journal.mark_running(run.id)
    garbled = Finding("garbled_characters", Severity.WARNING, "Two texts are garbled.", "Repair them.")
    leave_out = Remedy(Mend.LEAVE_OUT, tuple(table["row_id"].head(2)))
    found = [
        *exact_copies(table),
        *near_copies(table, lambda _done: None),
        VerdictFinding(garbled, (Remedy(Mend.REPAIR_CHARACTERS), leave_out)),
    ]
    empty_store.verdicts.record(run, Phase.LOOK, dump_part(found), 1.0)
    empty_store.journal.succeed(run.id, {})
    return dataset


def _unfolded(visit, dataset: Dataset, code: str) -> AppTest:
    app: AppTest = visit(DOMAIN, section="data", dataset=dataset.id)
    app.session_state[f"rows-of-{dataset.id}-{code}"] = True
    app.run()
    assert not app.error and not app.exception
    return app


def _ticks(app: AppTest) -> list:
    return [each for each in app.checkbox if each.key.startswith("tick-")]


def _shown(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def _mending(app: AppTest, dataset: Dataset, code: str, mend: Mend):
    return app.button(key=f"mend-{dataset.id}-{code}-{mend.value}")


def _made(studio: Studio, dataset: Dataset) -> Dataset:
    return next(each for each in studio.datasets.list(LOCAL_ACTOR, DOMAIN) if each.made_from == dataset.id)


def test_texts_are_shown_once_they_are_asked_for_with_the_row_each_goes_with(
    empty_store: Studio, looked_at: Dataset, visit
) -> None:
    table = empty_store.datasets.table(LOCAL_ACTOR, looked_at.id).set_index("source_row")
    text = table.loc[31, "text"].replace("<", "&lt;").replace(">", "&gt;")
    assert text not in _shown(visit(DOMAIN, section="data", dataset=looked_at.id))
    app = _unfolded(visit, looked_at, "near_copies")
    (tick,) = _ticks(app)
    stays, copy = sorted((31, 71), key=lambda row: f"Row {row}," in tick.label)
    assert tick.value and tick.label == f"Row {copy}, {table.loc[copy, 'part']}, label **paid**"
    assert f"Row {stays}, {table.loc[stays, 'part']}, label **paid**" in " ".join(each.value for each in app.markdown)
    assert "a &lt;b&gt;note&lt;/b&gt; on" in _shown(app) and "<b>note" not in _shown(app)
    assert "again</ins>" in _shown(app) or "again</del>" in _shown(app)


def test_only_the_rows_that_are_ticked_are_left_out_whatever_page_they_are_on(
    empty_store: Studio, looked_at: Dataset, visit
) -> None:
    app = _unfolded(visit, looked_at, "exact_copies")
    assert _mending(app, looked_at, "exact_copies", Mend.LEAVE_OUT).label == f"Leave out {COPIES}"
    first = _ticks(app)[0]
    row_id = first.key.rpartition(f"{looked_at.id}-exact_copies-")[2]
    first.uncheck().run()
    assert _mending(app, looked_at, "exact_copies", Mend.LEAVE_OUT).label == f"Leave out {COPIES - 1}"
    app.session_state[f"rows-page-{looked_at.id}-exact_copies"] = 2
    app.run()
    assert row_id not in {each.key[-len(row_id) :] for each in _ticks(app)}
    app.session_state[f"rows-page-{looked_at.id}-exact_copies"] = 1
    app.run()
    assert [each.value for each in _ticks(app)].count(False) == 1
    app.session_state[f"rows-page-{looked_at.id}-exact_copies"] = 2
    app.run()
    second = _ticks(app)[0]
    other = second.key[-len(row_id) :]
    second.uncheck()  # and no run before the click
    _mending(app, looked_at, "exact_copies", Mend.LEAVE_OUT).click().run()
    assert not app.error and not app.exception
    made = _made(empty_store, looked_at)
    assert made.rows == looked_at.rows - (COPIES - 2)
    assert {row_id, other} <= set(empty_store.datasets.table(LOCAL_ACTOR, made.id)["row_id"])


def test_it_is_said_which_buttons_heed_the_ticks_where_one_changes_other_rows_too(looked_at: Dataset, visit) -> None:
    app = _unfolded(visit, looked_at, "garbled_characters")
    _ticks(app)[0].uncheck().run()
    assert (
        "Take the tick off a row to keep it from **Leave out 1**. "
        "Rows are changed, ticked or not, by **Repair the characters**."
    ) in [each.value for each in app.caption]
    for code in ("exact_copies", "contradicting_answers"):
        app = _unfolded(visit, looked_at, code)
        assert any(each.value.startswith("Take the tick off a row that is to stay as it is.") for each in app.caption)


def test_with_no_row_ticked_there_is_nothing_to_press_and_one_can_be_ticked_again(
    empty_store: Studio, looked_at: Dataset, visit
) -> None:
    app = _unfolded(visit, looked_at, "contradicting_answers")
    app.button(key=f"tick-False-{looked_at.id}-contradicting_answers").click().run()
    assert not any(each.value for each in _ticks(app))
    assert _mending(app, looked_at, "contradicting_answers", Mend.LEAVE_OUT).disabled
    wrong = next(each for each in _ticks(app) if "label **lost**" in each.label)
    wrong.check().run()
    button = _mending(app, looked_at, "contradicting_answers", Mend.LEAVE_OUT)
    assert not button.disabled and button.label == "Leave out 1"
    button.click().run()
    assert not app.error and not app.exception
    gone = empty_store.verdicts.difference(LOCAL_ACTOR, _made(empty_store, looked_at).id)
    assert gone is not None and gone.left_out["source_row"].tolist() == [70]


def test_a_finding_whose_rows_stay_folded_up_is_mended_whole(empty_store: Studio, looked_at: Dataset, visit) -> None:
    app = visit(DOMAIN, section="data", dataset=looked_at.id)
    assert _ticks(app) == []
    _mending(app, looked_at, "exact_copies", Mend.LEAVE_OUT).click().run()
    assert _made(empty_store, looked_at).rows == looked_at.rows - COPIES
