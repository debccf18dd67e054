"""The answers to a table, as a table and as a file to download."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pandas as pd

from studio.core.errors import UnknownKeyError
from studio.services.answer_sheet import write_sheet

_INTERNAL = ("row_id", "identity", "part", "subset", "text", "source_text", "text_pair", "behind")


def join(asked: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Each row that was asked about, as the person wrote it, with its answer; in the order of the file."""
    fresh = answers[["row_id", *(name for name in answers if name not in asked)]]
    rows = asked.merge(fresh, on="row_id", how="left")
    table = rows.drop(columns=list(_INTERNAL), errors="ignore")
    table.insert(1, "text", rows["source_text"])
    table = table.rename(columns={"source_row": "row"})
    return table.rename(columns=_bare_names(list(map(str, table.columns))))


def _bare_names(names: list[str]) -> dict[str, str]:
    """A person's columns under their own names, but for those an answer's column bears."""
    return {name: bare for name in names if (bare := name.removeprefix("extra_")) not in names}


def write(table: pd.DataFrame, kind: str) -> bytes:
    """`table` as a csv, xlsx or parquet file; raises `UnknownKeyError` on another kind."""
    if kind not in _WRITERS:
        raise UnknownKeyError("kind of file", kind, _WRITERS)
    return _WRITERS[kind](table)


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False).encode()


def _parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


_WRITERS: Mapping[str, Callable[[pd.DataFrame], bytes]] = {"csv": _csv, "xlsx": write_sheet, "parquet": _parquet}
