"""The head's start: fitted on what the network says of the texts before it learns (LP-FT, Kumar et al. 2022)."""

from __future__ import annotations

import numpy as np

from models.compute import learning_autocast
from models.interface import Examples, FitContext, Target
from models.methods.embedding_features import Scaling
from models.methods.full.answers import Material
from models.methods.full.evaluating import features
from models.methods.full.network import Network
from models.methods.full.options import TrainingOptions
from models.methods.linear import LinearHead
from models.methods.selection import choose_head
from studio.core.records import Phase, Progress

_STRENGTHS = (0.001, 0.01, 0.1)
_ROWS = 1000  # enough for a good start of the head; reading all rows would cost a third of an epoch


def first_head(
    network: Network,
    material: Material,
    train: Examples,
    target: Target,
    options: TrainingOptions,
    context: FitContext,
) -> LinearHead:
    """A head fitted on the network's features of some rows, its penalty chosen on dev.

    The features are computed as the steps after it compute them: it is where those begin.
    """

    def tick() -> None:
        context.report(Progress(Phase.TRAIN, note="Fitting the last layer first"))

    rng = np.random.default_rng(context.seed)
    rows = np.sort(rng.permutation(len(train))[:_ROWS])
    lower = material.train_lower and material.train_lower.some(material.train.of(rows)[0])
    dev, some = material.dev, material.train.some(rows)
    with learning_autocast(context.device, wanted=options.mixed_precision):
        raw = features(network, some, context.device, tick, lower)
        dev_raw = features(network, dev, context.device, tick, material.dev_lower) if len(dev) else None
    scaling = Scaling.fit(raw, network.related)
    part = Examples([train.texts[row] for row in rows], targets=np.asarray(train.targets)[rows])
    choice = choose_head(
        scaling.apply(raw),
        part,
        None if dev_raw is None else scaling.apply(dev_raw),
        material.dev_examples,
        target,
        context,
        strengths=_STRENGTHS,
        default=0.01,
        balanced=options.balanced,
    )
    weights = choice.head.weights * (scaling.gain / scaling.spread)[:, None]
    return LinearHead(weights, choice.head.intercepts - scaling.mean @ weights)
