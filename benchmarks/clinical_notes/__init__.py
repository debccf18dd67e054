"""Made-up clinical notes with marked identifiers, written apart from the rules of `domains/deidentify`."""

from benchmarks.clinical_notes.disguise import disguised
from benchmarks.clinical_notes.writing import Mark, Note, write_notes

__all__ = ["Mark", "Note", "disguised", "write_notes"]
