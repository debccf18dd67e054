"""What a field remarks of rows that are answered: found on the worker, kept with the answers, shown beside them."""

from __future__ import annotations

import pandas as pd

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.splits import Part

REMARKS = "remarks"
"""The column of a batch that says why a person should look at a row; empty where there is nothing to say."""
_GIVEN = {f"extra_{role.value}": role.value for role in Role if role is not Role.TEXT}
_LEARNED = ["text", "text_pair"]


def with_remarks(
    answers: pd.DataFrame, asked: pd.DataFrame, domain: Domain, learned_from: pd.DataFrame | None
) -> pd.DataFrame:
    """`answers` (a row each of `asked`, in order) with what `domain` remarks; as they are where it looks for nothing.

    Of `learned_from`, a dataset's table, only the training rows say what is usual.
    """
    said = domain.remarks(_as_written(asked), _known(learned_from))
    return answers if said is None else answers.assign(**{REMARKS: said})


def beside(asked: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """`asked` with the remarks kept with `answers`; also those of a row that has no answer for want of a text."""
    if REMARKS not in answers:
        return asked
    said = answers.set_index("row_id")[REMARKS]
    return asked.assign(**{REMARKS: asked["row_id"].map(said).fillna("")})


def remarked(answers: pd.DataFrame) -> int | None:
    """How many rows bear a remark; None where the field looks for nothing."""
    return int(answers[REMARKS].ne("").sum()) if REMARKS in answers else None


def _as_written(asked: pd.DataFrame) -> pd.DataFrame:
    """The rows under their roles' names, texts as they came."""
    names = [name for name in ("source_row", "text_pair", *_GIVEN) if name in asked]
    return asked[names].rename(columns=_GIVEN).assign(text=asked["source_text"])


def _known(learned_from: pd.DataFrame | None) -> pd.DataFrame:
    if learned_from is None:
        return pd.DataFrame(columns=_LEARNED, dtype=str)
    rows = learned_from[learned_from["part"] == Part.TRAIN.value]
    return rows.assign(text=rows["source_text"]).reindex(columns=_LEARNED, fill_value="")
