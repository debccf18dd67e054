"""A work order is read for component, problem and action; causes are weighed by what they cost."""

import pandas as pd
import pytest

from benchmarks.work_orders import LINES, own_lines
from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.pareto import measure_columns, pareto, pareto_by_cost, pareto_of_machines, read_amount
from domains.manufacturing_logs.work_orders import WorkOrder, read_order


@pytest.mark.parametrize(
    ("text", "component", "problem", "action"),
    [
        ("PUMP 3 BRG NOISY, REPLD", "pump", "Noise (NOI)", "replaced"),
        ("hydralic hose weeping at station 4, tightened fitting", "hose or pipe",
         "External leakage - utility medium (ELU)", "adjusted"),
        ("motor tripped on overload, reset, runs for now", "motor", "Spurious stop (UST)", "reset"),
        ("valve will not close", "valve", "Failure to close on demand (FTC)", None),
        ("compressor won't start on night shift, checked", "compressor", "Failure to start on demand (FTS)",
         "inspected"),
        ("gearbox overheated after 8 h, topped up oil", "gearbox", "Overheating (OHE)", "lubricated"),
        ("mtr would not start", "motor", "Failure to start on demand (FTS)", None),
        ("motor trpd, rst", "motor", "Spurious stop (UST)", "reset"),
        ("breaker not tripping, checked", "breaker or fuse", None, "inspected"),
        ("hose burst, replaced", "hose or pipe", "Structural deficiency (STD)", "replaced"),
        ("filter clogged, cleaned", "filter", "Plugged/choked (PLU)", "cleaned"),
        ("tank leaking product", "tank", "External leakage - process medium (ELP)", None),
        ("drive end brg siezed, swapd", "bearing", "Breakdown (BRD)", "replaced"),
        ("PX switch dead, changed", "switch", "Breakdown (BRD)", "replaced"),
        ("sensor faulty, false reading", "sensor", "Abnormal instrument reading (AIR)", None),
        ("spindle fault cleared, restarted", "shaft or roller", None, "reset"),
        ("belt tracking to one side, re-aligned", "belt", "Parameter deviation (PDE)", "adjusted"),
        ("Riemen gerissen, ersetzt", "belt", "Structural deficiency (STD)", "replaced"),
        ("Hydraulikpumpe verliert Öl, Dichtung getauscht", "pump", "External leakage - utility medium (ELU)",
         "replaced"),
        ("Luefter laut, geschmiert", "fan", "Noise (NOI)", "lubricated"),
        ("Naeherungsschalter defekt", "switch", "Breakdown (BRD)", None),
        ("conv belt 3 off track, adj tensioner", "belt", "Parameter deviation (PDE)", "adjusted"),
        ("CNC 4 brg howling at 8k rpm, R+R", "bearing", "Noise (NOI)", "replaced"),
        ("hyd cyl rod scored, reseal", "cylinder", "Structural deficiency (STD)", "repaired"),
        ("Filter dp high, changed elements", "filter", "Plugged/choked (PLU)", "replaced"),
        ("cooling fan not running, replaced contactor", "fan", "Failure to start on demand (FTS)", "replaced"),
        ("steam trap failed open", "valve", "Failure to close on demand (FTC)", None),
        ("chain broke on infeed, new master link fitted", "chain or sprocket", "Structural deficiency (STD)",
         "replaced"),
        ("mixer motor smoking", "motor", "Breakdown (BRD)", None),
        ("PT sensor reading low, recal", "sensor", "Abnormal instrument reading (AIR)", "adjusted"),
        ("Schlauch geplatzt", "hose or pipe", "Structural deficiency (STD)", None),
        ("Fördergurt läuft schief, nachgestellt", "belt", "Parameter deviation (PDE)", "adjusted"),
        ("Pumpe zieht Luft, entlüftet", "pump", "Low output (LOO)", "adjusted"),
        ("Sicherung F3 ausgelöst, wieder eingeschaltet", "breaker or fuse", "Spurious stop (UST)", "reset"),
        ("Not-Halt klemmt, Taster ersetzt", "switch", "Plugged/choked (PLU)", "replaced"),
        ("broke down twice this week", None, "Breakdown (BRD)", None),
        ("shift meeting at nine", None, None, None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_component_problem_and_action_are_read(text, component, problem, action):
    assert read_order(text) == WorkOrder(component, problem, action)


@pytest.mark.parametrize("name", ["work_orders", "work_orders_fresh"])
def test_lines_annotated_before_they_were_read_are_read_as_meant(name):
    for part, found in own_lines(LINES / f"{name}.csv").items():
        assert found["right"] >= 0.9, part
        assert found["precision"] >= 0.95, part


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("alarm on panel doesn't work", "Breakdown (BRD)"),
        ("replace blown steering hose", "Structural deficiency (STD)"),
        ("right headlight blown", "Breakdown (BRD)"),
        ("mech seal weeping product", "External leakage - process medium (ELP)"),
        ("fault cleared, no fault found, fault code 12 read", None),
        ("labeller stops randomly, no alarm shown", "Spurious stop (UST)"),
    ],
)
def test_a_failure_is_named_by_its_words(text, problem):
    assert read_order(text).problem == problem


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("45 min", 45.0), ("1,200.50", 1200.5), ("1.200,50 EUR", 1200.5), ("1,200", 1200.0), ("EUR 3.5", 3.5),
        ("1 250", 1250.0), ("0,75", 0.75), ("-3", -3.0), ("", None), ("n/a", None), ("1,234,567.", 1234567.0),
        ("12.", 12.0),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written, amount):
    assert read_amount(written) == amount


