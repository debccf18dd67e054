"""The parts that rows have in earlier datasets: assigned once, for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from studio.core.errors import DamagedArtifactError, NotFoundError
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.services.datasets.identity import base_id, is_keyed, rewritten_id, text_id
from studio.storage import keys
from studio.storage.artifacts import ArtifactStore


@dataclass(frozen=True)
class KnownParts:
    """The part of every row, by id, in datasets that are there."""

    by_id: Mapping[str, Part]

    def for_split(self, *row_ids: str) -> Part | None:
        """The part of a row that is split, by the ids it may be known under: a test row stays one.

        A repetition that was not there before goes with the row it repeats, and a row whose question was mapped, or
        no longer is, with those of the same text.
        """
        order = (Part.TEST, *Part)
        return _first(self._as_it_is(row_ids), order) or _first(self._of_the_text(row_ids), order)

    def for_measuring(self, *row_ids: str) -> Part | None:
        """The part of a row that is to measure: as `for_split`, but one of these was perhaps learned from."""
        return _first(self._as_it_is(row_ids), Part) or _first(self._of_the_text(row_ids), Part)

    def _as_it_is(self, row_ids: Sequence[str]) -> frozenset[Part]:
        found = (self.by_id.get(row_id) or self.by_id.get(base_id(row_id)) for row_id in row_ids)
        return frozenset(part for part in found if part is not None)

    def _of_the_text(self, row_ids: Sequence[str]) -> frozenset[Part]:
        found: frozenset[Part] = frozenset()
        for row_id in row_ids:
            text = text_id(row_id)
            asked = base_id(row_id) != text
            found |= self._by_text.get((text, not asked), frozenset())
        return found

    @cached_property
    def _by_text(self) -> Mapping[tuple[str, bool], frozenset[Part]]:
        """Parts by a text and whether its rows have a question."""
        found: dict[tuple[str, bool], frozenset[Part]] = {}
        for row_id, part in self.by_id.items():
            key = (text_id(row_id), base_id(row_id) != text_id(row_id))
            found[key] = found.get(key, frozenset()) | {part}
        return found


class EarlierParts:
    """Reads each dataset's parts once: a dataset never changes."""

    def __init__(self, artifacts: ArtifactStore) -> None:
        self._artifacts = artifacts
        self._read: dict[str, Mapping[str, Part]] = {}

    def of(self, datasets: Sequence[Dataset]) -> KnownParts:
        """The part of every row in `datasets` (one domain's, newest first); the oldest assignment holds.

        A row that was ever a test row is one. A dataset that is deleted, which is refused while a model stands on it,
        frees its rows again.
        """
        parts: dict[str, Part] = {}
        for dataset in reversed(datasets):
            for row_id, part in self._parts(dataset).items():
                if parts.setdefault(row_id, part) is not Part.TEST and part is Part.TEST:
                    parts[row_id] = part
        return KnownParts(parts)

    def by_words(self, dataset: Dataset) -> bool:
        """Whether rows of a dataset are known by their words as they stand, which other replacements change."""
        return not all(map(is_keyed, self._parts(dataset)))

    def _parts(self, dataset: Dataset) -> Mapping[str, Part]:
        if dataset.id not in self._read:
            try:
                table = self._artifacts.read_table(keys.dataset(dataset.id))
            except (NotFoundError, DamagedArtifactError):
                return {}
            self._read[dataset.id] = _parts_of(table, rewritten=dataset.made_from is not None)
        return self._read[dataset.id]


def _parts_of(table: pd.DataFrame, *, rewritten: bool) -> dict[str, Part]:
    """The part of each row by its id and, where words were taken out of texts, by that of the text it has now.

    A table may come that never held those words. Rows with an identity are known by that alone.
    """
    parts = dict(zip(table["row_id"], map(Part, table["part"]), strict=True))
    if not rewritten:
        return parts
    now: dict[str, Part] = {}
    for row_id, text, part in zip(table["row_id"], table["source_text"], table["part"], strict=True):
        if not is_keyed(row_id) and now.get(new := rewritten_id(row_id, text)) is not Part.TEST:
            now[new] = Part(part)
    return now | parts


def _first(found: frozenset[Part], order: Iterable[Part]) -> Part | None:
    return next((part for part in order if part in found), None)
