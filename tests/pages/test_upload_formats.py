"""Every format that is read goes from the uploader to a kept dataset; what one text is can be switched."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from domains.manufacturing_logs.sample_log import generate_log
from studio.core.actor import LOCAL_ACTOR
from studio.core.tasks import Task
from studio.services.studio import Studio
from studio.ui.sections.upload import KINDS
from tests.unit.domains.gradebook_exports import PUPILS, google_forms
from tests.unit.services.intake.made_files import archive, ods, parquet, pdf, word, xlsx

CLASSES = ("credit", "market", "cyber")
TEXTS = [f"Borrower {chr(97 + row % 26)}{row} missed a payment in quarter {row % 4} of the year" for row in range(60)]
LABELS = [CLASSES[row % 3] for row in range(60)]
RECORDS = [{"sentence": text, "kind": label} for text, label in zip(TEXTS, LABELS, strict=True)]
CELLS = [["sentence", "kind"], *map(list, zip(TEXTS, LABELS, strict=True))]
LOG = generate_log(40, 5)["text"].tolist()
FINANCE, LOGS = "finance_risk", "manufacturing_logs"


def _csv(mark: str = ",") -> bytes:
    return pd.DataFrame(RECORDS).to_csv(index=False, sep=mark).encode()


def _by_class(extension: str, data_of: dict[str, bytes] | None = None) -> bytes:
    """A ZIP of one file a text, in a folder a class."""
    made = {".txt": lambda text: text.encode(), ".docx": lambda text: word([text]), ".pdf": lambda text: pdf([[text]])}
    texts = zip(TEXTS, LABELS, strict=True)
    return archive({f"{label}/{n}{extension}": made[extension](text) for n, (text, label) in enumerate(texts)})


TABLES = {
    "csv": ("a.csv", _csv),
    "tsv": ("a.tsv", lambda: _csv("\t")),
    "json": ("a.json", lambda: json.dumps(RECORDS).encode()),
    "jsonl": ("a.jsonl", lambda: "\n".join(map(json.dumps, RECORDS)).encode()),
    "ndjson": ("a.ndjson", lambda: "\n".join(map(json.dumps, RECORDS)).encode()),
    "xlsx": ("a.xlsx", lambda: xlsx(Risks=CELLS)),
    "ods": ("a.ods", lambda: ods(Risks=CELLS)),
    "parquet": ("a.parquet", lambda: parquet(sentence=TEXTS, kind=LABELS)),
    "zip": ("a.zip", lambda: archive({"a.csv": _csv()})),
    "zip of texts": ("a.zip", lambda: _by_class(".txt")),
    "zip of docx": ("a.zip", lambda: _by_class(".docx")),
    "zip of pdf": ("a.zip", lambda: _by_class(".pdf")),
    "table in a docx": ("a.docx", lambda: word([], CELLS)),
}
ONLY_TEXTS = {
    "txt": ("a.txt", lambda: "\n".join(LOG).encode()),
    "log": ("a.log", lambda: "\n".join(LOG).encode()),
    "docx": ("a.docx", lambda: word(LOG)),
    "pdf": ("a.pdf", lambda: pdf([[line] for line in LOG])),
}
NOT_WRITTEN_HERE = {"xls", "xlsb"}
"""Nothing here writes them; the reader of XLSX and ODS reads them too."""


def _brought(visit, domain: str, name: str, data: bytes):
    app = visit(domain)
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception and [each.value for each in app.error] == []
    return app


def _kept(app, studio: Studio, domain: str):
    app.button(key=f"data-{domain}-upload-keep").click().run()
    assert not app.exception and [each.value for each in app.error] == []
    return studio.datasets.list(LOCAL_ACTOR, domain)[0]


def test_no_format_is_forgotten() -> None:
    assert {*TABLES, *ONLY_TEXTS, *NOT_WRITTEN_HERE} >= set(KINDS)


@pytest.mark.parametrize("kind", list(TABLES))
def test_a_table_of_every_format_is_kept(empty_store: Studio, visit, kind: str) -> None:
    name, made = TABLES[kind]
    dataset = _kept(_brought(visit, FINANCE, name, made()), empty_store, FINANCE)
    assert (dataset.rows, dataset.labels) == (60, tuple(sorted(CLASSES)))
    assert set(empty_store.datasets.table(LOCAL_ACTOR, dataset.id)["source_text"]) == set(TEXTS)


@pytest.mark.parametrize("kind", list(ONLY_TEXTS))
def test_texts_without_a_table_are_kept_where_no_answers_are_needed(empty_store: Studio, visit, kind: str) -> None:
    name, made = ONLY_TEXTS[kind]
    app = _brought(visit, LOGS, name, made())
    next(each for each in app.radio if "model answer" in each.label).set_value(Task.ANOMALY.value).run()
    dataset = _kept(app, empty_store, LOGS)
    assert dataset.task is Task.ANOMALY and dataset.rows == 40


def test_one_text_may_be_a_line_or_a_whole_file(empty_store: Studio, visit) -> None:
    two_lines = {
        f"{CLASSES[row % 3]}/{row}.txt": f"{text}\nIt was paid {row} days late".encode()
        for row, text in enumerate(TEXTS)
    }
    app = _brought(visit, FINANCE, "a.zip", archive(two_lines))
    switch = next(each for each in app.segmented_control if each.label == "One text is")
    assert switch.value is True
    switch.set_value(False).run()
    assert not app.exception and not app.error
    lines = _kept(app, empty_store, FINANCE)
    assert lines.rows == 120
    assert "\n" not in "".join(empty_store.datasets.table(LOCAL_ACTOR, lines.id)["source_text"])


def test_a_gradebook_is_one_row_an_answer_and_may_be_read_as_it_stands(empty_store: Studio, visit) -> None:
    app = _brought(visit, "education_grading", "form.csv", google_forms().to_csv(index=False).encode())
    switch = next(each for each in app.segmented_control if each.label == "A row is")
    assert switch.value is True
    assert any(f"read as **{3 * PUPILS}** answers" in each.value for each in app.markdown)
    switch.set_value(False).run()
    assert not app.exception
    assert not any("read as **" in each.value for each in app.markdown)
    next(each for each in app.segmented_control if each.label == "A row is").set_value(True).run()
    assert not app.exception and not app.error
    assert _kept(app, empty_store, "education_grading").rows == 3 * PUPILS


def test_paragraphs_of_a_document_become_one_text_with_the_switch(empty_store: Studio, visit) -> None:
    app = _brought(visit, LOGS, "a.docx", word(LOG))
    switch = next(each for each in app.segmented_control if each.label == "One text is")
    assert switch.value is False
    switch.set_value(True).run()
    assert not app.exception
    switch = next(each for each in app.segmented_control if each.label == "One text is")
    assert switch.value is True


def test_a_document_read_as_its_table_may_be_read_by_paragraph_and_as_a_table_again(empty_store: Studio, visit) -> None:
    table = [["message", "machine"], *([text, f"press {row % 3}"] for row, text in enumerate(LOG))]
    app = _brought(visit, LOGS, "a.docx", word([], table))
    for choice, rows in (("A row of its table", len(LOG)), (False, 2 * len(table)), ("A row of its table", len(LOG))):
        switch = next(each for each in app.segmented_control if each.label == "One text is")
        assert switch.options == ["A row of its table", "A line or paragraph", "A whole file"]
        if switch.value != choice:
            switch.set_value(choice).run()
        assert not app.exception and not app.error
        assert app.session_state[f"data-{LOGS}-upload-held"].intake.file_rows == rows
