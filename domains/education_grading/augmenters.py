"""Ways in which a pupil could have written the same answer; the reference is never touched."""

from __future__ import annotations

import random
import re

from domains.augmenters import Augmenter, replaced
from domains.education_grading.answers import is_blank
from domains.typing_slips import typing_slips

_OPENINGS = ("I think ", "I think that ", "Well, ", "In my opinion, ", "We learned that ", "Basically, ")
_BEGUN = re.compile(r"(?:i think|i believe|well|in my opinion|we learned|basically|because|it is because)\b", re.I)
_OTHER = {
    "because": "since", "also": "in addition", "big": "large", "large": "big", "bigger": "larger", "larger": "bigger",
    "begin": "start", "begins": "starts", "shows": "tells", "quickly": "fast", "kids": "children", "children": "kids",
    "has to": "must", "have to": "must", "for example": "for instance", "for instance": "for example",
    "it is": "it's", "that is": "that's", "do not": "don't", "don't": "do not", "does not": "doesn't",
    "doesn't": "does not", "did not": "didn't", "didn't": "did not", "is not": "isn't", "isn't": "is not",
    "are not": "aren't", "aren't": "are not", "was not": "wasn't", "wasn't": "was not", "will not": "won't",
    "won't": "will not", "cannot": "can't", "can't": "cannot", "they are": "they're", "they're": "they are",
    "we are": "we're", "it will": "it'll",
}  # fmt: skip
"""Two ways to say one thing; none is a term of a subject, and no negation goes or comes."""
_PHRASE = re.compile(
    rf"(?<![\w'])(?:{'|'.join(sorted(map(re.escape, _OTHER), key=len, reverse=True))})(?![\w'])", re.IGNORECASE
)
_SHARE = 0.6
_FEWEST_WORDS = 4


def fillers(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` behind words that say nothing; one that opens with such words, or hardly says anything, stays."""
    begins_with_a_word = text[:1].isalpha()
    if is_blank(text) or len(text.split()) < _FEWEST_WORDS or _BEGUN.match(text) or not begins_with_a_word:
        return text
    word = text.split(maxsplit=1)[0]
    begun = text[0].lower() + text[1:] if word.lower() in _SMALL and word != "I" else text
    return draw.choice(_OPENINGS) + begun


_SMALL = frozenset(
    (
        "the", "a", "an", "it", "they", "this", "that", "these", "those", "there", "when", "if", "you", "we", "he",
        "she", "in", "on", "at", "by", "for", "from", "with", "to", "as", "some", "most", "all", "each", "every",
        "both", "one", "its", "their",
    )
)  # fmt: skip
"""First words whose capital only opens a sentence: a name or an acronym keeps its own."""


def other_words(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with some plain words said another way, none of which the reference or the question has."""
    spans = []
    for match in _PHRASE.finditer(text):
        new = _OTHER[match[0].lower()]
        touched = {*match[0].lower().split(), *new.split()}
        if draw.random() < _SHARE and not touched & kept:
            spans.append((match.start(), match.end(), new.capitalize() if match[0][0].isupper() else new))
    return replaced(text, spans)


_GRADED = "A grade for what is said stays; leave it out where spelling counts."
AUGMENTERS = (
    Augmenter(
        "other_words",
        "The same in other words",
        "Says plain words another way: 'because' and 'since', 'do not' and 'don't'.",
        "No word of the question or the reference changes, and no negation comes or goes.",
        other_words,
    ),
    Augmenter(
        "fillers",
        "Empty openings",
        "Opens the answer with words that say nothing: 'I think', 'Well'.",
        "The answer itself stays word for word.",
        fillers,
    ),
    typing_slips(_GRADED),
)
