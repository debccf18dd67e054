"""A table of the person's own: measured against, or answered row by row."""

from __future__ import annotations

import functools

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.core.clock import now
from studio.core.columns import Role
from studio.core.errors import ConflictError, NotFoundError
from studio.core.label_sets import in_words
from studio.core.records import ModelVersion, Run, RunKind, RunState
from studio.core.tasks import Task
from studio.services.batch_expiry import KEPT_HOURS, expired
from studio.services.datasets.opened import Intake
from studio.services.documents import is_document
from studio.services.inference import AnswerCounts
from studio.services.remarks import REMARKS
from studio.services.reviewed_answers import MODEL_ANSWER, REVIEWED
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import column_roles, recorded, review, run_progress, timeline, upload
from studio.ui.wording import escaped, plural

_ASKED = frozenset({Role.TEXT, Role.QUESTION, Role.REFERENCE, Role.SCORE_MIN, Role.SCORE_MAX})
_LOOK_SECONDS = 10.0
_MANY_ROWS = 2_000
_SCORE = "score"
"""How unusual a window is, beside whether it was flagged."""
_TABLE_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def evaluate(domain: Domain, model: ModelVersion) -> None:
    """Upload a table with answers and measure the model on it."""
    labels = "with labels of anomalies if there are any" if model.task is Task.ANOMALY else "with their true answers"
    st.caption(f"A table of texts, {labels}. It is measured apart and never learned from.")
    scope = f"evaluate-{domain.key}"
    intake = _intake(domain, scope, model, None)
    if intake is None:
        return
    st.button(
        "Measure on this table",
        type="primary",
        icon=":material/query_stats:",
        key=f"{scope}-go",
        on_click=_start_evaluation,
        args=(model.id, intake, scope),
    )


def answer(domain: Domain, model: ModelVersion) -> None:
    """Upload a table of texts, have every row answered, download the result."""
    scope = f"batch-{domain.key}"
    intake = _intake(domain, scope, model, _ASKED)
    if intake is not None:
        st.button(
            f"Answer {digits.count(len(intake.table))} rows",
            type="primary",
            icon=":material/playlist_play:",
            key=f"{scope}-go",
            on_click=_start_batch,
            args=(model.id, intake, scope),
        )
    _batch(domain, model)


def _intake(domain: Domain, scope: str, model: ModelVersion, only: frozenset[Role] | None) -> Intake | None:
    identifiers = current_studio().datasets.identifiers(current_actor(), model.dataset_id)
    held = upload.show(domain, scope=scope, terms=model.labels, identifiers=identifiers)
    if held is None:
        return None
    intake = held.intake
    text = intake.mapping.column(Role.TEXT)
    st.markdown(f"**{digits.count(len(intake.table))}** rows; the text is column **{escaped(text or 'not found')}**.")
    with st.expander("Columns", expanded=text is None, icon=":material/view_column:"):
        wanted = column_roles.show(domain, intake, scope=scope, only=only)
    if wanted is not None:
        upload.reread(domain, scope, wanted)
        st.rerun()
    return intake if text else None


@shell.action
def _start_evaluation(model_id: str, intake: Intake, scope: str) -> None:
    if not upload.holds(scope, intake):  # a second click: the first one has it under way
        return
    _preparing(intake)
    run = current_studio().evaluations.start(current_actor(), model_id, intake)
    upload.forget(scope)
    state.choose(run=run.id)


@shell.action
def _start_batch(model_id: str, intake: Intake, scope: str) -> None:
    if not upload.holds(scope, intake):
        return
    _preparing(intake)
    run = current_studio().inference.start_batch(current_actor(), model_id, intake)
    upload.forget(scope)
    state.choose(run=run.id)


def _preparing(intake: Intake) -> None:
    """Said before a table is prepared, which takes a while where it is large; the page is drawn only after that."""
    if intake.file_rows >= _MANY_ROWS:
        st.toast(f"Preparing {digits.count(intake.file_rows)} rows.", icon=":material/hourglass_top:", duration="long")


def _batch(domain: Domain, model: ModelVersion) -> None:
    """The batch the URL asks for: its progress, then its answers and their review."""
    run_id = state.chosen(state.RUN)
    run = current_studio().runs.get(current_actor(), run_id) if run_id else None
    if run is None or run.kind is not RunKind.PREDICT or run.domain != domain.key or is_document(run):
        recorded.show(model, domain, run_id=None)
        return
    run_progress.follow(run.id, domain.accent)
    if run.state is RunState.SUCCEEDED:
        _answers(run, domain)
        asked = current_studio().library.get(current_actor(), run.model_id) if run.model_id else None
        if asked is not None and asked.task is not Task.ANOMALY:
            review.show(run, asked, domain)


