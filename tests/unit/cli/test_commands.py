"""The commands as a script calls them: standard output, exit status; what starts another process is one itself."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from domains.registry import registry
from tests.unit.cli.command_line import CommandLine, only_object


@pytest.fixture(scope="module")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("cli") / "var")


def _filing(year: int) -> str:
    return (
        f"FORM 10-K\n\nFor the fiscal year ended December 31, {year}\n\nHALDEN LEASING CO\n"
        "(Exact name of registrant as specified in its charter)\n\nItem 1A. Risk Factors\n\n"
        + "Two borrowers missed interest payments. " * 10
        + "\n\nItem 7. Management's Discussion and Analysis\n\n"
        + "Hackers copied passwords of customers. " * 10
        + "\n\nSIGNATURES\n"
    )


@pytest.mark.slow
def test_from_a_file_to_answers_without_a_server(command_line: CommandLine, tmp_path: Path) -> None:
    sample = registry().get("finance_risk").sample().iloc[::3]
    sample = sample.drop(columns="group")  # its companies stand in both halves
    half = len(sample) // 2
    for name, part in (("train", sample[:half]), ("test", sample[half:])):
        part.rename(columns={"text": "narrative"}).to_csv(tmp_path / f"{name}.csv", index=False)
    added = command_line.json(
        "datasets", "add", "finance_risk", tmp_path / "train.csv", tmp_path / "test.csv", "--map", "text=narrative"
    )
    assert added["rows"] == len(sample)
    assert added["parts"]["test"] == len(sample) - half
    assert added["columns"]["text"] == "narrative"

    trained = only_object(
        command_line.process("train", added["dataset_id"], "--method", "tfidf", "--set", "c=3", "--wait", "--json")
    )
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

    for year in (2022, 2023):
        (tmp_path / f"{year}.txt").write_text(_filing(year))
    read = command_line.json(
        "document", tmp_path / "2022.txt", tmp_path / "2023.txt", "--model", trained["model_id"],
        "--out", tmp_path / "sentences.csv",
    )  # fmt: skip
    assert [(each["issuer"], each["period"]) for each in read["documents"]] == [
        ("HALDEN LEASING CO", "2022"),
        ("HALDEN LEASING CO", "2023"),
    ]
    assert [section["key"] for section in read["documents"][0]["sections"]] == ["1.1A", "2.7"]
    sentences = pd.read_csv(tmp_path / "sentences.csv", dtype={"period": str})
    assert sentences.groupby("period").size().to_dict() == {"2022": 20, "2023": 20}
    assert set(sentences["predicted"]) <= set(stored["labels"])
    words = command_line.run("document", tmp_path / "2023.txt", "--model", trained["model_id"], "--period", "2019")
    assert "(HALDEN LEASING CO, 2019): 20 sentences" in words.stdout and "Item 1A, Risk factors:" in words.stdout

    asked = [*sample["text"].head(6), "\u200b"]
    (tmp_path / "new.csv").write_text(pd.DataFrame({"text": asked, "Site": "x"}).to_csv(index=False) + "short\n")
    answered = only_object(
        command_line.process(
            "predict", trained["model_id"], tmp_path / "new.csv", "--out", tmp_path / "out.csv", "--json"
        )
    )
    answers = pd.read_csv(tmp_path / "out.csv")
    assert answered["rows"] == len(answers) == 8
    assert (answered["blank_texts"], answered["truncated_texts"]) == (1, 0)
    assert "ragged_rows" in {finding["code"] for finding in answered["findings"]}
    assert answers["predicted"].isna().tolist() == [False] * 6 + [True, False]
    assert set(answers["predicted"].dropna()) <= set(stored["labels"])

    (tmp_path / "more.csv").write_text((tmp_path / "test.csv").read_text() + " ,fraud\n")
    more = command_line.json(
        "evaluate", trained["model_id"], "--file", tmp_path / "more.csv", "--map", "text=narrative"
    )
    assert more["blank_texts"] == 1
    assert more["rows"] == measured["rows"]
    assert isinstance(more["findings"], list) and more["sheets"] == []


def test_the_same_table_again_has_the_same_id_and_its_own_findings(command_line: CommandLine, tmp_path: Path) -> None:
    sample = registry().get("finance_risk").sample()[["text", "label"]]
    sample.to_csv(tmp_path / "a.csv", index=False)
    (tmp_path / "again.csv").write_text(sample.to_csv(index=False).replace("\n", ",\n").replace("label,", "label", 1))
    first = command_line.json("datasets", "add", "finance_risk", tmp_path / "a.csv")
    again = command_line.json("datasets", "add", "finance_risk", tmp_path / "again.csv")
    assert first["already_there"] is False and again["already_there"] is True
    assert again["dataset_id"] == first["dataset_id"]
    codes = [{finding["code"] for finding in each["findings"]} for each in (first, again)]
    assert "ragged_rows" not in codes[0] and "ragged_rows" in codes[1]


def test_a_table_that_cannot_be_kept_is_refused_with_all_that_was_found(
    command_line: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"site": ["n", "s"], "tickets": [3, 4]}).to_excel(book, sheet_name="Counts", index=False)
        one_class = pd.DataFrame({"text": [f"The pump of line {n} failed." for n in range(30)], "label": "leak"})
        one_class.to_excel(book, sheet_name="Notes", index=False)
    done = command_line.run("datasets", "add", "finance_risk", path, "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["error"]["message"] in {each["message"] for each in answer["findings"] if each["severity"] == "error"}
    assert "several_sheets" in {finding["code"] for finding in answer["findings"]}
    assert (answer["sheet"], answer["sheets"]) == ("Notes", ["Counts", "Notes"])
    wrong = command_line.run("datasets", "add", "finance_risk", path, "--sheet", "Nots", "--json")
    assert "'Counts', 'Notes'" in json.loads(wrong.stdout)["error"]["fix"]


def test_an_unclear_split_is_told_with_the_option_that_mends_it(command_line: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "split.csv"
    rows = [{"text": f"The pump of line {n} failed.", "label": "ab"[n % 2], "split": "A"} for n in range(30)]
    pd.DataFrame(rows).to_csv(path, index=False)
    refused = json.loads(command_line.run("datasets", "add", "finance_risk", path, "--json").stdout)
    assert "--split-map" in refused["error"]["fix"]
    assert "1 value of the split column does not" in refused["error"]["message"]
    assert all("--" not in finding["fix"] for finding in refused["findings"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "ds-none", "--method", "tfidf", "--colour", "red"),
        ("train",),
        ("train", "ds-none", "--method", "tfidf", "--seed", "abc"),
        ("datasets", "ad"),
        ("nothing",),
    ],
)
def test_a_wrong_command_line_is_one_json_object_and_status_2(
    command_line: CommandLine, arguments: tuple[str, ...]
) -> None:
    done = command_line.run(*arguments, "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["message"].endswith(".") and "--help" in error["fix"]
    assert error["message"] in done.stderr


def test_a_process_ends_with_the_status_and_says_nothing_else(command_line: CommandLine) -> None:
    misused = command_line.process("train", "ds-none", "--method", "tfidf", "--seed", "abc", "--json")
    assert misused.returncode == 2 and "--help" in json.loads(misused.stdout)["error"]["fix"]
    failed = command_line.process("evaluate", "model-none", "--json")
    assert failed.returncode == 1 and "model-none" in json.loads(failed.stdout)["error"]["message"]
    assert "Traceback" not in misused.stderr + failed.stderr
    listed = command_line.process("datasets", "list", "medical_notes")
    assert listed.returncode == 0 and "Traceback" not in listed.stderr


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


@pytest.mark.slow
def test_a_workbook_is_cleaned_into_a_workbook(command_line: CommandLine, tmp_path: Path) -> None:
    dirty, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    rows = {
        "Patient Name": ["quillfeather", "quimby"],
        "Age": [93, 41],
        "note": ["Lungs clear.", "Seen by Dr. Quimby."],
    }
    pd.DataFrame(rows).to_excel(dirty, index=False)
    answer = command_line.json("deidentify", "medical_notes", dirty, "--out", out)
    assert pd.read_excel(out, dtype=str).to_dict("list") == {
        "Patient Name": ["[NAME]", "[NAME]"],
        "Age": ["90+", "41"],
        "note": ["Lungs clear.", "Seen by Dr. [NAME]."],
    }
    assert answer["identifiers_removed"] == 4
    assert "columns_of_identifiers" in {finding["code"] for finding in answer["findings"]}


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
        (("deidentify", "medical_notes", "README.md", "--out", "x.docx"), "not written"),
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


def test_a_dataset_is_split_by_question_where_asked(command_line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    registry().get("education_grading").sample().sample(160, random_state=0).to_csv(file, index=False)
    added = command_line.json("datasets", "add", "education_grading", file, "--unseen", "questions")
    assert "by question" in added["split_reason"]
    refused = command_line.run(
        "datasets", "add", "education_grading", file, "--unseen", "questions", "--map", "split=label", "--json"
    )
    assert refused.returncode != 0 and "split of its own" in refused.stderr


def test_a_dataset_is_split_by_time_where_asked(command_line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "risks.csv"
    registry().get("finance_risk").sample().to_csv(file, index=False)
    added = command_line.json("datasets", "add", "finance_risk", file, "--unseen", "later")
    assert "by time" in added["split_reason"] and added["parts"]["test"] > 30
    by_opening = command_line.json("datasets", "add", "finance_risk", file, "--unseen", "kinds")
    assert "one opening" in by_opening["split_reason"]


@pytest.mark.slow
def test_a_batch_is_checked_and_learned_from_in_a_shell(tmp_path: Path) -> None:
    command_line = CommandLine(tmp_path / "var")
    sample = registry().get("education_grading").sample().head(120)[["text", "score", "question"]]
    sample.assign(content=[row % 4 for row in range(120)]).to_csv(tmp_path / "graded.csv", index=False)
    levels = [word for line in ("0 = none", "5 = all: every idea") for word in ("--rubric", line)]
    added = command_line.json(
        "datasets", "add", "education_grading", tmp_path / "graded.csv", *levels, "--trait", "content"
    )
    assert [each["name"].endswith(": content") for each in added["traits"]] == [True]
    model_id = command_line.json("train", added["dataset_id"], "--method", "tfidf", "--wait")["model_id"]
    sample[["text", "question"]].head(4).to_csv(tmp_path / "new.csv", index=False)
    answered = command_line.json("predict", model_id, tmp_path / "new.csv", "--out", tmp_path / "out.csv")
    assert {"nearest_answer", "nearest_given"} <= set(pd.read_csv(tmp_path / "out.csv"))
    run_id = answered["run_id"]
    queue = command_line.json("reviews", "queue", run_id)
    first = queue["waiting"][0]
    assert (queue["rows"], queue["reviewed"]) == (4, 0)
    given = command_line.json("reviews", "give", run_id, first["row_id"], first["score_max"], "--note", "All of it.")
    assert (given["given"], given["note"]) == (first["score_max"], "All of it.")
    assert command_line.run("reviews", "give", run_id, first["row_id"], "99").returncode == 1
    assert [each["number"] for each in command_line.json("reviews", "list", run_id)["reviews"]] == [1]
    assert command_line.json("reviews", "dataset", model_id)["rows"] >= added["rows"]
    command_line.json("reviews", "back", run_id, first["row_id"])
    assert len(command_line.json("reviews", "list", run_id, "--history")["reviews"]) == 2
