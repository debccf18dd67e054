"""Removing what identifies a person, for every domain with personal data."""

from domains.deidentify.findings import Scope
from domains.deidentify.redaction import deidentify
from domains.deidentify.tags import TAG, WHOLE

__all__ = ["TAG", "WHOLE", "Scope", "deidentify"]
