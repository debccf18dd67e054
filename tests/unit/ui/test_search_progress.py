"""What is said while identifiers are searched."""

from __future__ import annotations

from studio.ui.sections.search_progress import said


def test_the_time_left_is_told_once_it_is_known() -> None:
    assert said(64, 5_000, 3.0) == "Searched 64 of 5,000 rows for identifiers. Remove the file to stop."
    assert said(1_000, 5_000, 30.0) == (
        "Searched 1,000 of 5,000 rows for identifiers, about 2 min 00 s left. Remove the file to stop."
    )
    assert "left" not in said(0, 0, 60.0)
