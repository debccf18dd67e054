"""In every domain a table is prepared row by row: settled, the same every time, and left as it was."""

from __future__ import annotations

import copy
import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import example as with_example
from hypothesis import given
from hypothesis import strategies as st

from domains.preparation import CHANGED, Preparation, parse_options
from studio.core.errors import PreparationMismatchError
from studio.core.tasks import Task
from tests.contract.strategies import MANY_TEXTS, SETTLED, chosen_options, tables


def options_with_everything_on(domain):
    return parse_options(domain, {step.key: {"enabled": True} for step in domain.steps})


@SETTLED
@given(texts=MANY_TEXTS)
def test_steps_keep_the_count_leave_their_input_alone_and_settle(domain, state, texts):
    options = options_with_everything_on(domain)
    for step in domain.steps:
        before = list(texts)
        once = step.apply(texts, getattr(options, step.key), state)
        assert texts == before
        assert len(once) == len(texts)
        assert step.apply(texts, getattr(options, step.key), state) == once
        assert step.apply(once, getattr(options, step.key), state) == once


@SETTLED
@given(texts=MANY_TEXTS)
@with_example(texts=["\xac\xc0"])  # in small letters these two are mojibake
def test_prepared_texts_are_their_own_preparation(domain, state, texts):
    for options in (parse_options(domain, {}), options_with_everything_on(domain)):
        preparation = Preparation(domain, options, state)
        once = preparation.texts(texts)
        assert preparation.texts(once) == once


@SETTLED
@given(texts=MANY_TEXTS)
def test_a_text_is_prepared_the_same_alone_and_in_company(domain, state, texts):
    preparation = Preparation(domain, parse_options(domain, {}), state)
    assert preparation.texts(texts) == [preparation.texts([text])[0] for text in texts]


def test_prepared_samples_are_their_own_preparation(domain, state, sample):
    preparation = Preparation(domain, parse_options(domain, {}), state)
    once = preparation.texts(sample["text"].tolist())
    assert preparation.texts(once) == once


def test_the_hash_follows_options_and_step_versions(domain, state):
    before = Preparation(domain, parse_options(domain, {}), state)
    step = domain.steps[0]
    off = parse_options(domain, {step.key: {"enabled": not getattr(before.options, step.key).enabled}})
    assert Preparation(domain, off, state).hash() != before.hash()
    assert Preparation.restore(domain, before.dump()).hash() == before.hash()
    saved = before.dump()
    saved["signature"]["steps"][step.key]["version"] += 1
    with pytest.raises(PreparationMismatchError, match=step.key):
        Preparation.restore(domain, {**saved, "hash": "another"})


def test_a_table_is_prepared_row_by_row(domain, state, sample):
    preparation = Preparation(domain, parse_options(domain, {}), state)
    segmented = domain.segment(sample.head(40))
    assert "source_row" in segmented
    prepared = preparation.table(segmented)
    assert len(prepared) == len(segmented)
    assert prepared["text"].map(type).eq(str).all()
    assert (prepared["source_text"] == segmented["text"]).all()


def test_preparing_a_table_leaves_it_alone_and_tells_how_many_rows_each_step_changed(domain, state, sample):
    preparation = Preparation(domain, options_with_everything_on(domain), state)
    table = domain.segment(sample.head(40)).reset_index(drop=True)
    before = table.copy(deep=True)
    prepared = preparation.table(table)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(preparation.table(table), prepared)
    changed = prepared.attrs[CHANGED]
    assert list(changed) == [step.key for step in domain.steps]
    trails = [preparation.trail(text) for text in table["text"]]
    for step in domain.steps:
        counted = 0
        for source, trail in zip(table["text"], trails, strict=True):
            texts = [source, *(text for _, text in trail)]
            counted += any(title == step.title and texts[place] != text for place, (title, text) in enumerate(trail))
        assert changed[step.key] == counted, step.key


def test_a_step_switched_off_changes_nothing_and_is_not_counted(domain, state, sample):
    steps = [step for step in domain.steps if step.tasks != {Task.ANOMALY}]  # which cannot do without its units
    off = parse_options(domain, {step.key: {"enabled": False} for step in steps})
    texts = sample["text"].head(20).tolist()
    prepared, changed = Preparation(domain, off, state).counted(texts)
    assert prepared == texts and not any(changed.values())


@SETTLED
@given(texts=MANY_TEXTS)
def test_prepared_units_are_their_own_preparation(domain, sample, texts):
    if Task.ANOMALY not in domain.tasks:
        return
    options = parse_options(domain, {})
    units, _ = domain.units(sample.head(60).assign(target=""), options)
    preparation = Preparation(domain, options, domain.fit(units, options))
    once = preparation.texts(texts)
    assert len(once) == len(texts) and preparation.texts(once) == once


@SETTLED
@given(data=st.data())
def test_preparing_keeps_the_rows_their_order_and_itself(domain, state, sample, data):
    """Whatever rows, whatever options: one row out for one in, twice the same, nothing given is changed."""
    preparation = Preparation(domain, data.draw(chosen_options(domain)), copy.deepcopy(state))
    table = data.draw(tables(sample))
    before = table.copy(deep=True)
    prepared = preparation.table(table)
    pd.testing.assert_frame_equal(table, before)
    assert preparation.state == state
    assert prepared.index.equals(table.index) and prepared["source_row"].tolist() == table["source_row"].tolist()
    assert prepared["source_text"].tolist() == table["text"].tolist()
    pd.testing.assert_frame_equal(preparation.table(table), prepared)
    knowing = preparation.knowing(table)
    for column in ("text", "text_pair"):
        texts = prepared[column].dropna().tolist()
        assert knowing.texts(texts) == texts, column


@SETTLED
@given(data=st.data())
def test_a_row_is_prepared_the_same_wherever_it_stands(domain, state, sample, data):
    preparation = Preparation(domain, parse_options(domain, {}), state)
    table = data.draw(tables(sample))
    prepared = preparation.table(table)["text"]
    assert preparation.table(table.iloc[::-1])["text"].tolist() == prepared.tolist()[::-1]
    for place in range(len(table)):
        text = table["text"].iloc[place]
        knowing = preparation.knowing(table)
        assert knowing.texts([text]) == [prepared.iloc[place]]


PRINT_HASHES = """
import sys
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from studio.core.ids import content_hash
for domain in registry():
    sample = domain.sample().head(120)
    options = parse_options(domain, {step.key: {"enabled": True} for step in domain.steps})
    preparation = Preparation(domain, options, domain.fit(sample, options))
    table = preparation.table(domain.segment(sample))
    print(domain.key, preparation.hash(), content_hash(table.to_json().encode()))
"""


def hashes(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PRINT_HASHES]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_another_process_prepares_the_same():
    """The order of a set is another one in each process: a state or a text that follows it would differ."""
    assert hashes("1") == hashes("2")
