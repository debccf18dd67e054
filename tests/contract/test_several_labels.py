"""Every domain that learns several labels a text reads them, keeps them through de-identification, makes a dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.label_sets import parse_set
from studio.core.metrics import METRICS
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from tests.contract.registered import REGISTERED

OFFERING = [domain for domain in REGISTERED if Task.MULTILABEL in domain.tasks]


def test_notes_and_risk_texts_offer_it() -> None:
    assert {"medical_notes", "finance_risk"} <= {domain.key for domain in OFFERING}
    assert all(domain.tasks[0] is not Task.MULTILABEL for domain in OFFERING)


@pytest.mark.parametrize("domain", OFFERING, ids=lambda domain: domain.key)
def test_a_table_of_sets_becomes_a_dataset_of_them(domain, tmp_path: Path) -> None:
    sample = domain.sample().head(60)[["text", "label"]].copy()
    classes = sorted(sample["label"].unique())
    following = dict(zip(classes, [*classes[1:], classes[0]], strict=True))
    sample["label"] = [
        f"{label}; {following[label]}" if place % 2 else label for place, label in enumerate(sample["label"])
    ]
    studio = open_studio(Settings(home=tmp_path / "home", threads=1))
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, domain.key, [UploadedFile("several.csv", sample.to_csv(index=False).encode())]
    )
    draft = studio.datasets.draft(LOCAL_ACTOR, intake)
    assert intake.task is Task.MULTILABEL and not draft.blocked
    assert draft.labels == tuple(classes)
    given = dict(zip(range(1, 61), sample["label"], strict=True))
    for row, target in zip(draft.table["source_row"], draft.table["target"], strict=True):
        assert set(parse_set(target)) == set(given[row].split("; "))
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    assert dataset.task is Task.MULTILABEL
    assert studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake)).id == dataset.id
    assert all(key in METRICS for key in domain.metrics[Task.MULTILABEL])
    studio.close()


@pytest.mark.parametrize("domain", OFFERING, ids=lambda domain: domain.key)
def test_a_column_of_yes_and_no_for_each_label_says_the_same(domain, tmp_path: Path) -> None:
    texts = domain.sample()["text"].head(40).tolist()
    names = ("burn", "fall", "unusual")
    sets = [{name for place, name in enumerate(names) if (row + place) % (place + 2) == 0} for row in range(40)]
    lines = [",".join(("text", *names)), *(_line(text, each, names) for text, each in zip(texts, sets, strict=True))]
    studio = open_studio(Settings(home=tmp_path / "home", threads=1))
    file = UploadedFile("flags.csv", "\n".join(lines).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain.key, [file])
    draft = studio.datasets.draft(LOCAL_ACTOR, intake)
    assert intake.mapping.flags == names and draft.task is Task.MULTILABEL and draft.labels == names
    for row, target in zip(draft.table["source_row"], draft.table["target"], strict=True):
        assert set(parse_set(target)) == sets[row - 1]
    assert studio.datasets.confirm(LOCAL_ACTOR, draft).columns["label"] == "burn + fall + unusual"
    studio.close()


def _line(text: str, labels: set[str], names: tuple[str, ...]) -> str:
    quoted = '"' + text.replace('"', '""').replace("\n", " ") + '"'
    return ",".join([quoted, *("1" if name in labels else "0" for name in names)])
