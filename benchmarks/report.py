"""How every benchmark ends: one line of JSON with figures, ratios, versions and cores."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

LIBRARIES = ("torch", "transformers", "sentence-transformers", "openvino", "scikit-learn", "streamlit")


def versions() -> dict[str, str]:
    """The versions a figure depends on."""
    return {name: version(name) for name in LIBRARIES}


def closing_line(
    name: str, figures: Mapping[str, Any], ratios: Mapping[str, Any], library_versions: Mapping[str, str]
) -> str:
    """The closing line; `ratios` are to a peer measured in the same run."""
    value = {
        "name": name,
        "figures": dict(figures),
        "ratios": dict(ratios),
        "versions": dict(library_versions),
        "cores": os.cpu_count(),
    }
    return json.dumps(value)
