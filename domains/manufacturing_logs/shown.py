"""What only this field shows of a dataset: panels of a log, of causes with their weight, of what work orders name."""

from __future__ import annotations

from domains.contract import Panel
from domains.manufacturing_logs.panels import component_problem_action, event_counts, failure_mode_counts, part_counts
from domains.manufacturing_logs.pareto import pareto, pareto_by_cost, pareto_of_machines
from domains.manufacturing_logs.template_explorer import MAX_TEMPLATES_SHOWN, explore

OF_LOGS = (
    Panel(
        "templates",
        "Log templates",
        f"At most the {MAX_TEMPLATES_SHOWN} commonest, mined by Drain; <*> stands where lines differ, other marks for "
        "masked parameters. Per hour: over the time the log covers. The example is the first line of its kind, as "
        "written.",
        explore,
        drawn="table",
        wide=("Template", "Example"),
    ),
    Panel("events", "Commonest events", "Rows by event, their parameters masked.", event_counts),
    Panel("parts", "Parts named", "Rows that name a part at least once.", part_counts),
)
OF_CAUSES = (
    Panel(
        "pareto",
        "Pareto of causes",
        "The gravest first, by downtime where the file has it, else by cost, else by rows; running: the "
        "share of it up to and with this cause. Most on, where machines (groups) are named: the one that bears "
        "most of the cause.",
        pareto,
        drawn="pareto",
        wide=("Cause",),
    ),
    Panel(
        "pareto_cost",
        "Pareto of causes by cost",
        "The same causes, the dearest first.",
        pareto_by_cost,
        drawn="pareto",
        wide=("Cause",),
    ),
    Panel(
        "pareto_machines",
        "Pareto of machines",
        "The machines (groups) that bear most, weighed as the causes are. Mostly: the cause that weighs most.",
        pareto_of_machines,
        drawn="pareto",
        wide=("Machine",),
    ),
)
OF_WORK_ORDERS = (
    Panel(
        "failure_modes",
        "Failure modes by the names of ISO 14224",
        "Read off the words of each work order, in English or German, by rules of ours.",
        failure_mode_counts,
        unit="work orders",
    ),
    Panel(
        "component_problem_action",
        "What failed how, and what was done",
        "Component, problem and action as the words of each work order name them; rules of ours, no model.",
        component_problem_action,
        drawn="table",
        wide=("Problem",),
    ),
)
PANELS = (*OF_LOGS, *OF_CAUSES, *OF_WORK_ORDERS)
