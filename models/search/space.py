"""What a search may change about a method: the options that matter most, and between which bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from models.interface import Method
from studio.core.errors import InvalidOptionError
from studio.core.tasks import Task

_RATE = FloatDistribution(1e-5, 5e-4, log=True)
_DECAY = FloatDistribution(1e-3, 0.3, log=True)
_SMALL_BATCHES, _BATCHES = CategoricalDistribution((8, 16, 32)), CategoricalDistribution((16, 32, 64))


@dataclass(frozen=True)
class Space:
    """Options by name, each with the values it may take; a default outside of them is tried once, as the default."""

    dimensions: Mapping[str, BaseDistribution]


_LANGUAGE_MODEL: Mapping[str, BaseDistribution] = {
    "learning_rate": _RATE,
    "epochs": IntDistribution(2, 10),
    "batch_size": _SMALL_BATCHES,
    "weight_decay": _DECAY,
    "dropout": FloatDistribution(0.0, 0.3),
    "start_from_probe": CategoricalDistribution((True, False)),
}
_SCRATCH: Mapping[str, BaseDistribution] = {
    "learning_rate": FloatDistribution(2e-4, 1e-2, log=True),
    "epochs": IntDistribution(4, 30),
    "batch_size": _BATCHES,
    "weight_decay": _DECAY,
    "dropout": FloatDistribution(0.1, 0.7),
}
_BALANCED = CategoricalDistribution((True, False))
_FREEDOM = FloatDistribution(3e-4, 1.0, log=True)
_SPACES: Mapping[str, Space] = MappingProxyType(
    {
        "tfidf": Space(
            {
                "c": FloatDistribution(0.1, 100.0, log=True),
                "word_pairs": CategoricalDistribution((True, False)),
                "characters": CategoricalDistribution(("on", "off")),
                "balanced": _BALANCED,
            }
        ),
        "probe": Space({"c": _FREEDOM, "balanced": _BALANCED, "head": CategoricalDistribution(("ridge", "ordinal"))}),
        "setfit": Space(
            {
                "learning_rate": _RATE,
                "epochs": IntDistribution(1, 5),
                "batch_size": _SMALL_BATCHES,
                "weight_decay": _DECAY,
                "c": _FREEDOM,
                "balanced": _BALANCED,
            }
        ),
        "lora": Space({**_LANGUAGE_MODEL, "learning_rate": FloatDistribution(1e-4, 5e-3, log=True)}),
        "full": Space(_LANGUAGE_MODEL),
        "adapt": Space(
            {
                **_LANGUAGE_MODEL,
                "reading_epochs": IntDistribution(1, 10),
                "reading_rate": _RATE,
                "masked_share": FloatDistribution(0.1, 0.4),
            }
        ),
        "textcnn": Space({**_SCRATCH, "filters": IntDistribution(50, 200, step=50)}),
        "bilstm": Space({**_SCRATCH, "hidden": IntDistribution(64, 256, step=64)}),
    }
)


def space_of(method: Method, task: Task) -> Space:
    """What a search may change about `method` that makes a difference for `task`.

    Raises `InvalidOptionError` where there is nothing.
    """
    if method.key not in _SPACES:
        known = ", ".join(_SPACES)
        raise InvalidOptionError(f"The method '{method.key}' has nothing to search over.", f"Searched can be: {known}.")
    idle = method.idle(task)
    dimensions = _SPACES[method.key].dimensions
    return Space({name: each for name, each in dimensions.items() if name not in idle})
