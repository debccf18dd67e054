"""The data verdict's time, beside a script with the same parts: sentence-transformers, scikit-learn, cleanlab.

Both run on the same 5,000 generated texts of 80 words, the verdict as a run in its child process, start included. The
peer embeds in float32, cross-validates a logistic regression on the vectors and one on TF-IDF of words and word pairs,
and asks cleanlab for label issues; it looks for no copies, no shortcuts, and draws no learning curve.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.report import closing_line, versions
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.intake import UploadedFile
from studio.services.studio import open_studio
from studio.worker.inline import run_inline

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


def verdict(texts: list[str], labels: list[str], threads: int) -> dict[str, float]:
    """Seconds from the start of the run to its first findings and to its end, and by phase."""
    with tempfile.TemporaryDirectory() as home:
        studio = open_studio(Settings(home=Path(home), threads=threads, device="cpu"))
        warm = _keep(studio, texts[:200], labels[:200])
        run_inline(studio, studio.verdicts.start(LOCAL_ACTOR, warm).id, lambda _progress: None)  # quantises once
        dataset = _keep(studio, texts, labels)
        run = studio.verdicts.start(LOCAL_ACTOR, dataset)
        started = time.monotonic()
        run_inline(studio, run.id, lambda _progress: None)
        whole = time.monotonic() - started
        done = studio.runs.get(LOCAL_ACTOR, run.id)
        studio.close()
    if done.error:
        raise SystemExit(done.error)
    spent = sum(done.seconds.values())
    first = whole - spent + done.seconds["load"] + done.seconds["look"]
    return {"first findings": first, "whole": whole, **done.seconds}


def _keep(studio: object, texts: list[str], labels: list[str]) -> str:
    file = UploadedFile("bench.csv", pd.DataFrame({"text": texts, "label": labels}).to_csv(index=False).encode())
    datasets = studio.datasets  # type: ignore[attr-defined]
    intake = datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
    return str(datasets.confirm(LOCAL_ACTOR, datasets.draft(LOCAL_ACTOR, intake)).id)


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


def main() -> None:
    """Print a row a measurement and the line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="500 rows instead of 5,000")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    texts, labels = texts_and_labels(QUICK_ROWS if asked.quick else ROWS)
    ours = verdict(texts, labels, asked.threads)
    theirs = peer(texts, labels, asked.threads)
    for name, seconds in ours.items():
        print(f"{name:16}{seconds:8.1f} s")
    print(f"{'peer script':16}{theirs:8.1f} s")
    figures = {name.replace(" ", "_"): round(seconds, 2) for name, seconds in ours.items()}
    figures |= {"rows": len(texts), "peer": round(theirs, 2)}
    print(closing_line("verdict", figures, {"peer/whole": round(theirs / ours["whole"], 2)}, versions()))


if __name__ == "__main__":
    main()
