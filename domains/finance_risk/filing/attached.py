"""Reports whose substance is in what is attached to them: a 6-K or 40-F of several documents, each a section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domains.finance_risk.filing.plain_text import Prose
from domains.finance_risk.filing.submission import body_of, documents_of, prose_of

_ATTACHED = re.compile(r"EX-(?P<number>99(?:\.\d{1,3})?)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A document of a submission: the report itself (`0.1`) or an exhibit by its number (`99.1`)."""

    key: str
    title: str
    prose: Prose


def parts(source: str, form: str) -> tuple[Part, ...]:
    """The report and its exhibits of number 99 in the order of the file; none where the file is a single document."""
    found: dict[str, Part] = {}
    for kind, document in documents_of(source):
        exhibit = _ATTACHED.match(kind)
        key = exhibit["number"] if exhibit else "0.1" if kind.upper().startswith(form) else ""
        if key and key not in found:
            title = f"Exhibit {key}" if exhibit else f"Form {form}"
            found[key] = Part(key, title, prose_of(body_of(document)))
    return tuple(part for part in found.values() if part.prose.text) if len(found) > 1 else ()
