"""Every domain's ways to vary a training text keep the contract: same label, other words, nobody named."""

import random
import re
from collections import Counter

import pandas as pd
import pytest

from domains.augmenters import AugmentationOptions
from domains.augmenting import parse_augmentation, varied, vary_once
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task

PLANTED = ("Hildegard Oberwasser", "hildegard.oberwasser@example.org", "555-210-4477", "123-45-6789")
# What a sample has none of, as files of the field do.
ALSO = [
    f"In {year} Norvale Power {form} sold a unit to Halden & Co, and {year + 1} begins well."
    for year in range(2001, 2005)
    for form in ("plc", "Inc.")
]
ALL = [(domain, each) for domain in registry() for each in domain.augmenters]


@pytest.fixture(scope="module", params=list(registry()), ids=lambda domain: domain.key)
def domain(request):
    return request.param


@pytest.fixture(scope="module")
def preparation(domain):
    return Preparation(domain, parse_options(domain, {}), None)


@pytest.fixture(scope="module")
def rows(domain, preparation):
    """Prepared training rows as a dataset holds them, of which some texts had identifiers."""
    table = domain.segment(domain.sample().head(120)).reset_index(drop=True)
    planted = [
        f"Seen by {PLANTED[0]}, {PLANTED[1]}, tel. {PLANTED[2]}, SSN {PLANTED[3]}. {text}" for text in table["text"]
    ]
    table["text"] = [found.text for found in domain.deidentify(planted)] if domain.personal_data else table["text"]
    prepared = preparation.table(table)
    prepared["row_id"] = [f"row{place}" for place in range(len(prepared))]
    prepared["target"] = prepared["label"]
    return prepared


def every(domain, copies=1):
    return AugmentationOptions(augmenters=tuple(each.key for each in domain.augmenters), copies=copies)


def test_a_domain_knows_ways_and_says_each_in_a_sentence_with_its_reason(domain):
    keys = [each.key for each in domain.augmenters]
    assert len(keys) >= 3 and len(set(keys)) == len(keys)
    for each in domain.augmenters:
        assert re.fullmatch(r"[a-z_]+", each.key) and each.title
        assert each.help.endswith(".") and each.why.endswith(".")


@pytest.mark.parametrize(("domain_", "augmenter"), ALL, ids=[f"{domain.key}-{each.key}" for domain, each in ALL])
def test_each_way_changes_some_texts_the_same_under_one_seed_and_another_under_another(domain_, augmenter):
    texts = [*domain_.sample()["text"], *ALSO]

    def vary(seed):
        return [augmenter.vary(text, random.Random(f"{seed}:{place}"), frozenset()) for place, text in enumerate(texts)]

    once = vary(1)
    assert once == vary(1)
    assert sum(new != text for new, text in zip(once, texts, strict=True)) >= 5
    assert once != vary(2)
    assert all(new.strip() for new, text in zip(once, texts, strict=True) if text.strip())


@pytest.mark.parametrize(("domain_", "augmenter"), ALL, ids=[f"{domain.key}-{each.key}" for domain, each in ALL])
def test_each_way_bears_any_text(domain_, augmenter):
    for text in (
        "",
        " ",
        "\n",
        "n/a",
        "[NAME]",
        "<NUM>",
        "\ud800",
        "😀👩‍⚕️ 5mg",
        "a" * 3_000,
        "BP 120/80 " * 400,
        "9" * 400,
    ):
        assert isinstance(augmenter.vary(text, random.Random(3), frozenset()), str)


def test_copies_are_new_prepared_rows_with_their_labels_and_the_table_stays_as_it_was(domain, preparation, rows):
    before = rows.copy(deep=True)
    found = varied(preparation, rows, rows, every(domain, copies=2), seed=7)
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(found, varied(preparation, rows, rows, every(domain, copies=2), seed=7))
    assert len(rows) // 2 <= len(found) <= 2 * len(rows)
    originals = found["row_id"].str.partition("~")[0]
    source = rows.set_index("row_id").loc[originals].reset_index(drop=True)
    unchanged = [name for name in rows.columns if name not in ("row_id", "text", "source_text")]
    pd.testing.assert_frame_equal(found[unchanged], source[unchanged])
    assert (found["text"] != source["text"]).all()
    assert preparation.texts(found["text"].tolist()) == found["text"].tolist()
    assert not set(found["text"]) & set(rows["text"]) or "text_pair" in rows
    assert found["row_id"].is_unique


def test_planted_identifiers_and_new_names_are_found_in_no_copy(domain, preparation, rows):
    if not domain.personal_data:
        return
    found = varied(preparation, rows, rows, every(domain), seed=3)
    removed = [planted for planted in PLANTED if not rows["source_text"].str.contains(planted, regex=False).any()]
    assert len(removed) >= 3
    for text in (*found["text"], *found["source_text"]):
        assert not any(planted.lower() in text.lower() for planted in removed)
    # No more is found in a copy than in its row: a slip may look like a name, but none is one.
    more = _tags(domain, found["source_text"]) - _tags(domain, rows["source_text"])
    assert more <= len(found) // 10


def _tags(domain, texts):
    tag = re.compile(r"\[[A-Z_]{2,20}\]")
    return sum(len(tag.findall(found.text)) for found in domain.deidentify(texts.tolist()))


def test_the_words_of_a_reference_stay(domain, rows, preparation):
    if not domain.varies_pairs:
        return
    words = lambda text: re.findall(r"[^\W\d_]{2,}", text.lower())  # noqa: E731
    found = vary_once(preparation, rows, domain.augmenters, "1")
    for before, after, pair in zip(rows["source_text"], found["source_text"], rows["text_pair"], strict=True):
        kept = set(words(pair))
        counted = [Counter(word for word in words(text) if word in kept) for text in (before, after)]
        assert not counted[0] - counted[1], (before, after)


def test_what_makes_no_sense_is_refused_with_the_reason(domain):
    first = domain.augmenters[0].key
    with pytest.raises(InvalidOptionError, match="cannot be varied"):
        parse_augmentation(domain, Task.ANOMALY, False, {"augmenters": [first]})
    with pytest.raises(InvalidOptionError, match="nonsense"):
        parse_augmentation(domain, domain.tasks[0], False, {"augmenters": ["nonsense"]})
    with pytest.raises(InvalidOptionError, match="copies"):
        parse_augmentation(domain, domain.tasks[0], False, {"augmenters": [first], "copies": 4})
    if not domain.varies_pairs:
        with pytest.raises(InvalidOptionError, match="cannot be varied"):
            parse_augmentation(domain, domain.tasks[0], True, {"augmenters": [first]})
    assert not parse_augmentation(domain, domain.tasks[0], False, {"augmenters": [first], "copies": 0}).wanted
