"""The number step as it was at version 3, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.numbers import NUMBERS, SCALE_3, NumberOptions, write_amounts
from domains.steps import text_step


def _normalise(text: str, options: NumberOptions) -> str:
    return write_amounts(text, options, SCALE_3)


NUMBERS_3 = text_step("numbers", NUMBERS.title, NUMBERS.help, 3, NumberOptions, _normalise)
"""Before a share or another currency in brackets was told from a loss, and "Rule 10b-5" from billions."""
