"""Starting a training run: which methods can learn a dataset, how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.backbones.catalogue import availability, backbone
from models.device import ThreadBudget
from models.evaluation.deciding import MOVED, TOLD
from models.interface import Facts, Floats, Method, MethodOptions
from models.methods.long_texts import long_texts_note, reason_against_length
from models.methods.registry import method, methods, parse_method_options
from models.sentences import share_of_several
from studio.core.actor import Actor
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset, Run, RunKind
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.services.augmentation import augmentation_of, times_longer, told_in_manifest
from studio.services.datasets.unlabelled import unlabelled_count
from studio.services.imbalance import require_classes
from studio.services.permissions import require_change
from studio.services.queue import UNASKED
from studio.services.submission import Submission
from studio.services.worker_device import worker_device
from studio.storage import datasets, keys
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_CHARACTERS_PER_TOKEN = 4.5  # English prose and MiniLM's vocabulary; logs run shorter, which only widens the guess
_SMALL = 200


@dataclass(frozen=True)
class MethodChoice:
    """A method as one may choose it for a dataset; `reason` says why it is not available."""

    key: str
    title: str
    help: str
    available: bool
    reason: str
    Options: type[MethodOptions]


@dataclass(frozen=True)
class Estimate:
    """A guess at how long a run takes on this machine, in seconds, and what to know about it.

    Where it is not `measured`, the run computes on an accelerator on whose kind nothing was timed, and the seconds are
    those its processors would take.
    """

    seconds: float
    note: str
    measured: bool = True


def not_measured(roughly: str) -> str:
    """What is said in place of a time where it was not measured; `roughly` is the time of the processors, in words."""
    return f"How long it takes was not measured on such a device; without it, it would be about {roughly}."


class TrainingService:
    """Everything between a dataset and a queued training run."""

    def __init__(self, settings: Settings, store: Store, artifacts: ArtifactStore, submission: Submission) -> None:
        self._settings = settings
        self._store = store
        self._artifacts = artifacts
        self._submission = submission
        self._tokens: dict[str, Floats] = {}
        self._orderly: dict[str, float] = {}
        self._shared: dict[str, tuple[bool, bool]] = {}

    def methods(self, actor: Actor, dataset_id: str) -> list[MethodChoice]:
        """Every method for the dataset's task, cheapest first, and whether it can learn this dataset here."""
        dataset = self._dataset(actor, dataset_id)
        return [_choice(each, dataset) for each in methods().values() if dataset.task in each.tasks]

    def estimate(
        self,
        actor: Actor,
        dataset_id: str,
        method_key: str,
        options: Mapping[str, Any] | None = None,
        augmentation: Mapping[str, Any] | None = None,
        *,
        recorded: bool = False,
    ) -> Estimate:
        """A guess before the start; raises what `start` would raise of wrong options.

        Options that were `recorded` by an earlier run are not asked what is asked of those typed now: it was trained
        with them.
        """
        dataset = self._dataset(actor, dataset_id)
        chosen = method(method_key)
        parsed = parse_method_options(chosen, options or {})
        rows = dataset.parts.get(Part.TRAIN, 0)
        _require_loadable(parsed)
        if not recorded:
            _require_sensible(chosen, parsed, self._facts(dataset))
        threads = ThreadBudget(self._settings.thread_budget).trainer(serving=False)
        seconds = chosen.estimate_seconds(rows, self.mean_tokens(actor, dataset_id), parsed, threads)
        facts = self._facts(dataset)
        seconds += chosen.seconds_to_read(facts.unlabelled, self.mean_tokens(actor, dataset_id), parsed, threads)
        seconds *= times_longer(augmentation_of(dataset, augmentation))
        few = "With few training rows, expect wide intervals." if rows < _SMALL else ""
        notes = [
            chosen.told_before(facts),
            few,
            long_texts_note(self._tokens_of(dataset), parsed, pairs=dataset.has_pairs and chosen.cuts_pairs),
        ]
        return Estimate(seconds, " ".join(note for note in notes if note), self.measured(method_key))

    def measured(self, method_key: str) -> bool:
        """Whether the method was timed on the kind of device that it computes on here."""
        return not method(method_key).accelerated or worker_device(self._settings) == "cpu"

    def greyed(
        self, actor: Actor, dataset_id: str, method_key: str, options: Mapping[str, Any] | None = None
    ) -> Mapping[str, str]:
        """The options that cannot be chosen for the dataset, given the others as entered, each with the reason."""
        return method(method_key).greyed(options or {}, self._facts(self._dataset(actor, dataset_id)))

    def start(
        self,
        actor: Actor,
        dataset_id: str,
        method_key: str,
        options: Mapping[str, Any] | None = None,
        seed: int = 0,
        augmentation: Mapping[str, Any] | None = None,
        *,
        move_thresholds: bool = False,
        once: bool = False,
        unasked: bool = False,
    ) -> Run:
        """Queue a training run; its options are written into its manifest in full, defaults included.

        `augmentation` says how its training texts are varied: see `AugmentationOptions`;
        `move_thresholds` lets the labels of rare classes win before they are the most probable ones. With `once` the
        very same training that is under way is given instead of another. What is `unasked` waits behind what people
        ask for.

        Raises `InvalidOptionError` where the method cannot learn the dataset's task, on wrong options, on options that
        make no sense together, and on a language model that is not here, or that only a program of its own could load.
        """
        require_change(actor, "start a run")
        dataset = self._dataset(actor, dataset_id)
        chosen = method(method_key)
        choice = _choice(chosen, dataset)
        if not choice.available:
            raise InvalidOptionError(f"The method '{chosen.key}' cannot be used here.", choice.reason)
        parsed = parse_method_options(chosen, options or {})
        _require_loadable(parsed)
        _require_sensible(chosen, parsed, self._facts(dataset))
        manifest = {"method": chosen.key, "options": parsed.model_dump(mode="json"), "seed": seed}
        manifest |= told_in_manifest(dataset, augmentation)
        if move_thresholds:
            require_classes(dataset)
            manifest[TOLD] = MOVED
        if unasked:
            manifest[UNASKED] = True
        run = self._submission.new_on(dataset, RunKind.TRAIN, manifest, method=chosen.key)
        return self._submission.submit_once(run, finished=False) if once else self._submission.submit(run)

    def mean_tokens(self, actor: Actor, dataset_id: str) -> float:
        """A guess at the tokens of a training row, at least 1."""
        tokens = self._tokens_of(self._dataset(actor, dataset_id))
        return max(1.0, float(tokens.mean())) if len(tokens) else 1.0

    def _dataset(self, actor: Actor, dataset_id: str) -> Dataset:
        with self._store.read() as connection:
            return datasets.get(connection, actor.workspace, dataset_id)

    def _facts(self, dataset: Dataset) -> Facts:
        self._tokens_of(dataset)
        pairs, answers = self._shared[dataset.id]
        return Facts(
            dataset.task,
            dataset.parts.get(Part.TRAIN, 0),
            dataset.has_pairs,
            self._orderly[dataset.id],
            shared_pairs=pairs,
            shared_answers=answers,
            unlabelled=unlabelled_count(dataset),
        )

    def _tokens_of(self, dataset: Dataset) -> Floats:
        """Tokens of each training row, guessed from its characters; a dataset never changes, so it is read once."""
        if dataset.id not in self._tokens:
            table = self._artifacts.read_table(keys.dataset(dataset.id))
            rows = table[table["part"] == Part.TRAIN.value]
            self._orderly[dataset.id] = share_of_several(rows["text"].fillna("").tolist())
            self._shared[dataset.id] = _shared(rows)
            characters = rows["text"].fillna("").str.len()
            if "text_pair" in rows:
                characters = characters + rows["text_pair"].fillna("").str.len()
            self._tokens[dataset.id] = characters.to_numpy(dtype=np.float64) / _CHARACTERS_PER_TOKEN
        return self._tokens[dataset.id]


