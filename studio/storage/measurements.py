"""Measurements as JSON columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison

Measured = Mapping[str, Measurement]


def measurement(value: Mapping[str, Any]) -> Measurement:
    """One measurement from its JSON."""
    return Measurement(value["value"], value["low"], value["high"], value["n"])


def dump(measured: Measured) -> dict[str, Any]:
    """Measurements by metric, as JSON."""
    return {key: asdict(value) for key, value in measured.items()}


def load(value: Mapping[str, Any]) -> dict[str, Measurement]:
    """The measurements `dump` wrote."""
    return {key: measurement(item) for key, item in value.items()}


def dump_groups(groups: Mapping[str, Measured]) -> dict[str, Any]:
    """Measurements by group (baseline, subset) and metric, as JSON."""
    return {name: dump(measured) for name, measured in groups.items()}


def load_groups(value: Mapping[str, Any]) -> dict[str, Mapping[str, Measurement]]:
    """The groups `dump_groups` wrote."""
    return {name: load(item) for name, item in value.items()}


def comparison(value: Mapping[str, Any]) -> Comparison:
    """One comparison from its JSON, as `dataclasses.asdict` makes it."""
    return Comparison(value["metric"], measurement(value["difference"]), value["p_value"])
