"""Reviewed rows join the rows a model learned from: a new dataset in which every row keeps its part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from domains.contract import Domain
from domains.preparation import Preparation
from domains.source_rows import source_rows
from studio.core.answers import Review
from studio.core.columns import ColumnMapping, Role
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import parse_set
from studio.core.records import Dataset, Source
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.core.tasks import Task
from studio.services.datasets.allocation import Stratum, allocate
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.draft import Draft
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.groups import groups_of_prepared
from studio.services.datasets.identity import IDENTITY, base_id, ids_by_words, row_ids
from studio.services.datasets.labels import labels_of
from studio.services.datasets.opened import Intake
from studio.services.datasets.question_split import BY_QUESTION, question_keys
from studio.services.datasets.split import furthest_from_training
from studio.services.datasets.text_key import text_keys
from studio.services.datasets.units import tie
from studio.services.datasets.unlabelled import UNLABELLED_ROWS

_TEXTS = ("text", "question", "reference", "group", IDENTITY)
_BY_WORDS = "id_by_words"


def join_reviews(
    dataset: Dataset, table: pd.DataFrame, preparation: Preparation, standing: Sequence[Review], earlier: KnownParts
) -> Draft:
    """The draft of `dataset` (its prepared `table`) with what was given in `standing` reviews, the newest last.

    A row that was in the dataset has the given answer and its part from before. A new row has the part of an earlier
    dataset that holds it, else that of the rows it is tied to (its group, a near-duplicate), else its share of
    70/10/5/15. `preparation` learns anew from the training rows.
    """
    reviewed = _reviewed(standing)
    old = _corrected(table, reviewed)
    known = set(old["row_id"].map(base_id))
    new = reviewed[~reviewed["row_id"].isin(known) & ~reviewed[_BY_WORDS].isin(known)].reset_index(drop=True)
    if len(new):
        new = _prepared_new(new, dataset, old, preparation)
        new["part"] = _parts(preparation.domain, dataset, old, new, earlier)
    whole = pd.concat([old, new[[name for name in old if name in new]]], ignore_index=True) if len(new) else old
    fitted = _refitted(preparation, whole)
    told = [_told(len(reviewed) - len(new), len(new)), *_new_labels(dataset, whole)]
    return _draft(dataset, _again(whole, fitted), fitted, told, len(new))


def _reviewed(standing: Sequence[Review]) -> pd.DataFrame:
    """A row a text and question, with what was given last, in role columns."""
    rows = pd.DataFrame(
        [{**{name: getattr(each, name) for name in (*_TEXTS, "score_min", "score_max")}, "target": each.given}
         for each in standing]
    )  # fmt: skip
    rows = rows[~blank_texts(rows)].reset_index(drop=True)
    rows["row_id"] = [base_id(row_id) for row_id in row_ids(rows)] if len(rows) else []
    rows[_BY_WORDS] = ids_by_words(rows) if len(rows) else []
    return rows.drop_duplicates("row_id", keep="last").reset_index(drop=True)


def _corrected(table: pd.DataFrame, reviewed: pd.DataFrame) -> pd.DataFrame:
    """The dataset's rows with what experts gave them since, on the scale they gave it on."""
    old = table.copy()
    base = old["row_id"].map(base_id)
    for key in (_BY_WORDS, "row_id"):  # by words the datasets kept before rows had an identity
        given = reviewed.drop_duplicates(key, keep="last").set_index(key)
        hit = base.isin(given.index)
        for name in ("target", "score_min", "score_max"):
            if name in old and hit.any():
                old.loc[hit, name] = base[hit].map(given[name])
    return old


def _prepared_new(new: pd.DataFrame, dataset: Dataset, old: pd.DataFrame, preparation: Preparation) -> pd.DataFrame:
    prepared = preparation.table(new)
    if dataset.has_pairs:
        prepared["text_pair"] = prepared["text_pair"].fillna("")
    if dataset.split_reason.startswith(BY_QUESTION):
        prepared["group"] = question_keys(new["question"])
    prepared["group"] = prepared["group"].where(prepared["group"] != "", None)
    prepared["subset"] = ""
    prepared["source_row"] = range(int(old["source_row"].max()) + 1, int(old["source_row"].max()) + 1 + len(new))
    return prepared


def _parts(domain: Domain, dataset: Dataset, old: pd.DataFrame, new: pd.DataFrame, earlier: KnownParts) -> list[str]:
    both = pd.concat([old, new], ignore_index=True)
    units = tie(groups_of_prepared(domain, both), _keys(both, dataset))
    parts: list[Part | None] = [Part(part) for part in old["part"]]
    parts += [earlier.for_split(*ids) for ids in zip(new["row_id"], new[_BY_WORDS], strict=True)]
    free = []
    for unit in units:
        fresh = [row for row in unit if row >= len(old)]
        there = furthest_from_training([parts[row] for row in unit])
        if there is not None:
            for row in fresh:
                parts[row] = there
        elif fresh:
            free.append(fresh)
    for row, part in allocate(free, _strata(dataset, both), DEFAULT_FRACTIONS, 0).items():
        parts[row] = part
    return [part.value for part in parts[len(old) :] if part is not None]


