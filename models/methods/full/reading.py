"""Both parts as a network reads them."""

from __future__ import annotations

from dataclasses import dataclass

from models.interface import Examples
from models.methods.full.options import TrainingOptions
from models.tokens import Tokeniser
from models.windows import Windows, one_window, read_windows, windows_to_read


@dataclass(frozen=True)
class Read:
    """Both parts, each text in up to `most` windows (or `HEAD_AND_TAIL`)."""

    train: Windows
    dev: Windows
    most: int


def read(
    tokeniser: Tokeniser, train: Examples, dev: Examples, options: TrainingOptions, *, pairs: bool, apart: bool
) -> Read:
    """Tokenise once; how long texts are read is chosen by the measured length of the training texts."""
    if pairs:
        parts = [tokeniser.encode(each.texts, each.pairs, apart=apart) for each in (train, dev)]
        return Read(one_window(parts[0]), one_window(parts[1]), 1)
    cut = tokeniser.encode(train.texts)
    most = windows_to_read(options.long_texts, cut.truncated)
    first = one_window(cut) if most == 1 else read_windows(tokeniser, train.texts, most)
    return Read(first, read_windows(tokeniser, dev.texts, most), most)
