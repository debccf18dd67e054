"""What reads like the rest of a stack trace, as version 1 of the units step had it."""

from __future__ import annotations

import re

TRACE_1 = re.compile(
    r"\s|at [\w$.<>]{1,200}\(|Caused by: |Suppressed: |Traceback \(most recent call last\)|\.\.\. \d{1,6} more"
    r"|(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Za-z_$][\w$]{0,80}(?:Exception|Error|Interrupt)(?::|\s{0,9}$)"
)
