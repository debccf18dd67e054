"""A document brought to the model: its sections, a heat map of its passages, each one click away; two compared."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from domains.contract import Domain
from studio.core.counting import counted
from studio.core.errors import ConflictError, NotFoundError
from studio.core.records import ModelVersion, Run, RunState
from studio.core.tasks import Task
from studio.services.batch_expiry import KEPT_HOURS
from studio.services.document_pairs import aligned, sections_of_either, share_changes
from studio.services.documents import AnsweredDocument, is_document
from studio.services.intake.upload import UploadedFile
from studio.ui import closed_sessions, digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.passages import shares
from studio.ui.sections import document_desk, document_years, passages, run_progress, word_list
from studio.ui.wording import escaped

_OTHER = "other"
_LIMIT_MIB = 50
_NONE = "none"


def show(domain: Domain, model: ModelVersion) -> None:
    """The uploader, the run of the document the URL asks for, and what it answered."""
    if model.task is not Task.CLASSIFICATION:
        st.caption(f"A {domain.document_noun} is shown by the one label of each passage; this model gives none.")
        return
    key = _uploader(domain.key)
    files = st.file_uploader(
        f"A {domain.document_noun}, or several",
        type=["txt", "htm", "html", "docx", "pdf"],
        accept_multiple_files=True,
        max_upload_size=_LIMIT_MIB,
        key=key,
        help=(
            "10-K, 10-Q, 20-F or 8-K filings as HTML, plain text, DOCX or PDF, full submissions, or any other text. "
            "A 40-F or 6-K has no items: it is read by the documents of its submission, else as a whole."
        ),
    )
    if files:
        if len(files) == 1:
            st.text_input(
                "Year it reports on", placeholder=f"as the {domain.document_noun} says", max_chars=20, key=f"{key}-year"
            )
        many = len(files) > 1
        st.button(
            f"Read these {len(files)} {domain.document_noun}s" if many else f"Read this {domain.document_noun}",
            type="primary",
            icon=":material/grid_view:",
            key=f"{key}-go",
            on_click=_start,
            args=(domain.key, model.id, key),
        )
    document_desk.show(domain)
    _asked_for(domain)
    document_years.show(domain)


def _uploader(domain_key: str) -> str:
    return f"document-{domain_key}-{st.session_state.get(f'document-{domain_key}', 0)}"


@shell.action
def _start(domain_key: str, model_id: str, key: str) -> None:
    """Put every file on the desk, which reads them whatever becomes of this page."""
    counter = f"document-{domain_key}"
    if key != _uploader(domain_key):  # a second click: the first one has them under way
        return
    period = str(st.session_state.get(f"{key}-year") or "")
    held = st.session_state.get(key) or []
    files = [UploadedFile(file.name, file.getvalue()) for file in held]
    brought = current_studio().desk.bring(current_actor(), domain_key, model_id, files, period)
    closed_sessions.drop_files([file.file_id for file in held])
    st.session_state[counter] = int(st.session_state.get(counter, 0)) + 1
    document_desk.await_first(domain_key, brought)


def _asked_for(domain: Domain) -> None:
    run_id = state.chosen(state.RUN)
    if run_id is None:
        return
    run = current_studio().runs.get(current_actor(), run_id)
    if run.domain != domain.key or not is_document(run):
        return
    run_progress.follow(run.id, domain.accent)
    document = _read(run) if run.state is RunState.SUCCEEDED else None
    if document is not None:
        _told(document, domain)


def _read(run: Run) -> AnsweredDocument | None:
    try:
        return current_studio().documents.read(current_actor(), run.id)
    except (ConflictError, NotFoundError) as gone:  # the rest of the section is of use without it
        st.info(f"{escaped(gone.message)} {escaped(gone.fix)}", icon=":material/auto_delete:")
        return None


def _told(document: AnsweredDocument, domain: Domain) -> None:
    of = ", ".join(each for each in (document.issuer, document.form, document.period) if each)
    told = f" {escaped(of)}." if of else ""
    st.markdown(f"**{escaped(document.name)}**: {digits.count(len(document.passages))} sentences.{told}")
    st.caption(" ".join(map(escaped, document.notes)))
    _sections(document, "Share of sentences by predicted label")
    passages.show(document, domain)
    word_list.show(document)
    _compare(document, domain)
    st.caption(f"The {domain.document_noun} and its answers are kept for {KEPT_HOURS} hours, then deleted.")


def _sections(document: AnsweredDocument, title: str, names: Mapping[str, str] | None = None) -> None:
    """The bars of a document's sections, or of those that `names` (by key) tells, so that two stand line by line."""
    counts = document.telling["section"].astype(str).value_counts()
    table = document.shares().to_dict("index")
    shown_names = names or {key: name for key, name in document.sections.items() if key in counts}
    rows = {f"{name} ({counts.get(key, 0):,})": table.get(key, {}) for key, name in shown_names.items()}
    if not rows:
        return
    st.plotly_chart(
        shares(rows, document.labels, title),  # type: ignore[arg-type]
        key=f"shares-{document.run.id}-{title}",
        config=CONFIG,
        alt=f"{title}: stacked bars, one a section; the table below has the numbers.",
    )
    formulas = int(document.passages["predicted"].notna().sum()) - len(document.telling)
    told = "In brackets: of how many sentences."
    if formulas:
        told += f" {counted(formulas, 'sentence', 'sentences')} of nothing but boilerplate or safe harbour left out."
    st.caption(told)
    with st.expander("As a table", icon=":material/table:"):
        shown = [
            {"section": name, **{label: digits.percent(float(row.get(label, 0.0))) for label in document.labels}}
            for name, row in rows.items()
        ]
        grid.table(shown, numbers=document.labels, alt=title)


def _compare(document: AnsweredDocument, domain: Domain) -> None:
    """Another document beside this one, section by section; the choice is in the URL."""
    runs = [
        run for run in current_studio().documents.answered(current_actor(), domain.key) if run.id != document.run.id
    ]
    st.subheader(f"Beside another {domain.document_noun}", anchor=False)
    if not runs:
        st.caption(f"Bring a second {domain.document_noun}; both stand side by side here.")
        return
    options = {
        _NONE: "Choose one",
        **{run.id: f"{run.manifest['table_name']}, {digits.ago(run.created_at)}" for run in runs},
    }
    chosen = state.picker(_OTHER, "Compare with", options, scope=f"compare-{domain.key}")
    if chosen == _NONE:
        return
    other = _read(next(run for run in runs if run.id == chosen))
    if other is None:
        return
    document, other = aligned((document, other))
    names = sections_of_either(document, other)
    left, right = st.columns(2, gap="medium")
    with left:
        _sections(document, f"This one: {document.name[:40]}", names)
    with right:
        _sections(other, f"The other: {other.name[:40]}", names)
    changes = share_changes(document, other)
    if not changes.empty:
        st.caption("Share of each label in this one less that in the other, in percentage points, of sections in both.")
        rows = [
            {"section": names[str(key)], **{str(label): _points(100 * float(by)) for label, by in row.items()}}
            for key, row in changes.to_dict("index").items()
        ]
        grid.table(rows, numbers=[str(label) for label in changes.columns], alt="What differs between the two")


def _points(by: float) -> str:
    """`+3`, `-12`; what rounds to nothing has no sign."""
    return f"{by:+.0f}" if round(by) else "0"
