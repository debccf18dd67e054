"""`python -m studio.services.intake.child`: reads one file from standard input, answers a table or an error.

It holds a stranger's file, perhaps with personal data: it writes nothing to disk, says nothing on standard error, and
sets its own limits before it reads the first byte of the file.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from studio.core.errors import AssayError, LimitExceededError, UnreadableFileError
from studio.services.intake.confinement import confine
from studio.services.intake.wire import Request, dump_findings, dump_mapping

_UNUSED = ("torch", "tensorflow", "mxnet", "cupy", "transformers")
"""What the language model would import if it were there, and does not need: seconds and a gigabyte each."""


def main() -> None:
    """Answer one request: a line of JSON, then an Arrow stream where all went well."""
    answer = _private_output()
    request = Request.parse(sys.stdin.buffer.readline())
    confine(request.limits, request.parent)
    try:
        head, table = _answer(request, sys.stdin.buffer)
    except AssayError as error:
        _fail(answer, error)
    except MemoryError:
        _fail(answer, LimitExceededError("Reading the file takes more memory than it may.", "Bring a smaller file."))
    except Exception as error:  # whatever a library makes of a damaged file; its text may quote the file, its type not
        _fail(answer, UnreadableFileError(f"The file could not be read ({type(error).__name__}).", "Save it as CSV."))
    else:
        _send(answer, head, table)


def _answer(request: Request, file: BinaryIO) -> tuple[dict[str, Any], Any]:
    import pyarrow as pa

    from studio.services.intake.reading import read

    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve address space, which is what is limited
    pa.set_cpu_count(1)
    if request.document is not None:
        from studio.services.intake.document import read_document

        reading = read_document(request.document, file.read(request.size))
        return _head(request.name, reading), reading.table
    if request.protection is None:
        reading = read(request.name, file.read(request.size), request.sheet, whole=request.whole)
        return _head(request.name, reading), reading.table
    sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type]  # None: an import of it fails at once
    from studio.services.intake.protection import Protector

    protector = Protector(request.protection)
    reading = read(
        request.name, file.read(request.size), request.sheet, protector.shown, whole=request.whole, private=True
    )
    safe = protector.protect(reading.table)
    head = _head(protector.file_name(request.name), reading) | {
        "columns": safe.columns,
        "mapping": dump_mapping(safe.mapping),
        "redactions": safe.redactions,
    }
    head["findings"] += dump_findings(safe.findings)
    return head, safe.table


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


def _send(answer: BinaryIO, head: dict[str, Any], table: Any) -> None:
    import pyarrow as pa

    answer.write(json.dumps(head).encode() + b"\n")
    with pa.ipc.new_stream(answer, table.schema) as writer:
        writer.write_table(table)
    answer.close()


def _fail(answer: BinaryIO, error: AssayError) -> None:
    head = {"error": type(error).__name__, "message": error.message, "fix": error.fix}
    answer.write(json.dumps(head).encode() + b"\n")
    answer.close()


if __name__ == "__main__":
    main()
