"""A file without identifiers, every column of it: for the one who wants the clean file, not a dataset."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from domains.contract import Domain
from studio.core.errors import InvalidOptionError
from studio.services.datasets.mapping import EXTRA_PREFIX, fold, resolve_mapping
from studio.services.intake import UploadedFile, parse_upload
from studio.services.intake.protection import Protector
from studio.services.intake.wire import Protection


@dataclass(frozen=True, eq=False)
class CleanFile:
    """The file's table, its columns and rows in place, and how many identifiers were removed."""

    table: pd.DataFrame
    redactions: int


def clean_file(domain: Domain, file: UploadedFile, key: str, sheet: str | None = None) -> CleanFile:
    """De-identify every column of `file`; group ids become hashes under `key`, dates of the time column their year.

    The raw table stays in this process's memory. Raises what reading raises, and `InvalidOptionError` for a domain
    without personal data, which knows no identifiers.
    """
    if not domain.personal_data:
        raise InvalidOptionError(
            f"{domain.title} holds no personal data by its nature, so it knows no identifiers to remove.",
            "Use medical_notes or education_grading.",
        )
    parsed = parse_upload(file, sheet=sheet)
    protector = Protector(Protection(domain.key, key))
    roles = {name: role.value for role, name in resolve_mapping(domain, parsed.table).columns.items()}
    frame = parsed.table.copy()
    frame.columns = pd.Index(
        [roles.get(name, f"{EXTRA_PREFIX}{fold(name)}_{place}") for place, name in enumerate(parsed.columns)]
    )
    redactions = protector.redact(frame)
    frame.columns = pd.Index(protector.shown(parsed.columns))
    return CleanFile(frame, redactions)
