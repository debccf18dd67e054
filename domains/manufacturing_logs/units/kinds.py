"""Which units hold a line of a template that no training line had."""

from __future__ import annotations

from collections.abc import Sequence

from domains.contract import State
from domains.manufacturing_logs.mining import KnownTemplates
from domains.manufacturing_logs.units.unit_lines import lines_of, rule_of_state


def new_kinds_of_units(texts: Sequence[str], state: State) -> list[str | None] | None:
    """By unit the first new template among its lines, None where every line is of a known one.

    None altogether where the training lines were too different to have templates.
    """
    if not state["templates"]:
        return None
    rule = rule_of_state(state)
    units = [lines_of(text, rule) for text in texts]
    found = iter(KnownTemplates(state).new_templates([line for unit in units for line in unit]))
    return [next(filter(None, kinds), None) for kinds in [[next(found) for _ in unit] for unit in units]]
