"""Where each record's files are kept in the artifact store."""

from __future__ import annotations


def dataset(dataset_id: str) -> str:
    """A dataset's prepared table (`table.parquet`) and `preparation.json`."""
    return f"datasets/{dataset_id}"


def model(model_id: str) -> str:
    """A model version's weights, calibration and preparation."""
    return f"models/{model_id}"


def evaluation(evaluation_id: str) -> str:
    """An evaluation's row-by-row answers (`table.parquet`), without texts."""
    return f"evaluations/{evaluation_id}"


def inputs(run_id: str) -> str:
    """The prepared table that an evaluate or predict run works on (`table.parquet`)."""
    return f"inputs/{run_id}"


def answers(run_id: str) -> str:
    """What a predict run answered, row by row (`table.parquet`), without texts."""
    return f"answers/{run_id}"
