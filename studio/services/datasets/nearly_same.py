"""Labels that may be one, written in two ways: a slip of the keys, another ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.services.datasets.kinds_apart import kinds_apart

_NAMED = 5
_ALIKE = 0.86
_MOST_COMPARED = 150
_SHORTEST_COMPARED = 4
_LONGEST_COMPARED = 80
"""A longer label is a sentence: comparing those takes long, and few slips are in what is copied."""
_MOST_LETTERS = 6_000
"""Of all labels together: each is compared with each, so time grows with their square."""
_MOST_LONGER = 2


def nearly_same(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs of labels spelt nearly the same, the rarer first; `counts` has the rows of each.

    The commonest labels only, where there are more than can be compared with one another.
    """
    common = sorted(counts, key=lambda label: (-counts[label], label))[:_MOST_COMPARED]
    fitting = [label for label in common if _SHORTEST_COMPARED <= len(label) <= _LONGEST_COMPARED]
    sums = accumulate(map(len, fitting))
    some = [label for label, letters in zip(fitting, sums, strict=True) if letters <= _MOST_LETTERS]
    return [
        (rarer, commoner)
        for place, commoner in enumerate(some)
        for rarer in some[place + 1 :]
        if _spelt_alike(commoner.casefold(), rarer.casefold()) and not kinds_apart(commoner, rarer)
    ]


def joined(pairs: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> dict[str, str]:
    """By rarer label the commonest one that it is linked to, over as many pairs as it takes."""
    best: dict[str, str] = {}
    linked: dict[str, set[str]] = {}
    for pair in pairs:
        together = set(pair).union(*(linked.get(label, set()) for label in pair))
        for label in together:
            linked[label] = together
    for label, together in linked.items():
        commonest = min(together, key=lambda each: (-counts[each], each))
        if label != commonest:
            best[label] = commonest
    return best


def told_of_nearly_same(pairs: Sequence[tuple[str, str]], fix: str) -> list[Finding]:
    """The finding, where there are such pairs."""
    if not pairs:
        return []
    more = f" and {len(pairs) - _NAMED} more" if len(pairs) > _NAMED else ""
    shown = ", ".join(f"'{commoner}' and '{rarer}'" for rarer, commoner in pairs[:_NAMED]) + more
    message = f"{counted(len(pairs), 'pair of labels is', 'pairs of labels are')} spelt nearly the same: {shown}."
    return [Finding("labels_nearly_same", Severity.WARNING, message, fix, "label", count=len(pairs))]


def _spelt_alike(first: str, second: str) -> bool:
    """Whether most letters are the same, in their order; what is cheap to tell is asked first."""
    if abs(len(first) - len(second)) > _MOST_LONGER or first[0] != second[0]:
        return False
    start = _shared(first, second)
    end = _shared(first[start:][::-1], second[start:][::-1])
    matcher = SequenceMatcher(None, first[start : len(first) - end], second[start : len(second) - end], autojunk=False)
    both = len(first) + len(second)
    least = (_ALIKE * both - 2 * (start + end)) / max(1, both - 2 * (start + end))
    return all(ratio() >= least for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _shared(first: str, second: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(first), len(second)))
