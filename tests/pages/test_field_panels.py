"""Each panel that only one field shows is drawn for a dataset that has something for it, and none goes unseen."""

from __future__ import annotations

import re

import pytest
from plotly.io import from_json

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from tests.pages.conftest import add_sample

LOG = "\n".join(
    f"2024-03-01 04:{row:02d}:09,120 {('INFO', 'ERROR')[row % 2]} [main] plant.Press: "
    f"axis {'abcdef'[row % 6]} moved to {row} mm"
    for row in range(60)
)
ORDERS = "\n".join(
    [
        "description,cause,machine,downtime_min,cost",
        *(
            f"{order} {where},{cause},{machine},{minutes},{cost}"
            for machine, where in (("press-1", "at infeed"), ("press-2", "mid run"), ("press-3", "since Monday"))
            for order, cause, minutes, cost in (
                ("bearing P/N 6205-2RS noisy so greased", "wear", 5, 800),
                ("hose leaking oil so replaced", "leak", 90, 20),
                ("motor tripped so reset", "electrical", 10, 60), ("guard loose so tightened", "loose part", 1, 1),
            )
        ),
    ]
)  # fmt: skip
NOTES = "\n".join(
    [
        "note,specialty",
        *(
            f'"HPI: {word} trouble {row}, no fever, seen by Dr. Mockford.\nFH: mother had stroke.",{kind}'
            for row, (word, kind) in enumerate([("chest", "Cardiology"), ("speech", "Neurology")] * 20)
        ),
    ]
)
FILES = {"manufacturing_logs": {"press.log": LOG, "orders.csv": ORDERS}, "medical_notes": {"notes.csv": NOTES}}
"""What shows the panels for which the sample of a field has nothing."""


def _datasets(studio: Studio, domain: str):
    files = FILES.get(domain, {})
    if not files:
        yield add_sample(studio, domain)
    for name, data in files.items():
        intake = studio.datasets.open_upload(LOCAL_ACTOR, domain, [UploadedFile(name, data.encode())])
        yield studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, task=_task(domain)))


def _task(domain: str) -> Task:
    return registry().get(domain).tasks[0]


def _seen(app) -> set[str]:
    titles = {str(from_json(each.proto.spec).layout.title.text) for each in app.get("plotly_chart")}
    return titles | {each.value.strip("*") for each in app.markdown}


@pytest.mark.parametrize("domain", [each.key for each in registry()])
def test_every_panel_of_a_field_is_drawn(empty_store: Studio, visit, domain: str) -> None:
    wanted = {panel.title for panel in registry().get(domain).panels()}
    assert wanted
    seen: set[str] = set()
    for dataset in _datasets(empty_store, domain):
        app = visit(domain, dataset=dataset.id)
        assert not app.exception and not app.error
        seen |= {title for title in wanted if any(re.fullmatch(rf"{title}([,:] by .*)?", each) for each in _seen(app))}
    assert seen == wanted
