"""Ten thousand files drawn at random, most of them valid ones that were spoilt: each ends in a table or an error."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.hostile.forked import TABLE, outcomes
from tests.hostile.generated import case

CASES = 10_000
A_BATCH = 500
SECONDS = 30

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def test_ten_thousand_generated_files_end_in_a_table_or_an_error_of_ours() -> None:
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for start in range(0, CASES, A_BATCH):
        numbers = range(start, min(CASES, start + A_BATCH))
        for number, outcome in zip(numbers, outcomes([case(number) for number in numbers]), strict=True):
            kinds[outcome.what] += 1
            if not outcome.is_ours or outcome.seconds > SECONDS:
                wrong.append(f"case {number}: {outcome}")
    assert not wrong
    assert kinds[TABLE] > CASES / 10 and kinds["UnreadableFileError"] > CASES / 10  # both ends were reached
