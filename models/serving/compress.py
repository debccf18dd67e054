"""int8 for serving, taken only where it gives the same answers as the float32 model."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from models.batching import batches_of
from models.evaluation.answering import answers_of, truth_of
from models.evaluation.calibration import Calibration, softmax
from models.evaluation.label_calibration import HALF, calibrate_labels, decided
from models.interface import Examples, Floats, TextModel
from models.openvino_graph import CALIBRATION_ROWS, convert, quantise, save_graph
from models.serving.graph_model import GRAPH_FILE, GraphModel, describe
from models.serving.loading import FLOAT32, INT8
from studio.core.metrics import METRICS
from studio.core.tasks import Task

AGREEMENT_ROWS = 200
# The float32 model answers some 100 texts a second on two cores: more rows would make people wait, not surer.
MOST_AGREEMENT_ROWS = 1000
# The bars of acceptance; a margin is the gap of the two largest probabilities of the float32 model.
SURE_MARGIN, SURE_AGREEMENT, OVERALL_AGREEMENT = 0.1, 0.995, 0.97
METRIC_LOSS, SCORE_CHANGE = 0.01, 0.01


@dataclass(frozen=True)
class CompressionReport:
    """What is served and why; `figures` are the agreements measured, empty where there was nothing to compress."""

    precision: str
    reason: str
    figures: dict[str, float] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def compress(
    model: TextModel, train: Examples, dev: Examples, folder: Path, *, metric: str, device: str, threads: int
) -> CompressionReport:
    """Make an int8 graph of a fine-tuned model in `folder`, and keep it only where it agrees with the model.

    Agreement, and what becomes of the primary `metric`, are measured on `AGREEMENT_ROWS` to `MOST_AGREEMENT_ROWS`
    rows of dev, filled up from train. Other methods have nothing to compress. Whatever OpenVINO cannot do leaves
    float32, with the reason.
    """
    from models.fusion.model import FusedModel
    from models.methods.full.model import FullModel

    if isinstance(model, FusedModel):
        return CompressionReport(model.precision, "Each of its versions answers as it does by itself.")
    if not isinstance(model, FullModel):
        precision = str(getattr(model, "precision", FLOAT32))
        return CompressionReport(precision, f"{model.method} is served in the arithmetic it was trained in.")
    if device != "cpu":
        return CompressionReport(FLOAT32, f"Served on {device} from the weights as they are, where int8 gains nothing.")
    unfinished = _unfinished(folder)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _make(model, train, unfinished, threads)
        smaller = GraphModel.load(unfinished, device="cpu", threads=threads)
        report = judge(model, smaller, _judged_on(train, dev), metric)
        if report.precision == INT8:
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
        return report
    except (RuntimeError, ValueError, TypeError, NotImplementedError, ImportError) as problem:
        return CompressionReport(FLOAT32, f"The model could not be compressed ({type(problem).__name__}).")
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def without_int8(model: TextModel, folder: Path, reason: str) -> CompressionReport:
    """The model as it was trained, and nothing left in `folder` of an int8 graph that was begun or made."""
    for each in (folder, _unfinished(folder)):
        shutil.rmtree(each, ignore_errors=True)
    return CompressionReport(str(getattr(model, "precision", FLOAT32)), reason)


def judge(exact: TextModel, compressed: TextModel, examples: Examples, metric: str) -> CompressionReport:
    """Whether two models answer `examples` alike, by the bars above; where those have targets, `metric` counts too."""
    ours, theirs = compressed.raw(examples), exact.raw(examples)
    if exact.target.task is Task.MULTILABEL:
        return _verdict(_of_labels(exact, ours, theirs, examples, metric), len(examples))
    figures = agreement(exact.target.task, ours, theirs)
    if examples.targets is not None:
        truth = truth_of(exact.target, examples)
        before, after = (truth.value(answers_of(exact.target, raw, examples), metric) for raw in (theirs, ours))
        figures["metric_loss"] = float(np.nan_to_num(before - after))
    return _verdict(figures, len(examples))


def _verdict(figures: dict[str, float], rows: int) -> CompressionReport:
    failed = _failed(figures)
    if failed:
        return CompressionReport(FLOAT32, f"int8 was tried and refused: {failed}.", figures)
    return CompressionReport(INT8, f"int8 agrees with float32 on {rows} rows.", figures)


def agreement(task: Task, ours: Floats, theirs: Floats) -> dict[str, float]:
    """How alike two models' raw outputs are: shares of equal labels, or the mean change of normalised scores."""
    if task is not Task.CLASSIFICATION:
        return {"mean_change": float(np.mean(np.abs(ours - theirs))) if len(ours) else 0.0}
    same = ours.argmax(axis=1) == theirs.argmax(axis=1)
    top = np.sort(softmax(theirs), axis=1)
    sure = (top[:, -1] - top[:, -2]) > SURE_MARGIN
    return {
        "agreement": float(same.mean()) if len(same) else 1.0,
        "agreement_where_sure": float(same[sure].mean()) if sure.any() else 1.0,
    }


