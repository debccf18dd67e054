"""What people bring is shown as they wrote it: nothing in a name, a column or a label is read as markup."""

from __future__ import annotations

import pytest

from studio.core.answers import Prediction
from studio.services.studio import Studio
from studio.ui.charts.confusion import clicked, confusion
from studio.ui.charts.distribution import labels
from studio.ui.wording import escaped

NAME = "**bold** [link](http://a.test) $x$ <b>.csv"
COLUMN = "text **y** [z](http://a.test)"


def test_names_and_columns_of_a_file_are_not_markup(empty_store: Studio, visit) -> None:
    rows = [f"Borrower {row} missed payment {row % 7},{('credit', 'cyber')[row % 2]}" for row in range(60)]
    app = visit("finance_risk")
    app.file_uploader[0].upload(NAME, "\n".join([f"{COLUMN},label", *rows]).encode()).run()
    assert not app.exception
    assert any(escaped(NAME) in each.value for each in app.markdown)
    assert any(escaped(COLUMN) in each.label for each in app.expander)


@pytest.mark.parametrize("text", ["http://a.test", "see www.a.test", "a@b.test"])
def test_an_address_does_not_become_a_link(text: str) -> None:
    """The browser makes links of bare addresses even where every sign is escaped; a joiner parts them."""
    assert "\N{WORD JOINER}" in escaped(text)


def test_charts_show_tags_as_text_and_keep_like_labels_apart() -> None:
    long = "A label that is rather long and ends in a "
    bars = labels({"<b>x</b>": 3, f"{long}1": 2, f"{long}2": 1}, "Labels").data[0]
    assert bars.y[0] == "&lt;b&gt;x&lt;/b&gt;"
    assert len(set(bars.y)) == 3


def test_a_clicked_cell_gives_the_label_itself() -> None:
    cells = confusion(["<i>a</i>", "b"], [[1, 0], [0, 1]], "Cells").data[1].customdata
    assert clicked({"points": [{"customdata": list(cells[0])}]}) == ("<i>a</i>", "<i>a</i>")


def test_a_score_says_how_far_the_given_one_may_lie() -> None:
    from streamlit.testing.v1 import AppTest

    def page(prediction) -> None:  # its source runs on its own: no name from outside
        from domains.registry import registry
        from studio.ui.sections import answer

        answer.show(prediction, registry().get("education_grading"))

    scored = Prediction(score=1.4, score_min=0.0, score_max=2.0, score_low=0.9, score_high=1.9)
    said = " ".join(each.value for each in AppTest.from_function(page, args=(scored,)).run().markdown)
    assert "90 times in 100" in said
    assert "**0.90** and **1.90**" in said
