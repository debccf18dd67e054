"""Medical notes: which kind of note, or which section of one, a text is."""

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
                "One note, or one section of a note, a row, with its label. A column that names the patient keeps all "
                "notes of a patient on one side of the split."
            ),
        )
    case Section.TRAIN:
        train.show(
            domain,
            hint="With a few hundred notes, counting words is often as good as a neural encoder; try both.",
        )
    case Section.EVALUATE:
        evaluate.show(
            domain,
            hint="Notes that touch two specialties, and sections that share words, are the usual mix-ups.",
        )
    case Section.USE:
        use.show(
            domain,
            hint="For example: BP 142/88, HR 76 regular. Lungs clear. No oedema.",
        )
