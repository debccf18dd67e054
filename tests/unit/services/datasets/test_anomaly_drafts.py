"""A dataset for anomaly detection: labels welcome and not needed, split in order of time."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.manufacturing_logs.sample_log import generate_log
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Source
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.anomaly_labels import read_marks
from studio.services.datasets.draft import Draft
from studio.services.datasets.mapping import apply_mapping, resolve_mapping
from studio.services.datasets.opening import mapped_intake
from studio.services.datasets.ordered_split import split_units
from studio.services.datasets.service import DatasetService


@pytest.fixture
def bring(service: DatasetService):
    domain = registry().get("manufacturing_logs")

    def draft(table: pd.DataFrame, task: Task | None = Task.ANOMALY, **choices: object) -> Draft:
        frame = table.astype(str)
        mapping = resolve_mapping(domain, frame)
        mapped = apply_mapping(frame, mapping)
        intake = mapped_intake(domain, "a.csv", Source.UPLOAD, mapped, mapping, list(frame.columns))
        return service.draft(LOCAL_ACTOR, intake, task=task, **choices)  # type: ignore[arg-type]

    return draft


def log(cycles: int = 100) -> pd.DataFrame:
    return generate_log(cycles).drop(columns="source_row")


def found(draft: Draft) -> dict[str, str]:
    return {finding.code: finding.message for finding in draft.findings}


def test_a_log_without_labels_becomes_a_dataset_in_order_of_time(bring, service: DatasetService) -> None:
    draft = bring(log().drop(columns="label"))
    assert not draft.blocked and draft.labels == () and "no_anomaly_labels" in found(draft)
    assert draft.parts == {Part.TRAIN: 70, Part.DEV: 15, Part.CALIBRATION: 0, Part.TEST: 15}
    last = {part: draft.table.loc[draft.table["part"] == part, "extra_time_utc"] for part in ("train", "dev", "test")}
    assert last["train"].max() < last["dev"].min() and last["dev"].max() < last["test"].min()
    dataset = service.confirm(LOCAL_ACTOR, draft)
    assert dataset.task is Task.ANOMALY
    assert service.preparation(LOCAL_ACTOR, dataset.id).hash() == dataset.preparation_hash
    assert service.confirm(LOCAL_ACTOR, bring(log().drop(columns="label"))).id == dataset.id


def test_a_raw_log_opens_on_anomaly_and_unlabelled_work_orders_do_not(bring) -> None:
    assert bring(log().drop(columns="label"), task=None).task is Task.ANOMALY
    orders = pd.DataFrame({"text": [f"pump {n} leaking at the seal, replaced it" for n in range(20)]})
    assert bring(orders, task=None).task is Task.CLASSIFICATION
    levels = log().assign(label=lambda table: table["text"].str.split().str[2])
    assert bring(levels, task=None).task is Task.CLASSIFICATION


def test_a_log_of_few_templates_is_told_that_it_cannot_be_calibrated(bring) -> None:
    draft = bring(log(300).drop(columns="label"), task=Task.CLASSIFICATION)
    held_out = draft.table[draft.table["part"] == Part.CALIBRATION.value]
    assert held_out["text"].nunique() < 20
    told = found(draft)["few_calibration_rows"]
    assert "of 20 needed: probabilities stay as they are" in told


def test_labels_are_read_and_their_reading_is_told(bring) -> None:
    draft = bring(log())
    assert draft.labels == ("normal", "anomaly")
    assert set(draft.table["target"]) == {"normal", "anomaly"}
    assert "anomaly: 'anomaly' (" in found(draft)["anomaly_labels"]


def test_the_words_normal_and_anomaly_name_the_task_severities_do_not(bring) -> None:
    assert bring(log(), task=None).task is Task.ANOMALY
    assert bring(log().assign(label=["INFO", "WARN"] * (len(log()) // 2) + ["INFO"] * (len(log()) % 2)), None).task is (
        Task.CLASSIFICATION
    )


def test_labels_that_say_nothing_of_normal_are_left_out_with_a_warning(bring) -> None:
    levels = ["INFO", "ERROR", "WARN"]
    draft = bring(log().assign(label=[levels[n % 3] for n in range(len(log()))]))
    assert draft.labels == () and not draft.blocked
    assert "none of which says normal" in found(draft)["labels_no_anomaly_marks"]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        (["0", "1"], {"0": "normal", "1": "anomaly"}),
        (["Normal", "Anomaly", ""], {"Normal": "normal", "Anomaly": "anomaly"}),
        (["-", "KERNDTLB", "APPSEV"], {"-": "normal", "KERNDTLB": "anomaly", "APPSEV": "anomaly"}),
        (["ok", "bearing fault"], {"ok": "normal", "bearing fault": "anomaly"}),
        (["1", ""], {"1": "anomaly"}),
        (["INFO", "ERROR"], None),
        (["", "  "], None),
    ],
)
def test_marks(values, marks) -> None:
    assert read_marks(values) == marks


def test_overlapping_windows_do_not_straddle_the_split(bring) -> None:
    options = {"units": {"by": "count", "lines": 20, "slide": 0.5}}
    draft = bring(log().drop(columns="label"), options=options)
    assert "windows_overlap_split" in found(draft)
    rows = {part: set() for part in ("train", "dev", "test")}
    for _, unit in draft.table.iterrows():
        rows[unit["part"]] |= set(range(unit["source_row"], unit["extra_last_row"] + 1))
    assert not rows["train"] & rows["dev"] and not rows["dev"] & rows["test"] and not rows["train"] & rows["test"]


def test_the_files_own_split_is_kept_and_dev_is_the_end_of_train(bring) -> None:
    lines = log()
    parts = ["train"] * (len(lines) // 2) + ["test"] * (len(lines) - len(lines) // 2)
    draft = bring(lines.assign(split=parts), options={"units": {"by": "count", "lines": 10}})
    assert not draft.blocked and "own split" in draft.split_reason
    assert draft.parts[Part.DEV] and draft.parts[Part.TEST] == -(-(len(lines) - len(lines) // 2) // 10)
    unclear = bring(lines.assign(split=["blue", "green"] * (len(lines) // 2) + ["blue"] * (len(lines) % 2)))
    assert unclear.blocked and "split_unclear" in found(unclear)


def test_a_unit_that_was_tested_before_stays_tested() -> None:
    units = pd.DataFrame({"target": "", "source_row": range(20)})
    earlier = [Part.TEST] + [None] * 19
    assert split_units(units, split_map=None, earlier=earlier).parts[0] is Part.TEST


def test_too_few_windows_and_no_text_block(bring) -> None:
    few = bring(pd.DataFrame({"text": [f"belt {n} moved" for n in range(30)]}))
    assert few.blocked and "too_few_rows" in found(few)
    assert bring(pd.DataFrame({"a": range(30)})).blocked


def test_work_orders_are_told_that_they_have_no_templates(bring) -> None:
    orders = registry().get("manufacturing_logs").sample().drop(columns="source_row").head(300)
    assert "no_templates" in found(bring(orders[["text"]]))
