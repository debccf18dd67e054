"""Errors nobody foresaw: named by a reference, logged by their place, their words left out (they may quote a row)."""

from __future__ import annotations

import logging

from studio.core.ids import new_id


def places(error: BaseException) -> list[str]:
    """Where an error came through, outermost first, as `file:line in function`."""
    found, link = [], error.__traceback__
    while link is not None:
        code = link.tb_frame.f_code
        found.append(f"{code.co_filename}:{link.tb_lineno} in {code.co_name}")
        link = link.tb_next
    return found


def record(error: BaseException, log: logging.Logger, doing: str) -> str:
    """Log an unforeseen error and give the reference a user can name."""
    reference = new_id("err")
    log.error("%s: %s while %s\n  %s", reference, type(error).__name__, doing, "\n  ".join(places(error)))
    return reference
