"""Frozen encoders: texts in, one vector of length 1 a text out."""
