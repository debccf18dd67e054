"""A detector that fails or hangs on a row, a real plugin in the real child: the row is not kept, and it is told."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import pytest

from studio.core.errors import LimitExceededError
from studio.services.intake import answering, parsing
from studio.services.intake.blocks import BLOCK_ROWS
from studio.services.intake.parsing import parse_upload
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.upload import UploadedFile

_PLUGIN = '''
import os
import signal
import time

from domains.medical_notes.domain import MedicalNotes


class FailingNotes(MedicalNotes):
    """Notes whose detector breaks on one word, never ends on another and dies of a third."""

    key = "failing_notes"

    def deidentify(self, texts):
        if any("explode" in text for text in texts):
            raise RuntimeError("Quentin Mockford")
        while any("linger" in text for text in texts):
            time.sleep(0.05)
        if any("vanish" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().deidentify(texts)


MedicalNotes().deidentify(["All is well."])  # the language model is there before the short alarm of the test is set
'''
KEY = "00" * 32


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The domain `failing_notes`, installed where the child looks for packages."""
    (tmp_path / "failing_notes.py").write_text(_PLUGIN)
    told = tmp_path / "failing_notes-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: failing-notes\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[assay.domains]\nfailing_notes = failing_notes:FailingNotes\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize(("word", "seconds"), [("explode", 10.0), ("linger", 5.0)])
def test_a_row_that_cannot_be_searched_is_blank_and_told(word: str, seconds: float) -> None:
    rows = [
        "note,specialty",
        "Seen by Dr. Mockford for asthma.,pulmonary",
        f"Please {word}: Quentin Mockford.,secret ward",
        "All is well.,general",
    ]
    protection = Protection("failing_notes", KEY, text_seconds=seconds, review=True)
    parsed = parse_upload(UploadedFile("notes.csv", "\n".join(rows).encode()), protection=protection)
    assert parsed.table["text"].tolist() == ["Seen by Dr. [NAME] for asthma.", "", "All is well."]
    assert parsed.table["label"].tolist() == ["pulmonary", "", "general"]
    told = {finding.code: finding for finding in parsed.findings}["rows_quarantined"]
    assert (told.count, told.rows) == (1, (2,))
    assert "Mockford" not in told.message
    assert parsed.sheet_for_review is not None
    assert [note.refused for note in parsed.sheet_for_review.notes] == [False, True, False]
    assert parsed.sheet_for_review.notes[1].source == ""


@pytest.mark.usefixtures("plugin")
def test_of_a_table_whose_reader_dies_after_some_blocks_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real reader, killed in its second block, when the first was sent."""
    sent: list[int] = []
    rows = [f"All is well on day {row % 7}.,general" for row in range(BLOCK_ROWS)]

    class Tapped:
        """Counts the bytes of an answer as they are read."""

        def __init__(self, stream: IO[bytes]) -> None:
            self._stream, self.closed = stream, False

        def readline(self) -> bytes:
            return self._stream.readline()

        def read(self, size: int = -1) -> bytes:
            sent.append(len(data := self._stream.read(size)))
            return data

    def received(stream: IO[bytes], told: answering.Searched) -> Any:
        return answering.receive(Tapped(stream), told)  # type: ignore[arg-type]

    monkeypatch.setattr(parsing, "receive", received)
    protection = Protection("failing_notes", KEY)
    for last, dies in (("All is quiet.", False), ("Please vanish.", True)):
        sent.clear()
        file = UploadedFile("notes.csv", "\n".join(["note,specialty", *rows, f"{last},general"]).encode())
        if dies:
            with pytest.raises(LimitExceededError):
                parse_upload(file, protection=protection)
        else:
            assert parse_upload(file, protection=protection).rows == BLOCK_ROWS + 1
        assert sum(sent) > BLOCK_ROWS * len("All is well on day 1.")
