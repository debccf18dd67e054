"""What every rung finds when it begins, so that its price does not hang on what ran on this machine before."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from models.backbones.loading import locate
from models.encoders.preparing import prepare_encoder
from models.interface import FitContext, MethodOptions
from models.methods.probe import ProbeOptions
from studio.core.errors import DamagedArtifactError, InvalidOptionError, UnavailableError
from studio.core.records import Phase, Progress

_ENCODERS, _EMBEDDINGS = "encoders", "embeddings"


def make_ready(options: MethodOptions, context: FitContext) -> None:
    """Quantise the frozen encoder that a rung reads with, where that has not been done yet.

    It is done once a backbone and machine (some 15 s), not once a model. What cannot be made ready is left to the rung
    to fail of, with its reason.
    """
    if not isinstance(options, ProbeOptions) or context.device != "cpu":
        return
    with contextlib.suppress(DamagedArtifactError, InvalidOptionError, UnavailableError):
        prepare_encoder(
            locate(options.backbone),
            options.max_tokens,
            device=context.device,
            threads=context.threads,
            cache=context.cache,
            beat=lambda: context.report(Progress(Phase.CLIMB, note="Preparing the language model")),
        )


def fresh_cache(context: FitContext, folder: Path) -> FitContext:
    """The context with a cache in `folder` that knows the encoders, but no text that was ever read."""
    folder.mkdir(parents=True, exist_ok=True)
    encoders = (context.cache / _ENCODERS).resolve()
    encoders.mkdir(parents=True, exist_ok=True)
    link = folder / _ENCODERS
    if not link.is_symlink():
        link.symlink_to(encoders, target_is_directory=True)
    return replace(context, cache=folder)


def hand_on(folder: Path, cache: Path) -> None:
    """What was read on the ladder into the cache of all runs: the next training on these rows takes seconds.

    A cache that cannot be written is no reason to stop.
    """
    kept = cache / _EMBEDDINGS
    for path in (folder / _EMBEDDINGS).glob("*.safetensors"):
        with contextlib.suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)
            path.replace(kept / path.name)
