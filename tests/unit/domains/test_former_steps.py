"""A model keeps the steps it was trained under: earlier versions are loaded, steps that came later do not touch it."""

import json

import pytest

from domains.finance_risk.domain import FinanceRisk
from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.medical_notes.domain import MedicalNotes
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


NOTE = "T 98.6, P 88. Appendectomy in 1998, no fever."


def _notes(**versions):
    domain = MedicalNotes()
    today = Preparation(domain, parse_options(domain, {"scope": {"enabled": True, "historical": "past_"}}), None)
    steps = {step.key: step.version for step in domain.steps} | versions
    return Preparation(domain, today.options, None, steps).dump()


def test_notes_are_read_as_at_the_time_of_the_model():
    former = Preparation.restore(MedicalNotes(), _notes(measures=2, scope=2))
    assert former.texts([NOTE]) == ["T 37.0 \u00b0C, P 88. Appendectomy in 1998, no not_fever."]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([NOTE]) == ["T 37.0 \u00b0C, HR 88 bpm. past_Appendectomy in 1998, no not_fever."]


def test_a_version_of_a_notes_step_that_nobody_keeps_is_refused_by_name():
    saved = json.loads(json.dumps(_notes()))
    saved["signature"]["steps"]["measures"]["version"] = 1
    with pytest.raises(PreparationMismatchError, match="measures"):
        Preparation.restore(MedicalNotes(), {**saved, "hash": "another"})


def test_notes_of_version_three_are_read_as_they_were():
    note = "Temp 38,5 \u00b0C. (-) fever, (+) cough."
    former = Preparation.restore(MedicalNotes(), _notes(measures=3, scope=3))
    assert former.texts([note]) == ["Temp 38 \u00b0C,5 \u00b0C. (-) not_fever, (+) not_cough."]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([note]) == ["Temp 38.5 \u00b0C. (-) not_fever, (+) cough."]


LINE = "2024-03-01 04:12:09,120 - plc.oven - ERROR - hot"


def _logs(state, **versions):
    domain = ManufacturingLogs()
    steps = {step.key: step.version for step in domain.steps} | versions
    return Preparation(domain, parse_options(domain, {}), state, steps).dump()


def test_log_lines_lose_the_headers_that_were_known_when_the_model_was_trained():
    former = Preparation.restore(ManufacturingLogs(), _logs(None, header=2))
    assert former.texts([LINE]) == ["- plc.oven - ERROR - hot"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([LINE]) == ["hot"]


def test_templates_mined_under_earlier_headers_are_still_known():
    state = {"templates": [["- plc.oven - ERROR - hot", 9]]}
    domain = ManufacturingLogs()
    assert domain.new_kinds([LINE], state) == [None]
    former = Preparation.restore(domain, _logs({"units": True, **state}, header=2))
    assert former.texts([LINE]) == ["- plc.oven - ERROR - hot"]


def test_orders_are_read_with_the_short_forms_that_were_known_when_the_model_was_trained():
    order = "Pmp trpd, ovld rst"
    former = Preparation.restore(ManufacturingLogs(), _logs(None, shorthand=2))
    assert former.texts([order]) == ["pump trpd, ovld rst"]
    assert Preparation.restore(ManufacturingLogs(), _logs(None)).texts([order]) == ["pump tripped, overload reset"]
