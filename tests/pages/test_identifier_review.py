"""Reviewing what was removed, on the page, before a dataset is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domains.deidentify import IdentifierOptions, Mode
from domains.deidentify.measured import MEASURED, ON
from studio.core.actor import LOCAL_ACTOR
from studio.services.datasets.identity import IDENTITY
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio

SCOPE = "data-medical_notes-upload"


def _notes(rows: int = 60) -> bytes:
    kinds = ("cardiology", "neurology")
    lines = [
        f'"Dr. Mockford saw case {row}: Turnip reported chest pain <i>at rest</i>.",{kinds[row % 2]}'
        for row in range(rows)
    ]
    return "\n".join(["note,specialty", *lines]).encode()


def test_what_was_found_is_shown_corrected_and_only_then_kept(empty_store: Studio, visit) -> None:
    app = visit("medical_notes")
    app.radio(key=f"{SCOPE}-identifiers-mode").set_value("mask").run()
    app.file_uploader[0].upload("notes.csv", _notes()).run()
    assert not app.exception and not app.error
    shown = " ".join(str(each.value) for each in app.get("html")) if app.get("html") else ""
    assert "<i>" not in shown
    app.text_input(key=f"{SCOPE}-review-typed-0").input("chest pain").run()
    app.button(key=f"{SCOPE}-review-remove-0").click().run()
    assert not app.exception and not app.error
    app.button(key=f"{SCOPE}-keep").click().run()
    kept = empty_store.datasets.list(LOCAL_ACTOR, "medical_notes")[0]
    assert kept.options["identifiers"] == {"mode": "mask", "shift_dates": False}
    texts = " ".join(empty_store.datasets.table(LOCAL_ACTOR, kept.id)["source_text"])
    assert "Mockford" not in texts and "chest pain" not in texts and "█████" in texts


def test_a_file_is_kept_with_the_made_up_values_of_rows_known_by_their_words(empty_store: Studio, visit) -> None:
    file = UploadedFile("notes.csv", _notes())
    former = IdentifierOptions(mode=Mode.SURROGATE)
    read = empty_store.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [file], identifiers=former)
    read = replace(read, table=read.table.drop(columns=IDENTITY))
    first = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, read))
    app = visit("medical_notes", section="data")
    app.radio(key=f"{SCOPE}-identifiers-mode").set_value("surrogate").run()
    app.file_uploader[0].upload("notes.csv", _notes(66)).run()
    assert not app.exception and not app.error
    app.button(key=f"{SCOPE}-keep").click().run()
    assert not app.exception and not app.error
    kept = empty_store.datasets.list(LOCAL_ACTOR, "medical_notes")
    assert len(kept) == 2 and {str(each.options["identifiers"]) for each in kept} == {str(first.options["identifiers"])}


@pytest.mark.parametrize(
    ("field", "said"),
    [("medical_notes", "as measured for clinical text"), ("education_grading", "measured on clinical text alone")],
)
def test_how_well_identifiers_are_found_stands_there_before_a_file_is_brought(
    field: str, said: str, empty_store: Studio, visit
) -> None:
    """By class, with the interval and what was counted on which texts; and that some are missed."""
    app = visit(field)
    (shown,) = (each.value for each in app.dataframe if "Recall" in each.value)
    assert list(shown.columns) == ["Class", "Recall", "95 % interval", "Found", "On"]
    assert len(shown) == len(MEASURED)
    for each, row in zip(MEASURED, shown.itertuples(index=False), strict=True):
        assert row[0] == each.kind.replace("_", " ").lower()
        assert row[1:3] == (each.gone / each.spans, f"{each.low:.4f} to {each.high:.4f}")
        assert row[3:] == (f"{each.gone:,} of {each.spans:,}", each.on)
    assert any("It misses some." in each.value and said in each.value for each in app.markdown)
    assert ON in [each.value for each in app.caption]
