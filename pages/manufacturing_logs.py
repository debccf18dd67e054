"""Manufacturing logs: fault, cause or severity of log lines and work orders."""

from __future__ import annotations

from pathlib import Path

from studio.ui import shell
from studio.ui.sections import data, evaluate, train, use
from studio.ui.sections.journey import Section, section

domain = shell.domain_head(Path(__file__).stem)

match section(domain.key):
    case Section.DATA:
        data.show(
            domain,
            hint=(
                "One log line or work order a row, with its label. Plain log files are read by line; a machine column "
                "keeps a machine on one side of the split."
            ),
        )
    case Section.TRAIN:
        train.show(
            domain,
            hint="Log lines are formulaic: counting words is hard to beat, and answers thousands a second.",
        )
    case Section.EVALUATE:
        evaluate.show(
            domain,
            hint="Alarms that follow from one another are the usual mix-ups.",
        )
    case Section.USE:
        use.show(
            domain,
            hint="For example: PUMP 3 TRIPPED ON HIGH VIBRATION, BEARING HOT",
        )
