"""A filing on the Use section: read, told by item, a sentence one step away, two side by side."""

from __future__ import annotations

from domains.word_list import WordList, read_word_list
from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from tests.pages.desk import desk_is_clear
from tests.unit.services.conftest import work

FILING = (
    "<html><body><p>FORM 10-K</p><p>Item 1A. Risk Factors</p><p>"
    + "Two borrowers <b>missed</b> interest payments of $5 & more. Attackers may reach the payments gateway. " * 8
    + "</p><p>Item 7A. Quantitative and Qualitative Disclosures</p><p>"
    + "Higher interest rates cut the value of the bond portfolio. " * 10
    + "</p></body></html>"
).encode()


def _read(studio: Studio, visit, name: str) -> str:
    app = visit("finance_risk", section="use")
    uploader = next(each for each in app.file_uploader if each.label == "A filing, or several")
    uploader.upload(name, FILING).run()
    next(button for button in app.button if button.label == "Read this filing").click().run()
    desk_is_clear(app)
    assert not app.error
    run_id = str(app.query_params["run"])
    work(studio, studio.journal.get(run_id))
    return run_id


def _read_once_a_file(app, monkeypatch) -> None:
    """Another file is read, told of, and not read again; neither is one that is refused."""
    read: list[bytes] = []

    def reading(data: bytes) -> WordList:
        read.append(data)
        return read_word_list(data)

    monkeypatch.setattr("studio.ui.sections.word_list.read_word_list", reading)
    long = "Words of the first quarterly report on the weather of the north "
    marked = f"Word,{long}A,{long}B,Notes\nMISSED,x (see note),0,of it\nVALUE,0,1,of that\n"
    for data in (marked.encode(), b"a,b\n1,2\n"):
        next(each for each in app.file_uploader if each.label == "A word list").upload("other.csv", data).run()
        app.run()
        assert not app.exception
        if data != read[0]:
            assert len(app.error) + len(app.warning) == 1
            continue
        assert any("**Notes**" in each.value for each in app.info)
        assert any("1 cell says more" in each.value for each in app.caption)
        counted = next(each.value for each in app.dataframe if "words" in each.value and "section" in each.value)
        assert [each.rpartition(" ")[2] for each in counted.iloc[-1, -2:]] == ["(8)", "(10)"]
    assert len(read) == 2


def test_a_filing_is_read_and_a_second_stands_beside_it(trained_store: Studio, visit, monkeypatch) -> None:
    first = _read(trained_store, visit, "first.htm")
    app = visit("finance_risk", section="use", run=first)
    assert not app.error
    assert any("26 sentences" in each.value for each in app.markdown)
    section = next(each for each in app.selectbox if each.label == "Section")
    assert section.options == ["Every section", "Item 1A, Risk factors",
                               "Item 7A, Quantitative and qualitative disclosures about market risk"]  # fmt: skip
    number = next(each for each in app.number_input if each.label == "Sentence")
    number.set_value(2).run()
    assert not app.error
    assert any("Attackers may reach the payments gateway" in each.value for each in app.markdown)
    assert any("may" in each.value and "marks" in each.value for each in app.markdown)
    words = next(each for each in app.file_uploader if each.label == "A word list")
    words.upload("words.csv", b"Word,Negative,Positive\nMISSED,2009,0\nVALUE,0,2009\nQUIXOTRY,2009,0\n").run()
    assert not app.error
    counted = next(each.value for each in app.dataframe if "Negative" in each.value)
    assert counted["section"].tolist()[-1] == "All sections"
    assert [each.partition(" ")[2] for each in counted["Negative"]] == ["(8)", "(0)", "(8)"]
    listed = next(each.value for each in app.dataframe if "sentence" in each.value)
    assert len(listed) == 8 and set(listed["words"]) == {"missed"}
    _read_once_a_file(app, monkeypatch)
    kept = [path for path in trained_store.settings.home.rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if b"quixotry" in path.read_bytes().lower()]  # counted with, not kept
    second = _read(trained_store, visit, "second.htm")
    app = visit("finance_risk", section="use", run=second, other=first)
    assert not app.error
    assert next(each for each in app.selectbox if each.label == "Compare with").value == first
    assert trained_store.documents.read(LOCAL_ACTOR, second).shares().shape[0] == 2


def test_a_file_that_is_no_text_is_told_once(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="use")
    next(each for each in app.file_uploader if each.label == "A filing, or several").upload("a.html", b"%PDF-1.7").run()
    next(button for button in app.button if button.label == "Read this filing").click().run()
    desk_is_clear(app)
    assert len(app.warning) == 1
    assert not app.exception


def test_a_reload_while_files_are_cut_loses_none_and_doubles_none(trained_store: Studio, visit) -> None:
    names = ["one.htm", "two.htm", "three.htm"]
    before = len(trained_store.runs.list(LOCAL_ACTOR))
    for _ in range(2):  # the second time as somebody does who reloaded, saw an empty field, and brought them again
        app = visit("finance_risk", section="use")
        uploader = next(each for each in app.file_uploader if each.label == "A filing, or several")
        uploader.set_value([(name, FILING, "text/html") for name in names]).run()
        next(button for button in app.button if button.label == "Read these 3 filings").click().run()
        assert not app.exception
    reloaded = visit("finance_risk", section="use")
    desk_is_clear(reloaded)
    fresh = trained_store.runs.list(LOCAL_ACTOR)[: -before or None]
    assert sorted(run.manifest["table_name"] for run in fresh) == sorted(names)
    offered = [each.label.replace("\\", "") for each in reloaded.button if each.label.startswith("Open ")]
    assert offered == [f"Open {name}" for name in names]
    next(each for each in reloaded.button if each.label.startswith("Open two")).click().run()
    two = next(run.id for run in fresh if run.manifest["table_name"] == "two.htm")
    assert two in reloaded.query_params["run"]
