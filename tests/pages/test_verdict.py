"""The data verdict on the page: asked for, read, mended with one click, the difference shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Phase, RunKind, Source
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.balance import class_balance, label_balance
from studio.services.verdicts.giveaways import giveaways
from studio.storage.verdicts import dump_part
from studio.worker.inline import run_inline
from tests.pages.conftest import add_sample, opened

DOMAIN, QUICK = "education_grading", "finance_risk"
"""Pupils' texts are searched for names first, which takes ten seconds."""


@pytest.fixture(scope="module")
def looked_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dataset]:
    """The sample of education, which has copies and contradictions, with its verdict, in a home to be copied."""
    home = tmp_path_factory.mktemp("looked") / "var"
    with opened(home) as studio:
        dataset = add_sample(studio, DOMAIN)
        run_inline(studio, studio.verdicts.start(LOCAL_ACTOR, dataset.id).id, lambda _progress: None)
    return home, dataset


@pytest.fixture
def looked_at(looked_home: tuple[Path, Dataset], tmp_path: Path) -> Iterator[tuple[Studio, Dataset]]:
    shutil.copytree(looked_home[0], tmp_path / "var", symlinks=True)
    with opened(tmp_path / "var") as studio:
        yield studio, looked_home[1]


def _words(app) -> str:
    return " ".join(each.value for each in app.markdown)


@pytest.mark.slow
def test_a_finding_is_mended_with_one_click_and_the_difference_shown(looked_at: tuple[Studio, Dataset], visit) -> None:
    studio, dataset = looked_at
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    assert verdict is not None
    app = visit(DOMAIN, section="data", dataset=dataset.id)
    assert not app.error and not app.exception
    words = _words(app)
    for found in verdict.findings:
        assert found.finding.message.rstrip(".").split("(")[0].split(";")[0][:30] in words.replace("\\", "")
    tables = [table.value for table in app.dataframe]
    expected = next(table for table in tables if "Answered by" in table.columns)
    assert len(expected) == len(verdict.expected) == 3
    assert "The last doubling of rows" in words

    found = verdict.finding("contradicting_answers")
    assert found is not None
    key = f"mend-{dataset.id}-contradicting_answers-{Mend.LEAVE_OUT.value}"
    app.button(key=key).click().run()
    assert not app.error and not app.exception
    made = next(each for each in studio.datasets.list(LOCAL_ACTOR, DOMAIN) if each.made_from == dataset.id)
    assert app.query_params["dataset"] == made.id
    assert made.rows == dataset.rows - len(found.remedies[0].rows)
    assert made.source is Source.SAMPLE and made.synthetic
    changed = next(table.value for table in app.dataframe if "Part" in table.value.columns and "Row" in table.value)
    assert len(changed) == len(found.remedies[0].rows)
    assert "left out" in _words(app)


@pytest.mark.slow
def test_a_doubtful_answer_is_given_what_was_typed_last(looked_at: tuple[Studio, Dataset], visit) -> None:
    studio, dataset = looked_at
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    found = verdict.finding("doubtful_answers") if verdict else None
    assert found is not None and found.doubts
    row_id = found.doubts[0].row_id
    app = visit(DOMAIN, section="data", dataset=dataset.id)
    go = f"mend-{dataset.id}-doubtful_answers-{Mend.RELABEL.value}"
    assert app.button(key=go).disabled
    app.checkbox(key=f"doubt-mend-{dataset.id}-{row_id}").check().run()
    app.text_input(key=f"doubt-answer-{dataset.id}-{row_id}").input("1")  # and no run before the click
    app.button(key=go).click().run()
    assert not app.error and not app.exception
    made = next(each for each in studio.datasets.list(LOCAL_ACTOR, DOMAIN) if each.made_from == dataset.id)
    table = studio.datasets.table(LOCAL_ACTOR, made.id).set_index("row_id")
    assert float(table.loc[row_id, "target"]) == 1.0


def test_a_dataset_without_a_verdict_offers_it_and_a_click_queues_one(empty_store: Studio, visit) -> None:
    dataset = add_sample(empty_store, QUICK)
    app = visit(QUICK, section="data", dataset=dataset.id)
    app.button(key=f"verdict-{dataset.id}").click().run()
    assert not app.error and not app.exception
    run = empty_store.verdicts.run(LOCAL_ACTOR, dataset.id)
    assert run is not None
    assert any(run.id in each.value for each in app.markdown)


def test_keeping_a_dataset_asks_for_its_verdict(empty_store: Studio, visit) -> None:
    app = visit(QUICK, section="data", source="sample")
    app.button(key=next(button.key for button in app.button if button.label == "Keep this dataset")).click().run()
    assert not app.error and not app.exception
    dataset = empty_store.datasets.list(LOCAL_ACTOR, QUICK)[0]
    assert empty_store.verdicts.run(LOCAL_ACTOR, dataset.id) is not None
    assert "Data verdict" in _words(app)


