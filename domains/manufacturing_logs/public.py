"""The public sets of the field: pipeline incidents, work orders, log lines; and how to read what is served."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from domains.contract import PublicDataset
from domains.manufacturing_logs.log_lines import severity
from domains.public_formats import members, read_csv, read_json
from studio.core.columns import ColumnMapping, Role
from studio.core.tasks import Task

SYSTEMS = ("BGL", "HDFS", "Hadoop", "OpenStack", "Apache", "Zookeeper", "Spark", "Android")
ANDROID_LEVELS = {"V": "DEBUG", "D": "DEBUG", "I": "INFO", "W": "WARN", "E": "ERROR", "F": "FATAL"}
MIN_NARRATIVE_WORDS = 5

_PHMSA_FILES = {
    "gtggungs2010toPresent.xlsx": "gas transmission/storage 2010-2022",
    "gtgg2002to2009.csv": "gas transmission 2002-2009",
    "hl2002to2009.csv": "hazardous liquid 2002-2009",
    "lng2011toPresent.csv": "LNG 2011-2022",
}
_LOGHUB = "dd61d0952749ee7963bde24220d1be5ede023033"
_LOGHUB_LICENCE = "Loghub: free for research use"
_LOGHUB_CITATION = "Zhu et al.: Loghub, ISSRE 2023, https://github.com/logpai/loghub"


def phmsa(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Incident narratives with their official cause, from the repository's archive."""
    tables = []
    for name, content in members(data, "/(" + "|".join(map(re.escape, _PHMSA_FILES)) + ")$"):
        file = name.rsplit("/", 1)[1]
        source = _sheet(content) if file.endswith(".xlsx") else read_csv(content)
        tables.append(_narratives(source, _PHMSA_FILES[file]))
    return (pd.concat(tables, ignore_index=True),)


def _sheet(content: bytes) -> pd.DataFrame:
    """The sheet of a workbook that has narratives, as text columns."""
    sheets = pd.read_excel(io.BytesIO(content), sheet_name=None, dtype=str, engine="calamine", keep_default_na=False)
    return next(sheet for sheet in sheets.values() if "NARRATIVE" in sheet.columns)


def _narratives(source: pd.DataFrame, system: str) -> pd.DataFrame:
    """One file's incidents in our columns; the cause detail repeats the cause, so it is left out."""
    blank = pd.Series("", index=source.index)
    time = next((source[name] for name in ("LOCAL_DATETIME", "IDATE") if name in source), blank)
    part = next((source[name] for name in ("SYSTEM_PART_INVOLVED", "PRTYR") if name in source), blank)
    table = pd.DataFrame(
        {
            "text": source["NARRATIVE"].str.strip(),
            "label": source["MAP_CAUSE"].str.strip().str.capitalize(),
            "system": system,
            "timestamp": time,
            "component": part,
        }
    )
    enough = table["text"].str.count(r"\S+") >= MIN_NARRATIVE_WORDS
    return table[enough & table["label"].ne("")]


