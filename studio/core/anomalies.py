"""The two answers of anomaly detection."""

from __future__ import annotations

NORMAL, ANOMALY = "normal", "anomaly"
ANOMALY_LABELS = (NORMAL, ANOMALY)
"""In this order: the index of each is its truth value."""
THRESHOLD = 0.5
"""A score above it is an anomaly: scores are scaled so that the threshold of each model lies here."""
