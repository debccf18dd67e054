"""A raw log is dealt so that no template's lines lie both in what is learned from and in what is tested."""

from __future__ import annotations

from collections import defaultdict

from domains.manufacturing_logs.mining import mine
from studio.core.actor import LOCAL_ACTOR
from studio.core.splits import Part
from studio.services.datasets.service import DatasetService
from studio.services.intake.upload import UploadedFile

EVENTS = (
    ("spindle {} reached {} rpm", "info"), ("coolant pump {} lost pressure at {} bar", "fault"),
    ("axis {} homed after {} ms", "info"), ("tool {} changed in station {}", "info"),
    ("door {} opened while spindle ran at {} rpm", "fault"), ("servo {} overload of {} percent", "fault"),
    ("program {} started by operator {}", "info"), ("vacuum gripper {} dropped part {}", "fault"),
    ("conveyor {} paused for {} seconds", "info"), ("temperature sensor {} reads {} degrees", "info"),
    ("emergency stop {} pressed in cell {}", "fault"), ("backup {} written in {} seconds", "info"),
    ("bearing {} vibrates with {} g", "fault"), ("pallet {} arrived at gate {}", "info"),
    ("hydraulic valve {} stuck at {} percent", "fault"), ("robot {} finished cycle {}", "info"),
)  # fmt: skip
NAMES = ("anna", "bert", "cem", "dora", "emil", "fritz", "gerd", "hilde", "ines", "jonas")
"""No numbers: lines that differ by those alone are kept together as copies, in every field."""


def raw_log() -> bytes:
    """Lines with their header, in the order in which a machine writes them: one template after the other, again."""
    rows = [
        f"2024-03-01 04:{turn:02d}:{place:02d} INFO {event.format(name, 10 * turn + place)},{label}"
        for turn, name in enumerate(NAMES)
        for place, (event, label) in enumerate(EVENTS)
    ]
    return "\n".join(["line,state", *rows]).encode()


def test_the_lines_of_one_template_lie_in_one_part(service: DatasetService) -> None:
    intake = service.open_upload(LOCAL_ACTOR, "manufacturing_logs", [UploadedFile("plant.csv", raw_log())])
    draft = service.draft(LOCAL_ACTOR, intake)
    assert not draft.blocked and len(draft.table) == len(NAMES) * len(EVENTS)
    mined = mine(draft.table["source_text"].tolist())
    assert mined is not None and len(mined.templates) == len(EVENTS)
    parts = defaultdict(set)
    for place, part in zip(mined.places, draft.table["part"], strict=True):
        parts[mined.templates[place]].add(part)
    assert [template for template, where in parts.items() if len(where) > 1] == []
    assert set(draft.table["part"]) >= {Part.TRAIN.value, Part.DEV.value, Part.TEST.value}
