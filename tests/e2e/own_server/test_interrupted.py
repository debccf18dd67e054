"""The server around the pages: cold links, restarts, killed workers, two tabs, double clicks."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.core.settings import Settings
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.worker.lock import WORKER_LOCK
from tests.e2e.conftest import PATIENCE, Server, free_port
from tests.e2e.journey import SECONDS, TRAINING, Journey
from tests.e2e.tables import training_table
from tests.unit.worker.held_children import AT, STEPPED, HeldChildren

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
BUDGET_SECONDS = 60.0
"""Of a ladder: for two rungs, also where the first takes long."""
LINKS = (
    "Home",
    "Medical notes",
    "Finance risk text",
    "Education grading",
    "Manufacturing logs",
    "Runs",
    "Model library",
)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> HeldChildren:
    """Holds what trains for `own_server`, where a test shuts it."""
    return HeldChildren(tmp_path_factory.mktemp("held") / "gate", STEPPED, AT)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory, gate: HeldChildren) -> Iterator[Server]:
    """A server that a test may kill; nothing is trained on its first start."""
    settings = {"ASSAY_FIRST_START": "false", **gate.environment}
    server = Server(tmp_path_factory.mktemp("killed") / "var", free_port(), settings)
    server.start(wait=False)
    yield server
    server.stop()


def kept(server: Server, table: Path) -> str:
    """A dataset kept without a browser, and so without a verdict ahead of its training."""
    studio = open_studio(Settings(home=server.home))
    file = UploadedFile(table.name, table.read_bytes())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake)).id


def test_a_cold_deep_link_shows_the_frame(own_server: Server, browser: Browser) -> None:
    """The first request of a fresh server is a page's own address: the navigation must be there all the same."""
    context = browser.new_context(base_url=own_server.url)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    own_server.listen()
    page.goto("/medical_notes")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medical notes", timeout=60 * SECONDS)
    navigation = page.get_by_test_id("stSidebarNav")
    for link in LINKS:
        expect(navigation.get_by_role("link", name=link)).to_be_visible()
    context.close()


def test_a_run_outlives_the_server(own_server: Server, browser: Browser, tmp_path: Path, gate: HeldChildren) -> None:
    """Killed in mid-training and started again, the server shows the same run going on to its end."""
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE)
    journey = Journey(context.new_page(), "finance_risk")
    journey.open(f"train&dataset={kept(own_server, training_table('finance_risk', tmp_path))}")
    gate.shut(STEPPED, call=10)
    run_id = journey.start("bilstm", **{"Epochs": "5", "Texts a batch": "8"})
    expect(journey.page.get_by_text(re.compile(r"^Training ·")).first).to_be_visible(timeout=TRAINING)
    studio = open_studio(Settings(home=own_server.home))
    gate.child()
    own_server.stop(signal.SIGKILL)
    gate.leave()
    assert studio.runs.get(LOCAL_ACTOR, run_id).state is RunState.RUNNING
    own_server.start()
    journey.page.goto(f"/finance_risk?section=train&run={run_id}")
    journey.finished()
    assert studio.runs.log(LOCAL_ACTOR, run_id).count("train: started") == 2
    models = httpx.get(f"{own_server.url}/api/v1/models?domain=finance_risk", timeout=30).json()
    assert len(models) == 1
    context.close()


def test_a_ladder_goes_on_after_its_worker_was_killed(own_server: Server, browser: Browser, gate: HeldChildren) -> None:
    """On the sample: rungs that are done stay done, the others are trained by the worker that comes after."""
    own_server.wait()
    studio = open_studio(Settings(home=own_server.home))
    intake = studio.datasets.open_sample(LOCAL_ACTOR, "education_grading")
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake)).id
    rungs = [each.method.key for each in studio.ladders.plan(LOCAL_ACTOR, dataset, BUDGET_SECONDS).taken]
    gate.shut(AT, f"rung {rungs[1]}")
    run = studio.ladders.start(LOCAL_ACTOR, dataset, BUDGET_SECONDS)
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE)
    journey, page = Journey(context.new_page(), "education_grading"), context.pages[0]
    page.goto(f"/education_grading?section=train&dataset={dataset}&run={run.id}")
    expect(page.get_by_text(run.id).first).to_be_visible()
    gate.child()
    done = [json.loads(each.read_text()) for each in own_server.home.rglob("rungs/*/rung.json")]
    os.kill(int((own_server.home / WORKER_LOCK).read_text()), signal.SIGKILL)
    gate.leave()
    journey.finished()
    expect(page.get_by_role("heading", name="Which method is worth it")).to_be_visible()
    ladder = studio.ladders.of(studio.runs.get(LOCAL_ACTOR, run.id))
    assert [each["method"] for each in done] == rungs[:1]
    assert ladder is not None
    assert [ladder.rung(each["method"]).seconds for each in done] == [each["seconds"] for each in done]
    context.close()


def test_cancel_takes_effect_at_once_and_a_double_click_starts_one_run(
    own_server: Server, browser: Browser, tmp_path: Path, gate: HeldChildren
) -> None:
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE)
    journey = Journey(context.new_page(), "finance_risk")
    journey.open(f"train&dataset={kept(own_server, training_table('finance_risk', tmp_path))}")
    gate.shut(STEPPED, call=3)
    run_id = journey.start("full", clicks=2, Epochs="50")
    expect(journey.page.get_by_text(re.compile(r"^Training ·")).first).to_be_visible(timeout=TRAINING)

    other = context.new_page()
    other.goto(f"/finance_risk?section=train&run={run_id}")
    expect(other.get_by_text(run_id).first).to_be_visible(timeout=60 * SECONDS)
    gate.child()
    journey.page.get_by_role("button", name="Cancel").click()
    expect(journey.page.get_by_text("cancelled").first).to_be_visible()
    expect(other.get_by_text("cancelled").first).to_be_visible()
    gate.leave()
    runs = open_studio(Settings(home=own_server.home)).runs.list(LOCAL_ACTOR, domain="finance_risk")
    assert [run.state for run in runs if run.manifest.get("options", {}).get("epochs") == 50] == [RunState.CANCELLED]
    context.close()
