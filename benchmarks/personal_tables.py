"""Reading tables with personal data, for `benchmarks.intake`: seconds, and memory of the child that searches them."""

from __future__ import annotations

import csv
import io
import os
import resource
import time
from typing import Any

from benchmarks.clinical_notes import write_notes
from studio.services.intake.limits import DEIDENTIFYING, MAX_FILE_BYTES, MEGABYTE
from studio.services.intake.parsing import parse_upload
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.upload import UploadedFile

PERSONAL = ["patient_id", "text", "label", "ward"]
DIFFERENT = 40


def children_cpu() -> float:
    """Processor seconds of every child that has ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def personal(field: str, megabytes: int, different: int) -> dict[str, float]:
    """Seconds and memory of the reader of a table with personal data, its rows of notes of which so many differ."""
    texts = [note.text for note in write_notes(different, 0)]
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(["question", "answer", "score", "pupil"] if field == "education_grading" else PERSONAL)
    rows = 0
    while out.tell() < megabytes * MEGABYTE:
        text, group, place = texts[rows % different], f"P{rows // 3}", f"ward {rows % 9}"
        by_field = [place, text, rows % 5, group] if field == "education_grading" else [group, text, rows % 5, place]
        written.writerow(by_field)
        rows += 1
    data = out.getvalue().encode()[:MAX_FILE_BYTES]
    out.close()
    started, spent = time.perf_counter(), children_cpu()
    parsed = parse_upload(UploadedFile("a.csv", data), protection=Protection(field, "5a" * 32))
    return {
        "mb": len(data) / MEGABYTE,
        "rows": parsed.rows,
        "removed": parsed.redactions,
        "ours_s": time.perf_counter() - started,
        "ours_cpu_s": children_cpu() - spent,
        "peak_mb": parsed.peak_bytes / MEGABYTE,
    }


def personal_tables(megabytes: int, different: int) -> dict[str, Any]:
    """Measure and print them; the figures."""
    fields = ("medical_notes", "education_grading")
    files = {field: personal(field, megabytes, different) for field in fields}
    print(f"{'field':<20}{'MB':>6}{'rows':>9}{'removed':>10}{'s':>9}{'CPU s':>8}{'child MB':>10}")
    for field, each in files.items():
        print(
            f"{field:<20}{each['mb']:>6.0f}{each['rows']:>9.0f}{each['removed']:>10.0f}{each['ours_s']:>9.1f}"
            f"{each['ours_cpu_s']:>8.1f}{each['peak_mb']:>10.0f}"
        )
    return {
        "personal": {field: {name: round(value, 2) for name, value in each.items()} for field, each in files.items()},
        "different": different,
        "resident_limit_mb": DEIDENTIFYING.resident_bytes // MEGABYTE,
        "load_after": round(os.getloadavg()[0], 2),
    }
