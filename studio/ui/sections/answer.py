"""A Prediction in words and bars."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.anomalies import ANOMALY, THRESHOLD
from studio.core.answers import Prediction
from studio.core.label_sets import NO_LABEL
from studio.core.rubric import Rubric
from studio.ui import digits
from studio.ui.charts.distribution import probabilities
from studio.ui.charts.layout import CONFIG
from studio.ui.wording import escaped

_MOST_OPEN = 6


def show(prediction: Prediction, domain: Domain, rubric: Rubric | None = None) -> None:
    """The label with its probability, or the score within its range, called by `rubric`; how sure, in a sentence."""
    if prediction.label is not None and prediction.score is not None:
        _anomaly(prediction)
    elif prediction.label is not None:
        _label(prediction)
    elif prediction.labels is not None:
        _several(prediction)
    elif prediction.score is not None:
        _score(prediction, rubric)
    if prediction.new_kind is not None:
        st.markdown(
            f":orange-badge[new {domain.kind_noun}] No {domain.text_noun} in training was of its {domain.kind_noun}: "
            f"{escaped(prediction.new_kind)}"
        )
    if prediction.answered_by is not None:
        st.caption(f"Answered by the {escaped(prediction.answered_by)}.")
    if prediction.truncated:
        st.caption(f"The {domain.text_noun} is longer than the model reads; its end was not taken into account.")


def _anomaly(prediction: Prediction) -> None:
    """What an anomaly model says: flagged or not, its score, where its threshold lies."""
    score = f"score {prediction.score:.2f}"
    st.metric("Answer", str(prediction.label), delta=score, delta_color="off", delta_arrow="off")
    words = f":red-badge[flagged] Its score is above {THRESHOLD:g}, the threshold set in training."
    calm = f":green-badge[not flagged] Its score is not above the threshold, {THRESHOLD:g}."
    st.markdown(words if prediction.label == ANOMALY else calm)


def _label(prediction: Prediction) -> None:
    label = str(prediction.label)
    share = prediction.probabilities.get(label)
    st.metric(
        "Answer",
        escaped(label),
        delta=None if share is None else digits.percent(share),
        delta_color="off",
        delta_arrow="off",
    )
    if prediction.most_probable is not None:
        st.markdown(_moved(prediction))
    else:
        st.markdown(_certainty(prediction))
    if prediction.probabilities:
        st.plotly_chart(
            probabilities(prediction.probabilities, "Calibrated probability of each label"),
            key="probabilities",
            config=CONFIG,
            alt="Probability bars: " + _spoken(prediction),
        )


def _several(prediction: Prediction) -> None:
    """The labels given, what cannot be ruled out beside them, and the bars of all."""
    given = sorted(prediction.labels or (), key=lambda name: -prediction.probabilities[name])
    st.caption("Answer")
    if given:
        badges = [f":blue-badge[{escaped(name)} {digits.percent(prediction.probabilities[name])}]" for name in given]
        st.markdown(" ".join(badges))
    else:
        st.markdown(f"**{NO_LABEL.capitalize()}**")
    st.markdown(_left_open(prediction))
    st.plotly_chart(
        probabilities(prediction.probabilities, "Calibrated probability of each label, by itself"),
        key="probabilities",
        config=CONFIG,
        alt="Probability bars: " + _spoken(prediction),
    )
    st.caption("Each label has a threshold of its own, chosen on texts held out; a rare one is given below a half.")


def _left_open(prediction: Prediction) -> str:
    open_ = [name for name in prediction.prediction_set if name not in (prediction.labels or ())]
    names = ", ".join(f"**{escaped(name)}**" for name in open_[:_MOST_OPEN])
    if len(open_) > _MOST_OPEN:
        names += f" and {len(open_) - _MOST_OPEN} more"
    if prediction.labels and not prediction.prediction_set:
        return ":gray-badge[not told] Too few texts were held out to say which other labels cannot be ruled out."
    if prediction.abstains:
        return f":orange-badge[unsure] No label is likely enough, and these cannot be ruled out: {names}."
    if open_:
        return f"Cannot be ruled out, so that 90 % of the true labels are named: {names}."
    return ":green-badge[clear] Nothing else needs to be considered to name 90 % of the true labels."


def _moved(prediction: Prediction) -> str:
    """Why the label is not the one with the longest bar."""
    likelier = prediction.most_probable or ""
    share = digits.percent(prediction.probabilities[likelier])
    return (
        f":orange-badge[threshold moved] **{escaped(likelier)}** is more probable ({share}), but this model was told "
        f"to favour rare classes, and **{escaped(str(prediction.label))}** passes its own threshold; "
        "have a person look."
    )


def _certainty(prediction: Prediction) -> str:
    names = ", ".join(f"**{escaped(name)}**" for name in prediction.prediction_set)
    if not prediction.prediction_set:
        return ":orange-badge[unsure] It resembles nothing the model learned; have a person look."
    if len(prediction.prediction_set) == 1:
        return f":green-badge[clear] At 90 % certainty only {names} is left."
    return f":orange-badge[unsure] At 90 % certainty it is one of {names}; have a person decide."


def _spoken(prediction: Prediction) -> str:
    ordered = sorted(prediction.probabilities.items(), key=lambda item: -item[1])[:5]
    return ", ".join(f"{name} {digits.percent(share)}" for name, share in ordered)


def _score(prediction: Prediction, rubric: Rubric | None) -> None:
    score = float(prediction.score or 0.0)
    low, high = prediction.score_min or 0.0, prediction.score_max or 1.0
    st.metric(
        "Score", f"{score:.2f}", delta=f"on a scale from {low:g} to {high:g}", delta_color="off", delta_arrow="off"
    )
    st.progress(min(max((score - low) / max(high - low, 1e-9), 0.0), 1.0))
    level = rubric.level(score, low, high) if rubric else None
    if level is not None:
        what = f": {escaped(level.description)}" if level.description else ""
        st.markdown(f"**{escaped(level.name)}**{what}")
    st.markdown(_span(prediction))


def _span(prediction: Prediction) -> str:
    """How far the given score may lie from this one, in a sentence."""
    words = ""
    if prediction.score_low is not None and prediction.score_high is not None:
        words = (
            "90 times in 100 the given score lies between "
            f"**{prediction.score_low:.2f}** and **{prediction.score_high:.2f}**."
        )
    return f":orange-badge[unsure] {words} Have a person look." if prediction.abstains else words
