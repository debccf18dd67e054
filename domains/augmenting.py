"""Training rows in other words: copies varied by a field's augmenters and prepared as every text is."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pydantic import ValidationError

from domains.augmenters import AugmentationOptions, Augmenter
from domains.contract import Domain
from domains.preparation import Preparation
from domains.source_rows import source_rows
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task

_WORDS = re.compile(r"[^\W\d_]{2,}")


def parse_augmentation(domain: Domain, task: Task, pairs: bool, values: Mapping[str, Any]) -> AugmentationOptions:
    """What is to be varied, from plain values; raises `InvalidOptionError` where it makes no sense.

    `pairs` says whether texts come with a second one.
    """
    try:
        options = AugmentationOptions.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        known = ", ".join(AugmentationOptions.model_fields)
        raise InvalidOptionError(f"Varying the texts: {place}: {first['msg']}.", f"Known: {known}.") from error
    if not options.augmenters:
        return options
    reason = reason_against(domain, task, pairs)
    if reason:
        raise InvalidOptionError("These training texts cannot be varied.", reason)
    chosen(domain, options.augmenters)
    return options


def reason_against(domain: Domain, task: Task, pairs: bool) -> str:
    """Why training texts of such a dataset are not varied, in a sentence; empty where they may be."""
    if task is Task.ANOMALY:
        return "What is usual is learned by counting, and made-up lines would be counted as usual."
    if not domain.augmenters:
        return f"{domain.title} knows no way to vary a {domain.text_noun}."
    if pairs and not domain.varies_pairs:
        return "The label says how two texts relate, and a change of one may change it."
    return ""


def chosen(domain: Domain, keys: Sequence[str]) -> tuple[Augmenter, ...]:
    """The augmenters of these keys, in the domain's order; raises `InvalidOptionError` on one it does not have."""
    known = {each.key: each for each in domain.augmenters}
    for key in keys:
        if key not in known:
            raise InvalidOptionError(
                f"{domain.title} has no way to vary called '{key}'.", f"Known: {', '.join(known)}."
            )
    return tuple(each for key, each in known.items() if key in keys)


def varied(
    preparation: Preparation, table: pd.DataFrame, rows: pd.DataFrame, options: AugmentationOptions, seed: int
) -> pd.DataFrame:
    """Copies of `rows` (prepared rows of `table`), each in other words; deterministic in `seed` and the row's id.

    Targets and every other column stay. A copy that reads, once prepared, like a text that is in `table` or a copy
    before it is left out: it would say nothing new, or what a held-out row says.
    """
    known = set(_readings(table))
    copies = []
    for number in range(1, options.copies + 1):
        copy = vary_once(preparation, rows, chosen(preparation.domain, options.augmenters), f"{seed}:{number}")
        readings = _readings(copy)
        fresh = []
        for reading in readings:
            fresh.append(reading not in known)
            known.add(reading)
        new = copy[fresh]
        copies.append(new.assign(row_id=new["row_id"].astype(str) + f"~{number}"))
    return pd.concat(copies, ignore_index=True) if copies else rows.iloc[0:0]


def vary_once(preparation: Preparation, rows: pd.DataFrame, augmenters: Sequence[Augmenter], seed: str) -> pd.DataFrame:
    """`rows` with `source_text` varied by each of `augmenters` in turn, and `text` prepared from it."""
    pairs = rows["text_pair"].fillna("").tolist() if "text_pair" in rows else [""] * len(rows)
    texts = []
    for row_id, text, pair in zip(rows["row_id"], rows["source_text"], pairs, strict=True):
        new, kept = str(text), frozenset(word.lower() for word in _WORDS.findall(str(pair)))
        for each in augmenters:
            new = each.vary(new, random.Random(f"{seed}:{each.key}:{row_id}"), kept)
        texts.append(new)
    return rows.assign(source_text=texts, text=preparation.knowing(source_rows(rows)).texts(texts))


def _readings(rows: pd.DataFrame) -> list[tuple[str, str]]:
    pairs = rows["text_pair"].fillna("").tolist() if "text_pair" in rows else [""] * len(rows)
    return list(zip(rows["text"].tolist(), pairs, strict=True))
