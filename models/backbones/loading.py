"""Loading a backbone: its tokeniser without torch, its encoder with it. Safetensors only, never a repository's code."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.artifacts import load_json
from models.backbones.catalogue import Backbone, availability, backbone, local_folder
from models.tokens import TOKENISER_FILE, Tokeniser
from studio.core.errors import DamagedArtifactError, UnavailableError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_CHUNK_BYTES = 1 << 20
_ONE_AT_A_TIME = threading.Lock()
"""Loading changes torch's initial values and default type for the whole process: two loads at once spoil each other."""


@dataclass(frozen=True)
class Located:
    """A backbone whose files are here; `fingerprint` names their content for caches."""

    backbone: Backbone
    folder: Path
    fingerprint: str


def locate(key: str) -> Located:
    """The backbone's files, fetched first where that is allowed; raises `UnavailableError` with the reason."""
    chosen = backbone(key)
    able, reason = availability(key)
    if not able:
        raise UnavailableError(f"The backbone '{chosen.title}' cannot be loaded.", reason)
    folder = local_folder(chosen) or _fetched(chosen)
    return Located(chosen, folder, _fingerprint(folder))


def load_tokeniser(located: Located, max_tokens: int) -> Tokeniser:
    """The backbone's tokeniser, cutting at `max_tokens` (at most what the backbone reads)."""
    limit = min(max_tokens, located.backbone.max_tokens)
    pad_id = int(load_json(located.folder / "config.json").get("pad_token_id") or 0)
    if (located.folder / TOKENISER_FILE).is_file():
        return Tokeniser.load(located.folder, limit, pad_id)
    return _convert_tokeniser(located.folder, limit, pad_id)


def load_encoder(folder: Path) -> PreTrainedModel:
    """The encoder in `folder` as float32 in evaluation mode, without a pooling layer."""
    quiet_transformers()
    import torch
    from transformers import AutoModel

    from models.backbones.attention import attend_fast

    try:
        with _ONE_AT_A_TIME:
            model: Any = AutoModel.from_pretrained(
                str(folder),
                local_files_only=True,
                use_safetensors=True,
                trust_remote_code=False,
                dtype=torch.float32,
            )
    except (OSError, ValueError, RuntimeError) as problem:
        raise DamagedArtifactError(
            f"The model in '{folder.name}' cannot be loaded.",
            "It must be a safetensors encoder known to transformers.",
        ) from problem
    if getattr(model, "pooler", None) is not None:
        model.pooler = None  # every method here pools by itself
    attend_fast(model)
    return model.eval()  # type: ignore[no-any-return]


def quiet_transformers() -> None:
    """No bars, no chatter, no network."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging as transformers_logging

    logging: Any = transformers_logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _convert_tokeniser(folder: Path, limit: int, pad_id: int) -> Tokeniser:
    quiet_transformers()
    from transformers import AutoTokenizer

    try:
        slow: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
        return Tokeniser(slow.backend_tokenizer, limit, pad_id)
    except (OSError, ValueError, AttributeError, ImportError) as problem:
        raise DamagedArtifactError(
            f"The tokeniser in '{folder.name}' cannot be loaded.", "The folder must hold a tokenizer.json."
        ) from problem


def _fetched(chosen: Backbone) -> Path:
    quiet_transformers()  # before the hub's client is imported: it reads its variables then
    from models.backbones.hub import fetch

    return fetch(chosen)


def _fingerprint(folder: Path) -> str:
    """Hash over the configuration, the tokeniser and the weights, each file whole: fine-tunes may begin alike."""
    paths = sorted([*folder.glob("config.json"), *folder.glob("tokenizer.json"), *folder.glob("*.safetensors")])
    return _hash(tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths))


@cache
def _hash(files: tuple[tuple[Path, int, int], ...]) -> str:
    """By path, size and time of change, so that a process reads each file once."""
    digest = hashlib.sha256()
    for path, size, _changed in files:
        digest.update(f"{path.name}:{size}:".encode())
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    return digest.hexdigest()[:16]


def empty_encoder(folder: Path) -> PreTrainedModel:
    """An encoder as `config.json` in `folder` describes it, its weights still to be filled in."""
    quiet_transformers()
    from transformers import AutoConfig, AutoModel

    from models.backbones.attention import attend_fast

    auto: Any = AutoModel
    try:
        config = AutoConfig.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
        with _ONE_AT_A_TIME:
            model: Any = auto.from_config(config, trust_remote_code=False)
    except (OSError, ValueError) as problem:
        raise DamagedArtifactError(
            f"The configuration in '{folder.name}' cannot be read.", "Train the model again."
        ) from problem
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    attend_fast(model)
    return model.eval()  # type: ignore[no-any-return]
