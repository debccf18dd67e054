"""Everything measured of one model on one table, in one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from models.evaluation import baselines, classification, several
from models.evaluation.answering import answers_of, truth_of
from models.evaluation.measuring import Truth, compare, measure, subgroup_difference
from models.evaluation.notes import MIN_SUBGROUP_ROWS, clusters_of, notes_on
from models.evaluation.slices import measure_slices
from models.fusion.model import FusedModel
from models.interface import Examples, FitContext, Floats, Ints, Target, TextModel
from models.serving.predictor import Predictor
from studio.core.answers import Prediction
from studio.core.errors import UnusableTableError
from studio.core.label_sets import dump_set
from studio.core.metrics import Measurement
from studio.core.records import SUBGROUP, Comparison
from studio.core.tasks import Task

MIN_SUBSET_ROWS = 2
# Below ten texts a subgroup's figures are noise, and speak of single persons.
MAX_SUBGROUPS = 12


@dataclass(frozen=True)
class Measured:
    """What `studio.core.records.Evaluation` holds but its ids, and the answers row by row.

    `frame` has a row a text: `row_id`, `subset`, `true`, `predicted`, `probability` or `error`, `abstains`,
    `truncated`, and the answer of each baseline in a column `by_<name>`; sets of labels as JSON lists. It has no text.
    """

    rows: int
    metrics: Mapping[str, Measurement]
    primary_metric: str
    baselines: Mapping[str, Mapping[str, Measurement]]
    comparisons: Mapping[str, Comparison]
    subsets: Mapping[str, Mapping[str, Measurement]]
    labels: tuple[str, ...]
    per_label: Mapping[str, Mapping[str, float]]
    confusion: tuple[tuple[int, ...], ...]
    truncated_rows: int
    notes: tuple[str, ...]
    frame: pd.DataFrame


@dataclass(frozen=True)
class Reference:
    """What the baselines are fitted on: the rows the model learned from and chose on, and where to fit."""

    train: Examples
    dev: Examples
    context: FitContext


@dataclass
class _Measuring:
    """One measurement under way."""

    truth: Truth
    ours: Ints | Floats
    metrics: Sequence[str]
    seed: int
    baselines: dict[str, Mapping[str, Measurement]] = field(default_factory=dict)
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    answers: dict[str, Ints | Floats] = field(default_factory=dict)

    def beside(self, name: str, rows: Ints, theirs: Ints | Floats) -> None:
        """Measure another's answers on `rows`, and the model against them on the same rows."""
        if not len(rows):
            return
        truth = self.truth.take(rows)
        self.baselines[name] = measure(truth, theirs, self.metrics, seed=self.seed)
        self.comparisons[name] = compare(truth, self.ours[rows], theirs, self.metrics[0], seed=self.seed)
        nothing = -1 if truth.target.by_label else np.nan
        column: Any = np.full((len(self.truth), *theirs.shape[1:]), nothing, dtype=theirs.dtype)
        column[rows] = theirs
        self.answers[name] = column


