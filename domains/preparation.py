"""Running a domain's steps over texts, and the hash that ties texts and models together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pandas as pd
from pydantic import BaseModel, ValidationError

from domains.contract import Domain, State, Step, StepOptions
from domains.identifier_options import IdentifierOptions, Mode
from domains.steps import MAX_ROUNDS
from studio.core.errors import InvalidOptionError, PreparationMismatchError
from studio.core.ids import canonical_json, content_hash

CHANGED = "changed"
"""Where a prepared table, and what is kept beside a dataset, say how many rows each step changed."""


_Given = dict[str, dict[int, str]]
"""What each step, by its key, gave last for a row."""


def parse_options(domain: Domain, values: Mapping[str, Any]) -> BaseModel:
    """The domain's options from plain values; raises `InvalidOptionError` naming the field."""
    try:
        return domain.Options.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        words = first["msg"].removeprefix("Value error, ")  # what pydantic puts before words of ours
        raise InvalidOptionError(f"Option {place}: {words}.", _mend(domain, first["type"], first["loc"])) from error


def _mend(domain: Domain, kind: str, place: Sequence[int | str]) -> str:
    """Which step to change; the options there are where one of no such name was given."""
    step = next((each for each in domain.steps if place and each.key == place[0]), None)
    if step is None or kind == "extra_forbidden":
        return f"Known: {', '.join(domain.Options.model_fields)}."
    return f"Change it in the step '{step.title}'."


def parse_identifiers(values: Mapping[str, Any]) -> IdentifierOptions:
    """What is to stand for identifiers in a new dataset; raises `InvalidOptionError` naming the field."""
    try:
        asked = IdentifierOptions.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(("identifiers", *(str(part) for part in first["loc"])))
        raise InvalidOptionError(
            f"Option {place}: {first['msg']}.", f"Known: {', '.join(IdentifierOptions.model_fields)}."
        ) from error
    former = asked.mode is Mode.SURROGATE and values.get("made_up") == 1
    return asked if former else IdentifierOptions.chosen(asked.mode, shift_dates=asked.shift_dates)


