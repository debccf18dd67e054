from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.artifacts import stage
from models.backbones.loading import locate
from models.encoders.preparing import load_encoder_folder, prepare_encoder
from models.encoders.torch_encoder import TorchEncoder
from models.interface import Examples, FitContext, Target
from models.methods.probe import ProbeMethod, ProbeOptions
from studio.core.errors import TrainingError
from studio.core.records import Progress

Rows = Callable[[int, int], Examples]
TEXTS = ["The pump leaks oil.", "The pump leaks oil.", "", "Interest rates rose again. " * 60]


def test_a_saved_probe_answers_without_torch(
    class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    model = ProbeMethod().fit(class_rows(30, 1), Examples([]), classes, ProbeOptions(), context)
    assert model.precision == "int8"
    with stage(tmp_path / "model") as work:
        model.save(work)
    code = (
        "import sys; from pathlib import Path; from models.methods.probe import ProbeModel\n"
        "from models.interface import Examples\n"
        f"model = ProbeModel.load(Path({str(tmp_path / 'model')!r}), device='cpu', threads=1)\n"
        "assert model.raw(Examples(['oil dripping'])).shape == (1, 4)\n"
        "heavy = {'torch', 'transformers', 'nncf', 'sklearn'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_int8_vectors_point_where_float32_ones_do(context: FitContext) -> None:
    located = locate("minilm-l6")
    int8 = prepare_encoder(located, 64, device="cpu", threads=1, cache=context.cache)
    float32 = TorchEncoder.from_backbone(located, 64, "cpu", 1)
    a, b = int8.embed(TEXTS), float32.embed(TEXTS)
    assert a.vectors.shape == b.vectors.shape == (4, 384)
    np.testing.assert_array_equal(a.truncated, b.truncated)
    assert a.truncated.tolist() == [False, False, False, True]
    assert ((a.vectors * b.vectors).sum(axis=1)[[0, 1, 3]] > 0.97).all()
    np.testing.assert_array_equal(a.vectors[0], a.vectors[1])


def test_a_float32_encoder_survives_saving(tmp_path: Path) -> None:
    encoder = TorchEncoder.from_backbone(locate("minilm-l6"), 32, "cpu", 1)
    with stage(tmp_path / "encoder") as work:
        encoder.save(work)
    loaded = load_encoder_folder(tmp_path / "encoder", device="cpu", threads=1)
    np.testing.assert_allclose(loaded.embed(TEXTS).vectors, encoder.embed(TEXTS).vectors, atol=1e-6)
    assert loaded.identity == encoder.identity and loaded.tokeniser.max_tokens == 32


def test_a_batch_that_does_not_fit_in_memory_is_read_in_parts(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = TorchEncoder.from_backbone(locate(tiny), 32, "cpu", 1)
    whole, forward, most = encoder.embed(TEXTS).vectors, encoder._module.forward, [1]

    def narrow(**inputs: Any) -> Any:
        if len(inputs["input_ids"]) > most[0]:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return forward(**inputs)

    monkeypatch.setattr(encoder._module, "forward", narrow)
    np.testing.assert_allclose(encoder.embed(TEXTS).vectors, whole, atol=1e-6)
    most[0] = 0
    with pytest.raises(TrainingError, match="single text"):
        encoder.embed(TEXTS)


def test_a_second_run_embeds_nothing(
    class_rows: Rows, classes: Target, context: FitContext, reports: list[Progress]
) -> None:
    train = class_rows(30, 77)
    ProbeMethod().fit(train, Examples([]), classes, ProbeOptions(), context)
    assert any(report.rate for report in reports)
    reports.clear()
    ProbeMethod().fit(train, Examples([]), classes, ProbeOptions(), context)
    assert reports and not any(report.rate for report in reports)


def test_a_damaged_encoder_cache_is_made_anew(tiny: str, tmp_path: Path) -> None:
    cache, located = tmp_path, locate(tiny)
    prepare_encoder(located, 64, device="cpu", threads=1, cache=cache)
    (made,) = (cache / "encoders").iterdir()
    weights = made / "encoder.bin"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1])
    again = prepare_encoder(located, 64, device="cpu", threads=1, cache=cache)
    assert weights.stat().st_size == len(whole)
    assert again.embed(["text"]).vectors.shape == (1, again.dimension)


@pytest.mark.parametrize("pairs", [False, True])
def test_cut_rows_are_marked(
    pairs: bool, class_rows: Rows, score_rows: Rows, classes: Target, scores: Target, context: FitContext
) -> None:
    train = score_rows(20, 1) if pairs else class_rows(20, 1)
    model = ProbeMethod().fit(train, Examples([]), scores if pairs else classes, ProbeOptions(max_tokens=16), context)
    long = "word " * 40
    rows = Examples(["short", long, "short"], ["short", "short", long] if pairs else None)
    assert model.truncated(rows).tolist() == [False, True, pairs]
