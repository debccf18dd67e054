"""Planted identifiers of a personal-data domain are nowhere on the disk after a whole life of a dataset and a model."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.worker.inline import run_inline

PERSONAL = [domain.key for domain in registry() if domain.personal_data]
PLANTED = (
    "Zebulon", "Quackenbosh", "zquack77", "202-555-0187", "000-47-3391", "HK-4917062", "4111 1111 1111 1111",
    "Name: Zebulon", "IMG_77341",
)  # fmt: skip
SENTENCE = (
    "Name: Zebulon Quackenbosh. Mail zquack77@example.org, tel 202-555-0187, SSN 000-47-3391, MRN HK-4917062, "
    "card 4111 1111 1111 1111, photo IMG_77341.jpg. "
)


def everything(*roots: Path) -> list[tuple[Path, bytes]]:
    return [(path, path.read_bytes()) for root in roots for path in root.rglob("*") if path.is_file()]


def traces(files: list[tuple[Path, bytes]]) -> list[tuple[str, str]]:
    wanted = [(planted, code) for planted in PLANTED for code in (planted.encode(), planted.encode("utf-16-le"))]
    return [(str(path), planted) for path, data in files for planted, code in wanted if code.lower() in data.lower()]


@pytest.mark.parametrize("key", PERSONAL)
def test_planted_identifiers_are_found_nowhere_afterwards(key: str, tmp_path: Path, monkeypatch) -> None:
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("ASSAY_HOME", str(home))
    sample = registry().get(key).sample().drop(columns="source_row", errors="ignore").head(240).copy()
    sample["text"] = [SENTENCE + text if row % 3 == 0 else text for row, text in enumerate(sample["text"])]
    file = UploadedFile("Zebulon Quackenbosh.csv", sample.to_csv(index=False).encode())
    studio = open_studio(Settings(home=home, device="cpu", threads=1))
    try:
        intake = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], review=True)
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
        run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
        run_inline(studio, run.id, lambda progress: None)
        model = next(iter(studio.library.versions(LOCAL_ACTOR, key)))
        asked = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], terms=model.labels)
        for later in (
            studio.inference.start_batch(LOCAL_ACTOR, model.id, asked),
            studio.evaluations.start(LOCAL_ACTOR, model.id, asked),
        ):
            run_inline(studio, later.id, lambda progress: None)
        question = str(sample["question"].iloc[0]) if "question" in sample else ""
        studio.inference.predict_texts(LOCAL_ACTOR, model.id, [TextInput(SENTENCE + "All is well.", question)])
    finally:
        studio.close()
    files = everything(home, scratch)
    assert any(path.suffix == ".parquet" for path, _ in files)
    assert traces(files) == []
    assert traces([(Path("planted"), SENTENCE.encode())])  # the search finds what is there
