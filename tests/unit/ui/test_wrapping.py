"""Names of items stand beside their rows in full, whatever they hold."""

from __future__ import annotations

from studio.ui.charts.wrapping import row_height, wrapped
from studio.ui.charts.years import Cell, year_map

NAME = "Item 7A, Quantitative and Qualitative Disclosures About Market Risk"


def test_a_name_is_whole_over_its_lines_and_its_row_has_room() -> None:
    (tick,) = wrapped([NAME], 20)
    assert tick.replace("<br>", " ") == NAME and max(map(len, tick.split("<br>"))) <= 20
    assert row_height([tick], 44) >= 15 * (tick.count("<br>") + 1) > row_height(["Item 7"], 0)


def test_equal_names_stay_apart_and_tags_are_shown_as_written() -> None:
    assert wrapped(["Item 1", "Item 1", "<b>"], 20) == ["Item 1", "Item 1 (2)", "&lt;b&gt;"]


def test_the_map_shows_the_whole_name_beside_and_above_its_cells() -> None:
    figure = year_map([Cell("a", "2022", 0.25, 4)], {"a": NAME}, ["2022"], "title")
    assert figure.layout.yaxis.ticktext[0].replace("<br>", " ") == NAME
    assert figure.data[1].customdata[0][2] == NAME
    assert figure.layout.annotations[0].text == "25 %<br>of 4"
    assert (figure.layout.xaxis.range, figure.layout.yaxis.range) == ((-0.5, 0.5), (0.5, -0.5))
