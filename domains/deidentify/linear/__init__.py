"""Patterns that are looked for by RE2, whose time grows with the text and with nothing else."""

from domains.deidentify.linear.pattern import Pattern, linear

__all__ = ["Pattern", "linear"]