def _of_labels(exact: TextModel, ours: Floats, theirs: Floats, examples: Examples, metric: str) -> dict[str, float]:
    """The same of several labels a text: each answer counts by itself, at the thresholds the exact model would have."""
    target = exact.target
    calibration = Calibration()
    if examples.targets is not None:
        calibration = calibrate_labels(target, theirs, examples.targets)
    after, before = decided(calibration, ours), decided(calibration, theirs)
    same = after == before
    thresholds = np.array(calibration.label_thresholds or HALF)
    sure = np.abs(calibration.label_probabilities(theirs) - thresholds) > SURE_MARGIN / 2
    figures = {
        "agreement": float(same.mean()) if same.size else 1.0,
        "agreement_where_sure": float(same[sure].mean()) if sure.any() else 1.0,
    }
    if examples.targets is not None:
        truth = truth_of(target, examples)
        lost = truth.value(before, metric) - truth.value(after, metric)
        figures["metric_loss"] = float(np.nan_to_num(lost if METRICS[metric].greater_is_better else -lost))
    return figures


def _failed(figures: dict[str, float]) -> str:
    """The first bar that is not met, in words; empty where all are."""
    if figures.get("agreement_where_sure", 1.0) < SURE_AGREEMENT:
        return f"the same label on {figures['agreement_where_sure']:.1%} of the clear rows, not {SURE_AGREEMENT:.1%}"
    if figures.get("agreement", 1.0) < OVERALL_AGREEMENT:
        return f"the same label on {figures['agreement']:.1%} of all rows, not {OVERALL_AGREEMENT:.0%}"
    if figures.get("mean_change", 0.0) > SCORE_CHANGE:
        return f"scores move by {figures['mean_change']:.1%} of their range on average, more than {SCORE_CHANGE:.0%}"
    if figures.get("metric_loss", 0.0) > METRIC_LOSS:
        return f"the metric falls by {figures['metric_loss']:.3f}, more than {METRIC_LOSS}"
    return ""


def _unfinished(folder: Path) -> Path:
    return folder.with_name(folder.name + ".partial")


def _make(model: Any, train: Examples, folder: Path, threads: int) -> None:
    chosen = _rows(train, _spread(len(train), CALIBRATION_ROWS))
    # One window a batch: padding would be counted in the statistics.
    batches = list(batches_of(model.read(chosen).tokens, 1))
    save_graph(quantise(convert(model.network.cpu()), batches, threads), folder / GRAPH_FILE)
    network = model.network
    describe(folder, model, model.tokeniser, pairs=network.pairs, apart=network.apart, windows=model.windows)


def _judged_on(train: Examples, dev: Examples) -> Examples:
    missing = AGREEMENT_ROWS - len(dev)
    if missing <= 0:
        return _rows(dev, _spread(len(dev), MOST_AGREEMENT_ROWS))
    filler = _rows(train, _spread(len(train), missing))
    return Examples(
        texts=[*dev.texts, *filler.texts],
        pairs=None if dev.pairs is None or filler.pairs is None else [*dev.pairs, *filler.pairs],
        targets=None
        if dev.targets is None or filler.targets is None
        else np.concatenate([dev.targets, filler.targets]),
        score_min=_joined(dev.score_min, filler.score_min),
        score_max=_joined(dev.score_max, filler.score_max),
    )


def _joined(first: Floats | None, second: Floats | None) -> Floats | None:
    return None if first is None or second is None else np.concatenate([first, second])


def _spread(rows: int, wanted: int) -> list[int]:
    """Up to `wanted` row numbers, evenly over all."""
    return sorted({int(each) for each in np.linspace(0, rows - 1, min(rows, wanted))}) if rows else []


def _rows(examples: Examples, chosen: list[int]) -> Examples:
    return Examples(
        texts=[examples.texts[row] for row in chosen],
        pairs=None if examples.pairs is None else [examples.pairs[row] for row in chosen],
        targets=None if examples.targets is None else examples.targets[chosen],
        score_min=None if examples.score_min is None else examples.score_min[chosen],
        score_max=None if examples.score_max is None else examples.score_max[chosen],
    )
