"""The number step as it was at version 5, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.numbers import NUMBERS, NumberOptions, normalise_5
from domains.steps import text_step

NUMBERS_5 = text_step("numbers", NUMBERS.title, NUMBERS.help, 5, NumberOptions, normalise_5)
"""Before a percentage in brackets was told from a loss by the words before it, and fractions were written out."""
