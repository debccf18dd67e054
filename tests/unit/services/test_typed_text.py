"""A typed text that takes too long to be searched for identifiers is refused, never answered as it is."""

import pandas as pd
import pytest

from domains.preparation import Preparation
from domains.registry import registry
from studio.core.errors import InputError
from studio.services import asked_texts
from studio.services.asked_texts import deidentified

TABLE = pd.DataFrame({"text": ["Seen by Dr. Mockford in Norwich."], "question": [""], "reference": [""]})


def medical() -> Preparation:
    domain = registry().get("medical_notes")
    return Preparation(domain, domain.Options(), None)


def test_a_text_that_takes_too_long_is_refused_in_words_without_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_texts, "TYPED_SECONDS", 0.0)
    with pytest.raises(InputError, match="took over 0 seconds") as refused:
        deidentified(TABLE, medical(), b"key")
    assert "Mockford" not in str(refused.value)


def test_a_text_in_time_is_answered_without_its_identifiers() -> None:
    assert "Mockford" not in deidentified(TABLE, medical(), b"key")["text"][0]
