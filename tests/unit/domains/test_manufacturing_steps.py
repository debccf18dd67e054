"""Manufacturing steps mask parameters, read shop-floor writing, and settle after one pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.mining import KnownTemplates, as_state, mine
from domains.manufacturing_logs.parameters import MASKS_BY_VERSION, ParameterOptions, mask
from domains.manufacturing_logs.shop_words import MISSPELLINGS, SHORTHAND
from domains.manufacturing_logs.wording import CaseOptions, ShorthandOptions, expand, fold
from domains.preparation import Preparation, parse_options
from studio.core.errors import InvalidOptionError

PIECES = st.sampled_from(
    [
        "10.251.73.220:50010", "blk_-6952295868487656571", "/mnt/hadoop/dfs/data/current/x_12", "C:\\temp\\a.log",
        "0xdeadbeef",
        "9f4ef63a1", "2024-03-01 04:12:09", "04:12:09,120", "ERROR", "INFO", "[main]", "a.b.C:", "P-101", "3.5",
        "-27>", "<memory:",
        "R02-M1",

        "P/N", "6205-2RS", "part no. 4711-08", "hydralic", "bering",
        "12kV", "1,2a", "<NUM>", "<num>", "brg", "BRG", "u/s", "g/box", "w/o", "VLV LEAKING AT PUMP", "\n",
        " ",
        "http://a.example/b", "550e8400-e29b-41d4-a716-446655440000", "00:1b:44:11:3a:b7", "İSTANBUL", "ß",
        "081109 203615 148",
        "Jun 14 15:16:01 combo sshd[1]:", "&amp;", "1.2.3.4.5", "/", "//a//b/", "--", "a1-2",
        '"GET /x HTTP/1.1" 500', '"-" 404 12',
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES, max_size=9).map("".join)
)


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_preparing_twice_is_preparing_once(text):
    domain = ManufacturingLogs()
    preparation = Preparation(domain, parse_options(domain, {}), None)
    once = preparation.texts([text])
    assert preparation.texts(once) == once


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("addStoredBlock: 10.251.73.220:50010 is added to blk_7128370237687728475 size 67108864",
         "addStoredBlock: <IP> is added to blk_<ID> size <NUM>"),
        ("reading /etc/httpd/conf/workers2.properties at 0x1f3a", "reading <PATH> at <HEX>"),
        ("file C:\\logs\\press.txt since 2024-03-01 04:12:09", "file <PATH> since <TIME>"),
        ("appattempt_1445144423722_0020_000001 failed", "appattempt_<ID> failed"),
        ("pressure -3.5 of 1,200", "pressure <NUM> of <NUM>"),
        ("fitted 6205-2RS, P/N 4711-08 and part no. AB-12/7", "fitted <PART>, P/N <PART> and part no. <PART>"),
        ("pn line and part number plate of P-101", "pn line and part number plate of P-<NUM>"),
        ("the feed/outfeed and/or 12kV bus", "the feed/outfeed and/or 12kV bus"),
        ("facade decade deadbeef", "facade decade deadbeef"),
        ('"GET /a/b7?n=12 HTTP/1.1" 500 1234 "-" "agent 7"',
         '"GET <PATH>?n=<NUM> HTTP/<NUM>" 500 <NUM> "-" "agent <NUM>"'),
        ('"-" 408 0', '"-" 408 <NUM>'),
        ('<IP> - - [<TIME>] "-" 408 0', '<IP> - - [<TIME>] "-" 408 <NUM>'),
        ('"GET /a/b HTTP/1.1" 200 99 "-" "-" 345', '"GET <PATH> HTTP/<NUM>" 200 <NUM> "-" "-" <NUM>'),
        ('pressed "put back" 300 times, key "-" 450 mm', 'pressed "put back" <NUM> times, key "-" <NUM> mm'),
        ('"POST /v2/x HTTP/1.1" status: 202 len: 733 time: 0.27',
         '"POST <PATH> HTTP/<NUM>" status: <NUM> len: <NUM> time: <NUM>'),
        ('he said "stop" 500 times, "GET" 1500', 'he said "stop" <NUM> times, "GET" <NUM>'),
    ],
)  # fmt: skip
def test_parameters_become_their_kind_and_words_stay(written, meant):
    assert mask(written, ParameterOptions()) == meant


def test_numbers_may_stay():
    assert mask("3 of 10.0.0.1", ParameterOptions(numbers=False)) == "3 of <IP>"


def test_prose_in_capitals_is_folded_and_acronyms_stay():
    assert fold("PUMP TRIPPED AT <NUM> PSIG DURING TEST", CaseOptions()) == "pump tripped at <NUM> psig during test"
    assert fold("PLC 4 lost its I/O card", CaseOptions()) == "PLC 4 lost its I/O card"
    assert fold("HMI", CaseOptions()) == "HMI"


def test_short_forms_with_one_reading_are_written_out():
    text = expand("Brg noisy, g/box U/S, temp high w/o reason, brgk", ShorthandOptions())
    assert text == "bearing noisy, gearbox unserviceable, temp high w/o reason, brgk"
    assert expand("the flt lamp", ShorthandOptions(more={"flt": "fault"})) == "the fault lamp"


def test_misspellings_are_mended_and_may_stay():
    assert (
        expand("Hydralic moter leeking, BERING noisy", ShorthandOptions()) == "hydraulic motor leaking, bearing noisy"
    )
    assert expand("hydralic", ShorthandOptions(misspellings=False)) == "hydralic"


def test_no_meaning_is_itself_a_short_form_or_a_misspelling():
    for full in [*SHORTHAND.values(), *MISSPELLINGS.values()]:
        assert expand(full, ShorthandOptions()) == full
    assert not set(SHORTHAND) & set(MISSPELLINGS)


@pytest.mark.parametrize("more", [{"x": "a bering"}, {"a": "b a"}, {"a": "the brg"}, {"x": "y", "y": "z"}, {"": "z"}])
def test_short_forms_that_never_settle_are_refused(more):
    with pytest.raises(InvalidOptionError):
        parse_options(ManufacturingLogs(), {"shorthand": {"more": more}})


def test_the_level_of_a_raw_line_does_not_reach_the_model():
    domain = ManufacturingLogs()
    preparation = Preparation(domain, parse_options(domain, {}), None)
    lines = [f"2024-03-01 04:12:09 {level} [m] line.events: pump restarted" for level in ("INFO", "WARN", "ERROR")]
    assert set(preparation.texts(lines)) == {"pump restarted"}


def test_requests_of_two_statuses_are_two_events_and_models_of_before_keep_one():
    lines = [f'10.0.0.{row} - - [10/Oct/2000:13:55:{row:02} -0700] "GET /a/b{row} HTTP/1.1" {status} {row + 99}'
             for row in range(10) for status in (200, 500)]  # fmt: skip
    today = mine(lines)
    assert today.templates == ('"GET <PATH> HTTP/<NUM>" 200 <NUM>', '"GET <PATH> HTTP/<NUM>" 500 <NUM>')
    assert today.counts == (10, 10)
    assert KnownTemplates(as_state(today)).new_templates([lines[0].replace(" 200 ", " 503 "), lines[1]])[1] is None
    assert KnownTemplates(as_state(today)).new_templates([lines[0].replace(" 200 ", " 503 ")]) != [None]
    before = {"templates": [['"GET <PATH> HTTP/<NUM>" <NUM> <NUM>', 20]], "header": 4, "parameters": 4}
    assert KnownTemplates(before).new_templates(lines) == [None] * len(lines)
    assert mask('"GET /a/b HTTP/1.1" 500 7', ParameterOptions(), MASKS_BY_VERSION[4]).endswith("<NUM> <NUM>")
