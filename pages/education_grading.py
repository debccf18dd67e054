"""Education grading: a score or a verdict on what a pupil wrote."""

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
                "One answer a row, with its score or verdict. Question and reference answer help a great deal where "
                "they are given; a second rater's column shows how far people agree."
            ),
        )
    case Section.TRAIN:
        train.show(
            domain,
            hint="Where a reference answer is given, the probe compares the pupil's answer with it.",
        )
    case Section.EVALUATE:
        evaluate.show(
            domain,
            hint="A model that only counts length is in the table above: look how far this one is from it.",
        )
    case Section.USE:
        use.show(
            domain,
            hint="The pupil's answer, as it was written.",
        )