def maintie(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Work orders with the kind of record, derived from the entities experts marked."""
    return (pd.DataFrame([{"text": record["text"], "label": _record_kind(record)} for record in read_json(data)]),)


def _record_kind(record: Mapping[str, Any]) -> str:
    types = [entity["type"] for entity in record["entities"]]
    activity = any(kind.startswith("Activity") for kind in types)
    failure = any("Undesirable" in kind for kind in types)
    if activity and failure:
        return "activity and failure"
    return "activity only" if activity else "failure observation only" if failure else "other"


def loghub(data: bytes) -> tuple[pd.DataFrame, ...]:
    """Log lines of eight systems with their severity and event template, from the repository's archive."""
    tables = []
    for name, content in members(data, "/(" + "|".join(SYSTEMS) + r")_2k\.log_structured\.csv$"):
        source = read_csv(content)
        system = name.rsplit("/", 1)[1].split("_", 1)[0]
        tables.append(
            pd.DataFrame(
                {
                    "text": source["Content"],
                    "label": [ANDROID_LEVELS.get(level) or severity(level) or "" for level in source["Level"]],
                    "system": system,
                    "component": source.get("Component", ""),
                    "event_template": source["EventTemplate"],
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    return (table[table["label"].ne("")].reset_index(drop=True),)


def raw_log(data: bytes) -> tuple[pd.DataFrame, ...]:
    """A raw log, one row a line."""
    lines = data.decode("utf-8", errors="replace").splitlines()
    return (pd.DataFrame({"text": [line for line in lines if line.strip()]}),)


def _raw(system: str, sha256: str, note: str) -> PublicDataset:
    return PublicDataset(
        key=f"loghub_{system.lower()}_raw",
        title=f"{system} log, raw lines",
        licence=_LOGHUB_LICENCE,
        url=f"https://raw.githubusercontent.com/logpai/loghub/{_LOGHUB}/{system}/{system}_2k.log",
        citation=_LOGHUB_CITATION,
        task=Task.CLASSIFICATION,
        rows=2000,
        files=(f"manufacturing_logs/raw_logs/{system}_2k.log",),
        sha256=(sha256,),
        mapping=ColumnMapping({Role.TEXT: "text"}),
        convert=raw_log,
        note=note,
    )


PUBLIC_DATASETS = (
    PublicDataset(
        key="phmsa",
        title="PHMSA pipeline incidents: cause",
        licence="US Government public data",
        url="https://codeload.github.com/ilenapeng/phmsa-pipelines/zip/16615aac0f1a73ef7ee3acc05520a0ad5483320b",
        citation="US DOT, Pipeline and Hazardous Materials Safety Administration, flagged incidents",
        task=Task.CLASSIFICATION,
        rows=3947,
        files=("manufacturing_logs/phmsa_incidents.csv",),
        sha256=("dcc531c65e181e6da5c2fe1c8e0e9e41e5649e88623d90789a1ef6efcd427f9c",),
        mapping=ColumnMapping(
            {Role.TEXT: "text", Role.LABEL: "label", Role.TIME: "timestamp"}, extras=("system", "component")
        ),
        convert=phmsa,
        note="Engineering prose in capitals; a quarter is longer than 180 words. 'All other causes' is a mixed class.",
    ),
    PublicDataset(
        key="maintie",
        title="MaintIE work orders: kind of record",
        licence="MIT",
        url="https://raw.githubusercontent.com/nlp-tlp/maintie/825e7710e4129598da997276a38b3cb40b200bc2"
        "/data/gold_release.json",
        citation="Bikaun et al.: MaintIE, LREC-COLING 2024, https://github.com/nlp-tlp/maintie",
        task=Task.CLASSIFICATION,
        rows=1076,
        files=("manufacturing_logs/maintie_gold.csv",),
        sha256=("b7b96c8d4e8f105c0d5a4f12534234ebd4bcd9a5a7bd00e3cb1cfeafba669c6a",),
        mapping=ColumnMapping({Role.TEXT: "text", Role.LABEL: "label"}),
        convert=maintie,
        note="Five words a text. The label is derived from marked entities, no author gave it; 'other' has 11 rows.",
    ),
    PublicDataset(
        key="loghub_severity",
        title="Loghub, eight systems: severity",
        licence=_LOGHUB_LICENCE,
        url=f"https://codeload.github.com/logpai/loghub/zip/{_LOGHUB}",
        citation=_LOGHUB_CITATION,
        task=Task.CLASSIFICATION,
        rows=16000,
        files=("manufacturing_logs/loghub_severity.csv",),
        sha256=("1323f561adeef57277bb7f0b683f91c6d6a8a37d55f7bd3e6aa140ed2ac5c03c",),
        mapping=ColumnMapping(
            {Role.TEXT: "text", Role.LABEL: "label", Role.GROUP: "event_template"}, extras=("system", "component")
        ),
        convert=loghub,
        note="Lines of one event template stay on one side of the split: a random split only tests memory.",
    ),
    _raw(
        "HDFS",
        "7c967000980c086ed55fa6544ba4f05fe66d44622795e890c68caf8bbb635035",
        "Labelled by its own levels: INFO and, in 80 lines, WARN.",
    ),
    _raw(
        "Hadoop",
        "9ecaeb807d50d5fb5a20982ea66f1c8d32545259a51ce7456c1ab78db0509732",
        "Labelled by its own levels; two lines are FATAL.",
    ),
)
"""The Linux log of the same source carries no levels, so there is nothing to learn from it yet."""
