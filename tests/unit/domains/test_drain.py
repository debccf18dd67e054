"""Templates of lines whose parameters are masked: words decide, parameters in front do not."""

from hypothesis import given
from hypothesis import strategies as st

from domains.manufacturing_logs.drain import as_written, is_parameter, opposed, word_first
from domains.manufacturing_logs.mining import KnownTemplates, as_state, event_text, mine

VM = "[instance: 78dc1847-8848-49cc-933e-9239b12c9dcf]"


def grouped(lines):
    mined = mine([line for line in lines for _ in range(4)])
    assert mined is not None
    return dict(zip(mined.templates, mined.counts, strict=True))


def test_equal_parameters_are_no_evidence_that_two_lines_are_alike():
    assert len(grouped(["axis extended =38 12 9", "axis retracted =12 7 8"])) == 2
    assert list(grouped(["axis moved slowly to 12", "axis moved quickly to 9"])) == ["axis moved <*> to <NUM>"]


def test_parameters_in_front_are_passed_over_and_stay_where_they_stood():
    assert set(grouped([f"{VM} Terminating instance", f"{VM} Creating image", f"{VM} Claim successful"])) == {
        "[instance: <ID>] Terminating instance",
        "[instance: <ID>] Creating image",
        "[instance: <ID>] Claim successful",
    }


def test_a_list_of_addresses_is_one_parameter():
    assert event_text('10.0.0.1,10.0.0.2 "GET" served') == event_text('10.0.0.7 "GET" served') == '<IP> "GET" served'


def test_opposite_truth_values_are_two_events_and_other_values_are_a_parameter():
    lines = [f"updateClipping overlap:{value}, padding={n} shift={n}" for value in ("true", "false") for n in range(4)]
    assert set(grouped(lines)) == {
        "updateClipping overlap:true, padding=<NUM> shift=<NUM>",
        "updateClipping overlap:false, padding=<NUM> shift=<NUM>",
    }
    doors = grouped([f"front door of cell {name} is now {state}" for name in ("a", "b") for state in ("on", "off")])
    assert set(doors) == {"front door of cell <*> is now on", "front door of cell <*> is now off"}
    assert opposed("visible=TRUE,", "visible=false,") and not opposed("found", "no") and not opposed("on", "no")


def test_a_quoted_value_is_one_parameter_however_many_words_it_has():
    lines = [f'acquire lock={n} tag="{tag}" by uid={n}' for n, tag in enumerate(("View Lock", "a", "b c d"))]
    assert list(grouped(lines)) == ["acquire lock=<NUM> tag=<TEXT> by uid=<NUM>"]


def test_ids_of_tasks_with_a_letter_among_their_numbers_are_masked_whole():
    assert event_text("Committed attempt_201706092018_0024_m_000004_1026") == "Committed attempt_<ID>"


def test_a_word_with_a_mask_in_it_is_a_word():
    assert is_parameter("<NUM>,") and is_parameter("[<ID>]")
    assert not is_parameter("lock=<NUM>") and not is_parameter("moved")


def test_a_saved_template_names_new_lines_of_it():
    mined = mine([f"{VM} VM {state} (Lifecycle Event)" for state in ("Started", "Paused", "Resumed") for _ in range(3)])
    assert mined is not None
    known = KnownTemplates(as_state(mined))
    event = event_text(f"{VM.replace('78dc', '99aa')} VM Stopped (Lifecycle Event)")
    assert known.template_of(event) == mined.templates[0]
    assert known.template_of("belt <NUM> torn at infeed") is None


@given(st.lists(st.sampled_from(["<NUM>", "[instance:", "<ID>]", "belt", "<*>", "[x]", "on", "="]), max_size=8))
def test_turning_words_and_turning_them_back_changes_nothing(words):
    event = " ".join(words)
    assert as_written(word_first(event), event) == event
