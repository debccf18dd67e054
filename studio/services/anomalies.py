"""What an anomaly model flagged, when, and the lines behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from domains.registry import registry
from studio.core.actor import Actor
from studio.core.errors import ConflictError
from studio.core.records import RunKind, RunState
from studio.services.batch_expiry import refuse_expired
from studio.storage import evaluations, keys, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_KEPT = {
    "source_row": "row",
    "source_text": "text",
    "extra_last_row": "last_row",
    "extra_first_line": "first_line",
    "extra_line_numbers": "line_numbers",
    "extra_lines": "lines",
    "extra_time_utc": "start",
    "extra_until_utc": "until",
    "extra_session": "session",
}


@dataclass(frozen=True)
class BehindLine:
    """One line of a unit: its text as written, and its share of what made the unit unusual, 0 where it did not."""

    number: int
    text: str
    share: float


class AnomalyService:
    """Judged windows and sessions of the actor's workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore) -> None:
        self._store = store
        self._artifacts = artifacts

    def evaluated(self, actor: Actor, evaluation_id: str) -> pd.DataFrame:
        """The units an evaluation judged, in order of time.

        Columns: row_id, predicted, score, behind, true ("" where unknown), row, text, lines, and where they are known
        last_row, first_line or line_numbers, start and until (UTC, ISO 8601), session.
        """
        with self._store.read() as connection:
            evaluation = evaluations.get(connection, actor.workspace, evaluation_id)
            run_id = evaluations.run_id(connection, evaluation_id)
        judged = self._artifacts.read_table(evaluation.artifact)
        asked = keys.dataset(evaluation.dataset_id) if evaluation.dataset_id else keys.inputs(run_id)
        return _joined(self._artifacts.read_table(asked), judged[["row_id", "predicted", "score", "behind", "true"]])

    def answered(self, actor: Actor, run_id: str) -> pd.DataFrame:
        """The units a batch judged; as `evaluated`, without `true`.

        Raises `ConflictError` where the run has no answers (yet), or they are no longer kept.
        """
        with self._store.read() as connection:
            run = runs.get(connection, actor.workspace, run_id)
        if run.kind is not RunKind.PREDICT or run.state is not RunState.SUCCEEDED:
            raise ConflictError(f"The run has no answers: it is {run.state.value}.", "Wait until it has succeeded.")
        refuse_expired(run)
        judged = self._artifacts.read_table(keys.answers(run_id))
        asked = self._artifacts.read_table(keys.inputs(run_id))
        return _joined(asked, judged[["row_id", "predicted", "score", "behind"]])

    @staticmethod
    def units_of(table: pd.DataFrame) -> pd.DataFrame:
        """The units of a dataset's table under the names of `evaluated`; its other columns as they are."""
        return table.rename(columns={name: shown for name, shown in _KEPT.items() if shown != "text"})


def lines_behind(domain_key: str, text: str, behind: str) -> list[BehindLine]:
    """The lines of a unit in order, each with its share of what made it unusual; `behind` as the unit's row has it."""
    shares = {int(place): float(share) for place, share in json.loads(behind)}
    lines = registry().get(domain_key).lines(text)
    return [BehindLine(place + 1, line, shares.get(place, 0.0)) for place, line in enumerate(lines)]


def _joined(asked: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    names = {name: shown for name, shown in _KEPT.items() if name in asked}
    units = asked[["row_id", *names]].rename(columns=names)
    return units.merge(judged, on="row_id", how="inner").reset_index(drop=True)
