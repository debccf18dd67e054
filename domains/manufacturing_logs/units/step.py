"""The lines of a unit as the templates that training mined, one a line: what an anomaly model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from domains.contract import State, Step, StepOptions
from domains.manufacturing_logs.log_lines import parse_line
from domains.manufacturing_logs.mining import KnownTemplates, Mined, as_state, mine
from domains.manufacturing_logs.stack_traces import joined
from domains.manufacturing_logs.units.cutting import LINES
from domains.manufacturing_logs.units.options import UnitOptions
from domains.text_repair import WHITESPACE, WhitespaceOptions
from studio.core.tasks import Task

UNITS_STATE = "units"
"""In a state: that texts are units, so that their lines are read as templates."""


def lines_of(text: str) -> list[str]:
    """The entries of a unit: its lines, each with the stack trace below it; a blank line is none."""
    written = [line for line in text.split("\n") if line.strip()]
    return ["\n".join(written[place] for place in places) for places in joined([parse_line(line) for line in written])]


def by_line(table: pd.DataFrame) -> pd.DataFrame:
    """A prepared table of units as one of their lines; another table as it is."""
    if LINES not in table:
        return table
    name = "source_text" if "source_text" in table else "text"
    rows = table.assign(**{name: table[name].map(lines_of)}).explode(name, ignore_index=True).dropna(subset=[name])
    return rows.assign(text=rows[name])


def unit_state(texts: Sequence[str]) -> dict[str, object]:
    """What a model keeps of its training units: their lines' templates; none where lines do not recur."""
    mined = mine([line for text in texts for line in lines_of(text)])
    return {UNITS_STATE: True, **as_state(Mined((), (), ()) if mined is None else mined)}


def as_templates(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    """Each unit's lines as their templates; a line of none is itself, its parameters masked."""
    if state is None or UNITS_STATE not in state:
        return list(texts)
    known = KnownTemplates(state)
    seen: dict[str, str] = {}

    def template(line: str) -> str:
        event = known.event(line)
        if event not in seen:
            seen[event] = known.template_of(event) or event
        return seen[event]

    return ["\n".join(map(template, lines_of(text))) for text in texts]


UNITS = Step(
    "units",
    "Windows and templates",
    "What is judged as one: a window, a session or a line. Its lines are read as the templates mined in training.",
    1,
    UnitOptions,
    as_templates,
    tasks=frozenset({Task.ANOMALY}),
)


def _squeezed(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    """White space as `WHITESPACE` treats it, but a line of a unit stays a line."""
    assert isinstance(options, WhitespaceOptions)
    units = state is not None and UNITS_STATE in state
    return WHITESPACE.apply(texts, options.model_copy(update={"keep_lines": True}) if units else options, state)


LINE_WHITESPACE = replace(WHITESPACE, apply=_squeezed)
