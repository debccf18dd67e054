"""The public sets of the field, and how to read what their addresses serve.

A set of identifier spans (presidio-research) is no labelled set of notes: it measures de-identification.
"""

from __future__ import annotations

import pandas as pd

from domains.contract import PublicDataset
from domains.public_formats import agreed, members, read_csv
from studio.core.columns import ColumnMapping, Role
from studio.core.tasks import Task

CONDITIONS = {
    "1": "Neoplasms",
    "2": "Digestive system diseases",
    "3": "Nervous system diseases",
    "4": "Cardiovascular diseases",
    "5": "General pathological conditions",
}
"""The classes by number, as the corpus' own list of labels names them."""

_MTS_PARTS = {
    "MTS-Dialog-TrainingSet": "train",
    "MTS-Dialog-ValidationSet": "valid",
    "MTS-Dialog-TestSet-1": "test1",
    "MTS-Dialog-TestSet-2": "test2",
}


def abstracts(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Abstracts with their condition; those that bear two are left out."""
    source = read_csv(data)
    labels = source["condition_label"].str.strip().map(CONDITIONS).fillna("")
    return (agreed(pd.DataFrame({"text": source["medical_abstract"].str.strip(), "label": labels})),)


def mts_sections(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Sections of notes with their headers and official split, from the repository's archive."""
    files = dict(members(data, r"/Main-Dataset/[^/]+\.csv$"))
    tables = []
    for stem, part in _MTS_PARTS.items():
        source = read_csv(next(content for name, content in files.items() if f"/{stem}" in name))
        labels = source["section_header"].str.strip().str.upper()
        text = source["section_text"].str.strip()
        tables.append(pd.DataFrame({"text": text, "label": labels, "split": part, "orig_id": source["ID"]}))
    return (agreed(pd.concat(tables, ignore_index=True)),)


PUBLIC_DATASETS = (
    PublicDataset(
        key="medical_abstracts",
        title="Medical abstracts: condition",
        licence="CC BY-SA 3.0",
        url="https://raw.githubusercontent.com/sebischair/Medical-Abstracts-TC-Corpus/"
        "70a2d9106c724729be8b3c4ddb00d1b14ec300c8/medical_tc_test.csv",
        citation="Schopf et al., NLPIR 2022",
        task=Task.CLASSIFICATION,
        rows=2657,
        files=("medical_notes/medical_abstracts.csv",),
        sha256=("6566ae04e15a261e7de181f86e38e8970db28e701529ec5b17dab3cba3414a38",),
        mapping=ColumnMapping({Role.TEXT: "text", Role.LABEL: "label"}),
        convert=abstracts,
        note="Research abstracts with noisy, overlapping classes. All rows are the corpus' official test part, so a "
        "split of our own is made.",
    ),
    PublicDataset(
        key="mtsdialog_section",
        title="MTS-Dialog note sections: header",
        licence="CC BY 4.0",
        url="https://codeload.github.com/abachaa/MTS-Dialog/zip/3ff0801933608d6f570468c13125125fb5cabdea",
        citation="Ben Abacha et al.: MTS-Dialog, EACL 2023",
        task=Task.CLASSIFICATION,
        rows=1487,
        files=("medical_notes/mtsdialog_section.csv",),
        sha256=("71909a6afd7db410c6f0ed341295d19386c23caa16b708319522079322fcf0ae",),
        mapping=ColumnMapping({Role.TEXT: "text", Role.LABEL: "label", Role.SPLIT: "split"}),
        convert=mts_sections,
        note="Twenty headers, the rarest with four rows; the official split is kept, its two test parts apart.",
    ),
)
