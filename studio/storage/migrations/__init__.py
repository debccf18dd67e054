"""Bringing a database to the present schema."""

from studio.storage.migrations.upgrade import upgrade

__all__ = ["upgrade"]
