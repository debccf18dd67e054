"""A finding is mended from a shell as on the page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.studio import open_studio
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
    with closing(open_studio(Settings(home=line.home))) as studio:
        texts = studio.datasets.table(LOCAL_ACTOR, made["dataset_id"])["text"]
        assert texts.str.startswith("parcel").all()
    refused = line.run("mend", dataset, "names_its_label", "--by", "relabel")
    assert refused.returncode == 1 and "take_out_words" in refused.stderr and "Traceback" not in refused.stderr
