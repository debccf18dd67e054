"""Datasets kept before rows had an identity of their own: their rows are known by words, replacements included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from domains.contract import Domain
from domains.identifier_options import IdentifierOptions
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Source
from studio.services.datasets.opened import Intake

ByWords = Callable[[Dataset], bool]
"""Whether rows of a dataset are known by their words as they stand."""


def identifiers_of(dataset: Dataset) -> IdentifierOptions:
    """What stands for identifiers in a dataset's texts."""
    return IdentifierOptions.model_validate(dataset.options.get("identifiers", {}))


def kept_identifiers(domain: Domain, intake: Intake) -> dict[str, Any]:
    """What stands for identifiers is decided when the file is read, and goes into the dataset's options as it was."""
    if "identifiers" not in domain.Options.model_fields:
        return {}
    return {"identifiers": intake.identifiers.model_dump(mode="json")}


def as_earlier(chosen: IdentifierOptions, earlier: Sequence[Dataset], by_words: ByWords) -> IdentifierOptions:
    """`chosen`, with made-up values as in one of `earlier` that chose the same and has rows known `by_words`.

    A person chooses mode and dates alone: otherwise the same choice as then would be told as another, for good.
    """
    others = (each for each in _brought(earlier) if identifiers_of(each) != chosen)
    other = next((each for each in others if _same(identifiers_of(each), chosen) and by_words(each)), None)
    return chosen if other is None else identifiers_of(other)


def told_of_other_identifiers(domain: Domain, intake: Intake, earlier: Sequence[Dataset], by_words: ByWords) -> Intake:
    """`intake` with an error where one of `earlier` has identifiers replaced another way, and rows known `by_words`.

    What stands for an identifier is among those words: a test row could not be told.
    """
    if not domain.personal_data or intake.source is Source.SAMPLE:
        return intake
    others = (each for each in _brought(earlier) if identifiers_of(each) != intake.identifiers)
    other = next(filter(by_words, others), None)
    if other is None:
        return intake
    finding = Finding(
        "other_identifiers",
        Severity.ERROR,
        f"Identifiers were replaced another way in the dataset '{other.name}', which an earlier version of Assay "
        "kept, so its test rows could not be recognised among these.",
        "Choose the same replacement, or delete that dataset first.",
    )
    return replace(intake, findings=(*intake.findings, finding))


def _same(one: IdentifierOptions, other: IdentifierOptions) -> bool:
    """Whether a person chose the same, however made-up values are chosen."""
    return (one.mode, one.shift_dates) == (other.mode, other.shift_dates)


def _brought(earlier: Sequence[Dataset]) -> list[Dataset]:
    """Those with texts of a person's own: a sample's rows are nobody's."""
    return [each for each in earlier if each.source is not Source.SAMPLE]
