"""The commands as a script calls them: processes, standard output, exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from domains.registry import registry

ROOT = Path(__file__).parents[3]


class CommandLine:
    """`python -m studio` on a home of its own, with no server running."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "studio", *map(str, arguments)]
        environment = {**os.environ, "ASSAY_HOME": str(self.home)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def json(self, *arguments: object) -> dict[str, Any]:
        """The one JSON object on standard output of a command that succeeds."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        value: dict[str, Any] = json.loads(done.stdout)
        return value


@pytest.fixture(scope="module")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("cli") / "var")


@pytest.mark.slow
def test_from_a_file_to_answers_without_a_server(command_line: CommandLine, tmp_path: Path) -> None:
    sample = registry().get("finance_risk").sample()
    half = len(sample) // 2
    for name, part in (("train", sample[:half]), ("test", sample[half:])):
        part.rename(columns={"text": "narrative"}).to_csv(tmp_path / f"{name}.csv", index=False)
    added = command_line.json(
        "datasets", "add", "finance_risk", tmp_path / "train.csv", tmp_path / "test.csv", "--map", "text=narrative"
    )
    assert added["rows"] == len(sample)
    assert added["parts"]["test"] == len(sample) - half
    assert added["columns"]["text"] == "narrative"

    trained = command_line.json("train", added["dataset_id"], "--method", "tfidf", "--set", "c=3", "--wait")
    assert trained["state"] == "succeeded"
    assert trained["primary_metric"]["key"] == "macro_f1"
    assert trained["primary_metric"]["low"] <= trained["primary_metric"]["value"] <= trained["primary_metric"]["high"]
    assert {"load", "train", "evaluate", "register"} <= set(trained["seconds"])
    assert trained["options"]["c"] == 3

    stored = command_line.json("evaluate", trained["model_id"])
    assert stored["metrics"] == trained["metrics"]
    assert stored["test_opening"] == 1
    measured = command_line.json(
        "evaluate", trained["model_id"], "--file", tmp_path / "test.csv", "--map", "text=narrative"
    )
    assert measured["metrics"]["macro_f1"]["value"] == pytest.approx(stored["metrics"]["macro_f1"]["value"], abs=0.02)

    sample[["text"]].head(7).to_csv(tmp_path / "new.csv", index=False)
    answered = command_line.json("predict", trained["model_id"], tmp_path / "new.csv", "--out", tmp_path / "out.csv")
    answers = pd.read_csv(tmp_path / "out.csv")
    assert answered["rows"] == len(answers) == 7
    assert set(answers["predicted"]) <= set(stored["labels"])


@pytest.mark.slow
def test_a_clean_file_holds_no_identifier(command_line: CommandLine, tmp_path: Path) -> None:
    dirty = tmp_path / "notes.csv"
    note = "Patient: Johnathan Quillfeather, MRN 99887766, seen 03/14/2024, call 555-867-5309 or jq@example.org."
    pd.DataFrame({"note": [note, "Lungs clear, Parkinson disease stable."], "label": ["a", "b"]}).to_csv(
        dirty, index=False
    )
    out = tmp_path / "clean.csv"
    answer = command_line.json("deidentify", "medical_notes", dirty, "--out", out)
    assert answer["identifiers_removed"] >= 5
    text = out.read_text()
    for identifier in ("Quillfeather", "99887766", "03/14/2024", "867-5309", "example.org"):
        assert identifier not in text
    assert "Parkinson disease stable" in text
    assert pd.read_csv(out).columns.tolist() == ["note", "label"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("datasets", "add", "nowhere", "README.md"), "There is no domain called 'nowhere'"),
        (("datasets", "add", "finance_risk", "none.csv"), "none.csv cannot be opened"),
        (("datasets", "list", "nowhere"), "There is no domain called 'nowhere'"),
        (("train", "ds-none", "--method", "tfidf", "--wait"), "ds-none"),
        (("evaluate", "model-none"), "model-none"),
        (("predict", "model-none", "README.md", "--out", "x.pdf"), "not written"),
        (("predict", "model-none", "README.md", "--out", "nowhere/x.csv"), "no folder nowhere"),
        (("deidentify", "finance_risk", "README.md", "--out", "x.csv"), "no personal data"),
    ],
)
def test_a_failure_is_a_sentence_a_fix_and_status_1(
    command_line: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    done = command_line.run(*arguments, "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert words in error["message"]
    assert error["fix"]
    assert "Traceback" not in done.stderr
