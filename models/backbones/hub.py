"""Fetching a backbone from the Hugging Face hub: safetensors only, from its main branch or the hub's own conversion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.backbones.catalogue import Backbone
from studio.core.errors import UnavailableError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_PATTERNS = ("*.json", "*.safetensors", "*.txt", "*.model")
_WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
_CONVERTER = "SFconvertbot"
"""The hub's account that offers the weights of older models as safetensors, in a request that owners seldom merge."""


def fetch(chosen: Backbone) -> Path:
    """The folder it was downloaded to; raises `UnavailableError` without a network or without safetensors weights."""
    from huggingface_hub import HfApi, snapshot_download

    try:
        revision = _revision(HfApi(), chosen.source)
        if revision is not None:
            return Path(snapshot_download(chosen.source, revision=revision, allow_patterns=list(_PATTERNS)))
    except Exception as problem:  # the hub's client raises a dozen unrelated kinds
        raise UnavailableError(
            f"The backbone '{chosen.title}' could not be downloaded.", "Check the network, or bring it in a folder."
        ) from problem
    raise UnavailableError(
        f"The hub holds '{chosen.title}' in a format that can run code, and that is never loaded.",
        "Save it as safetensors elsewhere and bring the folder, or take another backbone.",
    )


def _revision(api: HfApi, source: str) -> str | None:
    """The branch that holds safetensors; None where there is none."""
    if _has_weights(api, source, None):
        return "main"
    offered = api.get_repo_discussions(source, author=_CONVERTER, discussion_type="pull_request")
    references = [each.git_reference for each in offered if each.author == _CONVERTER and each.status == "open"]
    return next((each for each in references if each and _has_weights(api, source, each)), None)


def _has_weights(api: HfApi, source: str, revision: str | None) -> bool:
    return any(name in _WEIGHTS for name in api.list_repo_files(source, revision=revision))
