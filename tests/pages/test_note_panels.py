"""What the Data section shows of notes and of every field's preprocessing: panels, counts, difference, test rows."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from studio.core.actor import LOCAL_ACTOR
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.ui.sections.highlights import marked
from studio.ui.sections.text_diff import difference

KINDS = ("Cardiology", "Neurology", "Respiratory")
WORDS = ("chest", "arm", "cough", "stairs", "sleep", "walking", "fever", "speech")


def _notes(rows: int = 60) -> str:
    lines = [
        f'"HPI: {WORDS[row % 8]} trouble {WORDS[row // 8]} {chr(97 + row % 26)}{row}, no fever.\n'
        f'FH: mother had stroke.\nPlan: possible {WORDS[row % 5]} review, T 98.6 F",{KINDS[row % 3]},{2015 + row // 10}'
        for row in range(rows)
    ]
    return "\n".join(["note,specialty,date", *lines])


def _html(app) -> str:
    return " ".join(str(getattr(each, "body", "") or each.proto) for each in app.get("html"))


@pytest.mark.slow
def test_a_dataset_of_notes_shows_sections_scope_and_what_steps_changed(empty_store: Studio, visit) -> None:
    file = UploadedFile("notes.csv", _notes().encode())
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [file])
    kept = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, intake))
    app = visit("medical_notes", dataset=kept.id)
    assert not app.exception and not app.error
    sections = next(each.value for each in app.dataframe if "Section" in each.value)
    assert sections.loc[sections["Section"] == "Family history", "Notes"].tolist() == [60]
    scope = next(each.value for each in app.dataframe if "What is said" in each.value)
    assert scope["% of notes"].tolist()[:3] == [100.0, 100.0, 100.0]
    told = next(each.value for each in app.markdown if "Rows changed" in each.value)
    assert "Section headings 60" in told and "of 60" in told


@pytest.mark.slow
def test_a_draft_shows_counts_the_difference_and_what_is_negated(empty_store: Studio, visit) -> None:
    app = visit("medical_notes")
    app.file_uploader[0].upload("notes.csv", _notes().encode()).run(timeout=120)
    assert not app.exception and not app.error
    assert any("Rows changed" in each.value and "Doses and vital signs 60" in each.value for each in app.markdown)
    shown = _html(app)
    assert "text-diff" in shown and "highlights" in shown
    marked = re.findall(r'<mark style="--kind: (#\w{6})"[^>]*>([^<]*)<small>([^<]*)</small></mark>', shown)
    assert {("negated", "fever"), ("family", "mother had stroke."), ("uncertain", "chest review")} <= {
        (kind, words.split(", T")[0].strip(": ")) for _, words, kind in marked
    }
    assert len({colour for colour, _, _ in marked}) == len({kind for _, _, kind in marked}) == 3
    assert any("Marked: " in each.value and "negated" in each.value for each in app.caption)
    app.radio(key="data-medical_notes-upload-unseen-notes.csv").set_value("later").run(timeout=120)
    assert any("by time" in each.value and "2020" in each.value for each in app.caption)
    assert any("By default rows are dealt at random" in each.value for each in app.caption)


def test_the_difference_is_marked_and_escaped() -> None:
    body, whole = difference("<b> 5mg daily\nnext", "<b> 5 mg daily next")
    assert whole and body.startswith("&lt;b&gt; ")
    assert "<del>5mg</del><ins>5 mg</ins>" in body
    assert "\u21b5" in body
    assert difference("word " * 5000, "word")[1] is False


def test_a_change_far_into_a_long_text_is_marked_and_the_cut_is_said() -> None:
    body, whole = difference("word " * 5000 + "caf\u00c3\u00a9", "word " * 5000 + "caf\u00e9")
    assert "<del>caf\u00c3\u00a9</del>" in body and "<ins>caf\u00e9</ins>" in body
    assert not whole and body.startswith("\u2026") and len(body) < 10_000

    def page() -> None:
        from studio.ui.sections import text_diff

        text_diff.several([(1, "a b", "a c"), (2, "word " * 5000 + "end", "word " * 5000 + "finish")])

    app = AppTest.from_function(page).run(timeout=30)
    assert not app.exception and any("around their first change only" in each.value for each in app.caption)


def test_overlapping_highlights_are_each_named_and_the_text_is_escaped() -> None:
    from domains.spans import Span

    text = "no <i>glaucoma</i>"
    body = marked(text, [Span(3, 18, "negated", "no"), Span(6, 14, "family", 'FH "x"')])
    assert "<small>family, negated</small>" in body
    assert "&lt;i&gt;" in body and "&quot;x&quot;" in body and "<i>" not in body
