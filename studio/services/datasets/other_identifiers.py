"""Datasets kept before rows had an identity of their own: their rows are known by words, replacements included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from domains.contract import Domain
from domains.identifier_options import IdentifierOptions
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Source
from studio.services.datasets.opened import Intake


def identifiers_of(dataset: Dataset) -> IdentifierOptions:
    """What stands for identifiers in a dataset's texts."""
    return IdentifierOptions.model_validate(dataset.options.get("identifiers", {}))


def told_of_other_identifiers(
    domain: Domain, intake: Intake, earlier: Sequence[Dataset], by_words: Callable[[Dataset], bool]
) -> Intake:
    """`intake` with an error where one of `earlier` has identifiers replaced another way, and rows known `by_words`.

    What stands for an identifier is among those words: a test row could not be told.
    """
    if not domain.personal_data or intake.source is Source.SAMPLE:
        return intake
    brought = [each for each in earlier if each.source is not Source.SAMPLE]
    other = next((each for each in brought if identifiers_of(each) != intake.identifiers and by_words(each)), None)
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
