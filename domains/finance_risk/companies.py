"""Companies' names masked: what a model could learn by heart instead of what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pandas as pd
from pydantic import Field

from domains.contract import State, Step, StepOptions
from domains.finance_risk.company_names import MOST_NAMES, NAMES, CompanyNames, names_of, state_of
from domains.finance_risk.defined_names import defined_names
from domains.finance_risk.legal_forms import by_legal_form
from domains.finance_risk.ordinary_words import written_small
from domains.steps import until_stable

MASK = "<COMPANY>"
DEFINED = "short_names"
"""Where a state keeps the short names that texts defined."""
SMALL = "ordinary_words"
"""Where a state keeps the names that its texts write in small letters as well; since version 3 of the step."""
VERSION = 3


class CompanyOptions(StepOptions):
    """Options of the step that masks companies."""

    enabled: bool = False
    legal_forms: bool = Field(
        True,
        title="By legal form",
        description="Mask every name that ends in Inc, Corp, plc, AG, GmbH, S.A. and the like.",
    )


def _apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    return masked(texts, options, state, version=VERSION)


def masked(texts: Sequence[str], options: StepOptions, state: State | None, *, version: int) -> list[str]:
    """The texts with companies masked as a `version` of the step did: from 2 on with short names that were defined."""
    known, kept = cast(CompanyOptions, options), state or {}
    told = [*kept.get(NAMES, ()), *(kept.get(DEFINED, ()) if version >= 2 else ())]
    names = CompanyNames(told, version=version, small=kept.get(SMALL, ()))
    return [until_stable(lambda text: mask(text, names, known, version=version), text) for text in texts]


def mask(text: str, names: CompanyNames, options: CompanyOptions, *, version: int = 3) -> str:
    """`text` with every known name, and every name of a legal form, replaced by one mark."""
    if options.legal_forms:
        text = _replaced(text, [(each.start, each.end) for each in by_legal_form(text, version=version)])
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
    texts = train["text"].astype(str)
    names = names_of(_column(train), texts, version=VERSION)
    small = written_small(names, texts.tolist())
    return {**state_of(names), DEFINED: defined_names(texts, names)[:MOST_NAMES], SMALL: small}


def beside(table: pd.DataFrame, state: State | None) -> State | None:
    """The state with the companies that a table's own column names: a filing's issuer is masked in its own filing."""
    if state is None or NAMES not in state:
        return state
    own = names_of(_column(table), version=VERSION if SMALL in state else 1)
    if not own:
        return state
    beside = {**state, **state_of([*state[NAMES], *own])}
    if DEFINED not in state:  # of a model that learned before short names counted
        return beside
    return {**beside, DEFINED: sorted({*state[DEFINED], *defined_names(table["text"].astype(str), own)})}


def _column(table: pd.DataFrame) -> list[object]:
    return table["group"].dropna().unique().tolist() if "group" in table else []


COMPANIES = Step(
    "companies",
    "Company names",
    "Replaces the names of companies by one mark: those of the company column, of a filing's cover, and by legal form.",
    VERSION,
    CompanyOptions,
    _apply,
)
