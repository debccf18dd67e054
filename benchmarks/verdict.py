"""The data verdict's time, beside a script with the same parts: sentence-transformers, scikit-learn, cleanlab.

Both run on the same 5,000 generated texts of 80 words, the verdict as a run in its child process, start included. The
peer embeds in float32, cross-validates a logistic regression on the vectors and one on TF-IDF of words and word pairs,
and asks cleanlab for label issues; it looks for no copies, no shortcuts, and draws no learning curve.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.report import closing_line, versions
from benchmarks.verdict_parts import Spent, parts, phases
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio

DOMAIN = "finance_risk"
ROWS, QUICK_ROWS, WORDS = 5_000, 500, 80


def texts_and_labels(rows: int) -> tuple[list[str], list[str]]:
    """Generated texts of 80 words: sentences of the domain's sample that bear one label, strung together."""
    sample = registry().get(DOMAIN).sample()
    by_label = {label: group["text"].tolist() for label, group in sample.groupby("label")}
    chance = random.Random(0)
    labels = [chance.choice(list(by_label)) for _ in range(rows)]
    return [_strung(by_label[label], chance) for label in labels], labels


def _strung(sentences: list[str], chance: random.Random) -> str:
    words: list[str] = []
    while len(words) < WORDS:
        words += chance.choice(sentences).split()
    return " ".join(words[:WORDS])


@dataclass(frozen=True)
class Measured:
    """What a verdict took: by phase in its child, by part, seconds to the first findings."""

    phases: Mapping[str, Spent]
    parts: Mapping[str, Spent]

    @property
    def first_findings(self) -> float:
        """Seconds until the findings that need no model stand in the database, the child's start included."""
        return self.phases["load"].wall + self.phases["look"].wall

    @property
    def whole(self) -> Spent:
        """All phases together."""
        return Spent(sum(each.wall for each in self.phases.values()), sum(each.cpu for each in self.phases.values()))


def verdict(texts: list[str], labels: list[str], threads: int) -> Measured:
    """The verdict as a run; then once more for its parts, the embeddings taken anew."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Settings(home=Path(home), threads=threads, device="cpu"))
        warm = _keep(studio, texts[:200], labels[:200])
        phases(studio, studio.verdicts.start(LOCAL_ACTOR, warm).id)  # quantises once a machine
        run = studio.verdicts.start(LOCAL_ACTOR, _keep(studio, texts, labels))
        spent = phases(studio, run.id)
        done = studio.runs.get(LOCAL_ACTOR, run.id)
        if done.error:
            raise SystemExit(done.error)
        shutil.rmtree(Path(home) / "cache" / "embeddings")
        measured = Measured(spent, parts(studio, run.id, Path(folder)))
        studio.close()
    return measured


def _keep(studio: Studio, texts: list[str], labels: list[str]) -> str:
    file = UploadedFile("bench.csv", pd.DataFrame({"text": texts, "label": labels}).to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake)).id


def peer(texts: list[str], labels: list[str], threads: int) -> float:
    """Seconds of the script, imports not counted."""
    import torch
    from cleanlab.filter import find_label_issues
    from sentence_transformers import SentenceTransformer
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline

    from models.backbones.catalogue import DEFAULT_BACKBONE
    from models.backbones.loading import locate

    torch.set_num_threads(threads)
    started = time.monotonic()
    model = SentenceTransformer(str(locate(DEFAULT_BACKBONE).folder), device="cpu")
    vectors = model.encode(texts, batch_size=32)
    coded = pd.factorize(pd.Series(labels))[0]
    head = LogisticRegression(max_iter=1000, class_weight="balanced")
    probabilities = cross_val_predict(head, vectors, coded, cv=5, method="predict_proba")
    words = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), head)
    cross_val_predict(words, texts, coded, cv=5)
    find_label_issues(coded, probabilities, n_jobs=1)
    return time.monotonic() - started


def show(title: str, spent: Mapping[str, Spent]) -> None:
    """A row each: seconds on the clock, seconds of both cores."""
    print(f"{title:32}{'wall s':>8}{'CPU s':>8}")
    for name, each in spent.items():
        print(f"{name:32}{each.wall:8.1f}{each.cpu:8.1f}")
    print()


def main() -> None:
    """Print a row a measurement and the line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="500 rows instead of 5,000")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="leave the peer's script out")
    asked = parser.parse_args()
    texts, labels = texts_and_labels(QUICK_ROWS if asked.quick else ROWS)
    before = os.getloadavg()[0]
    ours = verdict(texts, labels, asked.threads)
    show("phase, in the child", {**ours.phases, "whole": ours.whole})
    show("part, once more", ours.parts)
    print(f"first findings after {ours.first_findings:.1f} s (bar 5), whole after {ours.whole.wall:.1f} s (bar 60)")
    print(f"load of the machine before it: {before:.1f}; on idle cores at least {ours.whole.cpu / asked.threads:.1f} s")
    figures: dict[str, Any] = {
        "rows": len(texts),
        "first_findings": round(ours.first_findings, 2),
        "whole": round(ours.whole.wall, 2),
        "whole_cpu": round(ours.whole.cpu, 2),
        "load_before": round(before, 2),
        "phases": {name: [round(each.wall, 2), round(each.cpu, 2)] for name, each in ours.phases.items()},
        "parts": {name: [round(each.wall, 2), round(each.cpu, 2)] for name, each in ours.parts.items()},
    }
    ratios = {}
    if not asked.alone:
        figures["peer"] = round(peer(texts, labels, asked.threads), 2)
        ratios["peer/whole"] = round(figures["peer"] / ours.whole.wall, 2)
        print(f"the peer's script took {figures['peer']:.1f} s")
    print(closing_line("verdict", figures, ratios, versions()))


if __name__ == "__main__":
    main()
