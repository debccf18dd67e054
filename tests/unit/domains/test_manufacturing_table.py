"""Raw logs become labelled tables, events stay on one side of a split, findings name rows."""

from pathlib import Path

import pandas as pd
import pytest

from domains.manufacturing_logs.domain import ManufacturingLogs
from studio.core.tasks import Task

RAW = Path(__file__).resolve().parents[4] / "shared/data/manufacturing_logs/raw_logs"
LINES = [
    "2024-03-01 04:12:09,120 INFO [main] plant.Press: stroke 1200 done",
    "2024-03-01 04:12:10,001 WARN [main] plant.Press: pressure 141 bar",
    "  at plant.Press.run(Press.java:12)",
    "2024-03-01 04:12:11,000 ERROR [main] plant.Drive: axis 3 lost",
]


def table(texts: list[str], **columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": texts, "source_row": range(1, len(texts) + 1), **columns})


def test_a_raw_log_is_labelled_by_its_levels_and_loses_them():
    made = ManufacturingLogs().segment(table(LINES))
    assert made["label"].tolist() == ["INFO", "WARN", "ERROR"]
    assert made["text"].tolist()[0] == "stroke 1200 done"
    assert made["time"].tolist()[0] == "2024-03-01 04:12:09,120"
    assert made["extra_time_utc"].tolist()[0] == "2024-03-01T04:12:09.120Z"
    assert made["extra_component"].tolist()[2] == "plant.Drive"


def test_a_stack_trace_is_joined_to_its_line():
    made = ManufacturingLogs().segment(table(LINES))
    assert made["text"].tolist()[1] == "pressure 141 bar\n  at plant.Press.run(Press.java:12)"
    assert made["source_row"].tolist() == [1, 2, 4]


def test_a_log_of_long_traces_is_still_read_as_a_log():
    trace = [
        "java.io.IOException: broken",
        *["\tat plant.Press.run(Press.java:12)"] * 9,
        "Caused by: x",
        "\t... 3 more",
    ]
    made = ManufacturingLogs().segment(table([LINES[3], *trace, LINES[0], *trace]))
    assert made["label"].tolist() == ["ERROR", "INFO"]
    assert made["text"].tolist()[1].count("\n") == len(trace)


@pytest.mark.parametrize("labels", [["a", "b", "", "b"], ["a", "a", "a", "a"]])
def test_labels_somebody_gave_are_never_replaced(labels):
    given = table(LINES, label=labels)
    assert ManufacturingLogs().segment(given) is given


def test_an_empty_label_column_counts_as_none():
    assert ManufacturingLogs().segment(table(LINES, label=["", "", "", ""]))["label"].tolist()[0] == "INFO"


def test_work_orders_without_headers_stay_as_they_are():
    orders = table(["pump leaking", "belt frayed"])
    assert ManufacturingLogs().segment(orders) is orders


def test_segmenting_twice_is_segmenting_once():
    domain = ManufacturingLogs()
    once = domain.segment(table(LINES))
    assert domain.segment(once).equals(once)


def test_lines_of_one_event_share_a_group_whatever_their_parameters():
    texts = [f"08110{day} 203615 14{day} INFO dfs.X: block blk_{day}71237 of 10.0.0.{day} done" for day in range(1, 7)]
    groups = ManufacturingLogs().groups(table([*texts, *texts, "pump started", "guard of cell open"]))
    assert groups is not None
    assert groups.nunique() == 3


def test_near_identical_work_orders_share_a_group():
    groups = ManufacturingLogs().groups(
        table(["Pump 12: seal leaking", "PUMP 31 - seal leaking.", "belt frayed", "fuse blown"])
    )
    assert groups is not None
    assert groups[0] == groups[1]
    assert groups.nunique() == 3


def test_work_orders_that_all_differ_need_no_groups():
    assert ManufacturingLogs().groups(table(["pump leaking", "belt frayed"])) is None


def test_a_dominant_event_is_told_without_quoting_it():
    texts = [f"2024-03-01 04:12:0{second} INFO cycle {second} done" for second in range(6)]
    found = ManufacturingLogs().validate(table([*texts, "fuse blown"]), Task.CLASSIFICATION)
    assert [finding.code for finding in found] == ["dominant_event"]
    assert "cycle" not in found[0].message


def test_panels_count_events_and_parts():
    _, events, parts, *_ = (
        panel.build(table(["pump 1 on", "pump 2 on", "motor hot"])) for panel in ManufacturingLogs().panels()
    )
    assert events["count"].tolist() == [2, 1]
    assert dict(zip(parts["name"], parts["count"], strict=True)) == {"pump": 2, "motor": 1}


@pytest.mark.skipif(not RAW.is_dir(), reason="the public logs are not here")
@pytest.mark.parametrize(
    ("name", "labels"), [("HDFS", {"INFO", "WARN"}), ("Hadoop", {"INFO", "WARN", "ERROR", "FATAL"})]
)
def test_public_raw_logs_label_themselves(name, labels):
    domain = ManufacturingLogs()
    made = domain.segment(table((RAW / f"{name}_2k.log").read_text().splitlines()))
    assert set(made["label"]) == labels
    assert domain.groups(made).nunique() > 10
