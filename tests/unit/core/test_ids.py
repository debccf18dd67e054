"""Ids and content hashes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.core.ids import canonical_json, content_hash, new_id


def test_ids_are_short_safe_and_distinct() -> None:
    ids = {new_id("run") for _ in range(1000)}
    assert len(ids) == 1000
    assert all(each.startswith("run-") and each.isascii() and len(each) == 16 for each in ids)


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_hashes(first: list[str], second: list[str]) -> None:
    encodable = (
        [part.encode("utf-8", "replace").decode() for part in first],
        [part.encode("utf-8", "replace").decode() for part in second],
    )
    assert (content_hash(*encodable[0]) == content_hash(*encodable[1])) == (encodable[0] == encodable[1])


def test_canonical_json_does_not_depend_on_order() -> None:
    assert canonical_json({"b": 1, "a": [1, 2]}) == canonical_json({"a": [1, 2], "b": 1})
