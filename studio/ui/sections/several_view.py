"""Where a text has several labels: what of each label was missed and what was given wrongly, and those texts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.core.label_sets import in_words, parse_set
from studio.core.records import Evaluation
from studio.ui import digits, grid
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import evaluated_rows
from studio.ui.wording import escaped, plural

_MISSED, _WRONG, _RIGHT = "Missed", "Given wrongly", "Rightly given"


def show(evaluation: Evaluation, domain: Domain, hint: str = "") -> None:
    """A row a label, the one with most mistakes first; the select boxes name the texts beside it."""
    if not evaluation.per_label:
        return
    st.header("Where it is right and where it is wrong", anchor=False)
    ordered = sorted(evaluation.per_label, key=lambda label: (-_mistakes(evaluation, label), label))
    table, texts = st.columns([6, 5], gap="large")
    with table:
        rows = [_row(evaluation, label) for label in ordered]
        grid.table(
            rows,
            numbers=[name for name in rows[0] if name != "Label"],
            alt="Each label with the texts that bear it, and how many were found, missed and given wrongly",
        )
        st.caption(f"Each label by itself: a text may bear several. {hint}")
    with texts:
        _texts(evaluation, domain, ordered)


def _row(evaluation: Evaluation, label: str) -> dict[str, str]:
    figures = evaluation.per_label[label]
    found = figures["support"] - figures["missed"]
    counts = {"Texts": figures["support"], "Found": found, _MISSED: figures["missed"], _WRONG: figures["false"]}
    return {"Label": label, **{name: digits.count(number) for name, number in counts.items()}}


def _mistakes(evaluation: Evaluation, label: str) -> float:
    figures = evaluation.per_label[label]
    return figures["missed"] + figures["false"]


def _texts(evaluation: Evaluation, domain: Domain, labels: list[str]) -> None:
    left, right = st.columns(2)
    label = str(left.selectbox("Label", labels, key=f"several-label-{evaluation.id}"))
    first = _worst(evaluation.per_label[label])
    kinds = [first, *(each for each in (_MISSED, _WRONG, _RIGHT) if each != first)]
    kind = str(right.selectbox("Texts where it was", kinds, key=f"several-kind-{evaluation.id}-{label}"))
    rows = current_studio().evaluations.rows(current_actor(), evaluation.id)
    found = rows[_is(rows, label, kind)]
    noun = domain.text_noun if len(found) == 1 else plural(domain.text_noun)
    st.markdown(f"**{digits.count(len(found))}** {noun}: {escaped(label)}, {kind.lower()}")
    evaluated_rows.show(found.assign(true=found["true"].map(in_words), predicted=found["predicted"].map(in_words)))


def _worst(figures: Mapping[str, float]) -> str:
    """The commoner mistake; where there is none, what was right is there to be read."""
    if not figures["missed"] and not figures["false"]:
        return _RIGHT
    return _MISSED if figures["missed"] >= figures["false"] else _WRONG


def _is(rows: pd.DataFrame, label: str, kind: str) -> pd.Series:
    true, said = (
        rows[name].map(lambda kept: label in parse_set(str(kept))).astype(bool) for name in ("true", "predicted")
    )
    return {_MISSED: true & ~said, _WRONG: said & ~true, _RIGHT: true & said}[kind]
