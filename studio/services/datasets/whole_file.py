"""A file without identifiers, every column of it: for the one who wants the clean file, not a dataset."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from domains.contract import Domain
from studio.core.errors import InvalidOptionError
from studio.core.findings import Finding
from studio.services.intake.parsing import parse_upload
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.upload import UploadedFile


@dataclass(frozen=True, eq=False)
class CleanFile:
    """The file's table, its columns and rows in place, how many identifiers were removed, and what is worth telling."""

    table: pd.DataFrame
    redactions: int
    findings: tuple[Finding, ...]


def clean_file(domain: Domain, file: UploadedFile, key: str, sheet: str | None = None) -> CleanFile:
    """De-identify every column of `file`; group ids become hashes under `key`, dates of the time column their year.

    The table is read and cleaned in the confined child, as an upload's is. Raises what reading raises, and
    `InvalidOptionError` for a domain without personal data, which knows no identifiers.
    """
    if not domain.personal_data:
        raise InvalidOptionError(
            f"{domain.title} holds no personal data by its nature, so it knows no identifiers to remove.",
            "Use medical_notes or education_grading.",
        )
    parsed = parse_upload(file, sheet=sheet, protection=Protection(domain.key, key, every_column=True))
    return CleanFile(parsed.table, parsed.redactions, parsed.findings)
