"""A model keeps the steps it was trained under: earlier versions are loaded, steps that came later do not touch it."""

import json

import pytest

from domains.finance_risk.domain import FinanceRisk
from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.preparation import Preparation, parse_options
from studio.core.errors import PreparationMismatchError

SAVED = json.loads(
    """{"domain": "finance_risk", "domain_version": "1",
    "options": {"repair": {"enabled": true, "mojibake": true},
                "masking": {"enabled": true, "urls": true, "emails": true, "tickers": true},
                "numbers": {"enabled": true, "digits": "keep"}, "boilerplate": {"enabled": true},
                "whitespace": {"enabled": true, "keep_lines": false}},
    "state": null,
    "signature": {"domain": "finance_risk", "version": "1", "steps": {
        "repair": {"version": 1, "options": {"enabled": true, "mojibake": true}},
        "masking": {"version": 1, "options": {"enabled": true, "urls": true, "emails": true, "tickers": true}},
        "numbers": {"version": 2, "options": {"enabled": true, "digits": "keep"}},
        "boilerplate": {"version": 1, "options": {"enabled": true}},
        "whitespace": {"version": 1, "options": {"enabled": true, "keep_lines": false}}},
        "state": "67ec4cfa5a08ee3f4811073d39c4d443d4c84b5452778eb3d0a613ee12f6e6ee"},
    "hash": "c4f6597486ff91c34b3ceb98079b638cde6ecd3734bc130e45da11218f126837"}"""
)
"""What a model of the first release wrote, when numbers were at version 2 and boilerplate at 1."""
TEXT = "Up 5-7% (0.52). Not applicable, past performance is no guide. It is March 3, 2024."


def test_a_preparation_of_earlier_steps_is_loaded_and_does_what_it_did():
    former = Preparation.restore(FinanceRisk(), SAVED)
    assert former.hash() == SAVED["hash"]
    assert former.texts([TEXT]) == ["Up 5-7 percent (0.52). It is March 3, 2024."]
    assert [step.key for step in former.steps] == ["repair", "masking", "numbers", "boilerplate", "whitespace"]
    assert Preparation.restore(FinanceRisk(), former.dump()).texts([TEXT]) == former.texts([TEXT])


def test_a_preparation_of_today_has_every_step_of_today():
    domain = FinanceRisk()
    today = Preparation(domain, parse_options(domain, {"boilerplate": {"enabled": True}}), None)
    assert today.texts([TEXT]) == ["Up 5 to 7 percent -0.52. It is 2024-03-03."]
    assert Preparation.restore(domain, today.dump()).hash() == today.hash()


def test_a_version_that_nobody_keeps_is_refused_by_name():
    saved = json.loads(json.dumps(SAVED))
    saved["signature"]["steps"]["numbers"]["version"] = 1
    with pytest.raises(PreparationMismatchError, match="numbers"):
        Preparation.restore(FinanceRisk(), {**saved, "hash": "another"})


def test_a_bracket_behind_an_amount_was_a_loss_at_version_3_of_the_numbers():
    domain = FinanceRisk()
    versions = {step.key: step.version for step in domain.steps} | {"numbers": 3}
    saved = Preparation(domain, parse_options(domain, {}), None, versions).dump()
    assert Preparation.restore(domain, saved).texts(["Up $2m (3%), Rule 10b-5"]) == [
        "Up USD 2 million -3 percent, Rule 10 billion-5"
    ]


LINE = "2024-03-01 04:12:09,120 - plc.oven - ERROR - hot"


def _logs(state, **versions):
    domain = ManufacturingLogs()
    steps = {step.key: step.version for step in domain.steps} | versions
    return Preparation(domain, parse_options(domain, {}), state, steps).dump()


