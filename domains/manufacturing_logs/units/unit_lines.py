"""The lines of a unit, read back from its text: which of them are entries, and which the stack trace below one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domains.contract import State
from domains.manufacturing_logs.former.stack_traces_1 import TRACE_1
from domains.manufacturing_logs.log_lines import HEADERS, HEADERS_3, Headers, parse_line
from domains.manufacturing_logs.mining import Reading
from domains.manufacturing_logs.stack_traces import TRACE, joined

UNITS_STATE = "units"
"""In a state: that texts are units, so that their lines are read as templates, and since which version of the step."""
VERSION = 2


@dataclass(frozen=True)
class EntryRule:
    """What an entry is: the headers that begin one, and what reads like the trace below it."""

    headers: Headers = HEADERS
    trace: re.Pattern[str] = TRACE


TODAY = EntryRule()
FORMER = EntryRule(HEADERS_3, TRACE_1)
"""That of version 1, whichever headers its state names."""
_TRACES: Mapping[int, re.Pattern[str]] = {VERSION: TRACE}


def rule_of_state(state: State) -> EntryRule:
    """The rule under which the templates of a state of units were mined; version 1 wrote `true` for its number."""
    version = int(state[UNITS_STATE])
    return FORMER if version == 1 else EntryRule(Reading.of_state(state).headers, _TRACES[version])


def lines_of(text: str, rule: EntryRule = TODAY) -> list[str]:
    """The entries of a unit: its lines, each with the stack trace below it; a blank line is none."""
    written = [line for line in text.split("\n") if line.strip()]
    parsed = [parse_line(line, rule.headers) for line in written]
    return ["\n".join(written[place] for place in places) for places in joined(parsed, rule.trace)]


def lines_counted(text: str, count: int) -> list[str]:
    """The entries of a unit that was cut when it had `count` of them: by the rule that gives as many, else today's."""
    today = lines_of(text)
    if len(today) == count:
        return today
    former = lines_of(text, FORMER)
    return former if len(former) == count else today
