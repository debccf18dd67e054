"""What a comma means in a column of numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from studio.services.datasets.scores import read_numbers


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["3,5", "4", "2,25"], [3.5, 4, 2.25]),
        (["3.5", "4", "2.25"], [3.5, 4, 2.25]),
        (["1.234,5", "0,5", "2.000"], [1234.5, 0.5, 2000]),
        (["1,234.5", "0.5", "2,000"], [1234.5, 0.5, 2000]),
        (["1,234,567", "2,000"], [1234567, 2000]),
        (["1,234", "0.5"], [1234, 0.5]),
        (["1,234", "0,5"], [1.234, 0.5]),
        (["1,234", "2"], [1.234, 2]),
        (["-3,5", "+1,0"], [-3.5, 1]),
        (["3,5/10", "7,25/10"], [3.5, 7.25]),
        (["12,5%", "7%"], [12.5, 7]),
    ],
)
def test_the_decimal_sign_is_told_from_the_whole_column(cells: list[str], numbers: list[float]) -> None:
    assert read_numbers(pd.Series(cells, dtype="str")).tolist() == numbers


def test_what_is_no_number_stays_none() -> None:
    assert read_numbers(pd.Series(["a,b", "1,2,3", "", "1.2.3"], dtype="str")).isna().all()
