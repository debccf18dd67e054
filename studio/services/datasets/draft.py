"""A dataset as it would be, with everything found about it, before anybody keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from domains.contract import Domain
from domains.preparation import Preparation
from studio.core.findings import Finding, Severity
from studio.core.label_sets import NO_LABEL, parse_set
from studio.core.rubric import RUBRIC, Rubric
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.opened import Intake
from studio.services.datasets.unlabelled import UNLABELLED_ROWS, texts_to_read


@dataclass(frozen=True, eq=False)
class Draft:
    """A dataset as it would be; nothing of it is kept until it is confirmed.

    `blocked` says that a finding of severity error forbids it; then `table` is empty. `distribution` has the columns
    `name` and `count`. `truncated` guesses how many rows are longer than one window of the default model. `changed`
    says by the key of each enabled step how many rows it changed. `described` goes into the dataset's options
    beside those of its preparation; no hash covers it.
    """

    intake: Intake
    task: Task
    preparation: Preparation
    table: pd.DataFrame = field(repr=False)
    findings: tuple[Finding, ...]
    parts: Mapping[Part, int] = field(default_factory=dict)
    subsets: Mapping[str, int] = field(default_factory=dict)
    split_reason: str = ""
    labels: tuple[str, ...] = ()
    score_min: float | None = None
    score_max: float | None = None
    truncated: int = 0
    seed: int = 0
    changed: Mapping[str, int] = field(default_factory=dict)
    described: Mapping[str, Any] = field(default_factory=dict)
    unlabelled: tuple[str, ...] = field(default=(), repr=False)
    """Prepared texts of rows without an answer, kept beside the table."""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def with_rubric(self, rubric: Rubric | None) -> Draft:
        """The draft, its marks called as `rubric` says."""
        return self if rubric is None else replace(self, described={**self.described, RUBRIC: rubric.model_dump()})

    def with_unlabelled(self, domain: Domain, rows: pd.DataFrame, held_out: pd.DataFrame, earlier: KnownParts) -> Draft:
        """The draft with the texts of rows without an answer beside it, those that tell of held-out rows aside."""
        texts = texts_to_read(domain, self.preparation, rows, self.table, held_out, earlier)
        if not texts:
            return self
        return replace(self, unlabelled=texts, described={**self.described, UNLABELLED_ROWS: len(texts)})

    @property
    def distribution(self) -> pd.DataFrame:
        """How many rows bear each label or score, most frequent first."""
        if "target" not in self.table:
            return pd.DataFrame({"name": [], "count": []})
        targets = self.table["target"]
        if self.task is Task.MULTILABEL:
            targets = targets.map(parse_set).explode().fillna(NO_LABEL)
        counts = targets.value_counts()
        return pd.DataFrame({"name": counts.index, "count": counts.to_numpy()})
