"""Answering: a model with its calibration, compressed where that changes nothing, shared by everyone who asks."""
