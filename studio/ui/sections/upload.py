"""A person's files becoming an Intake: read in a limited child, columns guessed, kept in this session only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile as Brought

from domains.contract import Domain
from domains.deidentify import IdentifierOptions
from models.allocator import return_freed_memory
from studio.core.columns import ColumnMapping
from studio.core.errors import AssayError
from studio.services.datasets.opened import Intake
from studio.services.intake.bundle import offers_whole, texts_are_files, texts_are_rows
from studio.services.intake.limits import MAX_FILE_BYTES, MEGABYTE, told_limits
from studio.services.intake.unfolding import reads_texts_apart
from studio.services.intake.upload import UploadedFile
from studio.ui import closed_sessions, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import identifier_choice
from studio.ui.sections.search_progress import SearchProgress

KINDS = (
    "csv", "tsv", "json", "jsonl", "ndjson", "xlsx", "xls", "xlsb", "ods", "parquet", "txt", "log", "docx", "pdf",
    "zip",
)  # fmt: skip
_TABLE = "A row of its table"
_TEXTS: dict[bool | str, str] = {_TABLE: _TABLE, False: "A line or paragraph", True: "A whole file"}


@dataclass(frozen=True)
class Wanted:
    """How files are to be read: sheet, mapping (None: guessed), labels that are known, what becomes of identifiers.

    `whole`: whether each text file was read as one text; `apart`: whether a table of several texts a row was read as
    one row a text; None: as it looked.
    """

    sheet: str | None
    mapping: ColumnMapping | None
    terms: tuple[str, ...]
    identifiers: IdentifierOptions
    review: bool
    whole: bool | None = None
    apart: bool | None = None


@dataclass(frozen=True)
class Held:
    """What this session has read: which files, how, and what was in them.

    `tabular`: a document among them is a table, whether or not it was read as one now.
    """

    files: tuple[str, ...]
    how: Wanted
    intake: Intake
    tabular: bool = False


def show(
    domain: Domain,
    *,
    scope: str,
    several: bool = False,
    terms: tuple[str, ...] = (),
    identifiers: IdentifierOptions | None = None,
) -> Held | None:
    """The uploader and, for a workbook, the sheet; None until something could be read.

    `terms` are the labels of the model that the files are brought to, `identifiers` what stands for identifiers in the
    texts it learned from; where that is not given, a person chooses, and reviews what was found.
    """
    st.file_uploader(
        "Files of one table" if several else "A table",
        type=list(KINDS),
        accept_multiple_files=several,
        max_upload_size=MAX_FILE_BYTES // MEGABYTE,
        key=_uploader(scope),
        help="Tables: CSV, TSV, JSON, JSON Lines, Excel, OpenDocument (ODS), Parquet. Texts: TXT, logs, Word (DOCX), "
        "PDF, by line or paragraph, or one text a file. Or a ZIP of tables or of texts, whose folders may be classes.",
    )
    st.caption(told_limits())
    if domain.personal_data:
        st.caption(
            ":material/shield_person: Names, dates, numbers and other identifiers are removed before anything "
            "is stored. What you bring waits in this browser session until you keep it; a reload forgets it."
        )
    review = domain.personal_data and identifiers is None
    if review:
        identifiers = identifier_choice.show(domain, scope=scope)
    chosen = identifiers or IdentifierOptions()
    files = _files(scope)
    if not files:
        st.session_state.pop(_key(scope), None)
        return None
    return _opened(domain, scope, Wanted(_sheet(scope), _mapping(scope), terms, chosen, review))


def reread(domain: Domain, scope: str, mapping: ColumnMapping) -> None:
    """Read the same files again under another mapping."""
    held: Held = st.session_state[_key(scope)]
    _read(domain, scope, replace(held.how, mapping=mapping))


def brought(scope: str) -> list[UploadedFile]:
    """The files that this session has open."""
    return [UploadedFile(file.name, file.getvalue()) for file in _files(scope)]


def holds(scope: str, intake: Intake) -> bool:
    """Whether this session still holds what was read."""
    held = st.session_state.get(_key(scope))
    return isinstance(held, Held) and held.intake is intake


def forget(scope: str) -> None:
    """Let go of the files, in the server too, and of what was read from them."""
    closed_sessions.drop_files([file.file_id for file in _files(scope)])
    st.session_state.pop(_key(scope), None)
    st.session_state[f"{scope}-uploader"] = int(st.session_state.get(f"{scope}-uploader", 0)) + 1
    return_freed_memory()


def _uploader(scope: str) -> str:
    return f"{scope}-uploader-{st.session_state.get(f'{scope}-uploader', 0)}"


def _key(scope: str) -> str:
    return f"{scope}-held"


def _files(scope: str) -> list[Brought]:
    value = st.session_state.get(_uploader(scope))
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _held(scope: str) -> Held | None:
    held = st.session_state.get(_key(scope))
    ids = tuple(file.file_id for file in _files(scope))
    return held if isinstance(held, Held) and held.files == ids else None


def _sheet(scope: str) -> str | None:
    held = _held(scope)
    return held.how.sheet if held else None


def _mapping(scope: str) -> ColumnMapping | None:
    held = _held(scope)
    return held.how.mapping if held else None


def _opened(domain: Domain, scope: str, wanted: Wanted) -> Held | None:
    """What is held where it is what is `wanted`; otherwise the files are read."""
    held = _held(scope)
    try:
        if held is None or (held.how.terms, held.how.identifiers) != (wanted.terms, wanted.identifiers):
            before = (held.how.whole, held.how.apart) if held else (None, None)
            held = _read(domain, scope, replace(wanted, whole=before[0], apart=before[1]))
        if len(held.intake.sheets) > 1:
            sheets, read = list(held.intake.sheets), held.intake.sheet
            at = sheets.index(read) if read in sheets else 0  # the first that is not blank was read
            chosen = st.selectbox("Sheet", sheets, index=at, key=f"{scope}-sheet-{held.files[0]}")
            if chosen != sheets[at]:
                held = _read(domain, scope, replace(held.how, sheet=chosen, mapping=None, apart=None))
        whole = _whole(scope, held)
        if whole is not None and whole != _text_is(held):
            held = _read(domain, scope, replace(held.how, mapping=None, whole=_asked(whole), apart=None))
        apart = _apart(domain, scope, held)
        if apart is not None and apart != reads_texts_apart(held.intake.findings):
            held = _read(domain, scope, replace(held.how, mapping=None, apart=apart))
    except AssayError as error:
        shell.show_error(error)
        return None
    return held


def _whole(scope: str, held: Held) -> bool | str | None:
    """Whether each file is one text, or a row of its table is, asked where it may be; what was read is chosen."""
    if not offers_whole([file.name for file in _files(scope)], held.intake.findings):
        return None
    return st.segmented_control(
        "One text is",
        [each for each in _TEXTS if each != _TABLE or held.tabular],
        default=_text_is(held),
        format_func=lambda each: _TEXTS[each],
        required=True,
        key=f"{scope}-whole-{held.files[0]}{'-table' if held.tabular else ''}",
    )


def _text_is(held: Held) -> bool | str:
    """What was read as one text: a row of a document's table, else whether a file."""
    return _TABLE if texts_are_rows(held.intake.findings) else texts_are_files(held.intake.findings)


