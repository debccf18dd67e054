"""Small tables to walk through the pages with: real public ones where the data folder is there, else the samples."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from domains.registry import registry

DATA = Path(os.environ.get("ASSAY_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
REAL = {
    "medical_notes": "medical_notes/mtsdialog_section.csv",
    "finance_risk": "finance_risk/vcdb_finance_incidents.csv",
    "education_grading": "education_grading/saf_english.csv",
    "manufacturing_logs": "manufacturing_logs/maintie_gold.csv",
}
ROWS = 160
TEXT = "col_7"
"""What the column of texts is called: nothing that could be guessed by name."""
LONGEST = 120


def training_table(domain: str, folder: Path, rows: int = ROWS) -> Path:
    """A labelled CSV of that many short rows."""
    source = DATA / REAL[domain]
    table = (
        pd.read_csv(source, dtype=str, keep_default_na=False) if source.exists() else registry().get(domain).sample()
    )
    table = table.sample(min(rows, len(table)), random_state=0)
    table["text"] = table["text"].str[:LONGEST]
    table = table.rename(columns={"text": TEXT})
    path = folder / f"{domain}.csv"
    table.to_csv(path, index=False)
    return path


def asking_table(training: Path, folder: Path) -> Path:
    """Ten rows without their answers."""
    table = pd.read_csv(training, dtype=str, keep_default_na=False).head(10)
    wanted = [name for name in (TEXT, "question", "reference_answer", "score_min", "score_max") if name in table]
    path = folder / "new.csv"
    table[wanted].to_csv(path, index=False)
    return path
