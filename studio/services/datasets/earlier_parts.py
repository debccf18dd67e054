"""The parts that rows have in earlier datasets: assigned once, for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.core.errors import DamagedArtifactError, NotFoundError
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.services.datasets.identity import base_id
from studio.storage import keys
from studio.storage.artifacts import ArtifactStore


class EarlierParts:
    """Reads each dataset's parts once: a dataset never changes."""

    def __init__(self, artifacts: ArtifactStore) -> None:
        self._artifacts = artifacts
        self._read: dict[str, Mapping[str, Part]] = {}

    def of(self, datasets: Sequence[Dataset]) -> dict[str, Part]:
        """The part of every row, by id, in `datasets` (one domain's, newest first); the oldest assignment holds.

        A row that was ever a test row is one. A dataset that is deleted, which is refused while a model stands on it,
        frees its rows again.
        """
        parts: dict[str, Part] = {}
        for dataset in reversed(datasets):
            for row_id, part in self._parts(dataset.id).items():
                if parts.setdefault(row_id, part) is not Part.TEST and part is Part.TEST:
                    parts[row_id] = part
        return parts

    def _parts(self, dataset_id: str) -> Mapping[str, Part]:
        if dataset_id not in self._read:
            try:
                table = self._artifacts.read_table(keys.dataset(dataset_id))
            except (NotFoundError, DamagedArtifactError):
                return {}
            self._read[dataset_id] = dict(zip(table["row_id"], map(Part, table["part"]), strict=True))
        return self._read[dataset_id]


def part_of(row_id: str, earlier: Mapping[str, Part]) -> Part | None:
    """The part a row has already; a repetition that was not there before goes with the row it repeats."""
    return earlier.get(row_id) or earlier.get(base_id(row_id))
