"""What finance notices about a table: rows of figures, texts that open alike, currencies named."""

import pandas as pd

from domains.finance_risk.domain import FinanceRisk
from studio.core.tasks import Task


def table(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text": list(texts), "source_row": range(1, len(texts) + 1)})


def test_rows_of_figures_are_found_by_their_row():
    found = FinanceRisk().validate(table("Losses rose.", "12,500 13,900 14,100 net", "Down 3%"), Task.CLASSIFICATION)
    assert [(finding.code, finding.rows) for finding in found] == [("mostly_figures", (2,))]
    assert "12,500" not in found[0].message


def test_companies_that_no_column_tells_apart_are_said():
    named = table("Norvale Power, Inc. was fined.", "Halden Leasing plc lost.", "Rates rose.", "Sales fell.")
    (found,) = FinanceRisk().validate(named, Task.CLASSIFICATION)
    assert (found.code, found.count) == ("companies_unsaid", 2)
    assert "Norvale" not in found.message
    assert FinanceRisk().validate(named.assign(group="a"), Task.CLASSIFICATION) == []
    assert FinanceRisk().validate(named.assign(split="train"), Task.CLASSIFICATION) == []


def test_reports_that_open_alike_stay_together_whatever_their_figures():
    opening = "On 3 May the agency told us that letter no. {} went to the wrong person"
    groups = FinanceRisk().groups(table(opening.format(17), opening.format(22), "A thief took a laptop from a car."))
    assert groups is not None
    assert groups[0] == groups[1] != groups[2]


def test_texts_that_all_differ_need_no_groups():
    assert FinanceRisk().groups(table("Losses rose.", "Profits fell.")) is None


def test_panels_count_texts_by_currency_most_frequent_first():
    currencies = FinanceRisk().panels()[0].build(table("$5 and EUR 3", "€7", "£2 and €1", "nothing"))
    assert list(zip(currencies["name"], currencies["count"], strict=True)) == [
        ("Euro", 3), ("US dollar", 1), ("Pound sterling", 1),
    ]  # fmt: skip


def test_slices_are_masks_over_the_rows():
    rows = table("Losses may rise by 3 percent.", "No loss.")
    masks = FinanceRisk().slices(rows)
    assert all(mask.dtype == bool and mask.index.equals(rows.index) for mask in masks.values())
    assert masks["has a negation"].tolist() == [False, True]
