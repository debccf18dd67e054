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


@dataclass(frozen=True)
class Advice:
    """The backbone to take, why, and what would have been taken were it here (with the reason it is not)."""

    backbone: Backbone
    reason: str
    missed: str = ""


def advise(rows: int, mean_tokens: float, english: bool, device: DeviceInfo, preferred: Sequence[str] = ()) -> Advice:
    """The first that fits of: one for the language, for long texts, of the field (`preferred`), the bundled one.

    A model of the field needs `_ENOUGH_ROWS` rows and an accelerator: having read a field's texts is worth points where
    there are labels enough to use it (Gururangan et al. 2020; FinBERT: Araci 2019; Bio_ClinicalBERT: Alsentzer et al.
    2019), and costs minutes a pass on a CPU.
    """
    missed = ""
    for key, reason in _wished(rows, mean_tokens, english, device, preferred):
        chosen = backbone(key)
        hindrance = _hindrance(chosen, mean_tokens, device)
        if not hindrance:
            return Advice(chosen, reason, missed)
        missed = missed or f"{chosen.title} would fit these texts ({reason[0].lower()}{reason[1:]}). {hindrance}"
    return Advice(backbone(DEFAULT_BACKBONE), "Small, general and always here.", missed)


def _wished(
    rows: int, mean_tokens: float, english: bool, device: DeviceInfo, preferred: Sequence[str]
) -> list[tuple[str, str]]:
    wished = []
    if not english:
        wished.append((_MULTILINGUAL, "The texts are not in English."))
    if device.kind != "cpu" and mean_tokens > _LONG_TOKENS:
        wished.append((_LONG, "The texts are long, and there is an accelerator to read them whole."))
    if device.kind != "cpu" and rows >= _ENOUGH_ROWS:
        wished += [(key, "It was trained on texts of this field, and there are rows enough.") for key in preferred]
    return wished


def _hindrance(chosen: Backbone, mean_tokens: float, device: DeviceInfo) -> str:
    there, why = availability(chosen.key)
    if not there:
        return why
    need = memory_need(chosen, int(mean_tokens * 2) or 1, 4096)
    if device.memory_bytes is not None and need.training > device.memory_bytes * _MEMORY_SHARE:
        return "It needs more memory to train than this device has."
    return ""
