"""Templates are mined as published, saved as plain JSON, and tell known lines from new ones."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.mining import KnownTemplates, as_state, event_text, mine
from domains.manufacturing_logs.sample import generate
from domains.preparation import parse_options

LOG = [
    line
    for number in range(40)
    for line in (
        f"Received block blk_{number}71 of size {number * 11} from 10.0.0.{number}",
        f"user {('anna', 'bert', 'cem', 'dora')[number % 4]} logged in on panel {number}",
    )
]
WORDS = st.sampled_from(["pump", "valve", "on", "off", "<*>", "12", "10.0.0.1", "blk_77", "at", "İ", "\u2028", "x=1"])
LINES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=40)


def table(texts):
    return pd.DataFrame({"text": texts, "source_row": range(1, len(texts) + 1)})


def fitted(texts):
    domain = ManufacturingLogs()
    return domain.fit(table(texts), parse_options(domain, {}))


def test_lines_of_one_event_make_one_template():
    mined = mine(LOG)
    assert mined.templates == (
        "Received block blk_<ID> of size <NUM> from <IP>",
        "user <*> logged in on panel <NUM>",
    )
    assert mined.counts == (40, 40)


def test_a_log_with_a_header_is_mined_by_its_message_and_a_trace_does_not_count():
    lines = [f"2024-03-01 04:12:0{n} ERROR axis {n} lost\n  at plant.run(P.java:{n})" for n in range(6)]
    assert mine([*lines, "axis 9 lost"]).templates == ("axis <NUM> lost",)


def test_what_people_wrote_is_no_log():
    assert mine(generate()["text"].tolist()) is None
    assert fitted(generate()["text"].tolist()) is None


def test_the_state_is_plain_json_and_a_line_of_a_known_template_is_not_new():
    state = json.loads(json.dumps(fitted(LOG)))
    known = ManufacturingLogs().new_kinds(
        ["user zora logged in on panel 99", "2024-03-01 04:12 INFO Received block blk_1 of size 2 from 1.2.3.4"], state
    )
    assert known == [None, None]


def test_new_templates_are_named_and_lines_of_one_share_it():
    found = ManufacturingLogs().new_kinds(
        ["spindle 4 too hot", "user ida logged in on panel 3", "spindle 9 too hot", "chuck open"], fitted(LOG)
    )
    assert found == ["spindle <NUM> too hot", None, "spindle <NUM> too hot", "chuck open"]


def test_without_templates_nothing_is_said_to_be_new():
    assert ManufacturingLogs().new_kinds(["anything"], None) is None


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_no_training_line_is_ever_new(lines):
    mined = mine(lines)
    if mined is not None:
        assert KnownTemplates(as_state(mined)).new_templates(lines) == [None] * len(lines)
        assert sum(mined.counts) == len(lines)


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_equal_lines_share_a_template_whatever_came_between(lines):
    mined = mine([*lines, *lines])
    if mined is not None:
        assert mined.places[: len(lines)] == mined.places[len(lines) :]


def test_a_very_long_line_is_mined_by_its_beginning():
    assert len(event_text("a b " * 100_000)) <= 1_000


@pytest.mark.parametrize("texts", [[], ["x"], ["", ""]])
def test_small_tables_are_no_trouble(texts):
    assert fitted(texts) is None or fitted(texts)["templates"]


def test_the_template_keeps_rows_on_one_side_of_the_split():
    groups = ManufacturingLogs().groups(table(LOG))
    assert groups.nunique() == 2
    assert groups[1] == groups[3] == "user <*> logged in on panel <NUM>"
