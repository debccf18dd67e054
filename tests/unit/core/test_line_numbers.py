"""Numbers of lines in short lose none."""

from hypothesis import given
from hypothesis import strategies as st

from studio.core.line_numbers import first_times, read, written


@given(st.sets(st.integers(1, 60)))
def test_what_is_written_is_read_again(numbers):
    assert read(written(sorted(numbers))) == sorted(numbers)


def test_runs_are_short_and_lines_are_new_once():
    assert written([1, 2, 3, 7, 9, 10]) == "1-3 7 9-10"
    assert first_times(["1-3", "2-4", "", "9"]) == [3, 1, 0, 1]
