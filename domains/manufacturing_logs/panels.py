"""What only this field shows: its commonest events, the parts people name."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from domains.manufacturing_logs.templates import events

MAX_BARS = 20
MAX_NAME = 80

PARTS: Mapping[str, str] = {
    "pump": r"(?i)\bpumps?\b",
    "motor": r"(?i)\bmotors?\b",
    "bearing": r"(?i)\bbearings?\b|\bbrgs?\b",
    "valve": r"(?i)\bvalves?\b|\bvlvs?\b",
    "seal": r"(?i)\bseals?\b|\bgaskets?\b|\bo-rings?\b",
    "hose or pipe": r"(?i)\bhoses?\b|\bpipes?\b|\bpiping\b|\bpipelines?\b",
    "belt": r"(?i)\bbelts?\b",
    "gearbox": r"(?i)\bgear ?box(?:es)?\b|\bg/box\b",
    "cylinder": r"(?i)\bcylinders?\b|\bcyl\b",
    "sensor": r"(?i)\bsensors?\b|\btransmitters?\b|\bencoders?\b|\bprobes?\b",
    "cable": r"(?i)\bcables?\b|\bwir(?:e|es|ing)\b|\bconnectors?\b",
    "breaker or fuse": r"(?i)\bbreakers?\b|\bfuses?\b",
    "filter": r"(?i)\bfilters?\b|\bstrainers?\b",
    "tank": r"(?i)\btanks?\b",
    "compressor": r"(?i)\bcompressors?\b",
    "controller": r"(?i)\bplc\b|\bcontrollers?\b|\bdrives?\b",
    "disk or memory": r"(?i)\bdisks?\b|\bmemory\b|\bcache\b",
    "network": r"(?i)\bnetwork\b|\bsockets?\b|\bconnections?\b",
}


def _counted(counts: pd.Series[int]) -> pd.DataFrame:
    """A panel's frame from counts by name: none at zero, most frequent first."""
    top = counts[counts > 0].sort_values(ascending=False, kind="stable").head(MAX_BARS)
    return pd.DataFrame({"name": [str(name)[:MAX_NAME] for name in top.index], "count": [int(n) for n in top]})


def event_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by event template."""
    return _counted(events(table["text"]).value_counts())


def part_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that name a part, by part."""
    texts = table["text"].astype(str)
    return _counted(pd.Series({name: int(texts.str.contains(pattern).sum()) for name, pattern in PARTS.items()}))
