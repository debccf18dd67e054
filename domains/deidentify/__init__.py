"""Removing what identifies a person, for every domain with personal data."""

from domains.deidentify.cells import cell_cleaner
from domains.deidentify.columns import identifier_kind
from domains.deidentify.findings import Scope
from domains.deidentify.modes import Secret, rewritten
from domains.deidentify.patience import within
from domains.deidentify.redaction import deidentify
from domains.deidentify.tags import TAG, WHOLE, Kind
from domains.deidentify.terms import as_term, is_clinical_term
from domains.identifier_options import IdentifierOptions, Mode

__all__ = [
    "TAG",
    "WHOLE",
    "IdentifierOptions",
    "Kind",
    "Mode",
    "Scope",
    "Secret",
    "as_term",
    "cell_cleaner",
    "deidentify",
    "identifier_kind",
    "is_clinical_term",
    "rewritten",
    "within",
]
