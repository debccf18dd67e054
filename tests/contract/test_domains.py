"""Every registered domain keeps the contract, built in or not."""

import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as with_example
from hypothesis import strategies as st

from domains.contract import RUNNING, Domain
from domains.preparation import CHANGED, Preparation, parse_options
from domains.registry import DomainRegistry, registry
from studio.core.columns import Role
from studio.core.errors import InvalidOptionError, PreparationMismatchError, UnavailableError, UnknownKeyError
from studio.core.findings import Finding
from studio.core.metrics import METRICS
from studio.core.tasks import Task

ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.text(
        alphabet=st.sampled_from("aZé1 \t\n\r\x00\x07\x1b\u200b\u00a0\u2028\ufeff😀👩‍⚕️€Ã©â€™[]/:-.%&;"), max_size=80
    ),
    st.sampled_from(
        [
            "",
            " ",
            "\n",
            "n/a",
            "[NAME]",
            "5mg",
            "120 / 80 mm Hg",
            "CC: c/o SOB",
            "â€œquotedâ€\x9d",
            "&amp;lt;",
            "\ud800",
        ]
    ),
)
MANY_TEXTS = st.lists(ANY_TEXT, max_size=6)
SETTLED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", params=list(registry()), ids=lambda domain: domain.key)
def domain(request):
    return request.param


@pytest.fixture(scope="module")
def sample(domain):
    return domain.sample()


@pytest.fixture(scope="module")
def state(domain, sample):
    return domain.fit(sample, parse_options(domain, {}))


def options_with_everything_on(domain):
    return parse_options(domain, {step.key: {"enabled": True} for step in domain.steps})


def test_all_four_fields_load():
    assert [domain.key for domain in registry()][:4] == [
        "medical_notes",
        "finance_risk",
        "education_grading",
        "manufacturing_logs",
    ]
    assert registry().unavailable() == ()


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
@given(text=ANY_TEXT)
def test_highlights_lie_within_the_text(domain, text):
    assert all(0 <= span.start < span.end <= len(text) and span.kind for span in domain.highlights(text))


def test_the_default_options_need_no_telling(domain, sample):
    assert domain.told_of_options(sample.head(20), parse_options(domain, {})) == []


def test_a_table_is_interpreted_row_by_row(domain, sample):
    read, findings = domain.interpret(sample, parse_options(domain, {}))
    assert read["text"].tolist() == sample["text"].tolist()
    assert all(finding.message and finding.fix for finding in findings)


def test_units_hold_the_rows_and_are_prepared_line_by_line(domain, sample):
    if Task.ANOMALY not in domain.tasks:
        return
    options = parse_options(domain, {})
    read, _ = domain.interpret(sample.head(120).assign(target="normal"), options)
    units, findings = domain.units(read, options)
    assert findings and set(units["target"]) == {"normal"}
    assert {"source_row", "chain", "first", "last"} <= set(units.columns)
    preparation = Preparation(domain, options, domain.fit(units, options))
    prepared = preparation.texts(units["text"].tolist())
    assert preparation.texts(prepared) == prepared
    assert [len(domain.lines(text)) for text in units["text"]] == [text.count("\n") + 1 for text in prepared]
    kinds = domain.new_kinds(units["text"].tolist(), preparation.state)
    assert kinds is None or kinds == [None] * len(units)


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


def test_groups_and_pairs_follow_the_rows(domain, sample):
    shuffled = sample.sample(frac=1.0, random_state=3)
    for series in (domain.groups(shuffled), domain.pair(shuffled)):
        assert series is None or series.index.equals(shuffled.index)


def test_new_kinds_are_told_by_text_and_a_training_text_is_of_none(domain, state, sample):
    texts = sample["text"].tolist()
    kinds = domain.new_kinds(texts, state)
    assert kinds is None or kinds == [None] * len(texts)


def test_slices_are_masks_over_the_prepared_rows(domain, state, sample):
    prepared = Preparation(domain, parse_options(domain, {}), state).table(domain.segment(sample.head(60)))
    for name, mask in domain.slices(prepared).items():
        assert name
        assert mask.index.equals(prepared.index)
        assert mask.dtype == bool


