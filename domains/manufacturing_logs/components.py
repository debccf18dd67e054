"""The parts of machines people name in work orders and log lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

COMPONENTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "pump": r"\bpumps?\b",
        "motor": r"\bmotors?\b",
        "bearing": r"\bbearings?\b|\bbrgs?\b",
        "valve": r"\bvalves?\b|\bvlvs?\b",
        "seal": r"\bseals?\b|\bgaskets?\b|\bo-rings?\b",
        "hose or pipe": r"\bhoses?\b|\bpipes?\b|\bpiping\b|\bpipelines?\b",
        "belt": r"\bbelts?\b",
        "gearbox": r"\bgear ?box(?:es)?\b|\bg/box\b",
        "cylinder": r"\bcylinders?\b|\bcyl\b",
        "sensor": r"\bsensors?\b|\btransmitters?\b|\bencoders?\b|\bprobes?\b",
        "cable": r"\bcables?\b|\bwir(?:e|es|ing)\b|\bconnectors?\b",
        "breaker or fuse": r"\bbreakers?\b|\bfuses?\b",
        "filter": r"\bfilters?\b|\bstrainers?\b",
        "tank": r"\btanks?\b",
        "compressor": r"\bcompressors?\b",
        "controller": r"\bplc\b|\bcontrollers?\b|\bdrives?\b",
        "disk or memory": r"\bdisks?\b|\bmemory\b|\bcache\b",
        "network": r"\bnetwork\b|\bsockets?\b|\bconnections?\b",
    }.items()
}
"""By name, the words that name it; our own list."""
