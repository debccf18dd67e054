"""The number step as it was at version 4, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.numbers import NUMBERS, NumberOptions, normalise_4
from domains.steps import text_step

NUMBERS_4 = text_step("numbers", NUMBERS.title, NUMBERS.help, 4, NumberOptions, normalise_4)
"""Before a share of a count was told from a loss, and ranges of prices from a negative one."""
