"""The step that masks companies as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from collections.abc import Sequence

from domains.contract import State, Step, StepOptions
from domains.finance_risk.companies import COMPANIES, CompanyOptions, masked


def _apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    return masked(texts, options, state, version=2)


COMPANIES_2 = Step("companies", COMPANIES.title, COMPANIES.help, 2, CompanyOptions, _apply)
"""Before names that are ordinary words were told from them, and a name's own words from those before it."""
