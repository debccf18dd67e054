"""A row is known by its words; where identifiers were replaced another way, a test row could not be told."""

from __future__ import annotations

import pandas as pd

from domains.deidentify import IdentifierOptions, Mode
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.intake import UploadedFile
from studio.services.studio import open_studio


def test_the_same_notes_with_another_replacement_are_refused_until_the_first_are_deleted(tmp_path) -> None:
    parts = ("lung", "heart", "knee", "skin", "throat", "wrist", "hip", "spine", "liver", "ear", "eye", "jaw")
    rows = [
        {"text": f"Seen by Dr. Alan Turner on 3 May 2019, {part} sore", "label": f"C{n % 2}"}
        for n, part in enumerate(parts)
    ]
    file = UploadedFile("notes.csv", pd.DataFrame(rows).to_csv(index=False).encode())
    studio = open_studio(Settings(home=tmp_path / "home"))
    first = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [file]))
    kept = studio.datasets.confirm(LOCAL_ACTOR, first)
    masked = studio.datasets.open_upload(
        LOCAL_ACTOR, "medical_notes", [file], identifiers=IdentifierOptions(mode=Mode.MASK, shift_dates=False)
    )
    refused = studio.datasets.draft(LOCAL_ACTOR, masked)
    assert refused.blocked and "other_identifiers" in {finding.code for finding in refused.findings}
    studio.datasets.delete(LOCAL_ACTOR, kept.id)
    assert not studio.datasets.draft(LOCAL_ACTOR, masked).blocked
    studio.close()