def evaluate(
    predictor: Predictor,
    table: pd.DataFrame,
    examples: Examples,
    metrics: Sequence[str],
    *,
    reference: Reference | None = None,
    exact: TextModel | None = None,
    seed: int = 0,
    slices: Mapping[str, Sequence[bool]] = MappingProxyType({}),
    report: Callable[[str], None] = lambda _note: None,
) -> Measured:
    """Measure `predictor` on `table` (prepared rows, `examples` the same rows with targets).

    `metrics` has the primary one first. With a `reference` the baselines stand beside it; with `exact`, the
    uncompressed model; beside a fusion its members. Columns `rater` and `competitor` of the table are measured where
    they have answers, and a column `subset` names test subsets; those of a column `subgroup` with at least 10 texts are
    measured apart, the 12 largest; so are `slices`, masks over the rows, in the primary metric. Raises
    `UnusableTableError` without rows or targets.
    """
    if examples.targets is None or not len(examples):
        raise UnusableTableError("There are no rows with a target to measure on.", "Bring rows that have one.")
    report("Answering the test texts")
    raw, truncated = predictor.model.raw(examples), predictor.model.truncated(examples)
    measuring = _begun(predictor, raw, table, examples, metrics, seed)
    if reference is not None:
        _stand_beside(measuring, predictor.model.method, reference, examples, report)
    _others(measuring, table)
    _by_itself(measuring, predictor, table, examples, report)
    if exact is not None:
        report("Answering with the uncompressed model")
        measuring.beside("float32", _every(table), _answered(predictor, exact.raw(examples), examples))
    measured = _measured(measuring, table, predictor.predictions(raw, truncated, examples), truncated)
    told = (predictor.calibration.note(predictor.target.task), predictor.decision.note())
    further = [note for note in told if note]
    sliced = measure_slices(measuring.truth, measuring.ours, metrics[0], slices, seed=seed)
    return replace(measured, notes=(*measured.notes, *further), subsets={**measured.subsets, **sliced})


def _begun(
    predictor: Predictor,
    raw: Floats,
    table: pd.DataFrame,
    examples: Examples,
    metrics: Sequence[str],
    seed: int,
) -> _Measuring:
    """The answers against the truth; where thresholds are moved, those without beside them."""
    truth = truth_of(predictor.target, examples, clusters_of(table))
    measuring = _Measuring(truth, _answered(predictor, raw, examples), metrics, seed)
    if predictor.decision.moved:
        measuring.beside("unmoved", _every(table), answers_of(predictor.target, raw, examples))
    return measuring


def _answered(predictor: Predictor, raw: Floats, examples: Examples) -> Ints | Floats:
    """Raw outputs as the predictor would answer with them."""
    return answers_of(predictor.target, predictor.decided(raw), examples, predictor.calibration)


def _by_itself(
    measuring: _Measuring, predictor: Predictor, table: pd.DataFrame, examples: Examples, report: Callable[[str], None]
) -> None:
    """Beside a fusion what each of its members would have answered, by its own thresholds where labels have them."""
    if not isinstance(predictor.model, FusedModel):
        return
    report("Answering with each model by itself")
    for member in predictor.model.members:
        alone = answers_of(predictor.target, member.model.raw(examples), examples, member.calibration)
        measuring.beside(member.name, _every(table), alone)


def _stand_beside(
    measuring: _Measuring, method: str, reference: Reference, tested: Examples, report: Callable[[str], None]
) -> None:
    target, train = measuring.truth.target, reference.train
    every = np.arange(len(tested))
    measuring.beside("majority", every, answers_of(target, baselines.majority(train, target, tested), tested))
    if target.task is Task.SCORING or train.pairs is not None:  # answers that are graded
        measuring.beside("length", every, answers_of(target, baselines.length_only(train, target, tested), tested))
    if method != "tfidf":
        report("Counting words for comparison")
        counted = baselines.word_counts(train, reference.dev, target, tested, reference.context)
        measuring.beside("tfidf", every, answers_of(target, counted, tested))


def _others(measuring: _Measuring, table: pd.DataFrame) -> None:
    for name in ("rater", "competitor"):
        if name in table:
            rows, answers = baselines.given_answers(table[name], measuring.truth.target)
            measuring.beside(name, rows, answers)


