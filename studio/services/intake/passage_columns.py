"""A document's passages as a table: its columns, in order."""

from __future__ import annotations

FORMULA = "formula"
"""In this column `yes` stands for a passage that says what any document does (see `Domain.is_formula`)."""
YES = "yes"
COLUMNS = ("text", "section", "title", "start", "end", "marks", FORMULA, "issuer", "period", "form")
"""What a passage is as a row: its words, the key and title of its section, where it stands, what is marked in it,
whether that is a formula; whom the document is of, the time it reports on and which form it is."""
