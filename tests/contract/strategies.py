"""What hypothesis draws for the contract: texts nobody expects, rows of them, and options a person may choose."""

from __future__ import annotations

from enum import EnumMeta
from typing import Any, Literal, get_args, get_origin

import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from domains.contract import Domain
from domains.preparation import parse_options
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


@st.composite
def tables(draw: st.DrawFn, sample: pd.DataFrame) -> pd.DataFrame:
    """Up to six rows of a sample, some twice, their texts spoilt, under an index that counts nothing."""
    places = draw(st.lists(st.integers(0, len(sample) - 1), max_size=6))
    table = sample.iloc[places].copy()
    table["text"] = [_spoilt(draw, text) for text in table["text"]]
    table.index = pd.Index(draw(st.permutations(range(10, 10 + len(table)))), dtype="int64")
    return table


def _spoilt(draw: st.DrawFn, text: str) -> str:
    """A field's own words with something strange before, behind or within them, or in their place."""
    odd = draw(ANY_TEXT).replace("\ud800", "\ufffd")  # what cannot be written as UTF-8 never reaches a table
    cut = draw(st.integers(0, len(text)))
    return str(draw(st.sampled_from([text, odd, odd + text, text + odd, text[:cut] + odd + text[cut:], text[cut:]])))


def chosen_options(domain: Domain) -> st.SearchStrategy[BaseModel]:
    """Options with every step on or off, and every switch and choice of every step in any position.

    What only anomaly detection asks for stays as it is: that cannot do without its units.
    """
    steps = {
        step.key: st.fixed_dictionaries({name: st.sampled_from(each) for name, each in _positions(step.Options)})
        for step in domain.steps
        if step.tasks != {Task.ANOMALY}
    }
    return st.fixed_dictionaries(steps).map(lambda values: parse_options(domain, values))


def _positions(options: type[BaseModel]) -> list[tuple[str, list[Any]]]:
    """The options that are a switch or a choice, each with what it may be."""
    found = []
    for name, field in options.model_fields.items():
        annotation = getattr(field.annotation, "__value__", field.annotation)
        if annotation is bool:
            found.append((name, [True, False]))
        elif get_origin(annotation) is Literal:
            found.append((name, list(get_args(annotation))))
        elif isinstance(annotation, EnumMeta):
            found.append((name, [each.value for each in annotation]))  # type: ignore[var-annotated]
    return found
