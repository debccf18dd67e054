"""What goes over the wire of a document."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from studio.api.schemas import VisibleText
from studio.core.records import Run, RunState
from studio.services.documents import ISSUER, NOTES, PERIOD, AnsweredDocument

MAX_DOCUMENT = 20_000_000
"""Characters; the longest annual reports in inline XBRL have some 15 million."""


class DocumentIn(BaseModel):
    """A document as it is: HTML, plain text, or a full submission."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "10-k.txt",
                "text": "FORM 10-K\n\nItem 1A. Risk Factors\n\nTwo borrowers missed payments.",
            }
        },
    )

    text: VisibleText = Field(min_length=1, max_length=MAX_DOCUMENT)
    name: str = Field("document.txt", min_length=1, max_length=200, description="What it is called.")
    period: str = Field(
        "",
        max_length=20,
        description="The time it reports on, as 2023, where the document says none or a wrong one.",
    )
    model_id: str | None = Field(None, max_length=64, description="A model's id; without it, the production model.")


class DocumentRunOut(BaseModel):
    """The run that answers a document."""

    run_id: str
    state: RunState
    name: str
    issuer: str
    period: str

    @classmethod
    def of(cls, run: Run) -> DocumentRunOut:
        """From the record."""
        return cls(**_head(run))


class SectionOut(BaseModel):
    """A section: how many sentences it has, and the share of each label among the answered ones."""

    key: str
    title: str
    sentences: int
    shares: dict[str, float]


class SentenceOut(BaseModel):
    """A sentence with its answer; `start` and `end` are characters of the text that was read out of the document."""

    text: str
    section: str
    start: int
    end: int
    marks: str
    label: str | None = Field(description="None where nothing is left of the sentence once it is prepared.")
    probability: float | None
    probabilities: dict[str, float]


class DocumentOut(DocumentRunOut):
    """A document; without sections and sentences while its run has not succeeded, with the error where it failed."""

    error: str = ""
    notes: list[str] = []
    labels: list[str] = []
    sections: list[SectionOut] = []
    sentences: list[SentenceOut] = []

    @classmethod
    def unread(cls, run: Run) -> DocumentOut:
        """A document that is not answered."""
        return cls(**_head(run), error=f"{run.error} {run.error_fix}".strip(), notes=list(run.manifest[NOTES]))

    @classmethod
    def of(cls, document: AnsweredDocument) -> DocumentOut:  # type: ignore[override]
        """An answered document."""
        shares = document.shares().to_dict("index")
        counts = document.passages["section"].value_counts()
        sections = [
            SectionOut(key=key, title=title, sentences=int(counts[key]), shares=shares[key])
            for key, title in document.sections.items()
        ]
        rows = document.passages.to_dict("records")
        return cls(
            **_head(document.run),
            notes=list(document.notes),
            labels=list(document.labels),
            sections=sections,
            sentences=[_sentence({str(name): value for name, value in row.items()}, document.labels) for row in rows],
        )


def _head(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "state": run.state,
        "name": str(run.manifest["table_name"]),
        "issuer": str(run.manifest.get(ISSUER, "")),
        "period": str(run.manifest.get(PERIOD, "")),
    }


def _sentence(row: dict[str, Any], labels: tuple[str, ...]) -> SentenceOut:
    answered = not pd.isna(row["predicted"])
    return SentenceOut(
        text=row["text"],
        section=row["section"],
        start=int(row["start"]),
        end=int(row["end"]),
        marks=row["marks"],
        label=row["predicted"] if answered else None,
        probability=float(row["probability"]) if answered else None,
        probabilities={label: float(row[f"p({label})"]) for label in labels} if answered else {},
    )
