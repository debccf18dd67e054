"""The step of dates as it was at version 1, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.dates import DATES, DateOptions, write_dates_1
from domains.steps import text_step

DATES_1 = text_step("dates", DATES.title, DATES.help, 1, DateOptions, write_dates_1)
"""Before half-years, and days whose year has two digits, were written one way."""
