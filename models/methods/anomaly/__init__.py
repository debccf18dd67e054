"""Anomaly detection without labels: what is rare, what is counted oddly, what follows what it never did."""
