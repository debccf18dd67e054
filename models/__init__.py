"""The shared fine-tune and inference layer.

Takes tables, folders and callbacks; knows nothing of the database, the API or the browser. Importing this package
imports no torch: modules that need it are imported when a model is needed. Before that it says how long torch's threads
may spin, which they read once and for all as torch is loaded: see docs/decisions/0023.
"""

import os

SPINS = "300"
"""Turns of a thread's loop at a barrier before it sleeps, for GNU's OpenMP, which torch and scikit-learn bring along on
Linux. Its own 300,000 keep a core busy for nothing while the thread waited for has none."""

os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
