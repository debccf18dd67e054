"""What the language model finds is the same whether it forgets the words it read or not, and after an interruption."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from domains.deidentify import WHOLE, deidentify, entities, language_model
from domains.deidentify.language_model import forget_words
from domains.spans import Redaction
from studio.services.intake.quarantine import search_each

TEXTS = [
    f"Mr. Harold Quimby was seen in Aldermere by Susan Pelletier for the {word}ing of his {word}oid."
    for word in ("xantr", "brumb", "quolf", "zeph", "murgl", "plint")
]


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> list[Redaction]:
    """What is found while words are kept; what a test has forgotten is no matter of the next."""
    monkeypatch.setattr(language_model, "_forgetting", [])
    found = deidentify(TEXTS)
    assert all("Pelletier" not in each.text and len(each.spans) >= 2 for each in found)
    return found


def words() -> int:
    return len(language_model.language_model().vocab.strings)


def test_words_are_forgotten_and_the_answers_are_the_same(remembered: list[Redaction]) -> None:
    forget_words()
    assert deidentify(TEXTS) == remembered
    known = words()
    fresh = [text.replace("oid", "oidal").replace("ing", "ingly") for text in TEXTS]
    found = deidentify(fresh)
    assert words() == known, "words that are new to the model are gone behind the batch"
    assert deidentify(fresh) == found and deidentify(TEXTS) == remembered


def test_an_alarm_in_mid_batch_leaves_the_model_as_it_was(
    remembered: list[Redaction], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It rings once, while the third text is read: all are then tried one by one."""
    forget_words()
    deidentify(TEXTS)
    known = words()
    real, read = entities._within, []

    def ringing(document: Any, begin: int, start: int, end: int) -> Iterator[Any]:
        read.append(document.text)
        if len(read) == 3:
            signal.raise_signal(signal.SIGALRM)
        return real(document, begin, start, end)

    monkeypatch.setattr(entities, "_within", ringing)
    fresh = [text.replace("oid", "oidial") for text in TEXTS]
    assert [each.text for each in search_each(deidentify, fresh)] == [
        each.text.replace("oid", "oidial") for each in remembered
    ]
    assert len(read) > len(TEXTS) + 2, "the batch was interrupted, and its texts were read again"
    assert words() == known
    assert deidentify(TEXTS) == remembered


def test_whenever_an_alarm_rings_what_is_read_later_is_the_same(remembered: list[Redaction]) -> None:
    forget_words()
    for seconds in (0.0002, 0.001, 0.002, 0.004, 0.008, 0.016):
        for each, known in zip(search_each(deidentify, TEXTS, seconds), remembered, strict=True):
            assert each.text == WHOLE or each == known
        assert deidentify(TEXTS) == remembered
