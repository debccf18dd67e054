"""Finance risk text: which risk, or which sentiment, a text carries."""

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
                "One sentence, headline or incident a row, with its risk category or sentiment. A company column "
                "keeps a company on one side of the split."
            ),
        )
    case Section.TRAIN:
        train.show(
            domain,
            hint=(
                "With thousands of sentences, fine-tuning the whole encoder pays; with hundreds, start with the probe."
            ),
        )
    case Section.EVALUATE:
        evaluate.show(
            domain,
            hint="Risks that cause one another (credit and liquidity) are the usual mix-ups.",
        )
    case Section.USE:
        use.show(
            domain,
            hint="For example: A downgrade would trigger collateral calls on our credit lines.",
        )
