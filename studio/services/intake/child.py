"""`python -m studio.services.intake.child`: reads one file from standard input, answers a table or an error.

It holds a stranger's file, perhaps with personal data: it writes nothing to disk, says nothing on standard error, and
sets its own limits before it reads the first byte of the file.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO

from studio.core.errors import AssayError, UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.confinement import confine
from studio.services.intake.known_names import tell
from studio.services.intake.limits import too_much_memory
from studio.services.intake.wire import Request, dump_findings, dump_mapping

if TYPE_CHECKING:
    from studio.services.intake.answering import Answer
    from studio.services.intake.protection import Protector
    from studio.services.intake.protection_wanted import Protection

_UNUSED = ("torch", "tensorflow", "mxnet", "cupy", "transformers")
"""What the language model would import if it were there, and does not need: seconds and a gigabyte each."""


def main() -> None:
    """Answer one request: tables as Arrow streams, then a line of JSON."""
    output = _private_output()
    request = Request.parse(_first_line())
    network_denied = confine(request.limits, request.parent)
    if request.names is not None:
        tell(request.names)
    import pyarrow as pa

    from studio.services.intake.answering import Answer

    if request.protection is None:
        _without_pandas(pa)
    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve address space, which is what is limited
    pa.set_cpu_count(1)
    answer = Answer(output)
    try:
        head = _answer(request, answer)
        if not network_denied:
            head["findings"] += dump_findings((_network_open(),))
    except AssayError as error:
        head = _told(error)
    except (MemoryError, pa.ArrowMemoryError):
        head = _told(too_much_memory(request.limits.resident_bytes))
    except Exception as error:  # whatever a library makes of a damaged file; its text may quote the file, its type not
        head = _told(UnreadableFileError(f"The file could not be read ({type(error).__name__}).", "Save it as CSV."))
    answer.close(head)


def _answer(request: Request, answer: Answer) -> dict[str, Any]:
    if request.protection is not None:
        return _protected(request, request.protection, answer)
    data = _file()
    if request.document is not None:
        from studio.services.intake.document import read_document

        reading = read_document(request.document, data)
        answer.table(reading.table)
        return _head(request.name, reading)
    from studio.services.intake.reading import read

    with answer.pouring():
        reading = read(request.name, data, request.sheet, whole=request.whole)
    return _head(request.name, reading)


def _file() -> bytes:
    """The file; not through a buffer, which would hold it twice."""
    return io.FileIO(0, closefd=False).readall()


def _protected(request: Request, protection: Protection, answer: Answer) -> dict[str, Any]:
    """The table is held, packed, until all that must be known of the whole of it is; then it goes out as searched."""
    from domains.deidentify.language_model import forget_words
    from models.allocator import return_freed_memory
    from studio.services.intake.building import poured_into
    from studio.services.intake.held_table import HeldTable
    from studio.services.intake.reading import read

    sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type]  # None: an import of it fails at once

    @cache
    def protector() -> Protector:
        from studio.services.intake.protection import Protector  # not while the file is here: half of what is taken

        return Protector(protection)

    def shown(names: Sequence[str]) -> list[str]:
        return protector().shown(names)

    held = HeldTable()
    with poured_into(held):
        # The bytes have no name here: they are let go of once they are a table.
        reading = read(request.name, _file(), request.sheet, shown, whole=request.whole, private=True)
    held.keep(reading.table.column_names)
    return_freed_memory()
    forget_words()
    safe = protector().protect(held, answer, answer.tell)
    head = _head(protector().file_name(request.name), reading) | {
        "columns": safe.columns,
        "mapping": dump_mapping(safe.mapping),
        "redactions": safe.redactions,
        "review": safe.review,
    }
    head["findings"] += dump_findings(safe.findings)
    return head


def _without_pandas(arrow: ModuleType) -> None:
    """Let pyarrow find no pandas it can use: it looks once, at its first array, for a third of what a start takes."""
    too_old = ModuleType("pandas")
    too_old.__version__ = "0"  # type: ignore[attr-defined]
    sys.modules["pandas"] = too_old
    arrow.array([""])
    del sys.modules["pandas"]  # a domain may still import the real one


def _first_line() -> bytes:
    """The request, byte by byte: what comes after it is the file."""
    line = bytearray()
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return bytes(line)


def _head(name: str, reading: Any) -> dict[str, Any]:
    return {
        "name": name,
        "columns": reading.table.column_names,
        "rows": reading.table.num_rows,
        "sheets": reading.sheets,
        "sheet": reading.sheet,
        "encoding": reading.encoding,
        "findings": dump_findings(reading.findings),
    }


def _private_output() -> BinaryIO:
    """Standard output for the answer alone: what libraries print goes nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answer


def _told(error: AssayError) -> dict[str, Any]:
    return {"error": type(error).__name__, "message": error.message, "fix": error.fix}


def _network_open() -> Finding:
    return Finding(
        "network_not_denied",
        Severity.NOTE,
        "This system cannot keep the reader of a file from the network; it was kept from disk and memory only.",
        "Serve Assay on Linux (x86-64 or ARM64) to have it denied.",
    )


if __name__ == "__main__":
    main()
