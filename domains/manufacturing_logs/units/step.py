"""The lines of a unit as the templates that training mined, one a line: what an anomaly model reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from domains.contract import State, Step, StepOptions
from domains.manufacturing_logs.mining import KnownTemplates, Mined, as_state, mine
from domains.manufacturing_logs.units.cutting import FIRST_LINE, LINE_NUMBERS, LINES
from domains.manufacturing_logs.units.options import UnitOptions
from domains.manufacturing_logs.units.unit_lines import (
    FORMER,
    UNITS_STATE,
    VERSION,
    EntryRule,
    lines_counted,
    lines_of,
    rule_of_state,
)
from domains.manufacturing_logs.units.windows import MAX_UNIT
from domains.text_repair import WHITESPACE, WhitespaceOptions
from studio.core import line_numbers
from studio.core.tasks import Task


def by_line(table: pd.DataFrame) -> pd.DataFrame:
    """A prepared table of units as one of their lines, each once though units overlap; another table as it is.

    A table of the time before units kept the numbers of their lines has a line once for every unit it is in.
    """
    if LINES not in table:
        return table
    name = "source_text" if "source_text" in table else "text"
    lines = pd.Series(
        [lines_counted(text, count) for text, count in zip(table[name], table[LINES], strict=True)], table.index
    )
    rows = table.assign(**{name: lines}).explode(name, ignore_index=True)
    if FIRST_LINE in table or LINE_NUMBERS in table:
        rows["number"] = [number for unit in _numbers(table, lines.map(len).tolist()) for number in unit]
        rows = rows.drop_duplicates("number").drop(columns="number")
    rows = rows.dropna(subset=[name])
    return rows.assign(text=rows[name])


def _numbers(table: pd.DataFrame, sizes: Sequence[int]) -> list[list[int]]:
    """By unit a number for each of its lines, one at least; the same line has one number wherever it is."""
    if FIRST_LINE in table:
        counts = zip(table[FIRST_LINE], table[LINES], strict=True)
        known = [list(range(first, first + count)) for first, count in counts]
    else:
        known = [line_numbers.read(written) for written in table[LINE_NUMBERS]]
    # A trace that a unit's text joins to another line leaves fewer lines than numbers: then none is known twice.
    return [
        numbers if len(numbers) == size else [-(unit * MAX_UNIT + place + 1) for place in range(max(1, size))]
        for unit, (numbers, size) in enumerate(zip(known, sizes, strict=True))
    ]


def unit_state(texts: Sequence[str]) -> dict[str, object]:
    """What a model keeps of its training units: their lines' templates; none where lines do not recur."""
    mined = mine([line for text in texts for line in lines_of(text)])
    return {UNITS_STATE: VERSION, **as_state(Mined((), (), ()) if mined is None else mined)}


def as_templates(texts: Sequence[str], state: State, rule: EntryRule) -> list[str]:
    """Each unit's lines as their templates; a line of none is itself, its parameters masked."""
    known = KnownTemplates(state)
    seen: dict[str, str] = {}

    def template(line: str) -> str:
        event = known.event(line)
        if event not in seen:
            seen[event] = known.template_of(event) or event
        return seen[event]

    return ["\n".join(map(template, lines_of(text, rule))) for text in texts]


def _step(version: int, rule_of: Callable[[State], EntryRule]) -> Step:
    def apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
        if state is None or UNITS_STATE not in state:
            return list(texts)
        return as_templates(texts, state, rule_of(state))

    return Step(
        "units",
        "Windows and templates",
        "What is judged as one: a window, a session or a line. Its lines are read as the templates mined in training.",
        version,
        UnitOptions,
        apply,
        tasks=frozenset({Task.ANOMALY}),
    )


UNITS, UNITS_1 = _step(VERSION, rule_of_state), _step(1, lambda state: FORMER)


def _squeezed(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    """White space as `WHITESPACE` treats it, but a line of a unit stays a line."""
    assert isinstance(options, WhitespaceOptions)
    units = state is not None and UNITS_STATE in state
    return WHITESPACE.apply(texts, options.model_copy(update={"keep_lines": True}) if units else options, state)


LINE_WHITESPACE = replace(WHITESPACE, apply=_squeezed)
