"""The data verdict: what is wrong with a dataset, what can be learned from it, what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.findings import Finding
from studio.core.metrics import Measurement


class Mend(StrEnum):
    """What one click does about a finding; each makes a new version of the dataset.

    LEAVE_OUT drops rows, RELABEL gives rows another label, KEEP_TOGETHER deals the rows anew with all rows of one
    value of a column in one part, MEASURE_APART makes a column's values the subgroups of every evaluation.
    TAKE_OUT_FIRST_WORD and TAKE_OUT_WORDS take words that give the answer away out of every text. DROP_LABELS, where
    a text has several, takes labels off every row and leaves out the rows that bear no other. JOIN_LABELS makes one
    label of several, on every row. SPLIT_ANEW lets every group, and every set of near copies, stand in one part: what
    goes with a test row is tested. REPAIR_CHARACTERS switches that step on and prepares every text again.
    """

    LEAVE_OUT = "leave_out"
    RELABEL = "relabel"
    KEEP_TOGETHER = "keep_together"
    MEASURE_APART = "measure_apart"
    TAKE_OUT_FIRST_WORD = "take_out_first_word"
    TAKE_OUT_WORDS = "take_out_words"
    DROP_LABELS = "drop_labels"
    JOIN_LABELS = "join_labels"
    SPLIT_ANEW = "split_anew"
    REPAIR_CHARACTERS = "repair_characters"


@dataclass(frozen=True)
class Remedy:
    """A mend and what it works on.

    `rows` are ids of dataset rows; `answers` the label (as text) each of them gets, for RELABEL; `column` is the
    dataset's column for KEEP_TOGETHER and MEASURE_APART, of whose values, where `figures_aside`, what is left without
    figures counts (`BIL-17`: `BIL-`); `words` are names of labels, which TAKE_OUT_WORDS takes out of the texts,
    DROP_LABELS off the rows, and of which JOIN_LABELS makes those in `answers`.
    """

    mend: Mend
    rows: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    column: str = ""
    words: tuple[str, ...] = ()
    figures_aside: bool = False


@dataclass(frozen=True)
class Doubt:
    """A row whose answer the other rows speak against: what it bears, what is suggested, how sure, in [0, 1]."""

    row_id: str
    given: str
    suggested: str
    confidence: float


@dataclass(frozen=True)
class VerdictFinding:
    """A finding with what one click could do about it, likeliest first; `doubts` go with doubtful answers.

    `groups` are ids of rows that are told of because of each other, what the others are compared with first: of copies
    the one that stays. A row that is told of by itself is in none.
    """

    finding: Finding
    remedies: tuple[Remedy, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()

    @property
    def mendable(self) -> tuple[str, ...]:
        """Ids of the rows that some remedy works on one by one, in their order."""
        return tuple(dict.fromkeys(row for remedy in self.remedies for row in remedy.rows))

    @property
    def code(self) -> str:
        """The finding's code, which names it within a verdict."""
        return self.finding.code


@dataclass(frozen=True)
class Expected:
    """What a method reaches on the dataset without its test rows, cross-validated: one metric with its interval."""

    method: str
    metric: str
    measured: Measurement


@dataclass(frozen=True)
class CurveStep:
    """The metric having learned from `rows` rows."""

    rows: int
    measured: Measurement


@dataclass(frozen=True)
class ClassGain:
    """A class: its rows outside the test part, its F1 having learned from half of the rows and from all of them.

    `gain` is the difference, its interval as wide as naming one of many classes asks for; None where it is not known.
    """

    label: str
    rows: int
    half: float
    whole: float
    gain: Measurement | None = None


@dataclass(frozen=True)
class LearningCurve:
    """What more rows brought: a step a share of the rows; what the last doubling gained, as a paired difference.

    `classes` has those that gained most by it first, then the weakest; it is empty for scores. `more` is what the next
    doubling would bring, by how the curve bends; None where it has too few steps to tell.
    """

    metric: str
    steps: tuple[CurveStep, ...]
    gain: Measurement
    p_value: float | None
    classes: tuple[ClassGain, ...] = ()
    more: Measurement | None = None


@dataclass(frozen=True)
class Verdict:
    """What is known so far of one dataset; `run_id` names the run that found it.

    Test rows count in what was looked at for copies and faults of the text alone: no answer of theirs was used.
    `seconds` says how long each piece took, by phase.
    """

    dataset_id: str
    run_id: str
    findings: tuple[VerdictFinding, ...] = ()
    expected: tuple[Expected, ...] = ()
    curve: LearningCurve | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def finding(self, code: str) -> VerdictFinding | None:
        """The finding of that code, or None."""
        return next((each for each in self.findings if each.code == code), None)
