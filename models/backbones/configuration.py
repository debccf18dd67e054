"""What the `config.json` of a model's folder says of its size, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.artifacts import load_json
from studio.core.errors import DamagedArtifactError

CONFIG_FILE = "config.json"
_USUAL_LAYERS, _USUAL_WIDTH, _USUAL_TOKENS = 12, 768, 512
_COUNT_FROM_PADDING = frozenset({"roberta", "xlm-roberta", "camembert", "mpnet"})
"""Encoders whose first position is the number after that of padding, so that they read fewer than they have."""
_MOST = 1 << 30
"""No model has more layers, dimensions or positions; what is larger would overflow what is reckoned with it."""
_LEAST = {"num_hidden_layers": 0, "hidden_size": 0, "max_position_embeddings": 0, "pad_token_id": -1}
"""The least that each size may be: -1 stands for no padding."""


@dataclass(frozen=True)
class Configuration:
    """The size of an encoder: `width` is that of its vectors, `max_tokens` what it can read; the usual where unsaid."""

    layers: int = _USUAL_LAYERS
    width: int = _USUAL_WIDTH
    max_tokens: int = _USUAL_TOKENS
    model_type: str = ""

    @classmethod
    def read(cls, folder: Path) -> Configuration:
        """What `folder` says; raises `DamagedArtifactError` where that cannot be read or is no size."""
        config = load_json(folder / CONFIG_FILE)
        if not isinstance(config, dict):
            raise _damaged("is not a model's configuration")
        wrong = next((name for name, least in _LEAST.items() if not _is_count(config.get(name), least)), None)
        if wrong is not None:
            raise _damaged(f"gives no whole number for '{wrong}'")
        max_tokens = _longest(config)
        if max_tokens < 1:
            raise _damaged("leaves no position for a text")
        return cls(
            layers=config.get("num_hidden_layers") or _USUAL_LAYERS,
            width=config.get("hidden_size") or _USUAL_WIDTH,
            max_tokens=max_tokens,
            model_type=str(config.get("model_type") or ""),
        )


def _is_count(value: Any, least: int) -> bool:
    """Whether the value, where there is one, is a whole number that can count something; True is none."""
    return value is None or (type(value) is int and least <= value <= _MOST)


def _longest(config: Mapping[str, Any]) -> int:
    positions = int(config.get("max_position_embeddings") or _USUAL_TOKENS)
    if config.get("model_type") not in _COUNT_FROM_PADDING:
        return positions
    return positions - int(config.get("pad_token_id") or 0) - 1


def _damaged(what: str) -> DamagedArtifactError:
    return DamagedArtifactError(f"The model's {CONFIG_FILE} {what}.", "Copy it again.")
