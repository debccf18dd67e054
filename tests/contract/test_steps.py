"""Every step of every domain: a name, a switch, a count; its hash travels, and another one is refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domains.contract import Domain, Step
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from studio.core.errors import PreparationMismatchError
from studio.core.tasks import Task

STEPS = [pytest.param(domain, step, id=f"{domain.key}-{step.key}") for domain in registry() for step in domain.steps]
SHOWN = (
    "the cafÃ© wonâ€™t open",
    "two  blanks",
    "CC: cough\nHPI: two days of cough.\nPLAN: rest.",
    "On 04/05/2022 and March 3, 2021 the unit of Halden Leasing Corp. was sold.",
    'Halden Leasing Corp. ("Halden") reported. Shares of Acme Holdings Inc. (NASDAQ: ACME) fell.',
    "This release contains forward-looking statements within the meaning of the Private Securities Litigation Reform "
    "Act of 1995. Actual results may differ materially. The bank failed.",
)
"""What steps have to do with that the samples need not hold."""
MEANT = {"medical_notes": {"sections": {"enabled": True, "keep": ["plan"]}}}
"""Options without which a step has nothing to do."""
NO_TEXT = {"clock", "grades"}
"""Steps that change another column than the text."""


def _everything_on(domain: Domain) -> Any:
    return parse_options(domain, {step.key: {"enabled": True} for step in domain.steps} | MEANT.get(domain.key, {}))


def _with(domain: Domain, step: Step, changed: Step) -> Domain:
    """The domain as it would be with another behaviour of one step, and no earlier version of it kept."""
    steps = tuple(changed if each.key == step.key else each for each in domain.steps)
    changed_type = type("Changed", (type(domain),), {"steps": steps, "former_steps": ()})
    made: Domain = changed_type()
    return made


@pytest.mark.parametrize(("domain", "step"), STEPS)
def test_a_step_has_a_name_a_switch_and_words(domain: Domain, step: Step) -> None:
    assert step.key.isidentifier() and step.title and step.help.endswith(".") and step.version >= 1
    assert isinstance(getattr(parse_options(domain, {}), step.key).enabled, bool)
    assert "enabled" in step.Options.model_fields


@pytest.mark.parametrize(("domain", "step"), STEPS)
def test_switch_options_and_version_of_a_step_are_in_the_hash(domain: Domain, step: Step) -> None:
    before = Preparation(domain, parse_options(domain, {}), None)
    seen = {before.hash()}
    given = getattr(before.options, step.key).model_dump(mode="json")
    if step.tasks != {Task.ANOMALY}:  # which cannot do without its units
        off = parse_options(domain, {step.key: {**given, "enabled": not given["enabled"]}})
        seen.add(Preparation(domain, off, None).hash())
    other = _with(domain, step, replace(step, version=step.version + 1))
    seen.add(Preparation(other, parse_options(other, {}), None).hash())
    assert len(seen) == (3 if step.tasks != {Task.ANOMALY} else 2)
    for name, value in given.items():
        if isinstance(value, bool) and name != "enabled":
            flipped = parse_options(domain, {step.key: {**given, name: not value}})
            assert Preparation(domain, flipped, None).hash() not in seen, name


@pytest.mark.parametrize(("domain", "step"), STEPS)
def test_what_was_prepared_by_another_version_of_a_step_is_refused_and_the_step_named(
    domain: Domain, step: Step
) -> None:
    saved = json.loads(json.dumps(Preparation(domain, parse_options(domain, {}), None).dump()))
    other = _with(domain, step, replace(step, version=step.version + 1))
    with pytest.raises(PreparationMismatchError, match=rf"step {step.key}\b") as refused:
        Preparation.restore(other, saved)
    assert all(f" {each.key}" not in str(refused.value) for each in domain.steps if each.key not in step.key)
    assert Preparation.restore(domain, saved).hash() == saved["hash"]


@pytest.mark.parametrize("domain", list(registry()), ids=lambda domain: domain.key)
def test_a_restored_preparation_says_what_the_first_one_said_row_for_row_with_its_counts(domain: Domain) -> None:
    sample = domain.segment(domain.sample().head(200)).reset_index(drop=True)
    options = _everything_on(domain)
    first = Preparation(domain, options, domain.fit(sample, options)).knowing(sample)
    texts = [*sample["text"].tolist(), *SHOWN]
    again = Preparation.restore(domain, json.loads(json.dumps(first.dump())))
    assert again.counted(texts) == first.counted(texts)
    prepared, changed = again.counted(texts)
    assert [again.texts([text])[0] for text in texts] == prepared  # asked about alone, as a model is
    working = [step.key for step in domain.steps if step.tasks != {Task.ANOMALY} and step.key not in NO_TEXT]
    idle = [key for key in working if not changed[key]]
    assert not idle, f"steps that changed none of {len(texts)} texts: {idle}"
    for place in range(0, len(texts), 20):
        trail = again.trail(texts[place])
        assert (trail[-1][1] if trail else texts[place]) == prepared[place]
