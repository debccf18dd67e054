"""Log templates mined with Drain (see `drain.py`), and told apart from new ones.

A template is a message with `<*>` where its lines differ; parameters are masked before mining. Only the first line of
a message counts: what follows is its stack trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from drain3.drain import LogCluster

from domains.contract import State
from domains.manufacturing_logs import header, parameters
from domains.manufacturing_logs.drain import MaskedDrain, as_written, one_of_each, word_first
from domains.manufacturing_logs.log_lines import HEADERS, Headers, parse_line
from domains.manufacturing_logs.parameters import MASKS, Masks, ParameterOptions, mask

MAX_TEMPLATES = 2_000
REPEATED_SHARE = 0.5
"""Texts with more templates than this, or than this share of their number, are no log: people wrote them."""

MAX_TEMPLATE = 1_000
"""Characters of a message that are mined; the rest of a longer one says nothing more of its kind."""

_QUOTED = re.compile(r'(?<==)"[^"\n]{0,200}"')
"""A value in quotation marks, as in name="View Lock": one parameter, however many words it has."""

_MASKED = ParameterOptions()
READ, MASKED = "header", "parameters"
"""In a state: the versions of the steps under which its templates were mined; 2 and 3 where it does not say."""


@dataclass(frozen=True)
class Reading:
    """How lines are read before they are mined: the headers that are known, and what is masked."""

    headers: Headers = HEADERS
    masks: Masks = MASKS

    @classmethod
    def of_state(cls, state: State) -> Reading:
        """As it was when the templates of a state were mined."""
        return cls(header.HEADERS_BY_VERSION[state.get(READ, 2)], parameters.MASKS_BY_VERSION[state.get(MASKED, 3)])


TODAY = Reading()


@dataclass(frozen=True)
class Mined:
    """Templates in order of first occurrence, how many texts each has, and each text's place among them."""

    templates: tuple[str, ...]
    counts: tuple[int, ...]
    places: tuple[int, ...]


def event_text(text: str, reading: Reading = TODAY) -> str:
    """What is mined of a text: its first line without header, parameters masked, one blank between words.

    Quoted values are masked here and not by the step: to a classifier they may tell something.
    """
    message = parse_line(text, reading.headers).message.strip().partition("\n")[0]
    masked = _QUOTED.sub("<TEXT>", mask(message[:MAX_TEMPLATE], _MASKED, reading.masks))
    return one_of_each(" ".join(masked.split()))


def mine(texts: Sequence[str], reading: Reading = TODAY) -> Mined | None:
    """The templates of `texts`, or None where they are no log (see `REPEATED_SHARE`) or there are none.

    Equal messages are mined once, so that a repeated line costs a look-up.
    """
    events = [event_text(text, reading) for text in texts]
    drain = MaskedDrain()
    cluster_of: dict[str, int] = {}
    most = min(MAX_TEMPLATES, REPEATED_SHARE * len(texts))
    for event in dict.fromkeys(events):
        cluster_of[event] = drain.add_log_message(" ".join(word_first(event)))[0].cluster_id
        if len(drain.clusters) > most:
            return None
    return _in_order(events, [cluster_of[event] for event in events], drain) if events else None


def _in_order(events: Sequence[str], found: Sequence[int], drain: MaskedDrain) -> Mined:
    """The clusters of the texts, numbered by their first occurrence."""
    first = {cluster: event for event, cluster in zip(reversed(events), reversed(found), strict=True)}
    place_of = {cluster: place for place, cluster in enumerate(dict.fromkeys(found))}
    places = tuple(place_of[cluster] for cluster in found)
    counts = Counter(places)
    templates = tuple(
        as_written(drain.id_to_cluster[cluster].log_template_tokens, first[cluster]) for cluster in place_of
    )
    return Mined(templates, tuple(counts[place] for place in range(len(templates))), places)


def as_state(mined: Mined) -> dict[str, Any]:
    """What a model keeps of its training rows' templates: each with its count, as plain JSON."""
    return {
        "templates": [[name, count] for name, count in zip(mined.templates, mined.counts, strict=True)],
        READ: header.VERSION,
        MASKED: parameters.VERSION,
    }


class KnownTemplates:
    """The templates of a state, ready to say of a text whether it is of one of them."""

    def __init__(self, state: State) -> None:
        self._drain = MaskedDrain()
        self._reading = Reading.of_state(state)
        self._names = {number: template for number, (template, _) in enumerate(state["templates"], 1)}
        self._known = set(self._names.values())
        for number, (template, size) in enumerate(state["templates"], 1):
            cluster = LogCluster(word_first(template), number)
            cluster.size = size
            self._drain.id_to_cluster[number] = cluster
            self._drain.add_seq_to_prefix_tree(self._drain.root_node, cluster)

    def new_templates(self, texts: Sequence[str]) -> list[str | None]:
        """What each text is of that no training row was of: a template mined of the new texts; None for a known one.

        Where the new texts are no log, each stands for itself, its parameters masked.
        """
        events = [self.event(text) for text in texts]
        known = {event: self.template_of(event) is not None for event in dict.fromkeys(events)}
        unknown = [place for place, event in enumerate(events) if not known[event]]
        mined = mine([events[place] for place in unknown], self._reading)
        found: list[str | None] = [None] * len(events)
        for number, place in enumerate(unknown):
            found[place] = events[place] if mined is None else mined.templates[mined.places[number]]
        return found

    def event(self, text: str) -> str:
        """What is looked for among the templates, its header taken off as it was when they were mined."""
        return event_text(text, self._reading)

    def template_of(self, event: str) -> str | None:
        """The template that covers `event`, or that mining would have put it to; None where there is none."""
        if event in self._known:
            return event
        drain, words = self._drain, word_first(event)
        found = drain.tree_search(drain.root_node, words, drain.sim_th, False)
        found = found or drain.match(" ".join(words), full_search_strategy="fallback")
        return None if found is None else self._names[found.cluster_id]