def _require_loadable(options: MethodOptions) -> None:
    """Raise `InvalidOptionError` where the language model chosen cannot be loaded."""
    chosen = getattr(options, "backbone", None)
    if isinstance(chosen, str):
        there, reason = availability(chosen)
        if not there:
            raise InvalidOptionError(f"The language model '{backbone(chosen).title}' cannot be loaded.", reason)


def _require_sensible(chosen: Method, options: MethodOptions, facts: Facts) -> None:
    """Raise `InvalidOptionError` where options make no sense together, or the language model reads no texts that long.

    Asked of what is typed now, not of runs recorded before: those were cut at what the language model reads.
    """
    if too_long := reason_against_length(options):
        raise InvalidOptionError(*too_long)
    chosen.check(options, facts)


def _shared(rows: pd.DataFrame) -> tuple[bool, bool]:
    """Whether two different rows share their second text (or have none), and whether two such share their answer."""
    topics = [name for name in ("text_pair",) if name in rows]
    different = rows.drop_duplicates(["text", *topics])
    of_pair = bool(different.duplicated(topics).any()) if topics else len(different) > 1
    answers = [*topics, "target"] if "target" in rows else topics
    return of_pair, bool(different.duplicated(answers).any()) if answers else False


def _choice(each: Method, dataset: Dataset) -> MethodChoice:
    reason = "" if dataset.task in each.tasks else f"It does not learn {dataset.task.value}."
    if not dataset.parts.get(Part.TEST):
        reason = "No row of the dataset is left for testing, so nothing could be measured."
    default = each.Options.model_fields.get("backbone")
    if not reason and default is not None and isinstance(default.default, str):
        there, why = availability(default.default)
        reason = "" if there else why
    return MethodChoice(each.key, each.title, each.help, not reason, reason, each.Options)
