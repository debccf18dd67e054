"""Bringing a table: read, mapped, looked through, kept; a bad file is told once and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.services.intake.limits import told_limits
from studio.services.studio import Studio
from tests.unit.services.intake.unknown_machine import children_run_on_one

KINDS = ("credit", "market", "cyber")


def _csv(rows: int = 60, names: str = "sentence,kind") -> bytes:
    lines = [
        f"Borrower {row} missed a payment of {row} thousand in quarter {row % 4},{KINDS[row % 3]}"
        for row in range(rows)
    ]
    return "\n".join([names, *lines]).encode()


def _brought(visit, name: str, data: bytes):
    app = visit("finance_risk")
    app.file_uploader[0].upload(name, data).run()
    return app


def _problems(app) -> list[str]:
    return [each.value for each in app.error]


def _labels(app) -> list[str]:
    return [button.label for button in app.button]


def test_a_table_is_kept_and_training_is_next(empty_store: Studio, visit) -> None:
    app = _brought(visit, "risks.csv", _csv())
    assert not _problems(app)
    app.button(key="data-finance_risk-upload-keep").click().run()
    assert not _problems(app)
    kept = empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")
    assert [dataset.rows for dataset in kept] == [60]
    assert not kept[0].synthetic
    assert app.segmented_control[0].value == "train"


def test_what_a_file_may_be_stands_beside_the_uploader_before_one_is_brought(empty_store: Studio, visit) -> None:
    assert told_limits() in [each.value for each in visit("finance_risk").caption]


def test_where_the_reader_cannot_be_kept_from_the_network_the_page_says_so(
    empty_store: Studio, visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children_run_on_one(tmp_path / "machine", monkeypatch)
    app = _brought(visit, "risks.csv", _csv())
    assert not _problems(app)
    assert any("cannot keep the reader of a file from the network" in each.value for each in app.markdown)


def test_a_name_and_an_option_count_that_were_typed_right_before_the_click(empty_store: Studio, visit) -> None:
    app = _brought(visit, "risks.csv", _csv())
    app.text_input(key="data-finance_risk-upload-name-risks.csv").input("Autumn")
    app.checkbox(key="data-finance_risk-upload-numbers").uncheck()
    app.button(key="data-finance_risk-upload-keep").click().run()
    assert not _problems(app)
    kept = empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")[0]
    assert kept.name == "Autumn"
    assert kept.options["numbers"]["enabled"] is False


def test_a_wrong_guess_can_be_corrected(empty_store: Studio, visit) -> None:
    rows = "\n".join(f"A long enough sentence about risk number {row},x{row},{KINDS[row % 3]}" for row in range(60))
    app = _brought(visit, "risks.csv", f"words,code,what\n{rows}".encode())
    app.selectbox(key="data-finance_risk-upload-label-3").select("what")
    app.selectbox(key="data-finance_risk-upload-text-3").select("words")
    next(button for button in app.button if button.label == "Use these columns").click().run()
    assert not _problems(app)
    app.button(key="data-finance_risk-upload-keep").click().run()
    assert empty_store.datasets.list(LOCAL_ACTOR, "finance_risk")[0].labels == tuple(sorted(KINDS))


def test_a_picture_called_csv_is_told_once(empty_store: Studio, visit) -> None:
    app = _brought(visit, "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert not app.exception
    assert len(app.error) == 1
    assert "Keep this dataset" not in _labels(app)


def test_one_class_only_cannot_be_kept_and_says_why(empty_store: Studio, visit) -> None:
    lines = [f"Borrower {row} missed a payment,credit" for row in range(40)]
    app = _brought(visit, "one.csv", "\n".join(["text,label", *lines]).encode())
    assert not app.exception
    assert "Keep this dataset" not in _labels(app)
    assert any("Must be mended" in each.value for each in app.markdown)
