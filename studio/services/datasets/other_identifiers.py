"""Identifiers must be replaced one way in all datasets of a field, or test rows are not recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domains.contract import Domain
from domains.identifier_options import IdentifierOptions
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Source
from studio.services.datasets.opened import Intake


def identifiers_of(dataset: Dataset) -> IdentifierOptions:
    """What stands for identifiers in a dataset's texts."""
    return IdentifierOptions.model_validate(dataset.options.get("identifiers", {}))


def told_of_other_identifiers(domain: Domain, intake: Intake, earlier: Sequence[Dataset]) -> Intake:
    """`intake` with an error where one of `earlier` has identifiers replaced another way.

    A row is known by its words, and what stands for an identifier is among them: a test row could not be told.
    """
    if not domain.personal_data or intake.source is Source.SAMPLE:
        return intake
    brought = [each for each in earlier if each.source is not Source.SAMPLE]
    other = [each for each in brought if identifiers_of(each) != intake.identifiers]
    if not other:
        return intake
    finding = Finding(
        "other_identifiers",
        Severity.ERROR,
        f"Identifiers were replaced another way in the dataset '{other[0].name}', so its test rows could not be "
        "recognised among these.",
        "Choose the same replacement, or delete the earlier datasets first.",
    )
    return replace(intake, findings=(*intake.findings, finding))
