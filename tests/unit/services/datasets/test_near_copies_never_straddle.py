"""Whatever the table, near duplicates stand on one side of a split: compared pair by pair, without the join."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.registry import registry
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets.splitting import split_table

DOMAINS = [registry().get(key) for key in ("finance_risk", "education_grading")]
_WORDS = [f"{first}{second}{third}" for first in "bcdfgh" for second in "aeiou" for third in "lmnrst"]


def _alike(one: str, other: str) -> bool:
    """Four in five runs of three words shared, straight from the definition."""
    first, second = _runs(one), _runs(other)
    return len(first & second) >= 0.8 * len(first | second)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Texts of 20 to 60 words, some of them again with a word changed, one added, in capitals, or shortened."""
    seed = draw(st.randoms(use_true_random=False))
    texts = [" ".join(seed.choices(_WORDS, k=seed.randint(20, 60))) for _ in range(draw(st.integers(25, 60)))]
    for _ in range(draw(st.integers(1, 40))):
        words = seed.choice(texts).split()
        at = seed.randrange(len(words))
        change = draw(st.sampled_from(["other", "more", "capitals", "fewer"]))
        if change == "other":
            words[at] = seed.choice(_WORDS)
        elif change == "more":
            words.insert(at, str(seed.randint(1, 99)))
        elif change == "capitals":
            words = " ".join(words).upper().split()
        else:
            words = words[1:]
        texts.append(" ".join(words))
    seed.shuffle(texts)
    table = pd.DataFrame({"text": texts, "source_row": range(1, len(texts) + 1)})
    table["target"] = [f"class {seed.randrange(3)}" for _ in texts]
    if draw(st.booleans()):
        table["time"] = [f"2024-{seed.randint(1, 12):02d}-{seed.randint(1, 28):02d}" for _ in texts]
    return table


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=tables(), seed=st.integers(0, 5), domain=st.sampled_from(DOMAINS))
def test_no_pair_of_near_duplicates_has_one_side_tested_and_the_other_learned(table, seed, domain) -> None:
    ways = [Unseen.ANSWERS, *([Unseen.LATER] if "time" in table else [])]
    for unseen in ways:
        split = split_table(
            domain, table, Task.CLASSIFICATION, split_map=None, seed=seed, earlier=[None] * len(table), unseen=unseen
        )
        told = {row for finding in split.findings if finding.code == "near_duplicates_apart" for row in finding.rows}
        for one, other in combinations(range(len(table)), 2):
            parts = {split.parts[one], split.parts[other]}
            if Part.TEST in parts and len(parts - {None}) == 2 and _alike(table["text"][one], table["text"][other]):
                assert {one + 1, other + 1} & told, (unseen, one, other)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=tables(), seed=st.integers(0, 5))
def test_groups_never_straddle_and_every_class_is_learned(table, seed) -> None:
    grouped = table.assign(group=[f"g{row % 17}" for row in range(len(table))])
    split = split_table(
        DOMAINS[0], grouped, Task.CLASSIFICATION, split_map=None, seed=seed, earlier=[None] * len(table)
    )
    parts = pd.Series([part.value if part else "" for part in split.parts])
    assert parts.groupby(grouped["group"]).nunique().max() == 1
    assert set(grouped["target"]) == set(grouped["target"][parts == Part.TRAIN.value])
