"""What is said while identifiers are searched."""

from __future__ import annotations

from studio.ui.sections.search_progress import said

STOP = "Remove the file to stop; any other change begins it anew."


def test_the_time_left_is_told_once_it_is_known() -> None:
    assert said(64, 5_000, 3.0) == f"Searched 64 of 5,000 rows for identifiers. {STOP}"
    assert said(1_000, 5_000, 30.0) == f"Searched 1,000 of 5,000 rows for identifiers, about 2 min 00 s left. {STOP}"
    assert "left" not in said(0, 0, 60.0)
