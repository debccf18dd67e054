"""A finding is mended from a shell as on the page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.studio import open_studio
from studio.services.verdicts.balance import class_balance
from studio.services.verdicts.giveaways import giveaways
from studio.storage.verdicts import dump_part
from tests.unit.cli.command_line import CommandLine


def test_words_that_give_the_answer_away_are_taken_out(tmp_path: Path) -> None:
    labels, line = ("billing", "shipping"), CommandLine(tmp_path / "var")
    rows = [f"[{labels[row % 2]}] parcel {chr(97 + row % 26)}{row} is late,{labels[row % 2]}" for row in range(80)]
    (tmp_path / "mine.csv").write_text("\n".join(["text,label", *rows]))
    dataset = line.json("datasets", "add", "finance_risk", tmp_path / "mine.csv", "--texts", "lines")["dataset_id"]
    with closing(open_studio(Settings(home=line.home))) as studio:
        run = studio.verdicts.start(LOCAL_ACTOR, dataset)
        table = studio.datasets.table(LOCAL_ACTOR, dataset)
        studio.verdicts.record(run, Phase.LOOK, dump_part(giveaways(table, Task.CLASSIFICATION)), 1.0)
    made = line.json("mend", dataset, "names_its_label", "--by", "take_out_words")
    assert (made["made_from"], made["rows"]) == (dataset, 80)
    rewritten = made["difference"]["rewritten"]
    assert len(rewritten) == 80
    assert rewritten[0]["before"].startswith("[billing] parcel a0") and rewritten[0]["after"].startswith("parcel a0")
    told = line.run("mend", dataset, "names_its_label", "--by", "take_out_words").stdout.splitlines()
    assert "80 texts rewritten:" in told and "The first 20 of each; --json prints all." in told
    assert told[2].startswith("- row 1: [billing] parcel a0") and told[3].startswith("+ row 1: parcel a0")
    assert len(told) == 43
    with closing(open_studio(Settings(home=line.home))) as studio:
        texts = studio.datasets.table(LOCAL_ACTOR, made["dataset_id"])["text"]
        assert texts.str.startswith("parcel").all()
    refused = line.run("mend", dataset, "names_its_label", "--by", "relabel")
    assert refused.returncode == 1 and "take_out_words" in refused.stderr and "Traceback" not in refused.stderr


def test_one_pair_of_labels_is_joined_and_every_version_has_a_number_of_its_own(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "var")
    counts = {"leak": 30, "leaks": 12, "spark": 20, "sparkk": 11}
    labels = [label for label, count in counts.items() for _ in range(count)]
    rows = [f"{chr(97 + row % 26)}{row} was seen near pump{row},{label}" for row, label in enumerate(labels)]
    (tmp_path / "mine.csv").write_text("\n".join(["text,label", *rows]))
    dataset = line.json("datasets", "add", "finance_risk", tmp_path / "mine.csv", "--texts", "lines")["dataset_id"]
    with closing(open_studio(Settings(home=line.home))) as studio:
        run = studio.verdicts.start(LOCAL_ACTOR, dataset)
        found = class_balance(studio.datasets.table(LOCAL_ACTOR, dataset))
        studio.verdicts.record(run, Phase.LOOK, dump_part(found), 1.0)
        verdict = studio.verdicts.get(LOCAL_ACTOR, dataset)
        assert verdict is not None and "labels_nearly_same" in studio.verdicts.told_again(verdict)
    join = ("mend", dataset, "labels_nearly_same", "--by", "join_labels")
    one = line.json(*join, "--label", "leaks")
    assert len(one["difference"]["relabelled"]) == 12
    assert {row["after"] for row in one["difference"]["relabelled"]} == {"leak"}
    both = line.json(*join)
    assert len(both["difference"]["relabelled"]) == 23
    assert line.json(*join, "--label", "leaks")["dataset_id"] == one["dataset_id"]  # the same table is the same dataset
    with closing(open_studio(Settings(home=line.home))) as studio:
        names = {each.id: each.name for each in studio.datasets.list(LOCAL_ACTOR, "finance_risk")}
        assert names[one["dataset_id"]] == f"{names[dataset]} (version 2)"
        assert names[both["dataset_id"]] == f"{names[dataset]} (version 3)"
        left = {each.code for each in studio.datasets.get(LOCAL_ACTOR, both["dataset_id"]).findings}
        assert "labels_nearly_same" not in left
    refused = line.run(*join, "--label", "noise")
    assert refused.returncode == 1 and "leaks" in refused.stderr
