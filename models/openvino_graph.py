"""OpenVINO graphs on the CPU: made from a torch module, quantised to int8, stored, run without torch."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Iterable
from functools import partialmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from models.affinity import within_cores
from models.allocator import return_freed_memory
from models.batching import TokenBatch
from models.parts import cut, least_parts
from studio.core.errors import DamagedArtifactError

if TYPE_CHECKING:
    import torch

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
# Lengths are rounded up to this, so that the CPU plugin meets (and compiles for) fewer shapes.
LENGTH_MULTIPLE = 8
# Measured on two cores with MiniLM int8: larger batches fall out of the cache, smaller ones waste the matrix units.
TOKEN_BUDGET = 2048
CALIBRATION_ROWS = 300
_SHAPES_KEPT = 32
_LARGE_BATCH = TOKEN_BUDGET // 4


def convert(module: torch.nn.Module) -> Any:
    """The OpenVINO model of `module`, whose forward takes `INPUTS` (int64, rows x length) and returns one tensor.

    Batch size and length stay dynamic.
    """
    silence()
    import openvino
    import torch

    ids = torch.arange(2 * 16).reshape(2, 16) % 7 + 1
    mask = torch.ones_like(ids)
    mask[1, 12:] = 0
    example = {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's remarks on library code
        return openvino.convert_model(module.eval(), example_input=example)


def quantise(model: Any, batches: Iterable[TokenBatch], threads: int) -> Any:
    """An int8 copy of `model`, calibrated on `batches` (a few hundred rows suffice); deterministic.

    NNCF takes no number of threads and would use every core, so it is held to `threads` cores.
    """
    silence()
    import nncf
    from nncf.common.logging.track_progress import track

    if not isinstance(track.__init__, partialmethod):  # its bars would go to standard output
        track.__init__ = partialmethod(track.__init__, disable=True)
    names = {name for port in model.inputs for name in port.get_names()}
    items = [_inputs(batch, names) for batch in batches]
    with within_cores(threads):
        return nncf.quantize(
            model,
            nncf.Dataset(items),
            model_type=nncf.ModelType.TRANSFORMER,
            preset=nncf.QuantizationPreset.MIXED,
            subset_size=len(items),
        )


def save_graph(model: Any, path: Path) -> None:
    """Write `model` as `path` (`.xml`) and its weights beside it (`.bin`), float32 weights kept as such."""
    silence()
    import openvino

    openvino.save_model(model, str(path), compress_to_fp16=False)


class OpenVinoGraph:
    """A compiled graph that answers token batches, one at a time whoever asks."""

    def __init__(self, model: Any, threads: int) -> None:
        silence()
        import openvino

        config = {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
            # The plugin would pick bfloat16 by itself where the CPU knows it: other answers, and slower here.
            "INFERENCE_PRECISION_HINT": "f32",
            # By default the plugin keeps what it compiled for 5,000 shapes: hundreds of megabytes, and no faster.
            "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
        }
        core = openvino.Core()
        source = str(model) if isinstance(model, Path) else model
        self._compiled = core.compile_model(source, "CPU", config)
        self._request = self._compiled.create_infer_request()
        self._turn = threading.Lock()
        self._largest = 0
        self._names = {name for port in self._compiled.inputs for name in port.get_names()}

    @classmethod
    def load(cls, path: Path, threads: int) -> OpenVinoGraph:
        """The graph stored at `path` (`.xml`); `DamagedArtifactError` where it cannot be read."""
        try:
            return cls(path, threads)
        except RuntimeError as problem:
            raise DamagedArtifactError(
                f"The compressed model '{path.name}' cannot be read.", "Train the model again."
            ) from problem

    def run(self, batch: TokenBatch) -> npt.NDArray[np.float32]:
        """The graph's first output for `batch`, one row a text."""
        with self._turn:
            self._largest = max(self._largest, batch.token_count)
            return np.concatenate([self._answers(batch.part(rows)) for rows in cut(len(batch.rows), least_parts())])

    def rest(self) -> None:
        """Give the working memory of large batches back; the next one takes it again, in 15 ms."""
        with self._turn:
            if self._largest >= _LARGE_BATCH:
                self._largest = 0
                self._compiled.release_memory()
                return_freed_memory()

    def _answers(self, batch: TokenBatch) -> npt.NDArray[np.float32]:
        results = self._request.infer(_inputs(batch, self._names))
        return np.array(results[self._compiled.output(0)], dtype=np.float32)


def silence() -> None:
    """Keep OpenVINO and NNCF from phoning home, drawing bars and logging; cheap to call again."""
    os.environ.setdefault("NNCF_CI", "1")  # NNCF's own switch for its telemetry
    for name in ("nncf", "openvino"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        from openvino_telemetry.utils import opt_in_checker
    except ImportError:
        return
    declined = opt_in_checker.ConsentCheckResult.DECLINED
    opt_in_checker.OptInChecker.check = lambda *_args, **_options: declined


def _inputs(batch: TokenBatch, names: set[str]) -> dict[str, Any]:
    return {name: getattr(batch, name) for name in INPUTS if name in names}
