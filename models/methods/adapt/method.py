"""Continued pre-training, then fine-tuning, as a rung (Gururangan et al. 2020); imports no torch until it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.interface import Examples, Facts, MethodOptions, TextModel
from models.methods.adapt.model import AdaptModel
from models.methods.adapt.next_sentence import reason_against
from models.methods.adapt.options import AdaptOptions
from models.methods.full.method import FullMethod
from models.methods.full.work import Work
from models.sentences import share_of_several
from models.tokens import Tokeniser
from studio.core.errors import InvalidOptionError, UnknownKeyError
from studio.core.records import Phase, Progress

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_HARDER = 1.2  # a step of reading against one of tuning: the vocabulary is multiplied with every hidden token


class AdaptMethod(FullMethod):
    """Let the encoder guess hidden words of the domain's texts first, then train it as `full` does."""

    key: ClassVar[str] = "adapt"
    title: ClassVar[str] = "Language model that reads your texts first"
    help: ClassVar[str] = (
        "Before it is fine-tuned, the language model reads the training texts for themselves and learns their language "
        "by guessing hidden words. Takes two to three times as long as full fine-tuning. Texts "
        "of rows without a label are read as well: bring them in the same file."
    )
    Options: ClassVar[type[MethodOptions]] = AdaptOptions
    Model: ClassVar[type[TextModel]] = AdaptModel
    note: ClassVar[str] = "Second of two stages: fine-tuning"

    def check(self, options: MethodOptions, facts: Facts) -> None:
        """See `Method.check`."""
        super().check(options, facts)
        assert isinstance(options, AdaptOptions)
        if options.next_sentence == "on" and (reason := reason_against(options.backbone, facts.orderly)):
            raise InvalidOptionError(
                f"What comes next cannot be learned here. {reason}", "Set 'Guess what comes next' to auto or off."
            )

    def greyed(self, options: Mapping[str, Any], facts: Facts) -> Mapping[str, str]:
        """See `Method.greyed`."""
        idle = super().greyed(options, facts)
        try:
            reason = reason_against(str(options.get("backbone") or DEFAULT_BACKBONE), facts.orderly)
        except UnknownKeyError:
            return idle  # said where the options are checked
        return {**idle, "next_sentence": reason} if reason else idle

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`."""
        assert isinstance(options, AdaptOptions)
        reading = options.of_reading(rows)
        tuning = super().estimate_seconds(rows, mean_tokens, options, threads)
        return tuning + _HARDER * self._seconds(rows, mean_tokens, reading, threads, kept=False)

    def seconds_to_read(self, texts: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.seconds_to_read`."""
        assert isinstance(options, AdaptOptions)
        reading = options.of_reading(max(1, texts))
        return _HARDER * self._seconds(texts, mean_tokens, reading, threads, kept=False) if texts else 0.0

    def told_before(self, facts: Facts) -> str:
        """See `Method.told_before`: how many texts it will read for themselves."""
        if not facts.unlabelled:
            return f"It first reads the {facts.rows:,} training texts; the data has no texts without a label."
        return f"It first reads the {facts.rows:,} training texts and {facts.unlabelled:,} without a label."

    def before(
        self, encoder: PreTrainedModel, tokeniser: Tokeniser, texts: Examples, dev: Examples, work: Work
    ) -> None:
        """See `FullMethod.before`: of the train part and unlabelled texts; the dev part says when to stop."""
        from models.heartbeat import with_heartbeat
        from models.methods.adapt.reading import read_domain

        def beat() -> None:
            work.context.report(Progress(Phase.TRAIN, note="Telling the texts apart"))

        assert isinstance(work.options, AdaptOptions)
        mine, held_out = with_heartbeat(lambda: _to_read(texts, dev, work.context.unlabelled), beat)
        wanted = work.options.next_sentence
        orderly = with_heartbeat(lambda: 0.0 if wanted == "off" else share_of_several(mine), beat)
        ask = wanted != "off" and not reason_against(work.options.backbone, orderly)
        read_domain(encoder, tokeniser, mine, held_out, work, ask_next=ask)


def _to_read(texts: Examples, dev: Examples, unlabelled: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts to read, each once, and those held out that are none of them."""
    mine = _different([*texts.texts, *(texts.pairs or ()), *unlabelled])
    known = frozenset(mine)
    return mine, [each for each in _different([*dev.texts, *(dev.pairs or ())]) if each not in known]


def _different(texts: list[str]) -> list[str]:
    return [each for each in dict.fromkeys(texts) if each.strip()]
