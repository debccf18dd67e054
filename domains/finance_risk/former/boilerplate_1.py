"""The boilerplate step as it was at version 1, for models that were trained under it."""

from __future__ import annotations

import re

from domains.contract import StepOptions
from domains.steps import text_step

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_BOILERPLATE = re.compile(
    r"forward[- ]looking (statement|information)"
    r"|private securities litigation reform act"
    r"|undertakes? no (obligation|duty) to (update|revise)"
    r"|actual results (may|could|might) differ materially"
    r"|past performance is (not|no) "
    r"|(does|do) not constitute (an offer|investment advice)"
    r"|for informational purposes only",
    re.IGNORECASE,
)


class FormerOptions(StepOptions):
    """Options of the step as it was."""

    enabled: bool = False


def _drop(text: str, options: StepOptions) -> str:
    """`text` without the sentences that disclaim; as it was where nothing else would be left."""
    sentences = _SENTENCE_END.split(text)
    kept = [sentence for sentence in sentences if not _BOILERPLATE.search(sentence)]
    return " ".join(kept) if kept and len(kept) < len(sentences) else text


BOILERPLATE_1 = text_step(
    "boilerplate",
    "Safe-harbour statements",
    "Drops sentences every filing repeats: forward-looking statements, no obligation to update, no offer.",
    1,
    FormerOptions,
    _drop,
)
