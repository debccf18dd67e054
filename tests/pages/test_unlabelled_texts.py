"""Texts without a label are brought beside a table, counted, and kept for the method that reads them."""

from __future__ import annotations

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.services.datasets.unlabelled import unlabelled_count
from studio.services.intake import limits
from studio.services.studio import Studio

KINDS = ("credit", "market", "cyber")
KEEP = "data-finance_risk-upload-keep"


def _table(domain: str = "finance_risk") -> bytes:
    rows = [(f"Borrower {row} missed a payment of {row} thousand", KINDS[row % 3]) for row in range(60)]
    if domain == "medical_notes":
        rows = [(f"Chest pain on exertion, worse at night {row}", ("cardio", "chest")[row % 2]) for row in range(60)]
    return pd.DataFrame(rows, columns=["sentence", "kind"]).to_csv(index=False).encode()


def _texts(count: int = 25) -> bytes:
    """As many texts nobody labelled, one of them twice, with a column of answers that must not be taken."""
    texts = [f"A note nobody labelled about desk {chr(97 + row)} and its limits" for row in range(count)]
    return pd.DataFrame({"sentence": [*texts, texts[0]], "kind": "market"}).to_csv(index=False).encode()


def _uploader(app, label: str):
    return next((each for each in app.file_uploader if each.label == label), None)


def _brought(visit, domain: str = "finance_risk"):
    app = visit(domain)
    return app.file_uploader[0].upload("risks.csv", _table(domain)).run()


def _with(app, *files: tuple[str, bytes]):
    for name, data in files:
        _uploader(app, "Files of texts without a label").upload(name, data)
    return app.run()


def _said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def test_texts_are_counted_and_kept_beside_the_table(empty_store: Studio, visit) -> None:
    app = _with(_brought(visit), ("more.csv", _texts()))
    assert not app.error
    assert "**26** texts were read" in _said(app) and "25 different ones are kept" in _said(app)
    app.text_input(key="data-finance_risk-upload-name-risks.csv").input("With texts")
    app.button(key=KEEP).click().run()
    assert not app.error
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")
    assert (kept.rows, unlabelled_count(kept), kept.name) == (60, 25, "With texts")
    app = _brought(visit)  # the next table does not find the files of the one before
    assert "texts were read" not in _said(app)


def test_without_such_files_nothing_changes(empty_store: Studio, visit) -> None:
    app = _brought(visit)
    app.button(key=KEEP).click().run()
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")
    assert unlabelled_count(kept) == 0


@pytest.mark.parametrize(
    ("name", "data"), [("counts.csv", b"a,b\n1,2\n3,4\n"), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))]
)
def test_a_file_without_texts_is_told_once_and_the_table_can_be_kept(
    empty_store: Studio, visit, name: str, data: bytes
) -> None:
    app = _with(_brought(visit), (name, data))
    assert len(app.error) == 1 and not app.exception
    app.button(key=KEEP).click().run()
    assert len(empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")) == 1


def test_a_file_over_the_limit_is_refused_by_the_server(
    empty_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _brought(visit)
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1_000)
    app = _with(app, ("more.csv", _texts(200)))
    assert len(app.error) == 1 and "a file may have" in app.error[0].value
    assert "texts were read" not in _said(app)


def test_identifiers_of_such_texts_never_reach_the_store(empty_store: Studio, visit) -> None:
    more = b"sentence\nPatient Hildegard Oberwasser has knee pain on stairs.\n"
    app = _with(_brought(visit, "medical_notes"), ("more.csv", more))
    assert "**1** texts were read" in _said(app) and "not shown for a review" in _said(app)
    app.button(key="data-medical_notes-upload-keep").click().run()
    assert not app.error
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR, "medical_notes")
    folder = empty_store.artifacts.local_folder(f"datasets/{kept.id}")
    (text,) = pd.read_parquet(folder / "unlabelled.parquet")["text"]
    assert "Oberwasser" not in text and "knee pain" in text


def test_it_is_not_offered_where_no_method_reads_them(empty_store: Studio, visit) -> None:
    app = visit("manufacturing_logs")
    lines = "\n".join(f"Nov 26 10:{row % 60:02d}:00 host app[{row}]: pump {row} started" for row in range(200))
    app.file_uploader[0].upload("machine.log", lines.encode()).run()
    assert _uploader(app, "Files of texts without a label") is None
