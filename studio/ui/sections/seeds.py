"""Train it again from other seeds: how many, and what chance in training did to the figure of a version."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.counting import counted
from studio.core.errors import AssayError
from studio.core.records import ModelVersion, Run, RunState
from studio.core.seeds import Replicate, Seeds
from studio.services.seed_summary import caution, failures, otherwise_told, summary
from studio.services.seeds import LEAST, MOST, USUAL, version_of
from studio.services.training import not_measured
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import replicates
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import legible
from studio.ui.sections import run_progress
from studio.ui.wording import escaped

_SUMMARY = {"Mean": "mean", "Standard deviation": "deviation", "Least": "least", "Greatest": "greatest"}


def show(model: ModelVersion, domain: Domain) -> None:
    """What other seeds came to, or the run that is at it; nothing where it was never asked."""
    runs = current_studio().seeds.runs_of(current_actor(), model.id)
    followed = _followed(runs)
    if followed is not None:
        run_progress.follow(followed.id, domain.accent)
    run = _shown(runs)
    found = None if run is None else current_studio().seeds.of(run)
    if run is None or found is None:
        return
    st.header("Trained again from other seeds", anchor=False)
    version = version_of(run)
    told = (failures(found), otherwise_told(version.otherwise) if version else "")
    st.markdown(" ".join([summary(found), *(escaped(each) for each in told if each)]))
    _figures(found, run, domain)
    st.caption(caution(found))


def offer(model: ModelVersion) -> None:
    """How many further seeds, a guess at the time, and the button; where it tells nothing, why."""
    with st.expander("Train it again from other seeds", icon=":material/casino:"):
        reason = current_studio().seeds.why_not(current_actor(), model.id)
        if reason:
            st.caption(escaped(reason))
            return
        st.markdown(
            "Would you get the same figure if you trained again, or was it luck? The same training is done from other "
            "seeds, one after another, on the same rows and with the same options. Each is measured as this version "
            "was and then thrown away; this version stays as it is."
        )
        more = st.slider(
            "Further seeds",
            LEAST,
            MOST,
            _usual(model),
            key=f"seeds-more-{model.id}",
            help="Two make three trainings in all. More make the standard deviation surer.",
        )
        if not _estimate(model, more):
            return
        st.button(
            "Train it again",
            icon=":material/casino:",
            key=f"seeds-{model.id}",
            on_click=_start,
            args=(model.id,),
        )


def _followed(runs: list[Run]) -> Run | None:
    """The run that goes on, else the one the URL asks for where it did not end well."""
    asked = state.chosen(state.RUN)
    live = next((run for run in runs if not run.state.final), None)
    wanted = next((run for run in runs if run.id == asked and run.state is not RunState.SUCCEEDED), None)
    return live or wanted


def _shown(runs: list[Run]) -> Run | None:
    """The run of the URL where it has figures, else the newest of the most seeds."""
    done = [run for run in runs if run.state is RunState.SUCCEEDED]
    asked = next((run for run in done if run.id == state.chosen(state.RUN)), None)
    most = max(done, key=lambda run: len(run.manifest.get("options", {}).get("seeds", ())), default=None)
    return asked or most


def _usual(model: ModelVersion) -> int:
    """As many as usual, beside those that are known."""
    found = current_studio().seeds.known(current_actor(), model.id)
    return USUAL if found is None else min(MOST, len(found.replicates) - 1 + USUAL)


def _estimate(model: ModelVersion, more: int) -> bool:
    try:
        planned = current_studio().seeds.plan(current_actor(), model.id, more)
    except AssayError as error:  # nothing failed: it is not for this version
        st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
        return False
    known = f" {counted(len(planned.known), 'is', 'are')} known and not trained again." if planned.known else ""
    roughly = digits.roughly(planned.seconds)
    said = f"About **{roughly}** on this machine." if planned.measured else not_measured(roughly)
    st.markdown(f":material/schedule: {said}{known}")
    if planned.otherwise:
        st.caption(escaped(otherwise_told(planned.otherwise)))
    return True


@shell.action
def _start(model_id: str) -> None:
    """Start it, or show the run that is at it: a second click changes nothing."""
    studio, actor = current_studio(), current_actor()
    live = next((run for run in studio.seeds.runs_of(actor, model_id) if not run.state.final), None)
    run = live or studio.seeds.start(actor, model_id, int(st.session_state[f"seeds-more-{model_id}"]))
    state.choose(run=run.id)
    if live is None:
        st.toast(f"Started as {run.id}.", icon=":material/casino:")


def _figures(found: Seeds, run: Run, domain: Domain) -> None:
    metric = digits.metric_title(found.metric)
    if found.test is not None:
        st.plotly_chart(
            replicates.replicates(found, metric, legible(domain.accent)),
            key=f"replicates-{run.id}",
            config=CONFIG,
            alt=f"{metric} on the test part of every training, beside the interval of this version",
        )
        st.caption("The diamond is this version, a dot each other seed; the line is this version's interval.")
    on_test, on_dev = f"{metric}, test", f"{metric}, dev"
    rows = []
    for name, of in _SUMMARY.items():
        figures = [None if part is None else getattr(part, of) for part in (found.test, found.dev)]
        rows.append({"Seed": name, on_test: _fine(figures[0]), on_dev: _fine(figures[1]), "Took": ""})
    rows += [_row(each, each is found.own, on_test, on_dev) for each in found.replicates]
    with st.expander("Every seed", icon=":material/table_rows:"):
        grid.table(rows, numbers=(on_test, on_dev, "Took"), alt="Every training: its seed and its figures")
        st.caption(
            f"On {digits.count(found.rows)} test texts and {digits.count(found.dev_rows)} dev texts. The test part was "
            f"opened once for all of them (opening {run.result.get('opening', digits.DASH)})."
        )


def _row(each: Replicate, own: bool, on_test: str, on_dev: str) -> dict[str, str]:
    seed = f"this ({each.seed})" if own else str(each.seed)
    if each.reason:
        return {"Seed": seed, on_test: "failed", on_dev: "failed", "Took": digits.DASH}
    test, dev = (None if part is None else part.value for part in (each.test, each.dev))
    took = digits.DASH if each.seconds is None else digits.duration(each.seconds)
    return {"Seed": seed, on_test: _fine(test), on_dev: _fine(dev), "Took": took}


def _fine(number: float | None) -> str:
    """Three decimals: seeds often differ in the third."""
    return digits.DASH if number is None else f"{number:.3f}"
