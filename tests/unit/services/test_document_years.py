"""Filings of one company beside each other: which belong together, and what the model makes of each item and year."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.services.document_years import by_section_and_period, by_variation, issuer_key, issuers, strongest
from studio.services.documents import AnsweredDocument
from studio.services.intake.upload import UploadedFile
from tests.unit.services.conftest import Trained, work


def filing(company: str, year: int, said: str) -> UploadedFile:
    text = (
        f"FORM 10-K\n\nFor the fiscal year ended December 31, {year}\n\n{company}\n"
        "(Exact name of registrant as specified in its charter)\n\nItem 1A. Risk Factors\n\n"
        + f"{said} " * 8
        + "\n\nItem 7. Management's Discussion and Analysis\n\n"
        + "Margin calls had to be met within a day. " * 12
        + "\n\nItem 10. Directors\n\nNone of them has left us in all of this year.\n\nSIGNATURES\n"
    )
    return UploadedFile(f"{year}.txt", text.encode())


@pytest.fixture
def read(trained: Trained) -> list[AnsweredDocument]:
    studio, documents = trained.studio, []
    files = (
        filing("HALDEN LEASING CO", 2022, "Hackers copied passwords of customers."),
        filing("Halden Leasing Company", 2023, "Two borrowers missed interest payments."),
        filing("Thornbury Steel Corp", 2023, "A court fined us."),
    )
    for file in files:
        run = studio.documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file)
        work(studio, run)
        documents.append(studio.documents.read(LOCAL_ACTOR, run.id))
    return documents


def test_filings_of_one_company_stand_by_item_and_year(trained: Trained, read: list[AnsweredDocument]) -> None:
    assert [(each.issuer, each.period) for each in read] == [
        ("HALDEN LEASING CO", "2022"),
        ("Halden Leasing Company", "2023"),
        ("Thornbury Steel Corp", "2023"),
    ]
    assert set(read[0].passages["group"]) == {"HALDEN LEASING CO"}  # the step of company names masks it where it is on
    (halden,) = issuers(trained.studio.documents.answered(LOCAL_ACTOR, "finance_risk"))
    assert (halden.name, halden.periods) == ("Halden Leasing Company", ("2022", "2023"))
    documents = [trained.studio.documents.read(LOCAL_ACTOR, run.id) for run in halden.runs]
    grid = by_section_and_period(documents, "cyber")
    assert grid[["section", "period"]].values.tolist() == [
        ["1.1A", "2022"], ["1.1A", "2023"], ["2.7", "2022"], ["2.7", "2023"], ["3.10", "2022"], ["3.10", "2023"],
    ]  # fmt: skip
    assert grid["count"].tolist() == [8, 8, 12, 12, 1, 1]
    shown = documents[0].passages
    expected = shown.loc[shown["section"] == "1.1A", "p(cyber)"].mean()
    assert grid.loc[0, "mean"] == pytest.approx(expected)
    assert grid.loc[0, "mean"] > grid.loc[1, "mean"]
    first = strongest(documents[0], "1.1A", "cyber")
    assert first["p(cyber)"].is_monotonic_decreasing and len(first) == 8


def test_the_label_that_differs_most_comes_first_and_an_item_of_one_sentence_does_not_decide(
    read: list[AnsweredDocument],
) -> None:
    def spread(label: str) -> float:
        cells = by_section_and_period(read[:2], label)
        centre = np.average(cells["mean"], weights=cells["count"])
        return float(np.average((cells["mean"] - centre) ** 2, weights=cells["count"]) ** 0.5)

    labels = by_variation(read[:2])
    assert sorted(labels) == sorted(read[0].labels)
    spreads = [spread(each) for each in labels]
    assert all(before >= after - 1e-5 for before, after in pairwise(spreads)) and spreads[0] > spreads[-1]


def test_a_year_may_be_said_by_hand_and_the_newest_of_two_counts(trained: Trained) -> None:
    studio = trained.studio
    for said, period in (("A court fined us.", "2021"), ("A judge fined us.", "2021"), ("A court fined us.", "2020")):
        file = filing("Elm Bank plc", 2023, said)
        work(studio, studio.documents.start(LOCAL_ACTOR, "finance_risk", trained.model.id, file, period))
    (elm,) = issuers(studio.documents.answered(LOCAL_ACTOR, "finance_risk"))
    assert elm.periods == ("2020", "2021")
    newest = studio.documents.answered(LOCAL_ACTOR, "finance_risk")
    assert elm.runs[1].id == next(run.id for run in newest if run.manifest["document_period"] == "2021")


def test_names_are_one_whatever_their_case_and_form() -> None:
    assert issuer_key("HALDEN LEASING CO") == issuer_key("Halden Leasing Company, Inc.") == "halden leasing"
    assert issuer_key("The Co.") == "the co"


def test_no_document_no_grid() -> None:
    assert issuers([]) == []
    assert isinstance(by_section_and_period([], "cyber"), pd.DataFrame)
