"""Templates are shown with how often and how fast they came, and an example as it was written."""

import pandas as pd

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.template_explorer import explore
from domains.manufacturing_logs.units.step import by_line


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


def overlapping():
    """Sixty lines in windows of twenty of which each shares half its lines with the next."""
    domain = ManufacturingLogs()
    lines = [
        f"2025-04-01 09:{row:02d}:00 {'oven door opened' if row % 6 == 5 else f'oven at {row} C'}" for row in range(60)
    ]
    table = pd.DataFrame({"text": lines, "source_row": range(1, 61)}).assign(target="")
    options = domain.Options.model_validate({"units": {"by": "count", "lines": 20, "slide": 0.5}})
    return domain.units(domain.interpret(table, options)[0], options)[0]


def test_a_line_counts_once_though_windows_overlap():
    made = overlapping()
    assert len(made) == 5 and made["extra_lines"].sum() == 100
    shown = explore(made)
    assert dict(zip(shown["Template"], shown["Rows"], strict=True)) == {"oven at <NUM> C": 50, "oven door opened": 10}
    assert shown["Per hour"].tolist() == [round(50 * 60 / 59, 2), round(10 * 60 / 59, 2)]
    earlier = explore(made.drop(columns="extra_first_line"))
    assert earlier["Rows"].sum() == 100


def test_lines_of_machines_apart_are_numbered_apart():
    domain = ManufacturingLogs()
    rows = [(f"axis {row} moved", "lathe" if row % 2 else "mill") for row in range(40)]
    table = pd.DataFrame(rows, columns=["text", "group"]).assign(source_row=range(1, 41), target="")
    options = domain.Options.model_validate({"units": {"by": "count", "lines": 10, "slide": 0.5}})
    made, _ = domain.units(table, options)
    assert explore(made)["Rows"].sum() == 40


def test_a_line_that_names_two_sessions_counts_once():
    domain = ManufacturingLogs()
    lines = [f"{kind} blk_{block}" for block in range(1000, 1030) for kind in ("received", "stored", "verified")]
    lines += [f"deleting blk_{block} and blk_{block + 1}" for block in range(1000, 1030, 2)]
    table = pd.DataFrame({"text": lines, "source_row": range(1, len(lines) + 1), "target": ""})
    made, _ = domain.units(table, domain.Options())
    assert len(made) == 30 and made["extra_lines"].sum() == 120
    shown = explore(made)
    assert dict(zip(shown["Template"], shown["Rows"], strict=True)) == {
        "received blk_<ID>": 30, "stored blk_<ID>": 30, "verified blk_<ID>": 30, "deleting blk_<ID> and blk_<ID>": 15,
    }  # fmt: skip


def test_units_that_were_cut_by_an_earlier_rule_keep_the_numbers_of_their_lines():
    """A time of day alone began no line then, so that indented lines stood by themselves."""
    lines = ["10:00:00 ERROR pump failed", "  at foo", "10:00:01 INFO a", "10:00:02 INFO b"]
    kept = pd.DataFrame({"text": ["\n".join(lines[:3]), "\n".join(lines[1:])]}).assign(
        extra_lines=3, extra_first_line=[1, 2]
    )
    assert by_line(kept)["text"].tolist() == lines
    domain = ManufacturingLogs()
    assert domain.lines("\n".join(lines[:3]), 3) == lines[:3]
    assert len(domain.lines("\n".join(lines[:3]))) == 2
    today = pd.DataFrame({"text": ["\n".join(lines[:3]), "\n".join(lines[2:])]}).assign(
        extra_lines=2, extra_first_line=[1, 2]
    )
    assert by_line(today)["text"].tolist() == ["\n".join(lines[:2]), *lines[2:]]
