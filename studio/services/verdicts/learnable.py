"""What can be learned from a dataset before anything is trained on it, cross-validated without its test rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domains.contract import Domain
from models.evaluation import baselines, classification, several
from models.evaluation.answering import answers_of, truth_of
from models.evaluation.label_calibration import decided_apart
from models.evaluation.measuring import Truth, compare, measure
from models.evaluation.notes import clusters_of
from models.interface import Examples, Floats, Ints, Target
from models.verdict.class_gains import gains_of_labels
from models.verdict.folds import fold_of_rows
from models.verdict.label_doubts import doubtful_labels, doubtful_scores
from models.verdict.learning_curve import Lesson, next_doubling
from models.verdict.out_of_fold import out_of_fold
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.metrics import Measurement
from studio.core.tasks import Task
from studio.core.verdict import ClassGain, CurveStep, Doubt, Expected, LearningCurve, Mend, Remedy, VerdictFinding
from studio.services.datasets.allocation import Stratum
from studio.services.datasets.groups import groups_of_prepared
from studio.services.datasets.splitting import strata_of
from studio.services.datasets.text_key import near_text_keys
from studio.services.datasets.units import tie

LEAST_ROWS, MOST_ROWS = 30, 20_000
"""Rows outside the test part below which nothing is cross-validated (an interval would span everything), and of how
many at most it is done: trainings wait for the verdict."""
_MOST_DOUBTS, _LEAST_DOUBTS, _SHARE_OF_DOUBTS = 200, 20, 0.05
_MOST_CLASSES = 5


@dataclass(frozen=True)
class Learnable:
    """The rows outside the test part of a dataset, ready to be cross-validated: `fold` is each row's, from 0."""

    rows: pd.DataFrame
    examples: Examples
    target: Target
    metrics: Sequence[str]
    truth: Truth
    strata: Sequence[Stratum]
    fold: Ints

    @classmethod
    def of(
        cls, domain: Domain, rows: pd.DataFrame, examples: Examples, target: Target, metrics: Sequence[str]
    ) -> Learnable:
        """Folds keep groups and near-duplicates whole, as a split does; `metrics` has the primary one first."""
        pairs = rows["text_pair"].fillna("").astype(str).tolist() if "text_pair" in rows else None
        near = near_text_keys(rows["source_text"].tolist(), pairs)
        keys = near.tied_with(near_text_keys(rows["text"].tolist(), pairs)).keys
        groups = groups_of_prepared(domain, rows)
        unit = np.zeros(len(rows), dtype=np.int64)
        for number, members in enumerate(tie(groups, keys)):
            unit[members] = number
        strata = strata_of(rows, target.task)
        fold = fold_of_rows(strata, unit.tolist())
        return cls(rows, examples, target, metrics, truth_of(target, examples, clusters_of(rows)), strata, fold)

    @property
    def enough(self) -> bool:
        """Whether there are rows, folds and answers enough to learn from some and measure on the others."""
        return len(self.rows) >= LEAST_ROWS and int(self.fold.max()) > 0 and len(set(self.strata)) > 1

    def expected(self, method: str, raw: Ints | Floats) -> Expected:
        """The primary metric of out-of-fold answers."""
        key = self.metrics[0]
        return Expected(method, key, measure(self.truth, self.answers(raw), [key])[key])

    def majority(self) -> Expected:
        """The same of one who always gives the commonest answer."""

        def usual(learned: Ints, asked: Ints) -> Floats:
            known = Examples([""] * len(learned), targets=np.asarray(self.examples.targets)[learned])
            answer = baselines.majority(known, self.target, Examples([""] * len(asked)))
            if self.target.task is not Task.CLASSIFICATION:
                return answer.astype(np.float64)
            return np.eye(self.target.outputs)[answer.astype(np.int64)]

        raw = out_of_fold(self.fold, self.target, usual)
        if self.target.task is Task.MULTILABEL:
            raw = raw.astype(np.int64)  # sets that are chosen already
        return self.expected("majority", raw)

    def curve(self, lessons: Sequence[Lesson]) -> LearningCurve | None:
        """What more rows brought; None where there were too few for a smaller share."""
        if len(lessons) < 2:
            return None
        key = self.metrics[0]
        answers = [self.answers(lesson.raw) for lesson in lessons]
        steps = tuple(
            CurveStep(lesson.rows, measure(self.truth, given, [key])[key])
            for lesson, given in zip(lessons, answers, strict=True)
        )
        last = compare(self.truth, answers[-1], answers[-2], key)
        more = _doubled_again(steps, last.difference)
        return LearningCurve(key, steps, last.difference, last.p_value, self._gains(answers[-2], answers[-1]), more)

    def answers(self, raw: Ints | Floats) -> Ints | Floats:
        """Raw outputs as label indices or sets, or as scores in points; thresholds come from the other folds."""
        if self.target.task is Task.MULTILABEL and not np.issubdtype(raw.dtype, np.integer):
            return decided_apart(self.target, raw.astype(np.float64), np.asarray(self.examples.targets), self.fold)
        return answers_of(self.target, raw, self.examples)

    def doubts(self, raws: Sequence[Floats]) -> list[VerdictFinding]:
        """Likely wrong answers, by what all of `raws`, out-of-fold outputs of several methods, say on average."""
        truth = np.asarray(self.examples.targets)
        if self.target.task is Task.MULTILABEL:  # confident learning asks for the one right label of a row
            return []
        if self.target.task is Task.SCORING:
            found = doubtful_scores(truth.astype(np.float64), np.mean(raws, axis=0))
        else:
            found = doubtful_labels(truth.astype(np.int64), np.mean([_softmax(raw) for raw in raws], axis=0))
        if not len(found.rows):
            return []
        most = min(_MOST_DOUBTS, max(_LEAST_DOUBTS, round(_SHARE_OF_DOUBTS * len(self.rows))))
        listed = found.rows[:most]
        ids = self.rows["row_id"].astype(str).iloc[listed].tolist()
        given = self._words(self.rows["target"].iloc[listed].tolist())
        suggested = self._suggested(found.suggested[:most], listed)
        doubts = tuple(
            Doubt(*each) for each in zip(ids, given, suggested, map(float, found.confidence[:most]), strict=True)
        )
        remedies = (Remedy(Mend.RELABEL, tuple(ids), tuple(suggested)), Remedy(Mend.LEAVE_OUT, tuple(ids)))
        return [VerdictFinding(self._doubtful(len(found.rows), listed), remedies, doubts)]

    def _doubtful(self, found: int, listed: Ints) -> Finding:
        noun = "score" if self.target.task is Task.SCORING else "label"
        does = counted(len(listed), f"{noun} is not what", f"{noun}s are not what")
        likeliest = f" (the likeliest of {found:,} that differ)" if found > len(listed) else ""
        return Finding.of_rows(
            "doubtful_answers",
            Severity.WARNING,
            f"{does} models that saw only the other rows expect{likeliest}.",
            "Look at them: some will be wrong, others right and hard. Give the wrong ones the right answer.",
            column=noun,
            rows=[int(number) for number in self.rows["source_row"].iloc[listed]],
        )

    def _suggested(self, suggested: Ints | Floats, listed: Ints) -> list[str]:
        if self.target.task is not Task.SCORING:
            return [self.target.labels[int(each)] for each in suggested]
        low, high = (np.asarray(each)[listed] for each in (self.truth.score_min, self.truth.score_max))
        points = low + suggested * (high - low)
        return self._words((low + np.round((points - low) / self.target.score_step) * self.target.score_step).tolist())

    def _words(self, answers: Sequence[object]) -> list[str]:
        if self.target.task is Task.SCORING:
            return [f"{float(str(answer)):g}" for answer in answers]
        return [str(answer) for answer in answers]

    def _gains(self, half: Ints | Floats, whole: Ints | Floats) -> tuple[ClassGain, ...]:
        if self.target.task is Task.SCORING:
            return ()
        truth, labels = self.truth.values.astype(np.int64), self.target.labels
        per_label = several.per_label if self.target.task is Task.MULTILABEL else classification.per_label
        before, after = (per_label(truth, each.astype(np.int64), labels) for each in (half, whole))
        borne = [label for label in labels if after[label]["support"]]
        order = sorted(borne, key=lambda label: before[label]["f1"] - after[label]["f1"])
        weakest = min(borne, key=lambda label: after[label]["f1"])
        told = list(dict.fromkeys([*order[:_MOST_CLASSES], weakest]))
        places = [labels.index(label) for label in told]
        borne_by, said_half, said_whole = (self._bearing(each, places) for each in (truth, half, whole))
        gains = gains_of_labels(borne_by, said_half, said_whole, self.truth.clusters, compared=len(borne))
        return tuple(
            ClassGain(label, int(after[label]["support"]), before[label]["f1"], after[label]["f1"], gain)
            for label, gain in zip(told, gains, strict=True)
        )

    def _bearing(self, answers: Ints | Floats, places: Sequence[int]) -> Ints:
        """Which of some labels each answer bears, 0 or 1."""
        if self.target.task is Task.MULTILABEL:
            return np.asarray(answers[:, places], dtype=np.int64)
        alike = answers.astype(np.int64)[:, None] == np.asarray(places)[None, :]
        return np.asarray(alike, dtype=np.int64)


def _doubled_again(steps: Sequence[CurveStep], last: Measurement) -> Measurement | None:
    """What the next doubling would bring: a share of what the last one did, and of its interval."""
    values = [step.measured.value for step in steps]
    more = next_doubling([value for value in values if value is not None]) if None not in values else None
    if more is None or not last.value:
        return None
    share = more / (values[-1] - values[-2])  # type: ignore[operator]
    low, high = (None if bound is None else share * bound for bound in (last.low, last.high))
    return Measurement(share * last.value, low, high, last.n)


def _softmax(raw: Floats) -> Floats:
    raised = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
