"""The measured ladder: rungs trained within a time budget, ranked on dev, and the one that is worth its price."""
