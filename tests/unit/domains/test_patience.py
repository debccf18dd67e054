"""A search in a thread ends by the clock, and what it did not end is withheld."""

import pytest

from domains.deidentify import WHOLE, deidentify, redaction, within
from domains.deidentify.findings import Scope, Search
from domains.deidentify.patience import OutOfPatienceError, look

TEXT = "Seen by Dr. Mockford on 03/04/2019 in Norwich."


def test_a_search_out_of_time_withholds_the_text():
    with within(0.0) as patience:
        found = deidentify([TEXT])[0]
        assert patience.over
    assert found.text == WHOLE
    assert "Mockford" not in deidentify([TEXT])[0].text  # and the next one has its own time


def test_a_search_in_time_is_what_it_is_without_a_limit():
    with within(60.0) as patience:
        assert deidentify([TEXT])[0] == deidentify([TEXT])[0]
        assert not patience.over


def test_the_clock_is_looked_at_after_every_pattern():
    search = Search("Dr. Mockford", Scope.CLINICAL)
    with within(0.0), pytest.raises(OutOfPatienceError):
        search.take_all([], "any pattern")
    look()  # outside there is no limit


def test_the_limit_is_the_threads_own():
    from threading import Thread

    seen = []
    with within(0.0):
        thread = Thread(target=lambda: seen.append(deidentify([TEXT])[0].text))
        thread.start()
        thread.join()
    assert seen[0] != WHOLE


RECOGNISERS = [
    name for name in vars(redaction) if name.startswith(("find_", "take_", "hide_")) and callable(vars(redaction)[name])
]


@pytest.mark.parametrize("error", [RuntimeError, TimeoutError, MemoryError, RecursionError, OutOfPatienceError])
@pytest.mark.parametrize("name", [*RECOGNISERS, "view_of"])
def test_whatever_recogniser_fails_the_text_is_withheld(name, error, monkeypatch):
    real = getattr(redaction, name)

    def fail(first, *rest):
        if "explode" in getattr(first, "source", first):
            raise error("Quentin Mockford")
        return real(first, *rest)

    monkeypatch.setattr(redaction, name, fail)
    monkeypatch.setattr(redaction, "_all_entities", lambda texts: [[] for _ in texts])
    results = deidentify(["Please explode, Quentin Mockford.", "All is well."])
    assert [result.text for result in results] == [WHOLE, "All is well."]


def test_every_recogniser_of_a_pass_is_among_those_made_to_fail():
    called = set(redaction._pass.__code__.co_names)
    assert set(RECOGNISERS) == {name for name in called if name.startswith(("find_", "take_", "hide_"))}
    assert len(RECOGNISERS) > 20
