"""Taking the header off raw log lines: its level would give the severity away, its time teaches nothing."""

from __future__ import annotations

from domains.contract import StepOptions
from domains.manufacturing_logs.log_lines import parse_line
from domains.steps import text_step


class HeaderOptions(StepOptions):
    """Options of the header step."""


def strip_header(text: str, options: HeaderOptions) -> str:
    """`text` without a log header in front; texts without one stay as they are."""
    return parse_line(text).message


HEADER = text_step(
    "header",
    "Log header",
    "Takes time, level and component off the front of a raw log line, so that the level cannot be read off.",
    2,
    HeaderOptions,
    strip_header,
)
