"""Hiding tokens to be guessed; imports torch."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from models.tokens import Tokeniser

_SHOWN_AS_MASK, _SHOWN_AS_ANOTHER = 0.8, 0.1  # the rest is shown as it is (Devlin et al. 2019, appendix C.2)


@dataclass(frozen=True)
class Hidden:
    """A batch with some tokens hidden: what is shown (n_rows, length), flat positions asked, and the tokens there."""

    shown: torch.Tensor
    positions: torch.Tensor
    truth: torch.Tensor

    def part(self, rows: slice) -> Hidden:
        """The same of some of the rows."""
        width = self.shown.shape[1]
        inside = (self.positions >= rows.start * width) & (self.positions < rows.stop * width)
        return Hidden(self.shown[rows], self.positions[inside] - rows.start * width, self.truth[inside])


class Masking:
    """Hides a share of each batch's tokens, never special ones."""

    def __init__(self, tokeniser: Tokeniser, share: float) -> None:
        assert tokeniser.mask_id is not None
        self._mask = tokeniser.mask_id
        self._vocabulary = tokeniser.vocabulary
        self._special = torch.tensor(sorted(tokeniser.special_ids), dtype=torch.int64)
        self._share = share

    def hide(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, draw: torch.Generator | None) -> Hidden:
        """Hide tokens of a batch on the CPU; at least one where there is one. `draw` None: torch's own generator."""
        may = (attention_mask > 0) & ~torch.isin(input_ids, self._special)
        chosen = may & (torch.rand(input_ids.shape, generator=draw) < self._share)
        if not chosen.any() and may.any():
            chosen.view(-1)[may.view(-1).nonzero()[0]] = True
        how = torch.rand(input_ids.shape, generator=draw)
        others = torch.randint(0, self._vocabulary, input_ids.shape, generator=draw)
        shown = torch.where(chosen & (how < _SHOWN_AS_MASK), torch.full_like(input_ids, self._mask), input_ids)
        another = chosen & (how >= _SHOWN_AS_MASK) & (how < _SHOWN_AS_MASK + _SHOWN_AS_ANOTHER)
        shown = torch.where(another, others, shown)
        positions = chosen.view(-1).nonzero()[:, 0]
        return Hidden(shown, positions, input_ids.view(-1)[positions])
