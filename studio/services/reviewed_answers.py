"""What an expert gave takes the place of what the model answered, wherever the answers to a table are shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from studio.core.answers import Review

MODEL_ANSWER = "model_answer"
"""The column of what the model said, once a row of the table was reviewed; `predicted` then holds what counts."""
REVIEWED = "reviewed"
REVIEW_NOTE = "review_note"


def with_reviews(answers: pd.DataFrame, standing: Sequence[Review]) -> pd.DataFrame:
    """`answers` (by `row_id`) with what was given in `predicted`, and marked as such; as they are without a review.

    A row without an answer, for want of a text, has one once an expert gave it.
    """
    if not standing:
        return answers
    given = {review.row_id: review for review in standing}
    unanswered = [row_id for row_id in given if row_id not in set(answers["row_id"])]
    table = pd.concat([answers, pd.DataFrame({"row_id": unanswered})], ignore_index=True) if unanswered else answers
    said = table["predicted"].astype("object").where(table["predicted"].notna(), None)
    counts = [given[row].given if row in given else answer for row, answer in zip(table["row_id"], said, strict=True)]
    is_reviewed = table["row_id"].isin(list(given))
    marked = table.assign(predicted=pd.Series(counts, index=table.index, dtype=_kind(table["predicted"])))
    place = list(marked.columns).index("predicted") + 1
    marked.insert(place, REVIEWED, is_reviewed)
    marked.insert(place + 1, MODEL_ANSWER, table["predicted"])
    marked.insert(place + 2, REVIEW_NOTE, [given[row].note if row in given else "" for row in table["row_id"]])
    return marked


def _kind(predicted: pd.Series[str]) -> str:
    return "float64" if pd.api.types.is_numeric_dtype(predicted) else "object"
