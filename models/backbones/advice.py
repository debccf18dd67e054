"""Which backbone to take for a table: the rule, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.backbones.catalogue import DEFAULT_BACKBONE, Backbone, availability, backbone
from models.backbones.memory import memory_need
from models.device import DeviceInfo

ENGLISH = "English"
_MULTILINGUAL, _LONG = "multilingual-minilm", "modernbert-base"
_ENOUGH_ROWS = 1000
"""From so many rows on a base-sized encoder earns its cost; below it a sentence encoder does as well (SetFit: Tunstall
et al. 2022 compare the two from 8 to 64 texts a class)."""
_LONG_TOKENS = 512
_MEMORY_SHARE = 0.7
"""Of the device's memory: the rest is the server's, the system's and the guess's."""
RULE = (
    f"The first of these that is here and needs at most {_MEMORY_SHARE * 100:.0f} % of the device's memory: texts that "
    f"are not in English take the multilingual model; on an accelerator, texts of more than {_LONG_TOKENS} word pieces "
    f"on average take one that reads {backbone(_LONG).max_tokens:,} at once, and from {_ENOUGH_ROWS:,} training rows a "
    "model of the field is taken; all others take the bundled one."
)
"""The rule of `advise` in words."""
_OTHER_LANGUAGES = "Reimers & Gurevych 2020: one encoder for fifty languages, taught by an English one"
_WHOLE_TEXTS = "Warner et al. 2024 (ModernBERT): an encoder that reads 8,192 word pieces at once"
_OF_THE_FIELD = (
    "Gururangan et al. 2020: reading a field's texts first is worth points where there are labels to use it; "
    "Alsentzer et al. 2019 (clinical notes), Araci 2019 (finance)"
)
_COST = (
    "Kaplan et al. 2020: training takes some six operations a parameter and token, so a base-sized model takes several "
    "times as long"
)
_FOUND, _LISTED = "the files and the memory of this machine", "the language models that are listed here"
_SMALL = "Tunstall et al. 2022 (SetFit): with 8 to 64 texts a class a small sentence encoder does as well as large ones"


@dataclass(frozen=True)
class Advice:
    """The backbone to take, why, the `source` of that, and what would have been taken were it here (and why not)."""

    backbone: Backbone
    reason: str
    source: str
    missed: str = ""


def advise(rows: int, mean_tokens: float, english: bool, device: DeviceInfo, preferred: Sequence[str] = ()) -> Advice:
    """The first that fits of: one for the language, for long texts, of the field (`preferred`), the bundled one.

    A model of the field needs `_ENOUGH_ROWS` rows and an accelerator: having read a field's texts is worth points where
    there are labels enough to use it (Gururangan et al. 2020; FinBERT: Araci 2019; Bio_ClinicalBERT: Alsentzer et al.
    2019), and costs minutes a pass on a CPU.
    """
    missed = ""
    for key, reason, source in _wished(rows, mean_tokens, english, device, preferred):
        chosen = backbone(key)
        hindrance = _hindrance(chosen, mean_tokens, device)
        if not hindrance:
            return Advice(chosen, reason, source, missed)
        missed = missed or f"{chosen.title} would fit these texts ({reason[0].lower()}{reason[1:]}). {hindrance}"
    return Advice(backbone(DEFAULT_BACKBONE), *_otherwise(rows, device, missed), missed)


def _otherwise(rows: int, device: DeviceInfo, missed: str) -> tuple[str, str]:
    """Why the bundled one, and where that is known from."""
    if missed:
        return "Always here, and small.", _FOUND
    if rows < _ENOUGH_ROWS:
        return "Small and general; with few rows larger ones are seldom better.", _SMALL
    if device.kind == "cpu":
        return "Small and general; larger ones take minutes a pass without an accelerator.", _COST
    return "Small and general; none is known that has read texts of this field.", _LISTED


def _wished(
    rows: int, mean_tokens: float, english: bool, device: DeviceInfo, preferred: Sequence[str]
) -> list[tuple[str, str, str]]:
    wished = []
    if not english:
        wished.append((_MULTILINGUAL, "The texts are not in English.", _OTHER_LANGUAGES))
    if device.kind != "cpu" and mean_tokens > _LONG_TOKENS:
        wished.append((_LONG, "The texts are long, and there is an accelerator to read them whole.", _WHOLE_TEXTS))
    if device.kind != "cpu" and rows >= _ENOUGH_ROWS:
        of_field = "It was trained on texts of this field, and there are rows enough."
        wished += [(key, of_field, _OF_THE_FIELD) for key in preferred]
    return wished


def _hindrance(chosen: Backbone, mean_tokens: float, device: DeviceInfo) -> str:
    there, why = availability(chosen.key)
    if not there:
        return why
    need = memory_need(chosen, int(mean_tokens * 2) or 1, 4096)
    if device.memory_bytes is not None and need.training > device.memory_bytes * _MEMORY_SHARE:
        return "It needs more memory to train than this device has."
    return ""
