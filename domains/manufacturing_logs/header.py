"""Taking the header off raw log lines: its level would give the severity away, its time teaches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from domains.contract import Step, StepOptions
from domains.manufacturing_logs.log_lines import HEADERS, HEADERS_2, HEADERS_3, HEADERS_4, Headers, parse_line
from domains.steps import text_step


class HeaderOptions(StepOptions):
    """Options of the header step."""


VERSION = 5
HEADERS_BY_VERSION: Mapping[int, Headers] = {2: HEADERS_2, 3: HEADERS_3, 4: HEADERS_4, VERSION: HEADERS}
"""The headers that are known, by the version of this step."""


def _step(version: int) -> Step:
    return text_step(
        "header",
        "Log header",
        "Takes time, level and component off the front of a raw log line, so that the level cannot be read off.",
        version,
        HeaderOptions,
        lambda text, options: parse_line(text, HEADERS_BY_VERSION[version]).message,
    )


HEADER, HEADER_2, HEADER_3, HEADER_4 = _step(VERSION), _step(2), _step(3), _step(4)
