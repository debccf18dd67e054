"""Whether a scoring model is fit for use, by the rules of Williamson, Xi & Breyer (2012).

"A framework for evaluation and use of automated scoring", Educational Measurement: Issues and Practice 31(1), 2-13:
quadratically weighted kappa with people of at least .70; at most .10 below the agreement of two people; a
standardised mean difference of at most .15, and of at most .10 within every subgroup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.core.metrics import Measurement
from studio.core.records import Comparison

LEAST_QWK = 0.70
MOST_DEGRADATION = 0.10
MOST_DIFFERENCE = 0.15
MOST_SUBGROUP_DIFFERENCE = 0.10

Measured = Mapping[str, Measurement]


class Verdict(StrEnum):
    """What a figure says of its rule; it is sure where the whole 95 % interval lies on one side of the threshold."""

    MET = "met"
    LIKELY_MET = "likely met"
    LIKELY_MISSED = "likely missed"
    MISSED = "missed"
    UNDEFINED = "cannot be told"


@dataclass(frozen=True)
class Rule:
    """One rule put to one figure: allowed is [`low`, `high`], None where there is no bound on that side."""

    name: str
    measured: Measurement
    low: float | None
    high: float | None

    @property
    def verdict(self) -> Verdict:
        """Whether the figure keeps to its bounds, and how sure that is."""
        value = self.measured.value
        if value is None:
            return Verdict.UNDEFINED
        ends = [end for end in (self.measured.low, self.measured.high) if end is not None] or [value]
        inside = self._allows(value)
        sure = len(ends) == 2 and (all(map(self._allows, ends)) if inside else self._all_beyond(ends))
        if inside:
            return Verdict.MET if sure else Verdict.LIKELY_MET
        return Verdict.MISSED if sure else Verdict.LIKELY_MISSED

    def _allows(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _all_beyond(self, ends: list[float]) -> bool:
        """Whether all lie beyond the same bound: an interval from one bound to the other holds what is allowed."""
        below = self.low is not None and max(ends) < self.low
        return below or (self.high is not None and min(ends) > self.high)


def rules(
    metrics: Measured, comparisons: Mapping[str, Comparison], subgroups: Mapping[str, Measured]
) -> tuple[Rule, ...]:
    """The rules put to a model's figures, as `Evaluation` holds them; those without a figure are left out.

    `comparisons["rater"]` is the model's agreement with the first rater less the second rater's, on the same texts.
    """
    found = []
    if "qwk" in metrics:
        found.append(Rule("Agreement with people (QWK)", metrics["qwk"], LEAST_QWK, None))
    beside = comparisons.get("rater")
    if beside is not None and beside.metric == "qwk":
        found.append(Rule("QWK, less that of two people", beside.difference, -MOST_DEGRADATION, None))
    if "smd" in metrics:
        found.append(Rule("Mean difference (SMD)", metrics["smd"], -MOST_DIFFERENCE, MOST_DIFFERENCE))
    for name, measured in subgroups.items():
        if "smd" in measured:
            most = MOST_SUBGROUP_DIFFERENCE
            found.append(Rule(f"Mean difference, {name}", measured["smd"], -most, most))
    return tuple(found)
