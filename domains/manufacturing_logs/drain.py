"""Drain (He et al., ICWS 2017, as drain3 implements it), told which words are parameters already, and which never are.

Two things follow from masks. A mask says nothing of what kind a line is, so it is no evidence that two lines are alike:
more than half of the *words* must agree. And where a line begins with masks or a bracketed id, its first word comes
behind them: Drain, which sorts lines by their first word, is shown that one first.

A truth value is a state, not a parameter: 'door open=true' and 'door open=false' are two events. So is a web server's
status, the only number that masking leaves: '"GET <PATH> HTTP/<NUM>" 200' and the same with 500 are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drain3.drain import Drain

SIMILARITY = 0.55
"""More than half: at exactly a half, which Drain's published settings for HDFS and Hadoop allow, two words agree with
one of them."""
DEPTH = 4
"""Drain's published setting for HDFS and Hadoop (Zhu et al., ICSE-SEIP 2019)."""
MAX_BRACKETED = 4
"""Words of a bracketed id in front: '[instance: <ID>]'."""

_MASK = re.compile(r"<(?:[A-Z]{2,6}|\*)>")
_WORD = re.compile(r"[^\W_]")
_TRUTH = re.compile(r"(?:^|[=:?!(])(true|false|yes|no|on|off|enabled|disabled)\W{0,8}$", re.IGNORECASE)
_STATUS = re.compile(r"[1-5]\d\d")
_OPPOSITE = {"true": "false", "yes": "no", "on": "off", "enabled": "disabled"}
_OPPOSITE |= {right: left for left, right in _OPPOSITE.items()}
_LIST = re.compile(r"(?P<mask><[A-Z]{2,6}>)(?:, ?(?P=mask))+")


class MaskedDrain(Drain):  # type: ignore[misc]  # drain3 has no types
    """Drain that counts words only as evidence."""

    def __init__(self) -> None:
        super().__init__(sim_th=SIMILARITY, depth=DEPTH)

    def get_seq_distance(
        self, seq1: Sequence[str], seq2: Sequence[str], include_params: bool
    ) -> tuple[float, int]:  # drain3 calls it so
        """The share of the template's words (`seq1`) that the line has too, and how many wildcards the template has."""
        alike = words = wildcards = 0
        for template, word in zip(seq1, seq2, strict=True):
            if template == self.param_str:
                wildcards += 1
            elif template != word or not is_parameter(template):
                words += 1
                alike += template == word
                if template != word and opposed(template, word):
                    return 0.0, wildcards
        if include_params:
            alike, words = alike + wildcards, words + wildcards
        return (alike / words if words else 1.0), wildcards


def is_parameter(word: str) -> bool:
    """Whether nothing but masks and signs is in `word`."""
    return _MASK.search(word) is not None and _WORD.search(_MASK.sub("", word)) is None


def opposed(word: str, other: str) -> bool:
    """Whether two words end in opposite truth values ('visible=true,', 'visible=false,') or are two statuses."""
    if _STATUS.fullmatch(word) and _STATUS.fullmatch(other):
        return word != other
    first = _TRUTH.search(word)
    second = _TRUTH.search(other) if first else None
    return first is not None and second is not None and _OPPOSITE[first[1].lower()] == second[1].lower()


def one_of_each(event: str) -> str:
    """An event whose lists of parameters of one kind are one parameter: '<IP>,<IP>' and '<IP>'."""
    return _LIST.sub(lambda match: match["mask"], event)


def word_first(event: str) -> list[str]:
    """The words of an event, the parameters and bracketed ids in front of the first word put at the end."""
    words = event.split()
    lead = _lead(words)
    return words[lead:] + words[:lead] if lead < len(words) else words


def as_written(words: Sequence[str], event: str) -> str:
    """Words that `word_first` ordered, back in the order of `event`, which they are the template of."""
    written = event.split()
    lead = _lead(written)
    if lead >= len(written):
        return " ".join(words)
    return " ".join([*words[len(words) - lead :], *words[: len(words) - lead]])


def _lead(words: Sequence[str]) -> int:
    """How many words in front are parameters or belong to a bracketed id."""
    place = 0
    while place < len(words):
        width = _bracketed(words[place : place + MAX_BRACKETED])
        if width == 0 and not is_parameter(words[place]):
            break
        place += max(width, 1)
    return place


def _bracketed(words: Sequence[str]) -> int:
    """How many words a bracketed id at the beginning has; 0 where there is none."""
    if not words or not words[0].startswith("[") or words[0].endswith("]"):
        return 0
    end = next((place for place, word in enumerate(words) if word.endswith("]")), None)
    return 0 if end is None or not any(is_parameter(word) for word in words[1 : end + 1]) else end + 1