def test_log_lines_lose_the_headers_that_were_known_when_the_model_was_trained():
    former = Preparation.restore(ManufacturingLogs(), _logs(None, header=2))
    assert former.texts([LINE]) == ["- plc.oven - ERROR - hot"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([LINE]) == ["hot"]


def test_headers_that_came_later_stay_where_the_model_did_not_know_them():
    lines = ["[04:12:09 ERR] hot", '{"short_message": "hot", "level": 3}', "2024-03-11 04:12:09 Failure of oven"]
    former = Preparation.restore(ManufacturingLogs(), _logs(None, header=3))
    assert former.texts(lines) == ["[<TIME> ERR] hot", '{"short_message": "hot", "level": <NUM>}', "of oven"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts(lines) == ["hot", "hot", "Failure of oven"]


def test_a_level_behind_its_component_stayed_at_version_4_of_the_headers():
    lines = ["2024-03-11 04:12:09 [PLC] FATAL hot", "Mar 11 04:12:09.120000 gw plcd[8]: hot"]
    former = Preparation.restore(ManufacturingLogs(), _logs(None, header=4))
    assert former.texts(lines) == ["[PLC] FATAL hot", "Mar <NUM> <TIME> gw plcd[<NUM>]: hot"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts(lines) == ["hot", "hot"]


def test_templates_mined_under_earlier_headers_are_still_known():
    state = {"templates": [["- plc.oven - ERROR - hot", 9]]}
    domain = ManufacturingLogs()
    assert domain.new_kinds([LINE], state) == [None]
    former = Preparation.restore(domain, _logs({"units": True, **state}, header=2))
    assert former.texts([LINE]) == ["- plc.oven - ERROR - hot"]


TRACED = "10:00:00 ERROR pump 3 failed\n  at foo\nCaused by: x\n10:00:01 INFO valve closed"
SPOKEN = "2024-03-01 04:12:09 INFO run\nDuring handling of the above exception, another came"


def test_units_have_the_lines_they_had_when_their_templates_were_mined():
    """A time of day alone was no header then, so nothing below it was its trace; nor was Python's word on a second."""
    domain = ManufacturingLogs()
    state = {"units": True, "templates": [["run", 9]], "header": 3, "parameters": 4}
    versions = {"units": 1, "header": 3}
    former = Preparation.restore(domain, _logs(state, **versions))
    assert [text.count("\n") + 1 for text in former.texts([TRACED, SPOKEN])] == [4, 2]
    today = Preparation.restore(domain, _logs({**state, "units": 2, "header": 4}))
    assert [text.count("\n") + 1 for text in today.texts([TRACED, SPOKEN])] == [2, 1]
    assert former.hash() != today.hash()
    between = Preparation.restore(domain, _logs({**state, "units": 2}))
    assert [text.count("\n") + 1 for text in between.texts([TRACED, SPOKEN])] == [4, 1]


def test_a_line_of_a_unit_is_new_to_a_model_by_the_lines_it_was_trained_on():
    state = {"units": True, "templates": [["run", 9]], "header": 3, "parameters": 4}
    domain = ManufacturingLogs()
    assert domain.new_kinds([SPOKEN], state) == ["During handling of the above exception, another came"]
    assert domain.new_kinds([SPOKEN], {**state, "units": 2, "header": 4}) == [None]


def test_orders_are_read_with_the_short_forms_that_were_known_when_the_model_was_trained():
    order = "Pmp trpd, ovld rst"
    former = Preparation.restore(ManufacturingLogs(), _logs(None, shorthand=2))
    assert former.texts([order]) == ["pump trpd, ovld rst"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([order]) == ["pump tripped, overload reset"]


@pytest.mark.parametrize(
    ("version", "written", "then", "today"),
    [
        ({"numbers": 4}, "310 jobs (4%)", "310 jobs -4 percent", "310 jobs (4 percent)"),
        ({"masking": 1}, "Elm (NYSE American: ELM)", "Elm (NYSE American: ELM)", "Elm <TICKER>"),
        ({"numbers": 5}, "the owner (51%) sold", "the owner -51 percent sold", "the owner (51 percent) sold"),
        ({"masking": 2}, "Elm (LON: ELM)", "Elm (LON: ELM)", "Elm <TICKER>"),
        ({"companies": 2}, "Shares of Elm AG fell", "<COMPANY> fell", "Shares of <COMPANY> fell"),
        (
            {"boilerplate": 3},
            "The ship is in a safe harbor off Malta today. Mr. J. P. Vance sold it.",
            "Mr. J. P. Vance sold it.",
            "The ship is in a safe harbor off Malta today. Mr. J. P. Vance sold it.",
        ),
        (
            {"boilerplate": 3},
            "Rates rose. Actual results may di\ufb00er materially.",
            "Rates rose. Actual results may di\ufb00er materially.",
            "Rates rose. Actual results may di\ufb00er materially.",
        ),
        ({"dates": 1}, "in 2H23", "in 2H23", "in 2023-H2"),
        ({"companies": 1}, "Elm Bank, N.A. fell", "Elm Bank, N.A. fell", "<COMPANY> fell"),
        (
            {"boilerplate": 2},
            "Rates rose. We do not undertake any update of this text.",
            "Rates rose. We do not undertake any update of this text.",
            "Rates rose.",
        ),
    ],
)
def test_the_step_before_does_what_it_did(version, written, then, today):
    domain = FinanceRisk()
    options = parse_options(
        domain, {"boilerplate": {"enabled": True}, "companies": {"enabled": True}, "repair": {"enabled": False}}
    )
    versions = {step.key: step.version for step in domain.steps}
    former = Preparation.restore(domain, Preparation(domain, options, None, versions | version).dump())
    assert former.texts([written]) == [then]
    assert Preparation(domain, options, None).texts([written]) == [today]


def test_part_numbers_are_known_as_they_were_when_the_model_was_trained():
    order = "Fitted 6309 2Z C3, part# 90-117 B, P/N 4711-08"
    former = Preparation.restore(ManufacturingLogs(), _logs(None, parameters=3))
    assert former.texts([order]) == ["Fitted <NUM> 2Z C3, part# <NUM>-<NUM> B, P/N <PART>"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([order]) == [
        "Fitted <PART>, part# <PART>, P/N <PART>"
    ]


def test_templates_mined_under_earlier_part_numbers_are_still_known():
    line, domain = "swapped bearing 6309 2Z C3 on axis 4", ManufacturingLogs()
    state = {"templates": [["swapped bearing <NUM> 2Z C3 on axis <NUM>", 5]], "header": 3}
    assert domain.new_kinds([line], state) == [None]
    assert domain.new_kinds([line], {**state, "parameters": 4}) == ["swapped bearing <PART> on axis <NUM>"]


def test_short_forms_nobody_listed_were_left_by_earlier_versions():
    order = "drv brg wrn, gskt lkg, shft shrd, vlv clnd, compresssor"
    former = Preparation.restore(ManufacturingLogs(), _logs(None, shorthand=3))
    assert former.texts([order]) == ["drv bearing wrn, gasket leaking, shft shrd, valve cleaned, compresssor"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([order]) == [
        "drive bearing wrn, gasket leaking, shaft sheared, valve cleaned, compressor"
    ]
