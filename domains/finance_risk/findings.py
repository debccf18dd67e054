"""What this field notices about a table."""

from __future__ import annotations

import pandas as pd

from domains.finance_risk.legal_forms import by_legal_form
from studio.core.counting import counted
from studio.core.findings import Finding, Severity

MOSTLY_FIGURES = 0.5
"""Share of digits among a text's letters and digits above which it is a table row rather than a sentence."""
NAMING = 0.2
"""Share of texts that name a company by its legal form from which it is worth saying."""


def mostly_figures(table: pd.DataFrame) -> list[Finding]:
    """Pieces of a table that slipped among the sentences."""
    text = table["text"].astype(str)
    digits, signs = text.str.count(r"\d"), text.str.count(r"[^\W_]")
    rows = table.loc[(signs > 0) & (digits > MOSTLY_FIGURES * signs), "source_row"].astype(int).tolist()
    if not rows:
        return []
    texts = counted(len(rows), "text is", "texts are")
    message = f"{texts} mostly figures: that looks like rows of a table, not like sentences."
    fix = "Leave them out, or add the words that say what the figures are."
    return [Finding.of_rows("mostly_figures", Severity.WARNING, message, fix, column="text", rows=rows)]


def companies_on_both_sides(table: pd.DataFrame) -> list[Finding]:
    """Companies that texts name while no column says which text is about which: a split by rows may part them."""
    if "group" in table or "split" in table or table.empty:
        return []
    naming = [next(by_legal_form(text), None) is not None for text in table["text"].astype(str)]
    if sum(naming) < max(2, NAMING * len(table)):
        return []
    texts = counted(sum(naming), "text names", "texts name")
    message = (
        f"{texts} companies, and no column says which text is about which: one may stand on both sides of the split."
    )
    fix = "Map the company's column as the group, or switch on the step 'Company names'."
    return [Finding("companies_unsaid", Severity.NOTE, message, fix, "group", count=sum(naming))]
