"""What a click on a remedy does, in the words of its button."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.label_sets import in_words
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.mapping import EXTRA_PREFIX
from studio.ui import digits
from studio.ui.wording import escaped

_MOST_WORDS = 3


def joining(word: str, answer: str) -> str:
    """What makes one label of two."""
    return f"Make '{escaped(word)}' one with '{escaped(answer)}'"


def deed(remedy: Remedy, task: Task, ticked: int) -> str:
    """What the remedy does, of whose rows that many are ticked; in Markdown."""
    rows = digits.count(ticked)
    column = escaped(remedy.column.removeprefix(EXTRA_PREFIX)) + (" without figures" if remedy.figures_aside else "")
    words = {
        Mend.LEAVE_OUT: f"Leave out {rows}",
        Mend.RELABEL: _relabelling(remedy, task, rows),
        Mend.KEEP_TOGETHER: f"Split by '{column}'",
        Mend.MEASURE_APART: f"Measure '{column}' apart",
        Mend.TAKE_OUT_FIRST_WORD: "Take the first word out of every text",
        Mend.TAKE_OUT_WORDS: f"Take {_named(remedy.words)} out of every text",
        Mend.DROP_LABELS: f"Drop {_named(remedy.words)}",
        Mend.JOIN_LABELS: _joining_all(remedy),
        Mend.SPLIT_ANEW: "Split anew",
        Mend.REPAIR_CHARACTERS: "Repair the characters",
    }
    return words[remedy.mend]


def _named(words: Sequence[str]) -> str:
    shown = ", ".join(f"'{escaped(word)}'" for word in words[:_MOST_WORDS])
    return shown if len(words) <= _MOST_WORDS else f"{shown} and {len(words) - _MOST_WORDS} more"


def _joining_all(remedy: Remedy) -> str:
    pairs = [joining(*pair) for pair in zip(remedy.words, remedy.answers, strict=False)]
    return pairs[0] if len(pairs) == 1 else f"Join all {len(pairs)}"


def _relabelling(remedy: Remedy, task: Task, rows: str) -> str:
    if len(set(remedy.answers)) != 1:
        return f"Give {rows} the usual answer"
    answer = remedy.answers[0]
    if task is Task.MULTILABEL:
        answer = in_words(answer)
    return (
        f"Give {rows} the score {float(answer):g}" if task is Task.SCORING else f"Put {rows} under '{escaped(answer)}'"
    )
