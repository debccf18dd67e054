"""Two raters: how far people agree, how far the model agrees with them, and whether that is enough to use it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from models.evaluation.grading_rules import Rule, Verdict, rules
from studio.core.columns import Role
from studio.core.metrics import AGREEMENT, METRICS, Measurement
from studio.core.records import Evaluation
from studio.ui import digits, grid
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_BADGES = {
    Verdict.MET: ":green-badge[surely met]",
    Verdict.LIKELY_MET: ":blue-badge[met]",
    Verdict.LIKELY_MISSED: ":orange-badge[missed]",
    Verdict.MISSED: ":red-badge[surely missed]",
    Verdict.UNDEFINED: ":gray-badge[cannot be told]",
}
_PEOPLE, _OURS = "Two people", "This model and a person"


def show(evaluation: Evaluation) -> None:
    """The raters side by side, then the rules; nothing where the evaluation asked none of it."""
    keys = [key for key in ("qwk", "accuracy", *AGREEMENT) if key in evaluation.metrics]
    if not {*AGREEMENT} & {*keys}:
        return
    st.header("As a second rater", anchor=False)
    _agreement(evaluation, keys)
    column = _column(evaluation)
    subgroups = {f"{column} {name}".strip(): measured for name, measured in evaluation.subgroups.items()}
    _rules(evaluation, subgroups)
    _subgroups(subgroups, keys, column)


def _agreement(evaluation: Evaluation, keys: list[str]) -> None:
    rows = [_row(_OURS, evaluation.metrics, keys)]
    if "rater" in evaluation.baselines:
        rows.insert(0, _row(_PEOPLE, evaluation.baselines["rater"], keys))
    _table(rows, "Agreement of two people, and of the model with a person")
    ceiling = (
        "How far two people agree is the ceiling to hold a model against."
        if "rater" in evaluation.baselines
        else "A column with a second rater's marks would show how far people agree: the ceiling for any model."
    )
    st.caption(f"{ceiling} {_meaning(keys)}")


def _meaning(keys: list[str]) -> str:
    return " ".join(f"{METRICS[key].title}: {METRICS[key].help}" for key in keys[1:])


def _row(name: str, measured: Mapping[str, Measurement], keys: list[str]) -> dict[str, str]:
    size = max((each.n for each in measured.values()), default=0)
    figures = {digits.metric_title(key): _figure(key, measured.get(key)) for key in keys}
    return {"Marked by": name, "Texts": digits.count(size), **figures}


def _figure(key: str, measured: Measurement | None) -> str:
    if measured is None:
        return digits.DASH
    return digits.signed(measured) if key == "smd" else digits.with_interval(measured)


def _column(evaluation: Evaluation) -> str:
    """What the file calls the column of subgroups ("Y" says nothing, "EAL Y" does); "" where it is not known."""
    if evaluation.dataset_id is None or not evaluation.subgroups:
        return ""
    column = current_studio().datasets.get(current_actor(), evaluation.dataset_id).columns.get(Role.SUBGROUP, "")
    return "" if column == Role.SUBGROUP else column


def _rules(evaluation: Evaluation, subgroups: Mapping[str, Mapping[str, Measurement]]) -> None:
    found = rules(evaluation.metrics, evaluation.comparisons, subgroups)
    if not found:
        return
    st.markdown("**Fit to mark?**\n" + "\n".join(map(_line, found)))
    st.caption(
        "Thresholds of Williamson, Xi and Breyer (2012), Educational Measurement: Issues and Practice 31(1). "
        "Surely met or missed is what has its whole 95 % interval on one side."
    )


def _line(rule: Rule) -> str:
    value = digits.with_interval(rule.measured) if rule.low is None or rule.low > 0 else digits.signed(rule.measured)
    return f"- {_BADGES[rule.verdict]} {escaped(rule.name)}: **{value}**, asked for {_asked(rule)}"


def _asked(rule: Rule) -> str:
    if rule.low is not None and rule.high is not None:
        return f"{rule.low:+.2f} to {rule.high:+.2f}"
    return f"at least {rule.low:.2f}" if rule.low is not None else f"at most {rule.high:.2f}"


def _subgroups(subgroups: Mapping[str, Mapping[str, Measurement]], keys: list[str], column: str) -> None:
    if not subgroups:
        return
    st.markdown("**Subgroups**" + (f" by the column *{escaped(column)}*" if column else ""))
    rows = [_row(name, measured, keys) for name, measured in subgroups.items()]
    _table([{"Subgroup": row.pop("Marked by"), **row} for row in rows], "The same of each subgroup")


def _table(rows: list[dict[str, str]], alt: str) -> None:
    _, *numbers = rows[0]
    grid.table(rows, numbers=numbers, alt=alt)
