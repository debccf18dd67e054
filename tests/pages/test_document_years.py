"""Filings of two years on the Use section: brought together, a map by item and year, its sentences one step away."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from tests.pages.desk import desk_is_clear
from tests.unit.services.conftest import work


def filing(year: int, company: str = "Halden Leasing Co") -> bytes:
    return (
        f"<html><body><p>FORM 10-K</p><p>For the fiscal year ended December 31, {year}</p><p>{company}</p>"
        "<p>(Exact name of registrant as specified in its charter)</p><p>Item 1A. Risk Factors</p><p>"
        + "Hackers copied passwords of customers. Two borrowers missed interest payments. " * 4
        + "</p><p>Item 7A. Quantitative and Qualitative Disclosures</p><p>"
        + "Higher interest rates cut the value of the bond portfolio. " * year_sentences(year)
        + "</p></body></html>"
    ).encode()


def year_sentences(year: int) -> int:
    return 8 + year % 10


def bring(studio: Studio, visit, files: list[tuple[str, bytes]], period: str = "") -> list[str]:
    before = {run.id for run in studio.runs.list(LOCAL_ACTOR)}
    app = visit("finance_risk", section="use")
    uploader = next(each for each in app.file_uploader if each.label == "A filing, or several")
    uploader.set_value([(name, data, "text/html") for name, data in files]).run()
    if period:
        next(each for each in app.text_input if each.label == "Year it reports on").set_value(period).run()
    next(button for button in app.button if button.label.startswith("Read th")).click().run()
    desk_is_clear(app)
    assert not app.exception
    fresh = [run.id for run in studio.runs.list(LOCAL_ACTOR) if run.id not in before]
    assert any(each.value == f"Being read: {len(fresh)} filing{'s' * (len(fresh) > 1)}." for each in app.caption)
    for run_id in fresh:
        work(studio, studio.journal.get(run_id))
    return fresh


def test_two_years_stand_by_item_and_a_sentence_is_one_step_away(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="use")
    assert any("of two years of one company" in each.value for each in app.caption)
    files = [("2022.htm", filing(2022)), ("2023.htm", filing(2023)), ("bad.htm", b"%PDF-1.7")]
    fresh = bring(trained_store, visit, files)
    assert len(fresh) == 2
    app = visit("finance_risk", section="use")
    opened = next(each for each in app.selectbox if each.label == "Predicted label")
    assert opened.value == opened.options[0] == "market"  # it differs most; by alphabet another would be first
    assert opened.options != sorted(opened.options)
    app = visit("finance_risk", section="use", risk="cyber")
    assert not app.error and not app.exception
    company = next(each for each in app.selectbox if each.label == "Company")
    assert company.options == ["Halden Leasing Co: 2022, 2023"]
    assert next(each for each in app.selectbox if each.label == "Predicted label").value == "cyber"
    means = next(each.value for each in app.dataframe if list(each.value.columns) == ["item", "2022", "2023"])
    assert [item.partition(",")[0] for item in means["item"]] == ["Item 1A", "Item 7A"]
    assert means.iloc[0, 1].endswith(" of 8") and means.iloc[1, 1:].tolist()[0].endswith(" of 10")
    assert means.iloc[1, 2].endswith(" of 11")
    assert any("Hackers copied passwords" in each.value for each in app.markdown)
    next(each for each in app.selectbox if each.label == "Item").set_value("2.7A").run()
    next(each for each in app.selectbox if each.label == "Year").set_value("2023").run()
    assert not app.exception
    assert any("Higher interest rates cut the value" in each.value for each in app.markdown)
    number = next(each for each in app.number_input if each.label.startswith("Sentence, the most probable"))
    assert number.max == 11


def test_a_year_that_is_typed_counts_and_a_file_that_is_refused_is_named(trained_store: Studio, visit) -> None:
    (one,) = bring(trained_store, visit, [("x.htm", filing(2022, "Elm Bank plc"))], "2019")
    assert trained_store.documents.read(LOCAL_ACTOR, one).period == "2019"
    app = visit("finance_risk", section="use")
    uploader = next(each for each in app.file_uploader if each.label == "A filing, or several")
    uploader.set_value([("a.htm", b"%PDF-1.7", "text/html"), ("b.htm", b"<html></html>", "text/html")]).run()
    next(button for button in app.button if button.label == "Read these 2 filings").click().run()
    desk_is_clear(app)
    assert not app.exception
    assert [each.value.replace("\\", "").partition(":")[0] for each in app.warning] == ["a.htm", "b.htm"]
