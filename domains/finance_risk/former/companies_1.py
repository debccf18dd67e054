"""The step that masks companies as it was at version 1, for models that were trained under it."""

from __future__ import annotations

from collections.abc import Sequence

from domains.contract import State, Step, StepOptions
from domains.finance_risk.companies import COMPANIES, CompanyOptions, masked


def _apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    return masked(texts, options, state, version=1)


COMPANIES_1 = Step("companies", COMPANIES.title, COMPANIES.help, 1, CompanyOptions, _apply)
"""Before short names that a text defines, more legal forms and names within a word were masked."""
