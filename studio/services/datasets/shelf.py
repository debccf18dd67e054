"""Where a dataset stands: a record in the database, its table and how it was prepared among the artifacts."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from domains.preparation import CHANGED, Preparation
from studio.core.manifest import load_json, save_json, told_when_full
from studio.core.records import Dataset
from studio.services.datasets.grouped_later import grouped_later, with_grouped_by
from studio.services.datasets.unlabelled import UNLABELLED
from studio.storage import datasets, keys
from studio.storage.artifacts import TABLE, ArtifactStore
from studio.storage.database import Store

PREPARATION = "preparation.json"


class Shelf:
    """Puts datasets away and finds them again; the caller has checked the workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore) -> None:
        self._store = store
        self._artifacts = artifacts

    def same(self, dataset: Dataset) -> Dataset | None:
        """The dataset of the same content that is there already, in the same workspace and domain."""
        with self._store.read() as connection:
            return datasets.by_content(connection, dataset.workspace, dataset.domain, dataset.content_hash)

    def put(
        self,
        dataset: Dataset,
        table: pd.DataFrame,
        preparation: Preparation,
        changed: Mapping[str, int],
        unlabelled: Sequence[str] = (),
    ) -> Dataset:
        """Keep a dataset; one of the same content that came in the meantime is given back instead.

        `changed` says how many rows each step changed; `unlabelled` are prepared texts without an answer.
        Raises `StorageFullError` where the disk takes no more.
        """
        with told_when_full(dataset.name), tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            table.to_parquet(folder / TABLE, index=False)
            if unlabelled:
                pd.DataFrame({"text": list(unlabelled)}).to_parquet(folder / UNLABELLED, index=False)
            save_json(folder / PREPARATION, {**preparation.dump(), CHANGED: dict(changed)})
            self._artifacts.put_folder(folder, keys.dataset(dataset.id))
        with self._store.write() as connection:
            known = datasets.by_content(connection, dataset.workspace, dataset.domain, dataset.content_hash)
            if known is None:
                datasets.add(connection, dataset)
        if known is not None:
            self._artifacts.delete(keys.dataset(dataset.id))
        return known or dataset

    def table(self, dataset: Dataset) -> pd.DataFrame:
        """The prepared table, one row a text; see `grouped_later` for what is filled in."""
        return with_grouped_by(self._artifacts.read_table(keys.dataset(dataset.id)), self.grouped_later(dataset))

    def grouped_later(self, dataset: Dataset) -> str:
        """The column that its rows were kept together by after the file came; empty where none was."""
        with self._store.read() as connection:
            return grouped_later(connection, dataset)

    def unlabelled(self, dataset: Dataset) -> tuple[str, ...]:
        """The prepared texts without an answer that stand beside its table."""
        path = self._artifacts.local_folder(keys.dataset(dataset.id)) / UNLABELLED
        return tuple(pd.read_parquet(path)["text"]) if path.is_file() else ()

    def saved(self, dataset: Dataset) -> Mapping[str, Any]:
        """How its texts were prepared, as it was written down."""
        found: Mapping[str, Any] = load_json(self._artifacts.local_folder(keys.dataset(dataset.id)) / PREPARATION)
        return found
