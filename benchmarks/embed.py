"""Texts a second that `probe` embeds, against `SentenceTransformer.encode(batch_size=32)` on the same texts and cores.

The same weights and maximum length on both sides, rounds taken in turn. The bar is 0.95 times the peer.

    python -m benchmarks.embed [--quick] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.device import usable_cores
from models.encoders.int8_encoder import Int8Encoder
from models.encoders.torch_encoder import TorchEncoder

FILE = "finance_risk/vcdb_risk_incidents.csv"
MAX_TOKENS = 256
BAR = 0.95
QUICK_ROWS = 300

Embed = Callable[[Sequence[str]], np.ndarray]


def peer(threads: int) -> Embed:
    """sentence-transformers as its documentation shows it."""
    quiet_transformers()
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(str(locate(DEFAULT_BACKBONE).folder), device="cpu")
    model.max_seq_length = MAX_TOKENS

    def encode(texts: Sequence[str]) -> np.ndarray:
        torch.set_num_threads(threads)
        return np.asarray(model.encode(list(texts), batch_size=32, show_progress_bar=False))

    return encode


def rounds(candidates: dict[str, Embed], texts: Sequence[str], repeats: int) -> dict[str, float]:
    """Median texts a second of each, taken in turn so that a busy moment hits all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for embed in candidates.values():
        embed(texts[:64])
    for _ in range(repeats):
        for name, embed in candidates.items():
            started = time.perf_counter()
            embed(texts)
            seconds[name].append(time.perf_counter() - started)
    return {name: len(texts) / statistics.median(each) for name, each in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROWS} texts, one round")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--threads", type=int, default=usable_cores())
    arguments = parser.parse_args()
    texts = pd.read_csv(arguments.data / FILE)["text"].astype(str).tolist()
    texts = texts[:QUICK_ROWS] if arguments.quick else texts
    located = locate(DEFAULT_BACKBONE)
    with tempfile.TemporaryDirectory() as cache:
        started = time.perf_counter()
        int8 = Int8Encoder.from_backbone(located, MAX_TOKENS, Path(cache), arguments.threads)
        prepared = time.perf_counter() - started
        float32 = TorchEncoder.from_backbone(located, MAX_TOKENS, "cpu", arguments.threads)
        candidates: dict[str, Embed] = {
            "sentence-transformers": peer(arguments.threads),
            "int8": lambda chosen: int8.embed(chosen).vectors,
            "float32": lambda chosen: float32.embed(chosen).vectors,
        }
        rates = rounds(candidates, texts, 1 if arguments.quick else 3)
        some = texts[:200]
        agreement = float(np.mean((candidates["int8"](some) * candidates["sentence-transformers"](some)).sum(axis=1)))
    base = rates["sentence-transformers"]
    print(f"{len(texts):,} texts, at most {MAX_TOKENS} tokens, {arguments.threads} threads\n")
    print(f"{'':24}{'texts/s':>10}{'x peer':>10}")
    for name, rate in rates.items():
        print(f"{name:24}{rate:>10.1f}{rate / base:>10.2f}")
    print(f"\nint8 graph made once in {prepared:.1f} s; its vectors' mean cosine with the peer's is {agreement:.4f}.")
    ratios = {name: round(rate / base, 3) for name, rate in rates.items() if rate != base}
    figures = {name: round(rate, 1) for name, rate in rates.items()}
    figures |= {"texts": len(texts), "cosine": round(agreement, 4), "prepare_seconds": round(prepared, 1), "bar": BAR}
    print(closing_line("embed", figures, ratios, versions()))


if __name__ == "__main__":
    main()