def test_words_that_give_the_answer_away_are_taken_out_with_one_click(empty_store: Studio, visit) -> None:
    """What the first phase finds is enough: the run is ended behind it, as if nothing else had been looked for."""
    studio, labels = empty_store, ("billing", "shipping")
    rows = [f"[{labels[row % 2]}] parcel {chr(97 + row % 26)}{row} is late,{labels[row % 2]}" for row in range(80)]
    file = UploadedFile("mine.csv", "\n".join(["text,label", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    studio.journal.mark_running(run.id)
    found = giveaways(table[table["part"] != Part.TEST.value].reset_index(drop=True), dataset.task)
    studio.verdicts.record(run, Phase.LOOK, dump_part(found), 1.0)
    studio.journal.succeed(run.id, {})
    app = visit("finance_risk", section="data", dataset=dataset.id)
    button = app.button(key=f"mend-{dataset.id}-names_its_label-{Mend.TAKE_OUT_WORDS.value}")
    assert button.label == "Take 'billing', 'shipping' out of every text"
    button.click().run()
    assert not app.error and not app.exception
    made = next(each for each in studio.datasets.list(LOCAL_ACTOR, "finance_risk") if each.made_from == dataset.id)
    assert app.query_params["dataset"] == made.id
    changed = next(each.value for each in app.dataframe if {"Before", "After"} <= set(each.value.columns))
    assert changed["Before"].str.startswith("[").all() and changed["After"].str.startswith("parcel").all()
    assert "**Rewritten: 80**" in _words(app)


def _looked_through(studio: Studio, rows: list[str], domain: str = "finance_risk") -> Dataset:
    """A dataset of lines of text and label, of which the first phase of a verdict found what it finds in rows."""
    file = UploadedFile("mine.csv", "\n".join(["text,label", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain, [file])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    studio.journal.mark_running(run.id)
    studio.verdicts.record(run, Phase.LOOK, dump_part(class_balance(table)), 1.0)
    studio.journal.succeed(run.id, {})
    return dataset


def _parcels(counts: dict[str, int]) -> list[str]:
    labels = [label for label, count in counts.items() for _ in range(count)]
    draw = Random(0)
    words = ["".join(draw.choices("bcdfgaeiou", k=6)) for _ in range(500)]
    return [f"{' '.join(draw.sample(words, 9))},{label}" for label in labels]


def test_of_several_pairs_of_labels_one_can_be_joined_and_its_upload_finding_is_told_once(
    empty_store: Studio, visit
) -> None:
    dataset = _looked_through(empty_store, _parcels({"delayed": 40, "delayeds": 14, "broken": 30, "brokens": 12}))
    assert "labels_nearly_same" in {each.code for each in dataset.findings}
    app = visit("finance_risk", section="data", dataset=dataset.id)
    assert _words(app).count("spelt nearly the same") == 1
    buttons = {each.label: each for each in app.button}
    assert "Join all 2" in buttons
    buttons["Make 'brokens' one with 'broken'"].click().run()
    assert not app.error and not app.exception
    made = next(each for each in empty_store.datasets.list(LOCAL_ACTOR, "finance_risk") if each.made_from == dataset.id)
    assert made.labels == ("broken", "delayed", "delayeds") and app.query_params["dataset"] == made.id
    assert "**Given another answer: 12**" in _words(app)


def test_every_label_that_all_joins_is_named_with_what_it_becomes(empty_store: Studio, visit) -> None:
    names = ["delayed", "broken", "stolen", "returned", "refused", "swapped"]
    counts = dict.fromkeys(names, 20) | {f"{name}s": 11 for name in names} | {"brokenss": 10}
    dataset = _looked_through(empty_store, _parcels(counts))
    app = visit("finance_risk", section="data", dataset=dataset.id)
    assert not app.error and not app.exception
    assert "Join all 7" in {each.label for each in app.button}
    said = next(each for each in app.expander if each.label == "What 'Join all 7' does")
    lines = "".join(each.value for each in said.markdown).splitlines()
    becomes = {f"{name}s": name for name in names} | {"brokenss": "broken"}
    assert sorted(lines) == sorted(f"- '{word}' becomes '{answer}'" for word, answer in becomes.items())


def test_what_fits_uneven_classes_is_handed_over_to_train(empty_store: Studio, visit) -> None:
    dataset = _looked_through(empty_store, _parcels({"paid": 400, "lost": 38}))
    app = visit("finance_risk", section="data", dataset=dataset.id)
    app.button(key=f"train-evenly-{dataset.id}").click().run()
    assert not app.error and not app.exception
    assert app.query_params["section"] == "train" or app.query_params["section"] == ["train"]
    assert app.checkbox(key=f"varied-{dataset.id}.move").value
    assert "thresholds moved towards rare classes" in " ".join(each.value for each in app.caption)
    next(each for each in app.button if each.label == "Start training").click().run()
    run = empty_store.runs.list(LOCAL_ACTOR, domain="finance_risk", kind=RunKind.TRAIN)[0]
    assert run.manifest["decision"]


def test_oversampling_is_handed_over_with_the_method_that_can(empty_store: Studio, visit) -> None:
    dataset = _looked_through(empty_store, _parcels({"paid": 300, "lost": 16}))
    app = visit("finance_risk", section="data", dataset=dataset.id)
    button = app.button(key=f"train-evenly-{dataset.id}")
    assert button.label == "Train full with oversampling"
    button.click().run()
    assert not app.error and not app.exception
    assert app.radio(key=f"method-{dataset.id}").value == "full"
    assert app.selectbox(key=f"options-{dataset.id}-full.imbalance").value == "oversample"


def test_why_test_rows_are_chosen_so_is_said_before_and_after_keeping(empty_store: Studio, visit) -> None:
    app = visit("finance_risk", section="data", source="sample")
    said = " ".join(each.value for each in app.caption)
    assert "better than it is" in said and "kept together: near" in said.replace("\\", "")
    dataset = add_sample(empty_store, "finance_risk")
    app = visit("finance_risk", section="data", dataset=dataset.id)
    assert "kept together: near" in " ".join(each.value for each in app.caption).replace("\\", "")
    assert app.number_input(key=f"kept-{dataset.id}-row").value == 1
    assert any("Changed by" in each.value or "No step" in each.value for each in app.caption)


def test_answers_that_changed_stand_before_the_text_and_sets_of_them_in_words(empty_store: Studio, visit) -> None:
    rows = [row.replace(",", ',"[""site"", ""') + '""]"' for row in _parcels({"late": 30, "lost": 30})]
    file = UploadedFile("mine.csv", "\n".join(["text,label", *rows]).encode())
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    dataset = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, intake))
    assert "label_everywhere" in {each.code for each in dataset.findings}
    run = empty_store.verdicts.start(LOCAL_ACTOR, dataset.id)
    table = empty_store.datasets.table(LOCAL_ACTOR, dataset.id)
    empty_store.verdicts.record(run, Phase.LOOK, dump_part(label_balance(table)), 1.0)
    made = empty_store.verdicts.mend(LOCAL_ACTOR, dataset.id, "label_everywhere", Mend.DROP_LABELS)
    app = visit("finance_risk", section="data", dataset=made.id)
    assert not app.error and not app.exception
    changed = next(each.value for each in app.dataframe if {"Before", "After"} <= set(each.value.columns))
    assert list(changed.columns) == ["Row", "Before", "After", "Text"]
    assert set(changed["Before"]) == {"late; site", "lost; site"} and set(changed["After"]) == {"late", "lost"}


def test_a_row_kept_together_by_a_topic_is_shown_as_it_is_kept(empty_store: Studio, visit) -> None:
    topics = ("Management", "Liquidity", "Outlook", "Pensions", "Leases", "Audit")
    rows = [
        f"{topics[row % 6]} assumes {line},{topics[row % 6]}"
        for row, line in enumerate(_parcels({"up": 45, "down": 45}))
    ]
    file = UploadedFile("mine.csv", "\n".join(["text,label,topic", *rows]).encode())
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    draft = empty_store.datasets.draft(LOCAL_ACTOR, intake, options={"companies": {"enabled": True}})
    dataset = empty_store.datasets.confirm(LOCAL_ACTOR, draft)
    run = empty_store.verdicts.start(LOCAL_ACTOR, dataset.id)
    told = Finding("shortcut_topic", Severity.WARNING, "The topic tells the answer.", "Split by it.")
    found = VerdictFinding(told, (Remedy(Mend.KEEP_TOGETHER, column="extra_topic"),))
    empty_store.verdicts.record(run, Phase.LOOK, dump_part([found]), 1.0)
    made = empty_store.verdicts.mend(LOCAL_ACTOR, dataset.id, "shortcut_topic", Mend.KEEP_TOGETHER)
    app = visit("finance_risk", section="data", dataset=made.id)
    assert not app.error and not app.exception
    shown = [each.value for each in app.text]
    assert len([each for each in shown if each.startswith(topics)]) == 2 and not any(
        "COMPANY" in each for each in shown
    )
