"""Every registered domain says what it is: its columns, tasks, steps and options, its sample and its examples."""

import re

import pandas as pd
import pytest

from domains.preparation import parse_options
from studio.core.columns import Role
from studio.core.errors import InvalidOptionError
from studio.core.metrics import METRICS
from studio.core.tasks import Task


def test_a_domain_says_what_it_is(domain):
    assert re.fullmatch(r"[a-z][a-z_]+", domain.key)
    assert re.fullmatch(r":material/\w+:", domain.icon)
    assert domain.title and domain.description.endswith(".") and domain.text_noun and domain.version
    assert domain.tasks and all(domain.metrics[task] for task in domain.tasks)
    assert all(key in METRICS for keys in domain.metrics.values() for key in keys)


def test_the_accent_can_be_read_on_white(domain):
    channels = [int(domain.accent[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def test_columns_name_each_role_once_and_aliases_are_lower_case_and_unambiguous(domain):
    roles = [column.role for column in domain.columns]
    assert len(roles) == len(set(roles))
    assert next(column for column in domain.columns if column.role is Role.TEXT).required
    for task in domain.tasks:
        aliases = [alias for column in domain.columns if column.serves(task) for alias in column.aliases]
        assert len(aliases) == len(set(aliases))
        assert all(alias == alias.lower() for alias in aliases)


def test_every_step_has_options_of_its_own(domain):
    before_steps = ["identifiers"] if domain.personal_data else []
    assert list(domain.Options.model_fields) == [*before_steps, *(step.key for step in domain.steps)]
    options = parse_options(domain, {})
    assert all(isinstance(getattr(options, step.key), step.Options) for step in domain.steps)
    for step in domain.steps:
        for name, field in step.Options.model_fields.items():
            assert name == "enabled" or (field.title and field.description), f"{step.key}.{name}"


def test_options_survive_writing_and_reading(domain):
    options = parse_options(domain, {})
    assert parse_options(domain, options.model_dump(mode="json")) == options


def test_an_unknown_option_is_refused_by_name(domain):
    with pytest.raises(InvalidOptionError, match="nonsense"):
        parse_options(domain, {"nonsense": {}})


def test_the_sample_is_large_enough_complete_and_the_same_every_time(domain, sample):
    assert len(sample) >= 400
    pd.testing.assert_frame_equal(sample, domain.sample())
    assert sample["source_row"].tolist() == list(range(1, len(sample) + 1))
    assert set(sample.columns) <= {role.value for role in Role} | {"source_row"}
    for column in domain.columns:
        if column.required and column.serves(domain.tasks[0]):
            assert sample[column.role].notna().all()


def test_the_sample_has_a_target_for_every_task(domain, sample):
    for task in domain.tasks:
        target = sample[Role.SCORE if task is Task.SCORING else Role.LABEL]
        assert target.nunique() > 1


def test_examples_can_be_typed_in(domain):
    known = {column.role for column in domain.columns}
    assert len(domain.examples) >= 3
    for example in domain.examples:
        assert example[Role.TEXT].strip()
        assert set(example) <= known
