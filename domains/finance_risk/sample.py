"""Synthetic finance sentences: six risk categories, fictional companies, several writers, some wrong labels."""

from __future__ import annotations

import random

import pandas as pd

from domains.finance_risk.sample_words import BORDERLINE, CONFUSIONS, CONSEQUENCES, EVENTS, LABELS, SHORT, SLOTS
from domains.synthetic import abbreviate, distinct, fill, mislabel, typo

SEED = 20240
WRONG_LABELS = 0.045
BORDERLINE_SHARE = 0.3
YEARS = tuple(str(year) for year in range(2017, 2025))


def _event(label: str, rng: random.Random) -> str:
    """What happened: usually typical of the category, else a case two categories could claim."""
    if rng.random() < BORDERLINE_SHARE:
        pairs = [pair for pair in BORDERLINE if label in pair]
        return fill(rng.choice(BORDERLINE[rng.choice(pairs)]), SLOTS, rng)
    return fill(rng.choice(EVENTS[label]), SLOTS, rng)


def _terse(company: str, event: str, rng: random.Random) -> str:
    return f"{event}."


def _note(company: str, event: str, rng: random.Random) -> str:
    return f"{company}: {event}; {fill(rng.choice(CONSEQUENCES), SLOTS, rng)}"


def _filing(company: str, event: str, rng: random.Random) -> str:
    when = fill("{when}", SLOTS, rng)
    consequences = rng.sample(CONSEQUENCES, 2)
    tail = "; ".join(fill(consequence, SLOTS, rng) for consequence in consequences)
    opening = rng.choice((f"{when}, {company} reported that", f"The group notes that {when}", f"At {company}, {when},"))
    return f"{opening[0].upper()}{opening[1:]} {event}, and {tail}."


def _outlook(company: str, event: str, rng: random.Random) -> str:
    hedge = rng.choice(("There is a risk that", "We cannot exclude that", "Management assumes that", "It may be that"))
    return f"{hedge} {event}. {fill(rng.choice(CONSEQUENCES), SLOTS, rng).capitalize()}."


def _second_thought(company: str, event: str, rng: random.Random) -> str:
    """Two events in one note: the first gives the label, the other comes along."""
    other = _event(rng.choice(tuple(LABELS)), rng)
    return f"{company} - {event}. Separately, {other}."


_STYLES = (_terse, _note, _filing, _outlook, _second_thought)


def _write(label: str, company: str, rng: random.Random) -> str:
    style = rng.choices(_STYLES, weights=(3, 3, 3, 2, 2))[0]
    text = style(company, _event(label, rng), rng)
    text = text[0].upper() + text[1:]
    if rng.random() < 0.25:
        text = abbreviate(text, SHORT, rng, 0.7)
    return typo(text, rng) if rng.random() < 0.15 else text


def generate() -> pd.DataFrame:
    """600 synthetic rows in role columns, the same every time; groups are 120 fictional companies."""
    rng = random.Random(SEED)
    companies = [f"{first} {second}" for first in SLOTS["first"] for second in SLOTS["second"]]
    companies = rng.sample(companies, 120)
    labels = [label for label, count in LABELS.items() for _ in range(count)]
    rng.shuffle(labels)
    seen: set[str] = set()
    rows = []
    for label in labels:
        company = rng.choice(companies)
        text = distinct(lambda label=label, company=company: _write(label, company, rng), seen)  # type: ignore[misc]
        given = mislabel(label, CONFUSIONS, rng, WRONG_LABELS)
        rows.append({"text": text, "label": given, "group": company, "time": rng.choice(YEARS)})
    table = pd.DataFrame(rows)
    table["source_row"] = range(1, len(table) + 1)
    return table
