"""How different clinicians write the same thing down."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

Body = Mapping[str, Sequence[str]]
Writer = Callable[[Body, random.Random], str]

_HEADINGS = {
    "complaint": ("HPI", "CC", "Presenting complaint"),
    "history": ("PMH", "PMHx", "Past history"),
    "finding": ("O/E", "Exam", "PE"),
    "test": ("Ix", "Results", "Investigations"),
    "plan": ("Plan", "P", "Recommendations"),
}
_LEADS = {
    "complaint": (
        "This {who} presents with ",
        "The {who} describes ",
        "Seen today because of ",
        "Main problem is ",
        "The {who} was referred with ",
    ),
    "history": ("Past history includes ", "Background: ", "Of note, ", "Previously: ", "The record mentions "),
    "finding": ("On examination ", "Examination found ", "Today: ", "Clinically ", "I found "),
    "test": ("Investigations: ", "So far ", "Results: ", "We have ", "Of the tests, "),
    "plan": ("Plan: ", "We agreed to ", "I suggest: ", "Going forward, ", "To do: "),
}
_WHO = (
    "man in his fifties",
    "woman in her sixties",
    "patient",
    "retired teacher",
    "45 year old",
    "72-year-old",
    "young adult",
)
_SHORT_FORMS = (
    ("short of breath", "SOB"),
    ("patient", "pt"),
    ("history of", "h/o"),
    ("twice daily", "bid"),
    ("with", "w/"),
    ("years", "yrs"),
    ("weeks", "wks"),
    ("normal", "NAD"),
    ("hypertension", "HTN"),
    ("X-ray", "XR"),
    ("requested", "req"),
    ("atrial fibrillation", "AF"),
    ("chest pain", "CP"),
    ("abdomen", "abdo"),
    ("right", "R"),
    ("left", "L"),
    ("continue", "cont"),
    ("review", "r/v"),
)


def verbose(body: Body, rng: random.Random) -> str:
    """Whole sentences."""
    sentences = []
    for section, phrases in body.items():
        lead = rng.choice(_LEADS[section]).format(who=rng.choice(_WHO))
        sentences.append(f"{lead}{' and '.join(phrases)}.")
    return " ".join(sentences)


def structured(body: Body, rng: random.Random) -> str:
    """A heading a line."""
    return "\n".join(f"{rng.choice(_HEADINGS[section])}: {', '.join(phrases)}." for section, phrases in body.items())


def terse(body: Body, rng: random.Random) -> str:
    """Fragments and abbreviations."""
    text = "; ".join(phrase for phrases in body.values() for phrase in phrases)
    for words, short in _SHORT_FORMS:
        if rng.random() < 0.7:
            text = text.replace(words, short)
    return text


def _typo(word: str, rng: random.Random) -> str:
    if len(word) < 5 or not word.isalpha() or rng.random() > 0.07:
        return word
    place = rng.randrange(1, len(word) - 2)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return rng.choice((swapped, word[:place] + word[place + 1 :]))


def hurried(body: Body, rng: random.Random) -> str:
    """Lower case, few full stops, slips of the keyboard."""
    text = ", ".join(phrase for phrases in body.values() for phrase in phrases).lower()
    return " ".join(_typo(word, rng) for word in text.split(" "))


WRITERS: tuple[Writer, ...] = (verbose, structured, terse, hurried)
