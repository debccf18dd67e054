"""Companies' names masked: what a model could learn by heart instead of what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pandas as pd
from pydantic import Field

from domains.contract import State, Step, StepOptions
from domains.finance_risk.company_names import NAMES, CompanyNames, by_legal_form, names_of, state_of
from domains.steps import until_stable

MASK = "<COMPANY>"


class CompanyOptions(StepOptions):
    """Options of the step that masks companies."""

    enabled: bool = False
    legal_forms: bool = Field(
        True,
        title="By legal form",
        description="Mask every name that ends in Inc, Corp, plc, AG, GmbH, S.A. and the like.",
    )


def _apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    known = cast(CompanyOptions, options)
    names = CompanyNames((state or {}).get(NAMES, ()))
    return [until_stable(lambda text: mask(text, names, known), text) for text in texts]


def mask(text: str, names: CompanyNames, options: CompanyOptions) -> str:
    """`text` with every known name, and every name of a legal form, replaced by one mark."""
    if options.legal_forms:
        text = _replaced(text, [(each.start, each.end) for each in by_legal_form(text)])
    return _replaced(text, [(each.start, each.end) for each in names.found(text)])


def _replaced(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], MASK]
            at = end
    return "".join((*pieces, text[at:])).replace(f"{MASK} {MASK}", MASK)


def learned(train: pd.DataFrame, options: CompanyOptions) -> State | None:
    """The names of the training rows' companies, from the column that names them and from the texts; None when off."""
    if not options.enabled:
        return None
    return state_of(names_of(_column(train), train["text"].astype(str)))


def beside(table: pd.DataFrame, state: State | None) -> State | None:
    """The state with the companies that a table's own column names: a filing's issuer is masked in its own filing."""
    if state is None or NAMES not in state:
        return state
    own = names_of(_column(table))
    return {**state, **state_of([*state[NAMES], *own])} if own else state


def _column(table: pd.DataFrame) -> list[object]:
    return table["group"].dropna().unique().tolist() if "group" in table else []


COMPANIES = Step(
    "companies",
    "Company names",
    "Replaces the names of companies by one mark: those of the company column, of a filing's cover, and by legal form.",
    1,
    CompanyOptions,
    _apply,
)
