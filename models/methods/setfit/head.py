"""The linear head on the network's vectors, while it learns and after; imports torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Examples, FitContext, Target
from models.methods.embedding_features import Scaling
from models.methods.full.dev_loss import DevLoss, dev_loss
from models.methods.full.evaluating import features
from models.methods.full.network import Network
from models.methods.linear import LinearHead
from models.methods.selection import DevScore, choose_head, dev_score, outputs
from models.methods.setfit.options import SetFitOptions
from models.windows import Windows
from studio.core.records import Phase, Progress

STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1)
DEFAULT_C = 0.01
_LOOK_ROWS = 1000  # enough for a look at dev; reading all rows would cost a third of an epoch


class HeadFitter:
    """Fits a head on the network as it stands. `texts` and `dev_texts` are the rows as the network reads them."""

    def __init__(
        self,
        network: Network,
        train: Examples,
        texts: Windows,
        dev: Examples,
        dev_texts: Windows,
        target: Target,
        options: SetFitOptions,
        context: FitContext,
    ) -> None:
        self._network = network
        self._train, self._texts = train, texts
        self._dev, self._dev_texts = dev, dev_texts
        self._target = target
        self._options = options
        self._context = context
        rows = np.random.default_rng(context.seed).permutation(len(train))[:_LOOK_ROWS]
        self._some = np.sort(rows)

    def look(self) -> tuple[DevLoss, DevScore] | None:
        """The loss and the score on dev with a head of the default strength; None where dev is empty."""
        if not len(self._dev):
            return None
        head = self._fit(self._texts.some(self._some), self._some.tolist(), (self._options.c or DEFAULT_C,))
        raw = outputs(head, features(self._network, self._dev_texts, self._context.device, self._tick), self._target)
        loss = dev_loss(self._target, raw, self._dev.targets, self._dev.texts)
        return loss, dev_score(self._target, raw, self._dev.targets)

    def final(self) -> LinearHead:
        """The head on all training rows, its strength chosen on dev."""
        chosen = (self._options.c,) if self._options.c else STRENGTHS
        return self._fit(self._texts, range(len(self._train)), chosen)

    def _fit(self, texts: Windows, rows: Sequence[int], strengths: Sequence[float]) -> LinearHead:
        """A head on the features as they are: the scaling it was fitted with is worked into its weights."""
        raw = features(self._network, texts, self._context.device, self._tick)
        scaling = Scaling.fit(raw, self._network.related)
        dev_features = None
        if len(self._dev) and len(strengths) > 1:
            dev_features = scaling.apply(features(self._network, self._dev_texts, self._context.device, self._tick))
        choice = choose_head(
            scaling.apply(raw),
            Examples([self._train.texts[row] for row in rows], targets=np.asarray(self._train.targets)[list(rows)]),
            dev_features,
            self._dev if dev_features is not None else Examples([]),
            self._target,
            self._context,
            strengths=strengths,
            default=self._options.c or DEFAULT_C,
            balanced=self._options.balanced,
        )
        weights = choice.head.weights * (scaling.gain / scaling.spread)[:, None]
        return LinearHead(weights, choice.head.intercepts - scaling.mean @ weights)

    def _tick(self) -> None:
        self._context.report(Progress(Phase.TRAIN, note="Fitting the last layer"))
