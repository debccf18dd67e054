"""One graph in memory for all the probes that bring the same one."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import stage
from models.backbones.loading import locate
from models.encoders.int8_encoder import GRAPH_FILE
from models.encoders.preparing import load_encoder_folder, prepare_encoder
from models.shared_graph import shared_graph
from studio.core.errors import DamagedArtifactError

TEXTS = ["The pump leaks oil.", "Interest rates rose again. " * 60]


def encoder_folder(backbone: str, cache: Path, folder: Path) -> Path:
    """The encoder of a backbone as every probe keeps it."""
    encoder = prepare_encoder(locate(backbone), 64, device="cpu", threads=1, cache=cache)
    with stage(folder) as work:
        encoder.save(work)
    return folder


def test_equal_graphs_are_loaded_once_and_go_with_their_last_user(tiny: str, cache: Path, tmp_path: Path) -> None:
    first = encoder_folder(tiny, cache, tmp_path / "a")
    second = tmp_path / "b"
    shutil.copytree(first, second)
    with ThreadPoolExecutor(4) as pool:
        graphs = list(pool.map(lambda folder: shared_graph(folder / GRAPH_FILE, 1), [first, second] * 4))
    assert len({id(graph) for graph in graphs}) == 1
    assert shared_graph(first / GRAPH_FILE, 2) is not graphs[0]
    loaded = weakref.ref(graphs[0])
    del graphs
    gc.collect()
    assert loaded() is None
    assert shared_graph(second / GRAPH_FILE, 1) is not None


def test_another_graph_under_the_same_name_is_another_graph(tiny: str, cache: Path, tmp_path: Path) -> None:
    first = encoder_folder(tiny, cache, tmp_path / "a")
    second = encoder_folder("minilm-l6", cache, tmp_path / "b")
    assert shared_graph(first / GRAPH_FILE, 1) is not shared_graph(second / GRAPH_FILE, 1)
    (second / "encoder.bin").unlink()
    with pytest.raises(DamagedArtifactError, match=r"encoder\.bin"):
        shared_graph(second / GRAPH_FILE, 1)


def test_encoders_that_share_a_graph_answer_at_once_as_they_do_alone(tiny: str, cache: Path, tmp_path: Path) -> None:
    folder = encoder_folder(tiny, cache, tmp_path / "a")
    encoders = [load_encoder_folder(folder, device="cpu", threads=1) for _ in range(4)]
    alone = encoders[0].embed(TEXTS).vectors
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda encoder: encoder.embed(TEXTS).vectors, encoders * 5))
    for vectors in together:
        np.testing.assert_array_equal(vectors, alone)


@pytest.mark.slow
def test_a_second_probe_adds_little_and_the_reckoning_is_of_real_memory(cache: Path, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        encoder_folder("minilm-l6", cache, tmp_path / name)
    code = """
import json, sys
from pathlib import Path
import psutil
from models.encoders.preparing import load_encoder_folder
from models.serving.footprint import footprint, total
def resident(): return psutil.Process().memory_info().rss
folders = [Path(sys.argv[1]) / name for name in "abc"]
encoders, grown = [], [resident()]
for folder in folders:
    encoders.append(load_encoder_folder(folder, device="cpu", threads=1))
    for words in (1, 3, 9, 27, 60):
        encoders[-1].embed([f"pump {n} " + "oil leak " * words for n in range(40)])
    grown.append(resident())
print(json.dumps({"grown": grown, "reckoned": [total(map(footprint, folders[:n])) for n in (1, 2, 3)]}))
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    first, second, third = np.diff(told["grown"]) / 2**20
    assert first > 100
    assert max(second, third) < 40
    one, _, three = np.array(told["reckoned"]) / 2**20
    assert first * 0.8 < one < first * 3
    assert three - one < 60