def _asked(whole: bool | str) -> bool | None:
    """A document is read as its table where nobody says what a text is."""
    return whole if isinstance(whole, bool) else None


def _apart(domain: Domain, scope: str, held: Held) -> bool | None:
    """Whether each text of a row is a row of its own, asked where it may be; what was read is chosen already."""
    read = reads_texts_apart(held.intake.findings)
    if read is None:
        return None
    titles = {True: f"One {domain.text_noun}", False: "As the file has it"}
    return st.segmented_control(
        "A row is",
        list(titles),
        default=read,
        format_func=lambda each: titles[each],
        required=True,
        key=f"{scope}-apart-{held.files[0]}-{held.how.sheet}",
    )


def _read(domain: Domain, scope: str, wanted: Wanted) -> Held:
    files = _files(scope)
    with st.spinner("Reading the file, and removing identifiers" if domain.personal_data else "Reading the file"):
        progress = SearchProgress()
        intake = current_studio().datasets.open_upload(
            current_actor(),
            domain.key,
            brought(scope),
            mapping=wanted.mapping,
            sheet=wanted.sheet,
            exact=wanted.mapping is not None,
            terms=wanted.terms,
            identifiers=wanted.identifiers,
            review=wanted.review,
            whole=wanted.whole,
            apart=wanted.apart,
            told=progress.tell,
        )
        progress.clear()
    before = _held(scope)
    tabular = texts_are_rows(intake.findings) or (before is not None and before.tabular)
    held = Held(tuple(file.file_id for file in files), wanted, intake, tabular)
    st.session_state[_key(scope)] = held
    return held
