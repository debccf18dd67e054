"""What a version tells of its parts: what holds of them, not of those it was made from."""

from __future__ import annotations

from random import Random

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.earlier_parts import EarlierParts
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.mending import mended, record_of

MACHINES = ("press", "saw", "mill", "lathe", "drill")


@pytest.fixture
def kept(studio: Studio) -> Dataset:
    """Five machines, and a split of the file's own that cuts them: 18 test rows, and some of every other part."""
    draw = Random(0)
    words = ["".join(draw.choices("bcdfgaeiou", k=6)) for _ in range(600)]
    parts = ["train"] * 140 + ["dev"] * 22 + ["calibration"] * 20 + ["test"] * 18
    draw.shuffle(parts)
    rows = [
        f"{' '.join(draw.sample(words, 9))},{('wear', 'leak')[row // 5 % 2]},{MACHINES[row % 5]},{part}"
        for row, part in enumerate(parts)
    ]
    file = UploadedFile("mine.csv", "\n".join(["text,label,machine_name,split", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


def _codes(dataset: Dataset) -> list[str]:
    return [finding.code for finding in dataset.findings]


def _made(studio: Studio, dataset: Dataset, remedy: Remedy) -> Dataset:
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    known = EarlierParts(studio.artifacts).of([dataset])
    version = mended(dataset, table, studio.datasets.preparation(LOCAL_ACTOR, dataset.id), remedy, known)
    return record_of(dataset, version, [])


def test_a_part_that_a_split_anew_loses_is_told_and_what_no_longer_holds_is_not(studio: Studio, kept: Dataset) -> None:
    assert {"few_test_rows", "split_crosses_groups"} <= set(_codes(kept)) and kept.parts[Part.CALIBRATION]
    made = _made(studio, kept, Remedy(Mend.SPLIT_ANEW))
    assert made.parts[Part.CALIBRATION] == 0 and made.parts[Part.TEST] >= 30
    assert "no_calibration_rows" in _codes(made) and "few_test_rows" not in _codes(made)
    assert not any("Leave the split column out" in finding.fix for finding in made.findings)


def test_test_rows_left_out_the_few_that_remain_are_told_with_their_number(studio: Studio, kept: Dataset) -> None:
    table = studio.datasets.table(LOCAL_ACTOR, kept.id)
    tested = tuple(table.loc[table["part"] == Part.TEST.value, "row_id"])
    calibrating = tuple(table.loc[table["part"] == Part.CALIBRATION.value, "row_id"])
    made = _made(studio, kept, Remedy(Mend.LEAVE_OUT, (*tested[:8], *calibrating)))
    told = {finding.code: finding for finding in made.findings}
    assert told["few_test_rows"].count == 10 and _codes(made).count("few_test_rows") == 1
    assert "no_calibration_rows" in told and "few_calibration_rows" not in told