def _answers(run: Run, domain: Domain) -> None:
    studio, actor = current_studio(), current_actor()
    try:
        batch = studio.inference.answered_batch(actor, run.id)
    except (ConflictError, NotFoundError) as gone:  # the rest of the section is of use without it
        st.info(f"{escaped(gone.message)} {escaped(gone.fix)}", icon=":material/auto_delete:")
        return
    task = studio.library.get(actor, str(run.model_id)).task
    table, counts = batch.table, batch.counts
    if task is Task.ANOMALY:
        timeline.of_batch(run, domain)
    else:
        _new_kinds(counts, domain)
        _remarks(counts, domain)
    shown = _answer_first(_remarked_first(table).head(100) if counts.remarked else table.head(100))
    if task is Task.MULTILABEL:
        shown = _sets_in_words(shown)
    grid.table(shown, alt="The first hundred answers")
    with st.container(horizontal=True):
        for kind, mime in _TABLE_TYPES.items():
            st.download_button(
                f"Download {kind.upper()}",
                data=lambda kind=kind: studio.inference.batch_file(actor, run.id, kind),  # type: ignore[misc]
                file_name=f"answers-{run.id}.{kind}",
                mime=mime,
                icon=":material/download:",
                key=f"download-{kind}-{run.id}",
                on_click="ignore",
            )
        if domain.alert_labels:
            _alerts(run, domain)
    part = functools.partial(_kept, run.id)
    functools.update_wrapper(part, _kept)
    shell.live(part, every=_LOOK_SECONDS)


def _sets_in_words(table: pd.DataFrame) -> pd.DataFrame:
    names = [name for name in ("predicted", MODEL_ANSWER) if name in table]
    return table.assign(**{name: table[name].map(in_words, na_action="ignore") for name in names})


def _answer_first(table: pd.DataFrame) -> pd.DataFrame:
    """The answer before the text, which on a phone takes all the width; the rest in the order of the file."""
    named = ("row", "predicted", _SCORE, REMARKS, "text", REVIEWED, MODEL_ANSWER)
    first = [name for name in named if name in table]
    return table[[*first, *(name for name in table if name not in first)]]


def _remarked_first(table: pd.DataFrame) -> pd.DataFrame:
    """Else one far down a long table were never among the rows that are shown."""
    odd = table[REMARKS].ne("")
    return pd.concat([table[odd], table[~odd]])


def _kept(run_id: str) -> None:
    """How long the answers are kept; once they are not, the page is rebuilt and says so in place of the downloads.

    A page may be left open that long, and a download that fails can only show words of Streamlit's own.
    """
    if expired(current_studio().runs.get(current_actor(), run_id), now()):
        st.rerun()
    st.caption(f"The table and its answers are kept for {KEPT_HOURS} hours after the run's end, then deleted.")


def _new_kinds(counts: AnswerCounts, domain: Domain) -> None:
    """How much of the table is of a kind the model never saw, where its field can tell."""
    if counts.new_rows is None or counts.new_kinds is None:
        return
    nouns = plural(domain.text_noun)
    if not counts.new_rows:
        st.caption(f"Every {domain.kind_noun} in the table was among the training rows.")
        return
    kinds = domain.kind_noun if counts.new_kinds == 1 else plural(domain.kind_noun)
    st.markdown(
        f":orange-badge[{digits.count(counts.new_kinds)} new {kinds}] {digits.count(counts.new_rows)} of "
        f"{digits.count(counts.rows)} {nouns} are of a {domain.kind_noun} no training row had; they are named in the "
        "column new_kind. The model had none of their kind to learn from: have a person look."
    )


def _remarks(counts: AnswerCounts, domain: Domain) -> None:
    """How many rows a person should look at, where the field looks for such."""
    nouns = plural(domain.text_noun)
    if counts.remarked is None:
        if domain.odd_rows:
            st.caption(
                f"No remarks: the search for {domain.odd_rows} failed or found too little memory. "
                f"The {plural(domain.answer_noun)} are not touched by that."
            )
        return
    if not counts.remarked:
        st.caption(f"None of the {nouns} calls for a remark.")
        return
    verb = "bears a remark" if counts.remarked == 1 else "bear a remark"
    textless = f" (where {nouns} without any text come last)" if counts.blank else ""
    st.markdown(
        f":orange-badge[{digits.count(counts.remarked)} to look at] {digits.count(counts.remarked)} of "
        f"{digits.count(counts.rows)} {nouns} {verb}: the column remarks says what is odd. {nouns.capitalize()} "
        f"with a remark come first here, and below when you check{textless}; files keep the order of your table."
    )


def _alerts(run: Run, domain: Domain) -> None:
    """The rows somebody should be told of, as a file of their own."""
    studio, actor = current_studio(), current_actor()
    alerts = len(studio.inference.alerts(actor, run.id))
    st.download_button(
        f"Download {digits.count(alerts)} {'alert' if alerts == 1 else 'alerts'}" if alerts else "No alerts",
        data=lambda: studio.inference.alerts_file(actor, run.id, "csv"),
        file_name=f"alerts-{run.id}.csv",
        mime=_TABLE_TYPES["csv"],
        icon=":material/notification_important:",
        key=f"alerts-{run.id}",
        help=f"Rows answered {' or '.join(domain.alert_labels)}, then those of a new {domain.kind_noun}.",
        disabled=not alerts,
        on_click="ignore",
    )
