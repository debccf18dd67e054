"""Which remedy for uneven classes is advised, from the measured ratio."""

import pytest

from studio.services.imbalance import advice


@pytest.mark.parametrize(
    ("train", "held_out", "remedy", "moves"),
    [
        ({"a": 100, "b": 60}, {"b": 9}, "Nothing", False),
        ({"a": 100, "b": 20}, {"b": 4}, "Weights, which are the default", False),
        ({"a": 900, "b": 40}, {"b": 8}, "moved thresholds", True),
        ({"a": 900, "b": 40}, {"b": 2}, "oversampling", False),
        ({"a": 900, "b": 4}, {"b": 1}, "More rows", False),
    ],
)
def test_the_remedy_follows_the_ratio_and_the_rows_there_are(train, held_out, remedy, moves):
    found = advice(train, held_out)
    assert remedy in found.remedy and found.move is moves and found.reason.endswith(".")
    assert (found.commonest, found.rarest) == ("a", "b")
    assert found.ratio == pytest.approx(train["a"] / train["b"])


def test_undersampling_is_named_where_rows_are_plenty():
    assert "undersampling" in advice({"a": 5_000, "b": 200}, {"b": 40}).reason
    assert "undersampling" not in advice({"a": 900, "b": 40}, {"b": 8}).reason


def test_one_class_has_no_ratio():
    assert advice({"a": 5}, {}) is None