def test_panels_are_tidy(domain, state, sample):
    prepared = Preparation(domain, parse_options(domain, {}), state).table(domain.segment(sample))
    for panel in domain.panels():
        frame = panel.build(prepared)
        if panel.drawn == "pareto" and not frame.empty:
            assert frame[RUNNING].is_monotonic_increasing and frame[RUNNING].iloc[-1] <= 100
        if panel.drawn in ("table", "pareto"):
            assert len(frame) <= 200
            assert frame.empty or set(panel.wide) <= set(frame.columns)
            continue
        assert list(frame.columns) == ["name", "count"]
        assert len(frame) <= 20
        assert frame["count"].is_monotonic_decreasing


def test_examples_can_be_typed_in(domain):
    known = {column.role for column in domain.columns}
    assert len(domain.examples) >= 3
    for example in domain.examples:
        assert example[Role.TEXT].strip()
        assert set(example) <= known


def test_findings_name_rows_and_never_quote_them(domain, sample):
    table = sample.head(30).copy()
    secret = "zzsecretzz"
    table["text"] = [f"{secret} {number}" for number in range(len(table))]
    table.loc[table.index[0], "text"] = ""
    for task in domain.tasks:
        findings = [*domain.recognise(table), *domain.validate(table, task)]
        assert all(isinstance(finding, Finding) and finding.message and finding.fix for finding in findings)
        assert not any(secret in f"{finding.message}{finding.fix}" for finding in findings)
        assert all(1 <= row <= len(table) for finding in findings for row in finding.rows)


PLANTED = (
    "Name: Quentin Fictional. Mail quentin@example.org, call 202-555-0143, SSN 000-12-3456, "
    "student id 4471-22, I live in Exampleville at 12 Sample Street, born on 03/04/2009."
)


def test_personal_data_is_removed_and_the_offsets_are_those_of_the_source(domain):
    if not domain.personal_data:
        assert domain.deidentify([PLANTED])[0].text == PLANTED
        return
    redaction = domain.deidentify([PLANTED])[0]
    for planted in (
        "Quentin",
        "Fictional",
        "example.org",
        "555",
        "000-12",
        "4471",
        "Exampleville",
        "Sample Street",
        "03/04",
    ):
        assert planted not in redaction.text
    rebuilt, place = "", 0
    for span in redaction.spans:
        rebuilt += PLANTED[place : span.start] + f"[{span.kind}]"
        place = span.end
    assert rebuilt + PLANTED[place:] == redaction.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.one_of(ANY_TEXT, st.just(PLANTED)), max_size=4))
def test_a_redacted_text_is_its_own_redaction(domain, texts):
    once = [redaction.text for redaction in domain.deidentify(texts)]
    assert len(once) == len(texts)
    assert [redaction.text for redaction in domain.deidentify(once)] == once


class Broken(Domain):
    """Cannot be made: `sample` is missing."""


class Named(type(next(iter(registry())))):
    """A working domain that calls itself something else."""

    key = "something_else"


def test_two_domains_of_one_key_are_refused():
    domains = DomainRegistry()
    domains.register("something_else", lambda: Named)
    with pytest.raises(ValueError, match="something_else"):
        domains.register("something_else", lambda: Named)


def test_an_unknown_key_is_answered_with_the_known_ones():
    with pytest.raises(UnknownKeyError, match="medical_notes"):
        registry().get("astrology")


def raise_import_error():
    raise ImportError("no module called stars")


@pytest.mark.parametrize(
    ("load", "reason"),
    [(lambda: Broken, "sample"), (raise_import_error, "no module called stars"), (lambda: Named, "something_else")],
)
def test_a_plugin_that_does_not_load_is_shown_with_its_reason(load, reason):
    domains = DomainRegistry()
    domains.register("astrology", load)
    domains.register("something_else", lambda: Named)
    assert [domain.key for domain in domains] == ["something_else"]
    assert reason in domains.unavailable()[0].reason
    with pytest.raises(UnavailableError, match=reason):
        domains.get("astrology")