@dataclass(frozen=True)
class Preparation:
    """A domain's steps with their options and state, ready to run: the same at training and at inference.

    `versions` are the steps' versions by key, where they are those of an earlier day; a step it lacks was not there.
    """

    domain: Domain
    options: BaseModel
    state: State | None
    versions: Mapping[str, int] | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order, each in the version that is meant."""
        if self.versions is None:
            return self.domain.steps
        former = {(step.key, step.version): step for step in (*self.domain.former_steps, *self.domain.steps)}
        wanted = [(step.key, self.versions.get(step.key)) for step in self.domain.steps]
        return tuple(
            former[key, version] for key, version in wanted if version is not None and (key, version) in former
        )

    def signature(self) -> dict[str, Any]:
        """What the hash covers: the domain's version, by step its behaviour version and options, the state's own hash.

        The domain's version stands for what is no step: segments, pairs, the tags of identifiers (the rules that
        find them are always today's).
        """
        steps = {step.key: {"version": step.version, "options": self._told_options(step)} for step in self.steps}
        signed = {
            "domain": self.domain.key,
            "version": self.domain.version,
            "steps": steps,
            "state": content_hash(canonical_json(self.state)),
        }
        chosen = self.identifiers
        # Tags, the default, are left out: so models made before there was a choice keep their hash.
        return signed if chosen == IdentifierOptions() else {**signed, "identifiers": chosen.model_dump(mode="json")}

    @property
    def identifiers(self) -> IdentifierOptions:
        """What stands for identifiers in the texts; tags in domains without the choice."""
        found = getattr(self.options, "identifiers", None)
        return found if isinstance(found, IdentifierOptions) else IdentifierOptions()

    def hash(self) -> str:
        """sha256 of `signature()`."""
        return content_hash(canonical_json(self.signature()))

    def texts(self, texts: Sequence[str]) -> list[str]:
        """Each text after every enabled step; as many texts out as in.

        All steps run again on what they changed, until nothing changes: what a later step leaves (small letters) may
        be something an earlier one would mend, and a prepared text must be its own preparation.
        """
        return self.counted(texts)[0]

    def counted(self, texts: Sequence[str]) -> tuple[list[str], dict[str, int]]:
        """As `texts`, and by the key of each enabled step how many of the texts it changed."""
        changed: dict[str, set[int]] = {step.key: set() for step in self._steps()}
        rows, given = list(range(len(texts))), _Given()
        prepared, before = self._once(texts, rows, changed, given), list(texts)
        for _ in range(MAX_ROUNDS):
            moved = [row for row, text in enumerate(prepared) if text != before[row]]
            if not moved:
                break
            before = list(prepared)
            again = self._once([prepared[row] for row in moved], moved, changed, given)
            for row, text in zip(moved, again, strict=True):
                prepared[row] = text
        return prepared, {key: len(some) for key, some in changed.items()}

    def trail(self, text: str) -> list[tuple[str, str]]:
        """The text after each enabled step, as (step title, text): the before/after view.

        A step that has work again once all have run stands there a second time.
        """
        trail = [(step.title, text := self._apply(step, [text])[0]) for step in self._steps()]
        for _ in range(MAX_ROUNDS):
            start = text
            for step in self._steps():
                changed = self._apply(step, [text])[0]
                if changed != text:
                    trail.append((step.title, text := changed))
            if text == start:
                break
        return trail

    def table(self, table: pd.DataFrame) -> pd.DataFrame:
        """`table` (role columns) with `text` prepared, `source_text` as it was, and `text_pair` (or None).

        How many rows each step changed stands in its `attrs` under `CHANGED`, by the step's key; pairs do not count.
        """
        prepared = table.copy()
        prepared["source_text"] = table["text"]
        knowing = self.knowing(table)
        prepared["text"], changed = knowing.counted(table["text"].tolist())
        pair = self.domain.pair(table)
        prepared["text_pair"] = None if pair is None else knowing.texts(pair.tolist())
        prepared.attrs = {**table.attrs, CHANGED: changed}
        return prepared

    def knowing(self, table: pd.DataFrame) -> Preparation:
        """The preparation of this table's texts: its other columns may add to the state (see `Domain.beside`)."""
        return replace(self, state=self.domain.beside(table, self.state))

    def dump(self) -> dict[str, Any]:
        """Everything needed to rebuild it, as plain JSON."""
        return {
            "domain": self.domain.key,
            "domain_version": self.domain.version,
            "options": self.options.model_dump(mode="json"),
            "state": self.state,
            "signature": self.signature(),
            "hash": self.hash(),
        }

    @classmethod
    def restore(cls, domain: Domain, saved: Mapping[str, Any]) -> Preparation:
        """The preparation written by `dump`, its steps in the versions they had.

        Raises `PreparationMismatchError` where a version is no longer there.
        """
        versions = {str(key): int(step["version"]) for key, step in saved["signature"]["steps"].items()}
        preparation = cls(domain, parse_options(domain, saved["options"]), saved["state"], versions)
        if preparation.hash() != saved["hash"]:
            difference = _difference(preparation.signature(), saved["signature"])
            raise PreparationMismatchError(
                f"The model was trained on texts prepared differently: {difference}.",
                "Train again on a dataset prepared with the present steps.",
            )
        return preparation

    def _once(
        self, texts: Sequence[str], rows: Sequence[int], changed: Mapping[str, set[int]], given: _Given
    ) -> list[str]:
        """The texts of `rows` after each step; a step is idempotent, and so not asked about what it gave itself."""
        prepared = list(texts)
        for step in self._steps():
            before = given.setdefault(step.key, {})
            places = [place for place, row in enumerate(rows) if before.get(row) != prepared[place]]
            for place, new in zip(places, self._apply(step, [prepared[place] for place in places]), strict=True):
                if new != prepared[place]:
                    changed[step.key].add(rows[place])
                    prepared[place] = new
                before[rows[place]] = new
        return prepared

    def _steps(self) -> list[Step]:
        return [step for step in self.steps if self._options(step.key).enabled]

    def _apply(self, step: Step, texts: Sequence[str]) -> list[str]:
        return step.apply(texts, self._options(step.key), self.state)

    def _told_options(self, step: Step) -> dict[str, Any]:
        """What the step's own version knows of its options: later ones may have come since."""
        return self._options(step.key).model_dump(mode="json", include=set(step.Options.model_fields))

    def _options(self, key: str) -> StepOptions:
        return cast(StepOptions, getattr(self.options, key))


def _difference(now: Mapping[str, Any], then: Mapping[str, Any]) -> str:
    """Which steps of two signatures differ, in words."""
    steps = sorted(key for key in {*now["steps"], *then["steps"]} if now["steps"].get(key) != then["steps"].get(key))
    if steps:
        return "step " + ", ".join(steps)
    if now.get("identifiers") != then.get("identifiers"):
        return "identifiers were replaced another way"
    if now["version"] != then.get("version"):
        return f"the domain was at version {then.get('version')}, it is at {now['version']}"
    return "what the steps learned from the training rows"
