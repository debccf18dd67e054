"""The data verdict of a dataset: asked for, followed as it is found, read, mended."""

from __future__ import annotations

import functools

import streamlit as st

from domains.contract import Domain
from studio.core.findings import Severity
from studio.core.records import Dataset, Phase, Run, RunState
from studio.core.verdict import Verdict
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.palette import legible
from studio.ui.sections import run_progress, verdict_findings, verdict_learnable
from studio.ui.wording import escaped

_EVERY_SECONDS = 1.5
_NOTICED_SECONDS = 4.0
_PIECES = {
    Phase.LOOK: "looking through the rows",
    Phase.COUNT: "counting words",
    Phase.JUDGE: "reading with a language model",
}


def show(dataset: Dataset, domain: Domain) -> None:
    """The whole verdict; while it is being found, what there is so far."""
    if not current_studio().verdicts.serves(dataset):
        return
    st.subheader("Data verdict", anchor=False)
    run = current_studio().verdicts.run(current_actor(), dataset.id)
    if run is None:
        part = functools.partial(_ask, dataset)
        functools.update_wrapper(part, _ask)
        shell.live(part, every=_NOTICED_SECONDS)
    elif run.state is RunState.SUCCEEDED:
        _found(dataset, domain, _verdict(dataset))
    else:
        _follow(dataset, domain, run)


def codes(dataset: Dataset) -> frozenset[str]:
    """Codes of the upload's findings that a finished verdict looks into again, with all rows and a mend."""
    run = current_studio().verdicts.run(current_actor(), dataset.id)
    if run is None or run.state is not RunState.SUCCEEDED:
        return frozenset()
    return current_studio().verdicts.told_again(_verdict(dataset))


def one_line(dataset: Dataset) -> None:
    """What the verdict says in a line, for those about to train; follows it while it is found."""
    run = current_studio().verdicts.run(current_actor(), dataset.id)
    if run is None or run.state in (RunState.FAILED, RunState.CANCELLED):
        return
    part = functools.partial(_line, dataset, run.state.final)
    functools.update_wrapper(part, _line)
    shell.live(part, every=None if run.state.final else _EVERY_SECONDS)


def _ask(dataset: Dataset) -> None:
    """Offer to look, unless that was asked for elsewhere meanwhile: in another tab, or on the command line."""
    if current_studio().verdicts.run(current_actor(), dataset.id) is not None:
        st.rerun()
    words, button = st.columns([7, 3], vertical_alignment="center")
    words.markdown(
        "Not looked at yet: copies, doubtful labels, shortcuts, and what could be learned from it, before any training."
    )
    button.button(
        "Look at this data",
        icon=":material/fact_check:",
        key=f"verdict-{dataset.id}",
        on_click=start,
        args=(dataset.id,),
        width="stretch",
    )


@shell.action
def start(dataset_id: str) -> None:
    """Ask the worker for the verdict."""
    current_studio().verdicts.start(current_actor(), dataset_id)


def _follow(dataset: Dataset, domain: Domain, run: Run) -> None:
    run_progress.follow(run.id, domain.accent)
    if run.state.final:
        return
    part = functools.partial(_so_far, dataset, domain)
    functools.update_wrapper(part, _so_far)
    shell.live(part, every=_EVERY_SECONDS)


def _so_far(dataset: Dataset, domain: Domain) -> None:
    """Findings and figures that are known while others are looked for; nothing can be mended yet."""
    verdict = _verdict(dataset)
    if not verdict.seconds:
        return
    todo = [words for phase, words in _PIECES.items() if phase.value not in verdict.seconds]
    if todo:
        st.caption(f"Found so far. Still to come: {', '.join(todo)}.")
    verdict_learnable.expected(verdict)
    verdict_findings.read_only(verdict)


def _found(dataset: Dataset, domain: Domain, verdict: Verdict) -> None:
    figures, curve = st.columns([5, 7], gap="large")
    with figures:
        verdict_learnable.expected(verdict)
        for note in verdict.notes:
            st.markdown(f":material/lightbulb: {escaped(note)}")
    with curve:
        verdict_learnable.curve(verdict, legible(domain.accent), key=dataset.id)
    verdict_findings.show(dataset, verdict)
    st.caption(
        f"Looked at in {digits.duration(sum(verdict.seconds.values()))}. Figures are cross-validated on the rows "
        "outside the test part."
    )


def _line(dataset: Dataset, was_over: bool) -> None:
    run = current_studio().verdicts.run(current_actor(), dataset.id)
    verdict = _verdict(dataset)
    if run is None:
        return
    if run.state.final and not was_over:
        st.rerun()  # once: from then on nothing here changes, and nothing redraws the page under a person's hand
    if not run.state.final:
        st.markdown(f":material/fact_check: **Data verdict** :gray[is being found] {_expected(verdict)}")
        return
    grave = sum(each.finding.severity is not Severity.NOTE for each in verdict.findings)
    worth = f"{grave} {'thing' if grave == 1 else 'things'} worth mending" if grave else "nothing must be mended"
    st.markdown(f":material/fact_check: **Data verdict:** {worth}. {_expected(verdict)}")
    if grave:
        st.button(
            "See what",
            key=f"see-verdict-{dataset.id}",
            icon=":material/arrow_back:",
            on_click=_open,
            args=(dataset.id,),
            type="tertiary",
        )


def _open(dataset_id: str) -> None:
    state.choose(section="data", dataset=dataset_id, run=None)


def _expected(verdict: Verdict) -> str:
    known = [each for each in verdict.expected if each.method != "majority" and each.measured.value is not None]
    if not known:
        return ""
    said = ", ".join(f"{each.method} {digits.with_interval(each.measured)}" for each in known)
    return f"To expect, {digits.metric_title(known[0].metric)}: {said}."


def _verdict(dataset: Dataset) -> Verdict:
    found = current_studio().verdicts.get(current_actor(), dataset.id)
    return found or Verdict(dataset.id, "")
