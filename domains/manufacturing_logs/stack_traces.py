"""The rest of a stack trace, below the line it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domains.manufacturing_logs.header_forms import PLAIN
from domains.manufacturing_logs.log_lines import LogLine

TRACE = re.compile(
    r"\s|\Z|at [\w$.<>]{1,200}\(|Caused by: |Suppressed: |Traceback \(most recent call last\)|\.\.\. \d{1,6} more"
    r"|During handling of the above exception|The above exception was the direct cause"
    r"|(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Za-z_$][\w$]{0,80}(?:Exception|Error|Interrupt)(?::|\s{0,9}$)"
)


def continues(line: LogLine, trace: re.Pattern[str] = TRACE) -> bool:
    """Whether a line without a header reads like the rest of a stack trace: blank, indented, a frame, a cause."""
    return line.form == PLAIN and trace.match(line.message[:1_600]) is not None


def joined(lines: Sequence[LogLine], trace: re.Pattern[str] = TRACE) -> Iterator[list[int]]:
    """The places of the lines that make one entry, in order: a line with a header and the trace below it.

    A line that continues nothing, or has no header and reads like no trace, stands alone.
    """
    entry: list[int] = []
    for place, line in enumerate(lines):
        if entry and continues(line, trace) and lines[entry[0]].form != PLAIN:
            entry.append(place)
            continue
        if entry:
            yield entry
        entry = [place]
    if entry:
        yield entry
