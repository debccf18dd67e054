"""Several labels a text from a shell: a table with a column of yes and no a label, texts without any, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from studio.cli.app import app
from studio.core.label_sets import parse_set
from studio.core.settings import settings
from tests.unit.builders import EVENTS, several_labels_table

LABELS = sorted(EVENTS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ASSAY_THREADS", "1")
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def command(*arguments: object) -> dict[str, Any]:
    """The JSON object that a command which succeeds prints."""
    done = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def flags(table: pd.DataFrame) -> pd.DataFrame:
    """The same labels as a column of yes and no each."""
    said = {label: table["label"].str.contains(label).astype(int) for label in LABELS}
    return table[["text"]].assign(**said)


def test_from_columns_of_yes_and_no_to_sets_of_labels(home: Path) -> None:
    flags(several_labels_table()).to_csv(home / "events.csv", index=False)
    (home / "more.txt").write_text("The vault was dusted on that day.\nA courier came late on that day.\n")
    named = [word for label in LABELS for word in ("--map", f"label={label}")]
    added = command("datasets", "add", "finance_risk", home / "events.csv", *named, "--unlabelled", home / "more.txt")
    assert (added["task"], added["labels"], added["rows"]) == ("multilabel", LABELS, 200)
    assert "texts_beside" in {finding["code"] for finding in added["findings"]}
    trained = command("train", added["dataset_id"], "--method", "tfidf", "--wait")
    assert trained["state"] == "succeeded"
    assert trained["metrics"]["macro_f1"]["value"] > 0.8
    assert {"micro_f1", "subset_accuracy"} <= set(trained["metrics"])

    several_labels_table(20, seed=9)[["text"]].to_csv(home / "new.csv", index=False)
    answered = command("predict", trained["model_id"], home / "new.csv", "--out", home / "out.csv")
    answers = pd.read_csv(home / "out.csv")
    assert answered["rows"] == len(answers) == 20
    given = [set(parse_set(each)) for each in answers["predicted"]]
    assert max(map(len, given)) > 1 and set().union(*given) <= set(LABELS)

    own = flags(several_labels_table(40, seed=5).assign(text=lambda table: table["text"].str.replace("desk", "branch")))
    own.to_csv(home / "own.csv", index=False)
    measured = command("evaluate", trained["model_id"], "--file", home / "own.csv")
    assert (measured["rows"], measured["labels"]) == (40, LABELS)
