"""How texts are prepared, from a shell: the steps there are, what they changed, one row step by step."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from domains.identifier_options import IdentifierOptions, Mode
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.findings import Finding, Severity
from studio.core.records import Phase
from studio.core.settings import Settings
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.identity import IDENTITY
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.storage.verdicts import dump_part
from tests.unit.cli.command_line import CommandLine
from tests.unit.domains.gradebook_exports import PUPILS, google_forms


@pytest.mark.parametrize("domain", list(registry()), ids=lambda domain: domain.key)
def test_every_step_is_listed_with_its_switch_and_options(domain, tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    listed = line.json("datasets", "steps", domain.key)["steps"]
    assert [each["key"] for each in listed] == [step.key for step in domain.steps]
    for told, step in zip(listed, domain.steps, strict=True):
        assert told["title"] == step.title and isinstance(told["enabled"], bool)
        assert {each["name"] for each in told["options"]} == set(step.Options.model_fields) - {"enabled"}
    words = line.run("datasets", "steps", domain.key).stdout
    assert all(step.title in words for step in domain.steps) and "--set" in words


def test_a_dataset_is_shown_with_its_split_its_counts_and_a_row_step_by_step(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    rows = [f"parcel {chr(97 + row % 26)}{row} is  late,{('ship', 'pay')[row % 2]}" for row in range(60)]
    rows[4] = "the cafÃ© is  shut,ship"
    (tmp_path / "mine.csv").write_text("\n".join(["text,label", *rows]))
    added = line.run(
        "datasets", "add", "finance_risk", tmp_path / "mine.csv", "--map", "text=text", "--map", "label=label"
    )
    assert "kept together: near-duplicates" in added.stdout
    dataset = added.stdout.split()[0]
    shown = line.json("datasets", "show", dataset, "--row", 5)
    assert shown["rows_changed"]["Character repair"] == 1 and shown["rows_changed"]["White space"] == 60
    assert shown["before"] == "the cafÃ© is  shut"
    assert shown["balance"]["ratio"] >= 1 and shown["balance"]["remedy"]
    assert [each["step"] for each in shown["after"]][:2] == ["Character repair", "White space"]
    assert shown["after"][0]["text"] == "the café is  shut" and shown["after"][-1]["text"] == "the café is shut"
    words = line.run("datasets", "show", dataset, "--row", 5).stdout.splitlines()
    assert any(f"What fits: {shown['balance']['remedy']}" in each for each in words)
    assert "- row 5: the cafÃ© is  shut" in words and "+ White space: the café is shut" in words
    refused = line.run("datasets", "show", dataset, "--row", 500)
    assert refused.returncode == 1 and "no row 500" in refused.stderr


def test_a_gradebook_may_be_read_as_its_rows_stand(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    google_forms().to_csv(tmp_path / "marks.csv", index=False)
    whole = line.json("datasets", "add", "education_grading", tmp_path / "marks.csv", "--rows", "file")
    assert whole["rows"] == PUPILS


def test_made_up_values_are_chosen_as_for_rows_known_by_their_words(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    rows = [f"Dr. Mockford saw case {row}.,{('cardiology', 'neurology')[row % 2]}" for row in range(66)]
    first = UploadedFile("first.csv", "\n".join(["note,specialty", *rows[:60]]).encode())
    (tmp_path / "mine.csv").write_text("\n".join(["note,specialty", *rows]))
    with closing(open_studio(Settings(home=tmp_path / "var", device="cpu", threads=1))) as studio:
        former = IdentifierOptions(mode=Mode.SURROGATE)
        read = studio.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [first], identifiers=former)
        read = replace(read, table=read.table.drop(columns=IDENTITY))
        studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, read))
    chosen = 'identifiers={"mode": "surrogate"}'
    line.json("datasets", "add", "medical_notes", tmp_path / "mine.csv", "--set", chosen)
    with closing(open_studio(Settings(home=tmp_path / "var", device="cpu", threads=1))) as studio:
        kept = studio.datasets.list(LOCAL_ACTOR, "medical_notes")
    assert [IdentifierOptions.model_validate(each.options["identifiers"]) for each in kept] == [former, former]


def test_where_the_first_row_was_left_out_the_first_that_was_kept_is_shown(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    rows = [f"parcel {chr(97 + row % 26)}{row} is late,{('ship', 'pay')[row % 2]}" for row in range(60)]
    (tmp_path / "mine.csv").write_text("\n".join(["text,label", " ,ship", *rows]))
    dataset = line.json("datasets", "add", "finance_risk", tmp_path / "mine.csv")["dataset_id"]
    shown = line.json("datasets", "show", dataset)
    assert (shown["row"], shown["before"]) == (2, "parcel a0 is late")
    refused = line.run("datasets", "show", dataset, "--row", 1)
    assert refused.returncode == 1 and "no row 1" in refused.stderr


def test_a_row_kept_together_by_a_topic_is_shown_as_it_is_kept(tmp_path: Path) -> None:
    """The topics are no companies of the file's: no text that names one was masked for it."""
    line, topics = CommandLine(tmp_path / "var"), ("Management", "Liquidity", "Outlook", "Pensions", "Leases", "Audit")
    texts = [f"{topics[row % 6]} assumes {chr(97 + row % 26)}{row}ova rises" for row in range(90)]
    rows = [f"{text},{('up', 'down')[row // 6 % 2]},{text.split()[0]}" for row, text in enumerate(texts)]
    (tmp_path / "mine.csv").write_text("\n".join(["text,label,topic", *rows]))
    masked = ("--set", 'companies={"enabled": true}')
    dataset = line.json("datasets", "add", "finance_risk", tmp_path / "mine.csv", *masked)["dataset_id"]
    with closing(open_studio(Settings(home=line.home))) as studio:
        run = studio.verdicts.start(LOCAL_ACTOR, dataset)
        finding = Finding("shortcut_topic", Severity.WARNING, "The topic tells the answer.", "Split by it.")
        found = VerdictFinding(finding, (Remedy(Mend.KEEP_TOGETHER, column="extra_topic"),))
        studio.verdicts.record(run, Phase.LOOK, dump_part([found]), 1.0)
    made = line.json("mend", dataset, "shortcut_topic", "--by", "keep_together")["dataset_id"]
    shown = line.json("datasets", "show", made)
    assert shown["before"].startswith("Management assumes") and shown["rows_changed"]["Company names"] == 0
    assert not any("COMPANY" in each["text"] for each in shown["after"])