def _measured(
    measuring: _Measuring,
    table: pd.DataFrame,
    predictions: Sequence[Prediction],
    truncated: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Measured:
    truth, ours, target = measuring.truth, measuring.ours, measuring.truth.target
    classes = target.task is Task.CLASSIFICATION
    by_label: Mapping[str, Mapping[str, float]] = {}
    known, said = truth.values.astype(np.int64), ours.astype(np.int64)
    if classes:
        by_label = classification.per_label(known, said, target.labels)
    elif target.task is Task.MULTILABEL:
        by_label = several.per_label(known, said, target.labels)
    confusion = classification.confusion_matrix(known, said, len(target.labels)) if classes else np.empty((0, 0))
    return Measured(
        rows=len(truth),
        metrics=measure(truth, ours, measuring.metrics, seed=measuring.seed),
        primary_metric=measuring.metrics[0],
        baselines=measuring.baselines,
        comparisons=measuring.comparisons,
        subsets=_subsets(measuring, table) | _subgroups(measuring, table),
        labels=target.labels,
        per_label=by_label,
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
        truncated_rows=int(truncated.sum()),
        notes=notes_on(truth, table, measuring.comparisons.get("tfidf")),
        frame=_frame(measuring, table, predictions),
    )


def _subsets(measuring: _Measuring, table: pd.DataFrame) -> dict[str, Mapping[str, Measurement]]:
    if "subset" not in table:
        return {}
    names = table["subset"].fillna("").astype(str)
    found: dict[str, Mapping[str, Measurement]] = {}
    for name in sorted(set(names) - {""}):
        rows = np.flatnonzero(names == name).astype(np.int64)
        if len(rows) >= MIN_SUBSET_ROWS:
            found[name] = measure(
                measuring.truth.take(rows), measuring.ours[rows], measuring.metrics, seed=measuring.seed
            )
    return found


def _subgroups(measuring: _Measuring, table: pd.DataFrame) -> dict[str, Mapping[str, Measurement]]:
    if "subgroup" not in table:
        return {}
    names = table["subgroup"].fillna("").astype(str).str.strip()
    sizes = names[names != ""].value_counts()
    found: dict[str, Mapping[str, Measurement]] = {}
    for name in sorted(sizes[sizes >= MIN_SUBGROUP_ROWS].index[:MAX_SUBGROUPS]):
        rows = np.flatnonzero(names == name).astype(np.int64)
        truth, ours = measuring.truth.take(rows), measuring.ours[rows]
        measured = measure(truth, ours, measuring.metrics, seed=measuring.seed)
        if "smd" in measured:
            measured["smd"] = subgroup_difference(
                measuring.truth, measuring.ours.astype(np.float64), rows, seed=measuring.seed
            )
        found[f"{SUBGROUP}{name}"] = measured
    return found


def _frame(measuring: _Measuring, table: pd.DataFrame, predictions: Sequence[Prediction]) -> pd.DataFrame:
    target = measuring.truth.target
    frame = pd.DataFrame({"row_id": table["row_id"].tolist(), "subset": table.get("subset", "")})
    frame["true"] = _named(measuring.truth.values, target)
    frame["predicted"] = _named(measuring.ours, target)
    if target.task is Task.CLASSIFICATION:
        frame["probability"] = [each.probabilities[str(each.label)] for each in predictions]
        frame["prediction_set"] = [" | ".join(each.prediction_set) for each in predictions]
    elif target.task is Task.MULTILABEL:
        frame["possible"] = [dump_set(each.prediction_set) for each in predictions]
    else:
        frame["error"] = measuring.ours - measuring.truth.values
    frame["abstains"] = [each.abstains for each in predictions]
    frame["truncated"] = [each.truncated for each in predictions]
    for name, answers in measuring.answers.items():
        frame[f"by_{name}"] = _named(answers, target)
    return frame.reset_index(drop=True)


def _named(answers: Ints | Floats, target: Target) -> list[str | None] | Floats:
    if target.task is Task.MULTILABEL:
        return [
            None if (row < 0).any() else dump_set(target.labels[place] for place in np.flatnonzero(row))
            for row in answers
        ]
    if target.task is not Task.CLASSIFICATION:
        return answers.astype(np.float64)
    return [target.labels[int(each)] if each >= 0 else None for each in answers]


def _every(table: pd.DataFrame) -> Ints:
    return np.arange(len(table))
