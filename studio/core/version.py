"""The version of the code, written into every run's manifest."""

VERSION = "0.1.0"
