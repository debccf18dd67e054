"""Dropping what every filing says: the sentences that the marks call a safe-harbour statement or a disclaimer."""

from __future__ import annotations

from pydantic import Field

from domains.contract import StepOptions
from domains.finance_risk.filing.sentences import sentences
from domains.finance_risk.marks.disclaimers import boilerplate, disclaims
from domains.steps import text_step


class BoilerplateOptions(StepOptions):
    """Options of the boilerplate step; off unless asked for, since a filing's risk section may discuss the same."""

    enabled: bool = False
    formulas: bool = Field(
        False,
        title="Other formulas too",
        description="Drop every sentence marked as boilerplate, not only those that disclaim.",
    )


def drop_boilerplate(text: str, options: BoilerplateOptions) -> str:
    """`text` without the sentences that disclaim; as it was where nothing else would be left."""
    said = [extent.of(text) for extent in sentences(text)]
    kept = [each for each in said if not (disclaims(each) or (options.formulas and boilerplate(each)))]
    return " ".join(kept) if kept and len(kept) < len(said) else text


BOILERPLATE = text_step(
    "boilerplate",
    "Safe-harbour statements",
    "Drops the sentences that the marks of a filing call a safe-harbour statement or a disclaimer.",
    4,
    BoilerplateOptions,
    drop_boilerplate,
)
