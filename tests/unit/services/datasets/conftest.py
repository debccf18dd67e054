"""A dataset service of the test's own, and tables to bring to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Source
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.datasets.draft import Draft
from studio.services.datasets.mapping import apply_mapping, resolve_mapping
from studio.services.datasets.opening import mapped_intake
from studio.services.datasets.service import DatasetService
from studio.services.intake.reading import read
from studio.services.studio import open_studio

Bring = Callable[..., Draft]
WORDS = ("pump", "valve", "motor", "sensor", "belt", "cable", "filter", "gear")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[DatasetService]:
    studio = open_studio(Settings(home=tmp_path / "home"))
    yield studio.datasets
    studio.close()


@pytest.fixture
def bring(service: DatasetService) -> Bring:
    """Draft a dataset of finance texts from a frame or from bytes, read in this process to save the child's start."""
    domain = registry().get("finance_risk")

    def draft(
        table: pd.DataFrame | bytes, name: str = "a.csv", *, task: Task | None = None, **choices: object
    ) -> Draft:
        data = table if isinstance(table, bytes) else table.to_csv(index=False).encode()
        frame = read(name, data, None).table.to_pandas()
        mapping = resolve_mapping(domain, frame)
        mapped = apply_mapping(frame, mapping)
        intake = mapped_intake(domain, name, Source.UPLOAD, mapped, mapping, list(frame.columns))
        return service.draft(LOCAL_ACTOR, intake, task=task, **choices)  # type: ignore[arg-type]

    return draft


@pytest.fixture
def table() -> Callable[..., pd.DataFrame]:
    """`rows` different texts in `classes` classes."""

    def make(rows: int = 60, classes: int = 3) -> pd.DataFrame:
        texts = [
            f"{WORDS[row % 8]} {WORDS[row // 8 % 8]} report {chr(97 + row % 26)}{chr(97 + row // 26)}"
            for row in range(rows)
        ]
        return pd.DataFrame({"text": texts, "label": [f"class {row % classes}" for row in range(rows)]})

    return make
