"""Making a preprocessing step out of a function over one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from domains.contract import State, Step, StepOptions

MAX_ROUNDS = 12

OptionsT = TypeVar("OptionsT", bound=StepOptions)


def until_stable(change: Callable[[str], str], text: str) -> str:
    """`text` changed again and again until it stays as it is: what makes a step idempotent.

    A change that has not settled after `MAX_ROUNDS` rounds is taken as it stands; every change here shortens or
    masks, so it settles after one or two.
    """
    for _ in range(MAX_ROUNDS):
        changed = change(text)
        if changed == text:
            break
        text = changed
    return text


def text_step(
    key: str, title: str, help: str, version: int, options_class: type[OptionsT], change: Callable[[str, OptionsT], str]
) -> Step:
    """A step that changes each text by itself, repeated until stable."""

    def apply(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
        known = cast(OptionsT, options)
        return [until_stable(lambda text: change(text, known), text) for text in texts]

    return Step(key, title, help, version, options_class, apply)
