"""Two models against each other on the same locked test rows, from the answers stored when each was measured."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.artifacts import load_json
from models.evaluation.measuring import Truth, compare
from models.evaluation.notes import clusters_of
from models.evaluation.several import indicators
from models.interface import Floats, Ints, Target
from models.methods.targets import parse_target
from models.serving.predictor import DESCRIPTION
from studio.core.actor import Actor
from studio.core.label_sets import parse_set
from studio.core.records import Comparison, Evaluation
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.library import LibraryService
from studio.storage import keys
from studio.storage.artifacts import ArtifactStore

_PAIRED = (Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING)


class PairedComparisons:
    """The paired test of two evaluations; nothing is answered anew, and no test part is opened."""

    def __init__(self, artifacts: ArtifactStore, library: LibraryService) -> None:
        self._artifacts = artifacts
        self._library = library

    def of(self, actor: Actor, ours: Evaluation, theirs: Evaluation) -> Comparison | None:
        """The difference of the primary metric, ours minus theirs, with interval and p-value.

        None where the two were not measured on the same dataset's test part or cannot be compared row by row.
        """
        model = self._library.get(actor, ours.model_id)
        if ours.dataset_id is None or ours.dataset_id != theirs.dataset_id or model.task not in _PAIRED:
            return None
        answers = [self._artifacts.read_table(each.artifact).set_index("row_id") for each in (ours, theirs)]
        table = self._artifacts.read_table(keys.dataset(ours.dataset_id))
        rows = table[(table["part"] == Part.TEST.value) & table["row_id"].isin(answers[0].index)]
        rows = rows[rows["row_id"].isin(answers[1].index)].reset_index(drop=True)
        if not len(rows):
            return None
        target = parse_target(load_json(self._library.artifact_folder(model.id) / DESCRIPTION)["target"])
        first, second = (_values(each.loc[rows["row_id"], "predicted"], target) for each in answers)
        return compare(_truth(rows, target), first, second, ours.primary_metric)


def _truth(rows: pd.DataFrame, target: Target) -> Truth:
    values = _values(rows["target"], target)
    if target.by_label:
        return Truth(target, values, clusters=clusters_of(rows))
    low, high = (rows[name].to_numpy(dtype=np.float64) for name in ("score_min", "score_max"))
    return Truth(target, values, low, high, clusters_of(rows))


def _values(answers: pd.Series, target: Target) -> Ints | Floats:
    if target.task is Task.CLASSIFICATION:
        return np.asarray(pd.Index(target.labels).get_indexer(pd.Index(answers.astype(str))), dtype=np.int64)
    if target.task is Task.MULTILABEL:
        return indicators([parse_set(str(each)) for each in answers], target.labels)
    return answers.to_numpy(dtype=np.float64)
