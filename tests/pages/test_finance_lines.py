"""What a risk analyst is shown of each sentence of a filing, and of what preparation makes of numbers and companies."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from tests.unit.services.conftest import work

MARKED = {
    "We expect net sales to rise by 3% in the next fiscal year.": "Forward-looking",
    "This report contains forward-looking statements within the meaning of the Private Securities Litigation Reform Act"
    " of 1995.": "Safe harbour",
    "Hackers copied the passwords of two customers.": "Risk: cyber",
}
ROWS = (
    ("Halden Bank lost $(12.5) million on loans in 2023.", "credit", "Halden Bank"),
    ("Elm Energy Corp. earned 3.2% more from power in 2022.", "market", "Elm Energy Corp."),
)


def test_each_sentence_of_a_filing_bears_its_marks_and_two_filings_stand_side_by_side(
    trained_store: Studio, visit
) -> None:
    model = trained_store.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    text = "FORM 10-K\n\nItem 1A. Risk Factors\n\n" + "\n\n".join(MARKED) + "\n\n" + "The plant ran as planned. " * 20
    runs = []
    for name in ("2022.txt", "2023.txt"):
        file = UploadedFile(name, text.encode())
        runs.append(trained_store.documents.start(LOCAL_ACTOR, "finance_risk", model.id, file))
        work(trained_store, runs[-1])
    app = visit("finance_risk", section="use", run=runs[0].id, other=runs[1].id)
    assert not app.exception and not app.error
    for place, (sentence, mark) in enumerate(MARKED.items(), 1):
        next(each for each in app.number_input if each.label == "Sentence").set_value(place).run()
        shown = [each.value.replace("\\", "") for each in app.markdown]
        assert any(sentence[:40] in each for each in shown)
        assert any("marks" in each and mark in each for each in shown), mark
    titles = [each.proto.spec for each in app.get("plotly_chart")]
    assert any("This one: 2022.txt" in each for each in titles) and any(
        "The other: 2023.txt" in each for each in titles
    )


def test_numbers_keep_their_sign_and_companies_are_masked_where_asked(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="data")
    rows = "\n".join(f'"{text}",{label},{company}' for text, label, company in ROWS * 10)
    uploader = next(each for each in app.file_uploader)
    uploader.upload("incidents.csv", f"text,label,company\n{rows}\n".encode(), "text/csv").run()
    assert not app.exception
    masked = next(each for each in app.checkbox if "ompan" in each.label)
    assert not masked.value  # off unless it is asked for: some tables are about companies
    before = [each.value for each in app.text]
    assert "Halden Bank lost $(12.5) million on loans in 2023." in before
    assert "Halden Bank lost USD -12.5 million on loans in 2023." in before
    masked.check().run()
    next(each for each in app.number_input if each.label == "Row to look at").set_value(2).run()
    assert not app.exception and not app.error
    shown = [each.value for each in app.text]
    assert "Elm Energy Corp. earned 3.2% more from power in 2022." in shown
    assert any("earned" in each and "Elm Energy" not in each for each in shown)
