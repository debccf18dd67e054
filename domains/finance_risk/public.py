"""The public sets of the field: incidents, headlines and complaints; and how to read what their addresses serve."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import pandas as pd

from domains.contract import PublicDataset
from domains.finance_risk.openings import opening
from domains.public_formats import agreed, members, read_csv, read_json
from studio.core.columns import ColumnMapping, Role
from studio.core.tasks import Task

ACTIONS = ("error", "hacking", "malware", "misuse", "physical", "social")
MIN_SUMMARY = 40
MAX_SUMMARY = 1500
MIN_CLASS_ROWS = 10
FINANCE_NAICS = "52"
COMPETITOR = "claude-3-7-sonnet_prediction"

_VCDB_URL = (
    "https://raw.githubusercontent.com/blackfist/VCDB/759c777646e9d16076d5763a97c0bc31b9ab0eb1"
    "/data/joined/vcdb.json.zip"
)
_VCDB_CITATION = "VERIS Community Database, Verizon RISK team, https://github.com/vz-risk/VCDB"
_VCDB_MAPPING = ColumnMapping(
    {Role.TEXT: "text", Role.LABEL: "label", Role.GROUP: "opening", Role.TIME: "year"},
    extras=("actor", "industry", "country", "incident_id"),
)


def _incident(record: Mapping[str, Any]) -> dict[str, str] | None:
    """One VERIS incident as a row; None unless confirmed, with a summary and exactly one action category."""
    actions = [action for action in record.get("action", {}) if action in ACTIONS]
    summary = str(record.get("summary") or "").strip()
    confirmed = record.get("security_incident", "Confirmed") == "Confirmed"
    if not confirmed or len(actions) != 1 or len(record.get("action", {})) != 1 or len(summary) < MIN_SUMMARY:
        return None
    victim = record.get("victim", {})
    victim = victim[0] if isinstance(victim, list) and victim else victim
    country = victim.get("country", "")
    return {
        "text": summary[:MAX_SUMMARY],
        "label": actions[0],
        "actor": "; ".join(sorted(record.get("actor", {}))),
        "industry": str(victim.get("industry", "")),
        "year": str(record.get("timeline", {}).get("incident", {}).get("year", "")),
        "country": "; ".join(country) if isinstance(country, list) else str(country),
        "incident_id": str(record.get("incident_id", "")),
    }


def vcdb(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Incidents of every industry from the ZIP of VERIS records."""
    records = [record for _, content in members(data, r"\.json$") for record in read_json(content)]
    rows = [row for row in map(_incident, records) if row is not None]
    table = agreed(pd.DataFrame(rows))
    codes = pd.factorize(table["text"].map(opening))[0]
    return (table.assign(opening=[str(code) for code in codes]),)


def vcdb_finance(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Incidents of banks, insurers, brokers and payment firms, of actions with enough rows."""
    (table,) = vcdb(data)
    table = table[table["industry"].str.startswith(FINANCE_NAICS)]
    counts = table["label"].value_counts()
    return (table[table["label"].isin(counts[counts >= MIN_CLASS_ROWS].index)].reset_index(drop=True),)


def sentfin(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Headlines whose entities all carry one sentiment, from a table with a literal {entity: sentiment} each."""
    source = read_csv(data)
    decisions = [ast.literal_eval(decision) for decision in source["Decisions"]]
    rows = [
        {"text": title.strip(), "label": next(iter(set(entities.values()))), "entities": "; ".join(entities)}
        for title, entities in zip(source["Title"], decisions, strict=True)
        if len(set(entities.values())) == 1
    ]
    return (agreed(pd.DataFrame(rows)),)


def cfpb(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Complaints with their product and what other models answered; the complaint is the column of long texts."""
    source = read_csv(data)
    text = max(source.columns, key=lambda name: float(source[name].str.len().mean()))
    label = next(name for name in source.columns if name.lower() in ("label", "category", "product"))
    kept = ["text", "label", "id", *(name for name in source.columns if name.endswith("_prediction"))]
    return (agreed(source.rename(columns={text: "text", label: "label"})[kept]),)


PUBLIC_DATASETS = (
    PublicDataset(
        key="vcdb_risk",
        title="VCDB incidents: kind of action",
        licence="CC BY-SA 4.0",
        url=_VCDB_URL,
        citation=_VCDB_CITATION,
        task=Task.CLASSIFICATION,
        rows=6296,
        files=("finance_risk/vcdb_risk_incidents.csv",),
        sha256=("2b1eb2d0331eeb6bbca117664cfb3fd9fe0598f754f9a35c68bb4816255f6db9",),
        mapping=_VCDB_MAPPING,
        convert=vcdb,
        note="Real disclosed incidents of all industries, 2003 to 2020. Formulaic reports stay together, by opening.",
    ),
    PublicDataset(
        key="vcdb_finance",
        title="VCDB incidents of finance firms",
        licence="CC BY-SA 4.0",
        url=_VCDB_URL,
        citation=_VCDB_CITATION,
        task=Task.CLASSIFICATION,
        rows=505,
        files=("finance_risk/vcdb_finance_incidents.csv",),
        sha256=("50f517bc4e3be47c6c29ace373a426fbce6db7fb1243bf82bf0068f5311f02aa",),
        mapping=_VCDB_MAPPING,
        convert=vcdb_finance,
        note="Small, with one class of 12 rows: intervals are wide.",
    ),
    PublicDataset(
        key="sentfin",
        title="SEntFiN headlines: sentiment",
        licence="MIT",
        url="https://raw.githubusercontent.com/pyRis/SEntFiN/eba43610fe3cb57a3e5773cd6c037da1f8992ad5/SEntFiN.csv",
        citation="Sinha, Kedas, Kumar, Malo: SEntFiN 1.0, JASIST 2022",
        task=Task.CLASSIFICATION,
        rows=9452,
        files=("finance_risk/sentfin_headlines.csv",),
        sha256=("49666dd144263c78c6e085d929f6dfcd8abc66511d12345aa10e1e9482c24625",),
        mapping=ColumnMapping({Role.TEXT: "text", Role.LABEL: "label"}, extras=("entities",)),
        convert=sentfin,
        note="Short business headlines. Those with mixed sentiment by entity are left out, which makes it easier.",
    ),
    PublicDataset(
        key="cfpb",
        title="CFPB complaints: product",
        licence="MIT (repository); US Government public data",
        url="https://raw.githubusercontent.com/Applied-AI-Research-Lab/"
        "DeepSeek-LLM-and-GPT-Fall-Behind-Claude-Leads-in-Zero-Shot-Consumer-Complaints-Classification/"
        "a03a4a65aa9767812a4c67b80cfc5c069a27ca61/Datasets/dataset.csv",
        citation="Roumeliotis et al., Electronics 14(6):1070, 2025; data: Consumer Financial Protection Bureau",
        task=Task.CLASSIFICATION,
        rows=981,
        files=("finance_risk/cfpb_complaints_1k.csv",),
        sha256=("8a85432cea72111ab507db39b40f02de15703dc16854e11492017b4395925d66",),
        mapping=ColumnMapping({Role.TEXT: "text", Role.LABEL: "label", Role.COMPETITOR: COMPETITOR}, extras=("id",)),
        convert=cfpb,
        note="Words without figures and stop words. A large language model's zero-shot answers stand beside ours.",
    ),
)