def _strata(dataset: Dataset, both: pd.DataFrame) -> list[Stratum]:
    if dataset.task is Task.MULTILABEL:
        return [parse_set(str(target)) for target in both["target"]]
    return [str(target) for target in both["target"]]


def _keys(both: pd.DataFrame, dataset: Dataset) -> list[str]:
    pairs = both["text_pair"].fillna("").tolist() if dataset.has_pairs else None
    return text_keys(both["source_text"].tolist(), pairs)


def _refitted(preparation: Preparation, whole: pd.DataFrame) -> Preparation:
    train = whole[whole["part"] == Part.TRAIN.value].reset_index(drop=True)
    learned = preparation.domain.fit(source_rows(train), preparation.options)
    return Preparation(preparation.domain, preparation.options, learned)


def _again(whole: pd.DataFrame, preparation: Preparation) -> pd.DataFrame:
    """Every text prepared by what was learned now."""
    preparation = preparation.knowing(source_rows(whole))
    table = whole.assign(text=preparation.texts(whole["source_text"].tolist()))
    if "text_pair" in table:
        table["text_pair"] = preparation.texts(table["text_pair"].fillna("").tolist())
    return table


def _draft(
    dataset: Dataset, table: pd.DataFrame, preparation: Preparation, told: Sequence[Finding], added: int
) -> Draft:
    scoring = dataset.task is Task.SCORING
    test = table.loc[table["subset"] != "", "subset"].value_counts()
    mapping = ColumnMapping({Role(role): column for role, column in dataset.columns.items()})
    name = f"{dataset.name}, reviewed"
    intake = Intake(
        domain=dataset.domain,
        name=name,
        source=Source.REVIEW,
        columns=tuple(dataset.columns.values()),
        mapping=mapping,
        table=table,
        task=dataset.task,
        file_rows=len(table),
    )
    draft = Draft(
        intake=intake,
        task=dataset.task,
        preparation=preparation,
        table=table,
        findings=(*dataset.findings, *told),
        parts={part: int((table["part"] == part.value).sum()) for part in Part},
        subsets={str(subset): int(count) for subset, count in test.sort_index().items()},
        split_reason=_reason(dataset, added),
        labels=labels_of(table, dataset.task),
        score_min=float(table["score_min"].min()) if scoring else None,
        score_max=float(table["score_max"].max()) if scoring else None,
    )
    own = {*preparation.options.model_dump(), UNLABELLED_ROWS}  # texts without an answer are not taken over
    kept = {key: value for key, value in dataset.options.items() if key not in own}
    return replace(draft, described={**kept, "reviews_of": dataset.id, "synthetic": dataset.synthetic})


def _reason(dataset: Dataset, added: int) -> str:
    if not added:
        return dataset.split_reason
    rows = counted(added, "reviewed row joined", "reviewed rows joined")
    return f"{dataset.split_reason} {rows} later; no row changed its part."


def _told(corrected: int, added: int) -> Finding:
    was = counted(corrected, "row has", "rows have")
    new = counted(added, "row is", "rows are")
    return Finding(
        "reviews_joined",
        Severity.NOTE,
        f"{was} the answer an expert gave; {new} new. A reviewed row that was tested before stays a test row.",
        "Nothing to do. Reviewed rows were the least certain ones: a test part with many of them is harder.",
        count=corrected + added,
    )


def _new_labels(dataset: Dataset, whole: pd.DataFrame) -> list[Finding]:
    """What is told of labels that experts gave though the model did not know them."""
    if dataset.task is Task.SCORING:
        return []
    several = dataset.task is Task.MULTILABEL
    borne = whole["target"].map(lambda each: set(parse_set(each)) if several else {each})
    new = whole[borne.map(lambda each: not each <= set(dataset.labels))]
    if new.empty:
        return []
    labels = sorted(set().union(*borne[new.index]) - set(dataset.labels))
    learned = set().union(*borne[whole["part"] == Part.TRAIN.value])
    unseen = [label for label in labels if label not in learned]
    message = f"{counted(len(new), 'row bears', 'rows bear')} a label the model was never taught: {', '.join(labels)}."
    if unseen:
        message += f" No training row bears {', '.join(unseen)}, so a new model cannot answer it either."
    return [
        Finding.of_rows(
            "labels_by_review",
            Severity.WARNING,
            message,
            "Bring more rows of these classes, some of them for training, before you rely on it.",
            column="label",
            rows=[int(number) for number in new["source_row"]],
        )
    ]
