"""The first stage of `adapt`: an encoder reads texts for themselves, and is kept beside the checkpoints when done."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from models.artifacts import load_arrays, load_json, save_arrays, save_json, stage, verify
from models.compute import seed_everything
from models.heartbeat import with_heartbeat
from models.interface import FitContext, Floats
from models.methods.adapt.lesson import Reading, ReadTexts
from models.methods.adapt.masking import Masking
from models.methods.adapt.network import ReadingNetwork, vectors_of
from models.methods.adapt.next_sentence import NOT_ASKED, passages
from models.methods.adapt.options import AdaptOptions
from models.methods.adapt.pretrained import masked_head, next_sentence_head
from models.methods.full.layers import freeze_lowest
from models.methods.full.loop import LessonLoop
from models.methods.full.work import Work
from models.tokens import Tokeniser, Tokens
from models.windows import MOST_WINDOWS, read_windows
from studio.core.errors import DamagedArtifactError, DivergedError, InvalidOptionError
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_CHECKPOINTS, _DONE = "reading", "read"
_FORMAT = 2  # raised when a reading means something else: 2 leaves frozen layers as they are


def read_domain(
    encoder: PreTrainedModel,
    tokeniser: Tokeniser,
    texts: Sequence[str],
    held_out: Sequence[str],
    work: Work,
    *,
    ask_next: bool,
) -> None:
    """Train `encoder` in place to guess hidden tokens of `texts`; at once where an earlier process came to the end.

    It stops early when the loss on `held_out` grows. Raises `InvalidOptionError` where nothing can be hidden.
    """
    assert isinstance(work.options, AdaptOptions)
    if tokeniser.mask_id is None:
        raise InvalidOptionError("This language model has no token to hide words with.", "Choose 'full' instead.")
    key = _key(texts, held_out, work, ask_next)
    if _take_up(encoder, work.context, key):
        return

    def beat() -> None:
        work.context.report(Progress(Phase.TRAIN, note="Preparing the texts to be read"))

    seed_everything(work.context.seed)
    read = with_heartbeat(lambda: _texts(tokeniser, texts, work, ask_next), beat)
    unseen = with_heartbeat(lambda: _texts(tokeniser, held_out, work, ask_next), beat)
    head, following = masked_head(work.located.folder), next_sentence_head(work.located.folder) if ask_next else {}
    network = ReadingNetwork(encoder, head, _frequencies(read.tokens, encoder), following)
    options = work.options.of_reading(len(read.tokens))
    if work.options.freeze_embeddings:
        network.freeze_embeddings()
    freeze_lowest(network, work.options.frozen_layers)
    network.set_dropout(options.dropout)
    network.to(work.context.device)
    lesson = Reading(read, unseen, Masking(tokeniser, work.options.masked_share), work.context.device)
    seed_everything(work.context.seed)
    loop = LessonLoop(network, lesson, options, _telling(work.context, lesson, len(texts)), key)
    loop.resume()
    try:
        loop.run()
    except DivergedError as problem:
        told = f"In the first of two stages, while the texts were read: {problem.message}"
        raise DivergedError(told, "Lower the learning rate of reading, then train again.") from problem
    with_heartbeat(lambda: _keep(encoder, work.context, key), beat)


def _texts(tokeniser: Tokeniser, texts: Sequence[str], work: Work, ask_next: bool) -> ReadTexts:
    if not ask_next:
        tokens = read_windows(tokeniser, texts, MOST_WINDOWS).tokens
        return ReadTexts(tokens, np.full(len(tokens), NOT_ASKED, dtype=np.int64))
    found = passages(texts, tokeniser.max_tokens, work.context.seed)
    alone = tokeniser.encode(found.first)
    beside = tokeniser.encode(found.first, found.second)
    ids = [a if not second else b for a, b, second in zip(alone.ids, beside.ids, found.second, strict=True)]
    types = [a if not second else b for a, b, second in zip(alone.types, beside.types, found.second, strict=True)]
    return ReadTexts(Tokens(ids, types, beside.truncated, alone.pad_id, alone.max_tokens), found.follows)


def _frequencies(tokens: Tokens, encoder: PreTrainedModel) -> Floats:
    """How often each token comes in what is read, (vocabulary,)."""
    vocabulary = int(vectors_of(encoder).shape[0])
    counts = np.bincount(np.concatenate(tokens.ids), minlength=vocabulary).astype(np.float64)
    return np.asarray(counts / counts.sum())


def _telling(context: FitContext, lesson: Reading, texts: int) -> FitContext:
    """The same with its own checkpoints; the loss is told in words, for the curves are of the fine-tuning."""

    def report(progress: Progress) -> None:
        words = [f"First of two stages: reading {texts:,} texts"]
        if progress.loss is not None:
            words.append(f"loss on hidden words {progress.loss:.2f}")
        if lesson.losses:
            words.append(f"on held-out texts {lesson.losses[0]:.2f} at first, {lesson.losses[-1]:.2f} now")
        context.report(replace(progress, loss=None, note=", ".join(words)))

    folder = context.checkpoints / _CHECKPOINTS
    folder.mkdir(exist_ok=True)
    return replace(context, checkpoints=folder, report=report)


def _keep(encoder: PreTrainedModel, context: FitContext, key: str) -> None:
    """Write the encoder that has read; the checkpoints of the reading are not needed any more."""
    with stage(context.checkpoints / _DONE) as folder:
        weights = {name: each.detach().cpu().numpy() for name, each in encoder.state_dict().items()}
        save_arrays(folder / "encoder.safetensors", weights)
        save_json(folder / "state.json", {"key": key})
    shutil.rmtree(context.checkpoints / _CHECKPOINTS, ignore_errors=True)


def _take_up(encoder: PreTrainedModel, context: FitContext, key: str) -> bool:
    folder = context.checkpoints / _DONE
    try:
        if not folder.is_dir() or verify(folder) is None or load_json(folder / "state.json")["key"] != key:
            return False
        arrays = load_arrays(folder / "encoder.safetensors")
    except DamagedArtifactError:
        return False
    encoder.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in arrays.items()})
    return True


def _key(texts: Sequence[str], held_out: Sequence[str], work: Work, ask_next: bool) -> str:
    """What a reading must have in common with another to be taken up by it; how it is tuned afterwards may differ."""
    assert isinstance(work.options, AdaptOptions)
    reading = work.options.of_reading(len(texts)).model_dump(mode="json")
    described: dict[str, Any] = {
        "format": _FORMAT,
        "options": reading,
        "masked_share": work.options.masked_share,
        "next": ask_next,
        "backbone": work.located.fingerprint,
        "seed": work.context.seed,
        "device": work.context.device.partition(":")[0],
        "parts": [len(texts), len(held_out)],
    }
    return content_hash(canonical_json(described), *texts, *held_out)
