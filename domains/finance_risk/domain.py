"""Finance risk text: what kind of risk, or which sentiment, a sentence, headline or complaint carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

import pandas as pd
from pydantic import BaseModel

from domains.contract import Domain, Panel, State
from domains.documents import Document
from domains.finance_risk import companies, sample
from domains.finance_risk.augmenters import AUGMENTERS
from domains.finance_risk.boilerplate import BOILERPLATE, BoilerplateOptions
from domains.finance_risk.columns import COLUMNS
from domains.finance_risk.companies import COMPANIES, CompanyOptions
from domains.finance_risk.dates import DATES, DateOptions
from domains.finance_risk.filing.cutting import cut_filing
from domains.finance_risk.findings import companies_on_both_sides, mostly_figures
from domains.finance_risk.former.boilerplate_1 import BOILERPLATE_1
from domains.finance_risk.former.boilerplate_2 import BOILERPLATE_2
from domains.finance_risk.former.boilerplate_3 import BOILERPLATE_3
from domains.finance_risk.former.companies_1 import COMPANIES_1
from domains.finance_risk.former.companies_2 import COMPANIES_2
from domains.finance_risk.former.dates_1 import DATES_1
from domains.finance_risk.former.masking_1 import MASKING_1
from domains.finance_risk.former.masking_2 import MASKING_2
from domains.finance_risk.former.numbers_2 import NUMBERS_2
from domains.finance_risk.former.numbers_3 import NUMBERS_3
from domains.finance_risk.former.numbers_4 import NUMBERS_4
from domains.finance_risk.former.numbers_5 import NUMBERS_5
from domains.finance_risk.marks.sentence_marks import FORMULA_MARKS, RISK_MARKS, marks
from domains.finance_risk.masking import MASKING, MaskingOptions
from domains.finance_risk.numbers import NUMBERS, NumberOptions
from domains.finance_risk.openings import opening_groups
from domains.finance_risk.public import PUBLIC_DATASETS
from domains.finance_risk.terms import CURRENCIES, RISK_TERMS, SLICES, count_patterns
from domains.slicing import by_group
from domains.text_repair import REPAIR, WHITESPACE, RepairOptions, WhitespaceOptions
from studio.core.columns import Role
from studio.core.findings import Finding
from studio.core.metrics import SEVERAL
from studio.core.tasks import Task


class FinanceRisk(Domain):
    """Sentences of filings, headlines, incident notes and complaints, sorted by risk category or sentiment."""

    key = "finance_risk"
    title = "Finance risk text"
    icon = ":material/account_balance:"
    accent = "#1F5FA8"
    backbones = ("finbert",)
    version = "1"
    description = "Sort sentences of filings, headlines, incident notes and complaints by risk category or sentiment."
    text_noun = "text"
    document_noun = "filing"
    columns = COLUMNS
    tasks = (Task.CLASSIFICATION, Task.MULTILABEL)
    metrics = {
        Task.CLASSIFICATION: ("macro_f1", "accuracy", "precision", "recall"),
        Task.MULTILABEL: SEVERAL,
    }
    steps = (REPAIR, MASKING, COMPANIES, DATES, NUMBERS, BOILERPLATE, WHITESPACE)
    former_steps = (
        MASKING_1,
        MASKING_2,
        COMPANIES_1,
        COMPANIES_2,
        DATES_1,
        NUMBERS_2,
        NUMBERS_3,
        NUMBERS_4,
        NUMBERS_5,
        BOILERPLATE_1,
        BOILERPLATE_2,
        BOILERPLATE_3,
    )
    augmenters = AUGMENTERS
    public_datasets = PUBLIC_DATASETS
    examples = (
        {Role.TEXT: "Two of our largest borrowers missed interest payments in Q3; we raised provisions by $14.2mn."},
        {Role.TEXT: "Attackers used a supplier's credentials to reach the payments gateway; it was down for 6 hours."},
        {Role.TEXT: "A downgrade would trigger collateral calls that our undrawn credit lines may not cover."},
    )

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key."""

        repair: RepairOptions = RepairOptions()
        masking: MaskingOptions = MaskingOptions()
        companies: CompanyOptions = CompanyOptions()
        dates: DateOptions = DateOptions()
        numbers: NumberOptions = NumberOptions()
        boilerplate: BoilerplateOptions = BoilerplateOptions()
        whitespace: WhitespaceOptions = WhitespaceOptions()

    def sample(self) -> pd.DataFrame:
        """Synthetic sentences of six risk categories, by fictional company."""
        return sample.generate()

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """Rows that are mostly figures; companies named in a table that does not say which text is about which."""
        return [*mostly_figures(table), *companies_on_both_sides(table)]

    def fit(self, train_table: pd.DataFrame, options: BaseModel) -> State | None:
        """The names of companies to mask; None where they stay."""
        return companies.learned(train_table, cast(FinanceRisk.Options, options).companies)

    def beside(self, table: pd.DataFrame, state: State | None) -> State | None:
        """The names that the table's own company column adds."""
        return companies.beside(table, state)

    def cut(self, source: str) -> Document:
        """The items and sentences of a 10-K, 10-Q, 20-F or 8-K in HTML or plain text, each sentence with its marks."""
        return cut_filing(source, marks)

    def is_formula(self, marks: Collection[str]) -> bool:
        """Boilerplate and safe-harbour statements that name no kind of risk."""
        return any(mark in FORMULA_MARKS for mark in marks) and not any(mark in RISK_MARKS.values() for mark in marks)

    def groups(self, table: pd.DataFrame) -> pd.Series[str] | None:
        """Texts that open alike (formulaic reports, syndicated headlines) belong together."""
        return opening_groups(table["text"])

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Short texts, texts with an amount, with a negation, about the future; each group (a company) with enough."""
        text = table["text"].astype(str)
        masks = {name: text.str.contains(pattern, regex=True) for name, pattern in SLICES.items()}
        return {"short (up to 12 words)": text.str.count(r"\S+") <= 12, **masks, **by_group(table)}

    def panels(self) -> tuple[Panel, ...]:
        """Currencies and risk terms, by the texts that name them."""
        return (
            Panel("currencies", "Currencies named", "Texts that name an amount or a currency, by currency.",
                  lambda table: count_patterns(table["text"], CURRENCIES)),
            Panel("risk_terms", "Risk terms", "Texts that use a term of the field at least once.",
                  lambda table: count_patterns(table["text"], RISK_TERMS)),
        )  # fmt: skip
