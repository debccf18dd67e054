"""What only manufacturing shows on its Data section: templates of a log, the Pareto of work orders."""

from __future__ import annotations

import json

from studio.core.actor import LOCAL_ACTOR
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from tests.unit.services.conftest import work

LEVELS = ("INFO", "WARN", "ERROR")


def _kept(studio: Studio, name: str, data: str) -> str:
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [UploadedFile(name, data.encode())])
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.CLASSIFICATION)
    return studio.datasets.confirm(LOCAL_ACTOR, draft).id


def _tables(app) -> list[list[str]]:
    return [list(each.value.columns) for each in app.dataframe]


def test_a_log_shows_its_templates_its_format_and_why_it_is_split_so(empty_store: Studio, visit) -> None:
    lines = [
        f"2024-03-01 04:{row:02d}:09,120 {LEVELS[row % 3]} [main] plant.Press: axis{'abcdef'[row % 6]} moved to {row}"
        for row in range(60)
    ]
    app = visit("manufacturing_logs", dataset=_kept(empty_store, "press.log", "\n".join(lines)))
    assert not app.exception and not app.error
    table = next(each.value for each in app.dataframe if "Template" in each.value)
    assert table["Rows"].sum() == 60
    assert "Per hour" in table
    assert any("Log format" in each.value and "60 of 60 lines" in each.value for each in app.markdown)
    assert any("log lines of one template" in each.value for each in app.caption)


def test_work_orders_show_causes_weighed_by_downtime(empty_store: Studio, visit) -> None:
    rows = [
        f"{part} {word} {where},{cause},press-{place},{minutes}"
        for place, where in enumerate(("at infeed", "on night shift", "after changeover", "mid run", "since Monday"))
        for part, word, cause, minutes in (
            ("bearing", "noisy", "wear", 5), ("hose", "leaking oil", "leak", 90), ("motor", "tripped", "electrical", 10)
        )
    ]  # fmt: skip
    data = "\n".join(["description,cause,machine,downtime_min", *rows])
    app = visit("manufacturing_logs", dataset=_kept(empty_store, "orders.csv", data))
    assert not app.exception and not app.error
    table = next(each.value for each in app.dataframe if "Cause" in each.value)
    assert table["Cause"].tolist() == ["leak", "electrical", "wear"]
    assert table["downtime min"].tolist() == [450.0, 50.0, 25.0]
    assert any("Component" in columns for columns in _tables(app))
    titles = [json.loads(each.proto.spec)["layout"]["title"]["text"] for each in app.get("plotly_chart")]
    assert "Pareto of causes, by downtime min" in titles and "Pareto of machines, by downtime min" in titles
    machines = next(each.value for each in app.dataframe if "Machine" in each.value)
    assert machines["Mostly"].str.startswith("leak").all() and machines["Running %"].iloc[-1] == 100


def test_an_answered_log_says_what_is_new_and_offers_its_alerts(empty_store: Studio, visit) -> None:
    lines = [
        f"2024-03-01 04:12:09,120 {LEVELS[kind % 3]} [main] plant.Press: {word} {row} in cell {row} {word} as expected"
        for row in range(8)
        for kind, word in enumerate(("stroke", "belt", "axis", "door", "pump", "drive", "lamp", "hose", "probe"))
    ]
    dataset = _kept(empty_store, "press.log", "\n".join(lines))
    run = empty_store.training.start(LOCAL_ACTOR, dataset, "tfidf")
    work(empty_store, run)
    model = empty_store.runs.get(LOCAL_ACTOR, run.id).model_id or ""
    asked = UploadedFile("new.log", "\n".join([*lines[:9], "fire in the hall"]).encode())
    batch = empty_store.inference.start_batch(
        LOCAL_ACTOR, model, empty_store.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [asked])
    )
    work(empty_store, batch)
    app = visit("manufacturing_logs", section="use", run=batch.id)
    assert not app.exception and not app.error
    counts = empty_store.inference.batch_counts(LOCAL_ACTOR, batch.id)
    assert counts.new_rows
    assert any(f"{counts.new_rows} of 10 log entries are of a template" in each.value for each in app.markdown)
    alerts = len(empty_store.inference.alerts(LOCAL_ACTOR, batch.id))
    assert any(each.label == f"Download {alerts} alerts" for each in app.get("download_button"))
