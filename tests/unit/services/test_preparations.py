"""A table is asked about only where its identifiers were replaced as in the texts a model learned from."""

from __future__ import annotations

import pytest

from domains.deidentify import IdentifierOptions, Mode
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError
from studio.core.settings import Settings
from studio.services.intake.upload import UploadedFile
from studio.services.preparations import require_same_identifiers
from studio.services.studio import open_studio

NOTE = b"text,label\nSeen by Dr. Alan Turner on 3 May 2019 for a cough,Cardiology\n"


def test_a_masked_table_does_not_go_to_a_model_of_tagged_notes(tmp_path) -> None:
    domain = registry().get("medical_notes")
    studio = open_studio(Settings(home=tmp_path / "home"))
    file = UploadedFile("notes.csv", NOTE)
    tagged = studio.datasets.open_upload(LOCAL_ACTOR, domain.key, [file])
    masked = studio.datasets.open_upload(
        LOCAL_ACTOR, domain.key, [file], identifiers=IdentifierOptions(mode=Mode.MASK, shift_dates=False)
    )
    studio.close()
    learned = Preparation(domain, parse_options(domain, {}), None)
    require_same_identifiers(learned, tagged)
    with pytest.raises(ConflictError, match="another way"):
        require_same_identifiers(learned, masked)
