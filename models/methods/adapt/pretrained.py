"""What a backbone's files hold besides the encoder: the heads it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from models.artifacts import Arrays

NEXT_SENTENCE = (
    "bert.pooler.dense.weight",
    "bert.pooler.dense.bias",
    "cls.seq_relationship.weight",
    "cls.seq_relationship.bias",
)
# Where BERT and RoBERTa keep the parts of their masked head.
_MASKED_HEADS: tuple[Mapping[str, str], ...] = (
    {
        "dense.weight": "cls.predictions.transform.dense.weight",
        "dense.bias": "cls.predictions.transform.dense.bias",
        "norm.weight": "cls.predictions.transform.LayerNorm.weight",
        "norm.bias": "cls.predictions.transform.LayerNorm.bias",
        "bias": "cls.predictions.bias",
    },
    {
        "dense.weight": "lm_head.dense.weight",
        "dense.bias": "lm_head.dense.bias",
        "norm.weight": "lm_head.layer_norm.weight",
        "norm.bias": "lm_head.layer_norm.bias",
        "bias": "lm_head.bias",
    },
)


def stored_names(folder: Path) -> frozenset[str]:
    """The names of all arrays in a backbone's files; its weights are not read."""
    files = sorted(folder.glob("*.safetensors"))
    return frozenset().union(*(_names(path, path.stat().st_mtime_ns) for path in files))


def masked_head(folder: Path) -> Arrays:
    """The head that the backbone guessed hidden tokens with, by our names; empty where it was left out."""
    names = stored_names(folder)
    for known in _MASKED_HEADS:
        if set(known.values()) <= names:
            found = _arrays(folder, frozenset(known.values()))
            return {ours: found[theirs] for ours, theirs in known.items()}
    return {}


def next_sentence_head(folder: Path) -> Arrays:
    """The head that told whether a passage follows, by `NEXT_SENTENCE`; empty where there is none."""
    return _arrays(folder, frozenset(NEXT_SENTENCE)) if set(NEXT_SENTENCE) <= stored_names(folder) else {}


@cache
def _names(path: Path, _changed: int) -> frozenset[str]:
    from safetensors import safe_open

    with safe_open(str(path), framework="np") as stored:
        return frozenset(stored.keys())


def _arrays(folder: Path, wanted: frozenset[str]) -> Arrays:
    from safetensors import safe_open

    found: Arrays = {}
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(str(path), framework="np") as stored:
            found |= {name: stored.get_tensor(name) for name in wanted & set(stored.keys())}
    return found