def orders(**columns):
    return pd.DataFrame(
        {
            "text": ["seal leaking", "belt frayed", "fuse blown"] * 4,
            "target": ["leak", "wear", "electrical"] * 4,
            "group": ["press-1"] * 6 + ["press-2"] * 3 + ["lathe-9"] * 3,
            **columns,
        }
    )


def test_the_gravest_cause_leads_by_downtime_with_its_worst_machine():
    downtime = ["10 min", "200", "5"] + ["1", "2", "3"] * 2 + ["0", "40", ""]
    shown = pareto(orders(extra_downtime_min=downtime, extra_cost=["1,000", "10", "5"] * 4))
    assert shown["Cause"].tolist() == ["wear", "leak", "electrical"]
    assert shown["Rows"].tolist() == [4, 4, 4]
    assert shown["downtime_min"].tolist() == [244.0, 12.0, 11.0]
    assert shown["cost"].tolist() == [40.0, 4000.0, 20.0]
    assert shown["Running %"].tolist() == [91.4, 95.9, 100.0]
    assert shown["Most on"].tolist()[0] == "press-1 (83 %)"


def test_without_measures_rows_are_counted_and_without_machines_none_is_named():
    shown = pareto(orders().drop(columns="group"))
    assert list(shown.columns) == ["Cause", "Rows", "Running %"]
    assert pareto(pd.DataFrame({"text": ["x"]})).empty


def test_panels_read_work_orders_and_leave_logs_alone():
    panels = {panel.key: panel for panel in ManufacturingLogs().panels()}
    some = orders(text=[f"order {word}: pump leaking" for word in "abcdefghijkl"])
    assert panels["failure_modes"].build(some).to_dict("records") == [
        {"name": "External leakage - process medium (ELP)", "count": 12}
    ]
    mixed = pd.concat([some, orders(text=["nothing of note"] * 12).head(3)])
    assert panels["failure_modes"].build(mixed)["name"].tolist()[-1] == "none named"
    told = panels["component_problem_action"].build(some).iloc[0].tolist()
    assert told == [12, "pump", "External leakage - process medium (ELP)", "not said"]
    log = pd.DataFrame({"text": [f"pump {n} leaking" for n in range(12)], "extra_component": "plc"})
    assert panels["failure_modes"].build(log).empty
    assert panels["component_problem_action"].build(log).empty


def test_a_total_is_weighed_before_its_parts():
    table = pd.DataFrame({"extra_labour_cost": ["1"], "extra_total_cost_eur": ["3"], "extra_downtime_hrs": ["2"]})
    assert measure_columns(table) == {"cost": "extra_total_cost_eur", "downtime": "extra_downtime_hrs"}


def test_causes_are_ranked_by_cost_too_where_downtimes_are_given():
    orders = pd.DataFrame(
        {
            "text": ["seal leaking", "motor tripped"],
            "target": ["leak", "electrical"],
            "extra_cost": ["20", "900"],
            "extra_downtime_min": ["90", "5"],
        }
    )
    assert pareto(orders)["Cause"].tolist() == ["leak", "electrical"]
    assert pareto_by_cost(orders)["Cause"].tolist() == ["electrical", "leak"]
    assert pareto_by_cost(orders.drop(columns="extra_downtime_min")).empty


def test_machines_are_ranked_but_a_column_of_templates_is_none():
    orders = pd.DataFrame(
        {
            "text": ["seal leaking", "hose leaking", "motor tripped", "belt torn at infeed"],
            "target": ["leak", "leak", "electrical", "wear"],
            "group": ["press-1", "press-1", "press-2", "press-1"],
        }
    )
    found = pareto_of_machines(orders)
    assert found["Machine"].tolist() == ["press-1", "press-2"] and found["Rows"].tolist() == [3, 1]
    assert found["Mostly"].tolist() == ["leak (67 %)", "electrical (100 %)"]
    named = orders.assign(
        text=["seal 1 leaks", "seal 2 leaks", "door open", "door open"], group=["E1", "E1", "E2", "E2"]
    )
    assert pareto_of_machines(named).empty
