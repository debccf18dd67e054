"""The data verdict of a dataset: found on the worker, shown as it is found, mended with one click."""

from studio.services.verdicts.service import VerdictService

__all__ = ["VerdictService"]
