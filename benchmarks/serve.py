"""Serving: texts a second under eight concurrent callers, and resident memory with one model loaded.

Fine-tunes a small model on synthetic texts, serves it in int8 with our engine, and serves the same encoder with a
`transformers` pipeline, each in a process of its own. Every caller asks one text at a time, as people and the API do.
The pipeline is asked one call at a time (more at once only slow each other down), and once more with all texts in
batches of 32, the most that it can do.

    python -m benchmarks.serve [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil

from benchmarks.report import closing_line, versions

CALLERS = 8
PEER = "peer"


def prepare(root: Path, rows: int) -> list[str]:
    """Write our artifact and the peer's folder below `root`; the texts to ask about."""
    from domains.registry import registry
    from models.artifacts import save_json, stage
    from models.evaluation.calibration import Calibration
    from models.interface import Examples, FitContext, Target
    from models.methods.registry import method
    from models.serving.compress import compress
    from models.serving.loading import INT8
    from models.serving.predictor import CALIBRATION, DESCRIPTION, MODEL, SERVED
    from studio.core.tasks import Task

    sample = registry().get("medical_notes").sample()
    labels = tuple(sorted(set(sample["label"])))
    known = np.array([labels.index(each) for each in sample["label"]], dtype=np.int64)
    texts = sample["text"].tolist()
    train, dev = Examples(texts[:200], targets=known[:200]), Examples(texts[200:400], targets=known[200:400])
    rung = method("full")
    context = FitContext(0, os.cpu_count() or 1, "cpu", root, root, lambda _progress: None)
    options = rung.Options.model_validate({"epochs": 1})
    model = rung.fit(train, dev, Target(Task.CLASSIFICATION, labels), options, context)
    with stage(root / "ours") as folder:
        (folder / MODEL).mkdir()
        model.save(folder / MODEL)
        report = compress(
            model, train, dev, folder / SERVED, metric="macro_f1", device="cpu", threads=os.cpu_count() or 1
        )
        if report.precision != INT8:
            raise SystemExit(report.reason)
        save_json(folder / CALIBRATION, Calibration().dump())
        save_json(folder / DESCRIPTION, {"method": "full"})
    _write_peer(root / PEER, len(labels))
    return [texts[row % len(texts)] for row in range(rows)]


def _write_peer(folder: Path, n_labels: int) -> None:
    """The same backbone as a sequence classifier of `transformers`; its untrained head costs the same."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    from models.backbones.catalogue import DEFAULT_BACKBONE
    from models.backbones.loading import locate, quiet_transformers

    quiet_transformers()
    source = str(locate(DEFAULT_BACKBONE).folder)
    AutoModelForSequenceClassification.from_pretrained(source, num_labels=n_labels).save_pretrained(folder)
    AutoTokenizer.from_pretrained(source, model_max_length=256).save_pretrained(folder)


def concurrent(ask: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    """Texts a second, the longest wait of 95 in 100, processor time a text: `CALLERS` callers, one text at a time."""
    waits: list[float] = []

    def timed(text: str) -> None:
        started = time.perf_counter()
        ask(text)
        waits.append(time.perf_counter() - started)

    started, busy = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(timed, texts))
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    return {
        "texts_per_s": len(texts) / seconds,
        "wait_p95_s": float(np.quantile(waits, 0.95)),
        "cpu_ms_per_text": busy / len(texts) * 1000,
    }


def serve_ours(root: Path, texts: list[str]) -> dict[str, float]:
    """Our engine, in this process, with all cores."""
    from models.serving.engine import InferenceEngine
    from models.serving.predictor import Predictor

    cores = os.cpu_count() or 1
    engine = InferenceEngine(device="cpu", load=lambda folder: Predictor.load(folder, device="cpu", threads=cores))
    folder = root / "ours"
    engine.predict("model", folder, texts[:CALLERS])
    memory = _resident()
    figures = concurrent(lambda text: engine.predict("model", folder, [text]), texts)
    engine.close()
    return {**figures, "resident_mb": memory}


def serve_peer(root: Path, texts: list[str]) -> dict[str, float]:
    """A pipeline behind a lock, then the same pipeline with all texts at once."""
    import torch
    from transformers import pipeline

    torch.set_num_threads(os.cpu_count() or 1)
    pipe = pipeline("text-classification", model=str(root / PEER), tokenizer=str(root / PEER), truncation=True)
    pipe(texts[:CALLERS])
    memory, lock = _resident(), threading.Lock()

    def ask(text: str) -> object:
        with lock:
            return pipe([text])

    figures = concurrent(ask, texts)
    started = time.perf_counter()
    pipe(texts, batch_size=32)
    return {**figures, "bulk_texts_per_s": len(texts) / (time.perf_counter() - started), "resident_mb": memory}


def _resident() -> float:
    return psutil.Process().memory_info().rss / 1e6


def _in_a_process(side: str, root: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.serve", "--side", side, "--root", str(root)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(rows: int, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Medians over rounds in which both sides take turns, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "texts.json").write_text(json.dumps(prepare(root, rows)))
        measured = [(_in_a_process("ours", root), _in_a_process("peer", root)) for _ in range(rounds)]
    ours, theirs = (
        {key: float(np.median([pair[side][key] for pair in measured])) for key in measured[0][side]} for side in (0, 1)
    )
    return ours, theirs


def main() -> None:
    """Print the figures and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few texts and one round")
    parser.add_argument("--side", choices=("ours", "peer"), help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.side:
        texts = json.loads((arguments.root / "texts.json").read_text())
        serve = serve_ours if arguments.side == "ours" else serve_peer
        print(json.dumps(serve(arguments.root, texts)))
        return
    ours, theirs = compare(*((160, 1) if arguments.quick else (1600, 3)))
    figures = {f"engine_{key}": value for key, value in ours.items()}
    figures |= {f"pipeline_{key}": value for key, value in theirs.items()}
    for key, value in figures.items():
        print(f"{key:<28} {value:10.2f}")
    ratios = {
        "texts_per_s_to_pipeline": ours["texts_per_s"] / theirs["texts_per_s"],
        "texts_per_s_to_pipeline_in_bulk": ours["texts_per_s"] / theirs["bulk_texts_per_s"],
        "cpu_to_pipeline": ours["cpu_ms_per_text"] / theirs["cpu_ms_per_text"],
        "memory_to_pipeline": ours["resident_mb"] / theirs["resident_mb"],
    }
    print(closing_line("serve", figures, ratios, versions()))


if __name__ == "__main__":
    main()
