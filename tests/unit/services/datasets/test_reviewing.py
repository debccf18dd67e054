"""What an expert says of the identifiers found holds before anything is kept."""

from __future__ import annotations

import pytest

from domains.deidentify import IdentifierOptions, Kind, Mode
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.settings import Settings
from studio.services.datasets.reviewing import Correction, left_capitals
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.ui.sections.identifier_review import marked_up

ROWS = [
    "note,specialty,remark",
    "Seen by Dr. Mockford at the Turnip Ward <b>today</b>.,pulmonary,turnip ward",
    "Dr. Mockford again. Stable.,general,none",
]


@pytest.fixture
def home(tmp_path):
    studio = open_studio(Settings(home=tmp_path / "home", device="cpu", threads=1))
    yield studio
    studio.close()


def opened(studio, **more):
    file = UploadedFile("notes.csv", "\n".join(ROWS).encode())
    return studio.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [file], **more)


def test_a_span_is_kept_in_one_row_or_in_all(home):
    intake = opened(home, review=True)
    assert "Mockford" not in " ".join(intake.table["text"])
    here = home.datasets.correct(LOCAL_ACTOR, intake, [Correction("mockford", None, 1)])
    assert "Mockford" not in here.table["text"][0]
    assert here.table["text"][1] == "Dr. Mockford again. Stable."
    both = home.datasets.correct(LOCAL_ACTOR, intake, [Correction("Mockford", None)])
    assert all("Mockford" in text for text in both.table["text"])
    assert both.redactions < intake.redactions


def test_more_text_is_removed_everywhere_also_in_other_columns(home):
    intake = opened(home, review=True)
    more = home.datasets.correct(LOCAL_ACTOR, intake, [Correction("Turnip Ward", Kind.LOCATION)])
    assert "Turnip" not in more.table["text"][0]
    assert not any("turnip" in str(value).lower() for name in more.table for value in more.table[name])
    assert intake.table["text"][0] != more.table["text"][0]


def test_corrections_keep_the_mode_and_need_the_texts(home):
    masked = opened(home, review=True, identifiers=IdentifierOptions(mode=Mode.MASK))
    more = home.datasets.correct(LOCAL_ACTOR, masked, [Correction("Stable", Kind.ID)])
    assert more.table["text"][1] == "Dr. █████ again. █████."
    with pytest.raises(InvalidOptionError):
        home.datasets.correct(LOCAL_ACTOR, opened(home), [Correction("Stable", Kind.ID)])
    with pytest.raises(InvalidOptionError):
        home.datasets.correct(LOCAL_ACTOR, masked, [Correction("a", Kind.ID)])


def test_every_capitalised_word_that_stays_is_flagged_and_text_is_escaped(home):
    note = opened(home, review=True).review.notes[1]
    left = [note.source[start:end] for start, end in left_capitals(note)]
    assert left == ["Dr", "Stable"]
    html = marked_up(opened(home, review=True).review.notes[0])
    assert "<b>" not in html
    assert "&lt;b&gt;today" in html
    assert 'title="name: ' in html
