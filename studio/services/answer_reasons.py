"""Each answer of a batch with the graded one that is most like it, and the nearest that got more, as columns.

The worker finds them and keeps only their ids; their texts stay with the dataset, and are read when they are shown.
"""

from __future__ import annotations

import pandas as pd

from studio.services.nearest_graded import nearest_graded

_ALIKE, _NEAREST, _BETTER = "nearest_alike", "nearest_id", "better_id"
KEPT = (_ALIKE, _NEAREST, _BETTER)
"""The columns of the answers as they are kept."""


def with_reasons(answers: pd.DataFrame, asked: pd.DataFrame, learned_from: pd.DataFrame) -> pd.DataFrame:
    """`answers` (a row each of `asked`, in order) with the ids of training rows of `learned_from` to compare with."""
    scoring = pd.api.types.is_numeric_dtype(answers["predicted"])
    scores = [float(score) if scoring and pd.notna(score) else None for score in answers["predicted"]]
    found = nearest_graded(learned_from, asked, scores, most=1)
    ids = learned_from["row_id"].tolist()
    table = answers.copy()
    table[_ALIKE] = [each.nearest[0].similarity if each.nearest else None for each in found]
    table[_NEAREST] = [ids[each.nearest[0].place] if each.nearest else "" for each in found]
    table[_BETTER] = [ids[each.better.place] if each.better else "" for each in found]
    return table


def spelled_out(answers: pd.DataFrame, learned_from: pd.DataFrame) -> pd.DataFrame:
    """What `with_reasons` found, in words: `nearest_given`, `nearest_answer`; as `feedback`, what a better one says."""
    known = learned_from.drop_duplicates("row_id").set_index("row_id")
    texts, given = known["source_text"], known["target"]
    told = answers.drop(columns=[_NEAREST, _BETTER])
    told["nearest_given"] = answers[_NEAREST].map(given)
    told["nearest_answer"] = answers[_NEAREST].map(texts)
    if answers[_BETTER].ne("").any():
        told["feedback"] = answers[_BETTER].map(texts)
    return told
