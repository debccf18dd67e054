"""Ids of records and hashes of content."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32: no i, l, o, u to misread


def new_id(prefix: str) -> str:
    """A fresh id such as `run-8k3m2q9d7x1c`: 60 random bits, safe in URLs and file names."""
    return f"{prefix}-" + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces, so that equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(*parts: str | bytes) -> str:
    """sha256 over the parts, each preceded by its length so that ("ab", "c") differs from ("a", "bc")."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
