"""Reads files as the child reads one with personal data, many in one process: the language model is loaded once."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Sequence

from studio.core.errors import AssayError
from studio.services.intake import child
from studio.services.intake.answering import Answer, receive
from studio.services.intake.limits import DEIDENTIFYING
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.review_sheet import NOTES
from studio.services.intake.wire import Request
from tests.hostile.texts import File

TABLE = "table"
FOR_REVIEW = Protection("medical_notes", "5a" * 32, review=True)
EVERY_COLUMN = Protection("medical_notes", "5a" * 32, every_column=True)


class Kept(io.BytesIO):
    """What was written stays readable when it is closed."""

    def close(self) -> None:
        """Stay open."""


def outcomes(files: Sequence[File], wanted: Protection) -> list[tuple[str, str, str]]:
    """Of each file what is wrong with it, what became of it (`TABLE`, an error's kind, what was raised), its cells."""
    return [(what, *_outcome(name, data, wanted)) for what, name, data in files]


def _outcome(name: str, data: bytes, wanted: Protection) -> tuple[str, str]:
    try:
        return TABLE, _table(name, data, wanted)
    except AssayError as error:
        return (type(error).__name__ if error.message and error.fix else "an error without words"), ""
    except Exception as error:
        return repr(error)[:200], ""


def _table(name: str, data: bytes, wanted: Protection) -> str:
    """The table that leaves, as text; without a column where none was recognised, which the page then asks for.

    What is to be reviewed holds the texts as they came, in memory alone.
    """
    out = Kept()
    answer = Answer(out)
    _hand_over(data)
    request = Request(name, len(data), os.getppid(), DEIDENTIFYING, protection=wanted)
    answer.close(child._protected(request, wanted, answer))
    out.seek(0)
    received = receive(out)
    assert received is not None and received[1] is not None, "what was answered cannot be read"
    head, table = received
    assert table.num_rows == head["rows"] > 0 or not table.num_columns, "rows are missing"
    return str({name: table[name].to_pylist() for name in table.column_names if name != NOTES})


def _hand_over(data: bytes) -> None:
    """As standard input, where the child looks for the file."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        os.dup2(file.fileno(), 0)
