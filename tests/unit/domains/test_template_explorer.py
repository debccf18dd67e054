"""Templates are shown with how often and how fast they came, and an example as it was written."""

import pandas as pd

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.template_explorer import explore


def log():
    texts = [f"axis {n} lost its reference" for n in range(6)] + ["door of the cell opened"] * 2
    return pd.DataFrame(
        {
            "text": ["masked"] * 8,
            "source_text": texts,
            "target": ["ERROR"] * 5 + ["WARN"] + ["INFO"] * 2,
            "extra_time_utc": [f"2024-03-01T0{n % 5}:00:00.000Z" for n in range(8)],
        }
    )


def test_templates_have_counts_rates_labels_and_a_first_example():
    shown = explore(log())
    assert shown["Template"].tolist() == ["axis <NUM> lost its reference", "door of the cell opened"]
    assert shown["Rows"].tolist() == [6, 2]
    assert shown["Share, %"].tolist() == [75.0, 25.0]
    assert shown["Per hour"].tolist() == [1.5, 0.5]
    assert shown["Label"].tolist() == ["ERROR (83 %)", "INFO"]
    assert shown["Example"].tolist() == ["axis 0 lost its reference", "door of the cell opened"]


def test_without_times_there_is_no_rate_and_an_example_is_one_line():
    table = log().drop(columns="extra_time_utc")
    table["source_text"] += "\n  at plant.Press.run(P.java:1)"
    shown = explore(table)
    assert "Per hour" not in shown
    assert "java" not in shown["Example"][0]


def test_work_orders_have_no_templates_to_explore():
    assert explore(ManufacturingLogs().sample()).empty
