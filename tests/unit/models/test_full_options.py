"""Each option of `full` does what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from models.backbones.loading import load_encoder, load_tokeniser, locate
from models.compute import torch_threads
from models.interface import Examples, Facts, FitContext, Floats, Target
from models.methods.full import loop
from models.methods.full.answers import Answers, Material
from models.methods.full.layers import depths, held_back
from models.methods.full.method import FullMethod
from models.methods.full.model import FullModel
from models.methods.full.network import Network
from models.methods.full.objective import Objective
from models.methods.full.optimiser import make_optimiser
from models.methods.full.options import FullOptions
from models.methods.full.sampling import rows_of_epoch
from models.methods.registry import method, parse_method_options
from models.windows import one_window, read_windows, windows_to_read
from studio.core.errors import InvalidOptionError
from studio.core.records import Progress
from studio.core.tasks import Task

Rows = Callable[[int, int], Examples]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks this small are slower on several, above all where others use the cores as well."""
    with torch_threads(1):
        yield


EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))


@pytest.fixture
def network(tiny: str) -> Network:
    torch.manual_seed(1)
    made = Network(load_encoder(locate(tiny).folder), 4, pairs=False)
    torch.nn.init.normal_(made.head.weight)
    return made


@pytest.fixture
def material(tiny: str, class_rows: Rows) -> Material:
    rows = class_rows(32, 1)
    tokeniser = load_tokeniser(locate(tiny), 32)
    read = one_window(tokeniser.encode(rows.texts))
    return Material(read, rows.targets, np.ones(32), one_window(tokeniser.encode([])), EMPTY)


def fit(tiny: str, train: Examples, target: Target, context: FitContext, **options: object) -> FullModel:
    given = FullOptions(backbone=tiny, max_tokens=32, batch_size=8, **{"epochs": 2, **options})  # type: ignore[arg-type]
    return FullMethod().fit(train, EMPTY, target, given, context)


def weights(model: FullModel) -> dict[str, torch.Tensor]:
    return {name: each.detach().clone() for name, each in model.network.named_parameters()}


def test_the_average_of_the_weights_is_what_is_kept(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, torch.Tensor]] = []
    real = loop.moved

    def watch(average: object, network: Network, decay: float, step: int) -> object:
        seen.append({name: each.detach().clone() for name, each in network.trainable().items()})
        return real(average, network, decay, step)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "moved", watch)
    model = fit(tiny, class_rows(40, 1), classes, context, ema=0.6, learning_rate=1e-2)
    expected = seen[0]["head.weight"]
    for step, each in enumerate(seen[1:], start=1):
        decay = min(0.6, (1 + step) / (10 + step))
        expected = decay * expected + (1 - decay) * each["head.weight"]
    np.testing.assert_allclose(weights(model)["head.weight"], expected, atol=1e-6)
    assert np.abs(expected - seen[-1]["head.weight"]).max() > 1e-4


def test_rates_fall_towards_the_input(network: Network) -> None:
    optimiser = make_optimiser(network, 1e-3, 0.01, layer_decay=0.5)
    scale = {id(each): group["scale"] for group in optimiser.param_groups for each in group["params"]}
    found = {name: scale[id(each)] for name, each in network.trainable().items()}
    assert set(scale) == {id(each) for each in network.parameters()}
    assert found["head.weight"] == 1
    layer = "pooled.encoder.encoder.layer.{}.output.dense.weight"
    assert (found[layer.format(1)], found[layer.format(0)]) == (0.5, 0.25)
    assert found["pooled.encoder.embeddings.word_embeddings.weight"] == 0.125
    assert len(make_optimiser(network, 1e-3, 0.01).param_groups) == 2


def test_layers_wait_for_their_stage_and_get_no_gradient(network: Network, material: Material) -> None:
    lesson = Answers(material, Target(Task.CLASSIFICATION, ("a", "b", "c", "d")), FullOptions(), _nowhere())
    layers = depths(network)
    learning = []
    for epoch in range(4):
        network.hold(held_back(network, 4, epoch))
        network.zero_grad(set_to_none=True)
        lesson.loss(network, np.arange(8))[0].backward()
        with_gradient = {name for name, each in network.named_parameters() if each.grad is not None}
        learning.append({layers[name] for name in with_gradient})
        assert len(network.trainable()) == len(layers), "what waits still belongs to the training"
    assert learning == [{3}, {2, 3}, {1, 2, 3}, {0, 1, 2, 3}]


def test_unfreezing_trains_every_layer_by_the_end(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext
) -> None:
    before = dict(load_encoder(locate(tiny).folder).named_parameters())
    model = fit(tiny, class_rows(40, 1), classes, context, unfreezing=3, epochs=3)
    changed = {name for name, each in model.network.encoder.named_parameters() if not torch.equal(each, before[name])}
    assert {name.split(".")[2] for name in changed} == {"0", "1"}  # both layers, not the frozen vocabulary
    assert all(name.startswith("encoder.layer") for name in changed)


def test_frozen_layers_stay_as_they_are(tiny: str, class_rows: Rows, classes: Target, context: FitContext) -> None:
    before = dict(load_encoder(locate(tiny).folder).named_parameters())
    model = fit(tiny, class_rows(40, 1), classes, context, frozen_layers=1)
    changed = {n for n, each in model.network.encoder.named_parameters() if not torch.equal(each, before[n])}
    assert changed and all(name.startswith("encoder.layer.1.") for name in changed)


def test_two_batches_a_step_give_the_gradient_of_both(network: Network, material: Material) -> None:
    target = Target(Task.CLASSIFICATION, ("a", "b", "c", "d"))
    options = FullOptions(epochs=1, mixed_precision=False)  # it is to be the same to the last digits
    training = loop.Loop(network, material, target, options, _nowhere(), "key")
    rows = np.arange(32)
    found = []
    for batches in ([rows], [rows[:8], rows[8:20], rows[20:]]):
        network.zero_grad(set_to_none=True)
        loss = float(training._gradients(batches))
        assert network.head.weight.grad is not None
        found.append((loss, network.head.weight.grad.clone()))
    assert found[0][0] == pytest.approx(found[1][0], abs=1e-5)
    np.testing.assert_allclose(found[0][1], found[1][1], atol=1e-5)


def test_accumulating_makes_fewer_steps(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, reports: list[Progress]
) -> None:
    steps = []
    for together in (1, 3):
        reports.clear()
        fit(tiny, class_rows(40, 1), classes, context, accumulate=together)
        steps.append(max(each.steps for each in reports))
        assert max(each.step for each in reports) == steps[-1]
    assert steps[1] == pytest.approx(steps[0] / 3, abs=2)


def test_no_gradient_is_longer_than_allowed(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[float] = []
    real = torch.optim.AdamW.step

    def watch(self: torch.optim.AdamW) -> object:
        grads = [each.grad for group in self.param_groups for each in group["params"] if each.grad is not None]
        lengths.append(float(torch.cat([each.flatten() for each in grads]).norm()))
        return real(self)

    monkeypatch.setattr(torch.optim.AdamW, "step", watch)
    fit(tiny, class_rows(24, 1), classes, context, largest_gradient=0.01, epochs=1)
    assert lengths and max(lengths) < 0.0101


def test_r_drop_costs_what_two_readings_differ_by(network: Network, material: Material) -> None:
    target, rows = Target(Task.CLASSIFICATION, ("a", "b", "c", "d")), np.arange(16)
    plain = Answers(material, target, FullOptions(), _nowhere())
    twice = Answers(material, target, FullOptions(dropout=0.3, r_drop=4.0), _nowhere())
    network.train()
    network.set_dropout(0.0)
    assert float(twice.loss(network, rows)[0].detach()) == pytest.approx(
        float(plain.loss(network, rows)[0].detach()), abs=1e-6
    )
    network.set_dropout(0.3)
    torch.manual_seed(0)
    with_pull = float(twice.loss(network, rows)[0].detach())
    torch.manual_seed(0)
    without = float(Answers(material, target, FullOptions(r_drop=1e-9), _nowhere()).loss(network, rows)[0])
    assert with_pull > without + 1e-3


def test_a_disagreement_is_the_two_divergences_of_the_paper() -> None:
    objective = _objective(Target(Task.CLASSIFICATION, ("a", "b")), np.array([0, 1]))
    one, other = torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([[0.0, 1.0], [0.0, 2.0]])
    p, q = torch.softmax(one, 1), torch.softmax(other, 1)
    both = (p * (p / q).log()).sum(1) + (q * (q / p).log()).sum(1)
    assert float(objective.disagreement(one, other, [0, 1])) == pytest.approx(float(both.mean() / 4), abs=1e-6)
    scores = _objective(Target(Task.SCORING), np.array([0.2, 0.4]))
    assert float(scores.disagreement(one[:, :1], other[:, :1], [0, 1])) == pytest.approx(0.5)


def test_focal_loss_leaves_little_of_what_is_sure() -> None:
    target, raw = Target(Task.CLASSIFICATION, ("a", "b")), torch.tensor([[4.0, 0.0], [0.0, 0.5]])
    plain, focal = _objective(target, np.array([0, 1])), _objective(target, np.array([0, 1]), focal=2.0)
    for row in (0, 1):
        sure = float(torch.softmax(raw, 1)[row, row])
        expected = float(plain.loss(raw[[row]], [row])) * (1 - sure) ** 2
        assert float(focal.loss(raw[[row]], [row])) == pytest.approx(expected, rel=1e-4)


def test_rare_classes_are_drawn_more_often_and_frequent_ones_less() -> None:
    targets = np.array([0] * 90 + [1] * 10)
    every = rows_of_epoch("weights", targets, 1, 0)
    assert every.tolist() == list(range(100))
    over, under = (rows_of_epoch(way, targets, 1, 0) for way in ("oversample", "undersample"))
    assert np.bincount(targets[over]).tolist() == [90, 30]  # the root of 90 times 10
    assert np.bincount(targets[under]).tolist() == [30, 10]
    assert set(range(100)) == set(over.tolist())
    assert rows_of_epoch("undersample", targets, 1, 0).tolist() == under.tolist()
    assert rows_of_epoch("undersample", targets, 1, 1).tolist() != under.tolist()
    assert rows_of_epoch("oversample", np.array([0, 0, 1, 1]), 1, 0).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("way", ["focal", "oversample", "undersample", "none"])
def test_every_way_with_uneven_classes_learns(
    way: str, tiny: str, class_rows: Rows, classes: Target, context: FitContext
) -> None:
    model = fit(tiny, class_rows(60, 1), classes, context, imbalance=way, learning_rate=3e-3, epochs=5)
    test = class_rows(40, 9)
    assert (model.raw(test).argmax(axis=1) == test.targets).mean() > 0.6


def test_saving_memory_changes_no_weight(tiny: str, class_rows: Rows, classes: Target, context: FitContext) -> None:
    train = class_rows(24, 1)
    kept, anew = (
        fit(tiny, train, classes, context, dropout=0.1, gradient_checkpointing=each) for each in (False, True)
    )
    for name, each in weights(kept).items():
        np.testing.assert_allclose(weights(anew)[name], each, atol=1e-5, err_msg=name)


def test_head_and_tail_reads_both_ends(tiny: str) -> None:
    tokeniser = load_tokeniser(locate(tiny), 18)
    words = [f"{chr(97 + number)}" for number in range(26)]
    found = read_windows(tokeniser, [" ".join(words), "a b c"], windows_to_read("head_tail", np.array([True])))
    expected = tokeniser.encode([" ".join([*words[:4], *words[-12:]]), "a b c"])
    for row in (0, 1):
        np.testing.assert_array_equal(found.tokens.ids[row], expected.ids[row])
    assert found.single and found.cut.tolist() == [True, False]


def test_a_model_of_heads_and_tails_goes_on_reading_so(
    tiny: str, class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    rows = class_rows(40, 1)
    filler = " ".join(["shift"] * 40)
    ends = Examples([f"{filler} {text}" for text in rows.texts], targets=rows.targets)
    read, cut = (
        fit(tiny, ends, classes, context, long_texts=way, learning_rate=1e-3, epochs=4) for way in ("head_tail", "cut")
    )
    hits = [(each.raw(ends).argmax(axis=1) == rows.targets).mean() for each in (read, cut)]
    assert hits[0] > hits[1] + 0.2
    read.save(tmp_path)
    np.testing.assert_allclose(FullModel.load(tmp_path, device="cpu", threads=1).raw(ends), read.raw(ends), atol=1e-5)


@pytest.mark.parametrize(
    ("given", "facts", "reason"),
    [
        ({"r_drop": 1.0}, Facts(Task.CLASSIFICATION, 100), "dropout is 0"),
        ({"unfreezing": 5, "epochs": 3}, Facts(Task.CLASSIFICATION, 100), "5 unfreezing stages"),
        ({"unfreezing": 9, "epochs": 20}, Facts(Task.CLASSIFICATION, 100), "7 stages at most"),
        ({"unfreezing": 5, "epochs": 20, "frozen_layers": 3}, Facts(Task.CLASSIFICATION, 100), "4 stages at most"),
        ({"frozen_layers": 6}, Facts(Task.CLASSIFICATION, 100), "6 layers"),
        ({"frozen_layers": 1, "freeze_embeddings": False}, Facts(Task.CLASSIFICATION, 100), "vocabulary"),
        ({"imbalance": "focal"}, Facts(Task.SCORING, 100), "scores have none"),
        ({"imbalance": "oversample"}, Facts(Task.SCORING, 100), "scores have none"),
        ({"long_texts": "head_tail"}, Facts(Task.SCORING, 100, pairs=True), "second text"),
        ({"accumulate": 64}, Facts(Task.CLASSIFICATION, 100), "64 batches a step"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(given: dict[str, object], facts: Facts, reason: str) -> None:
    full = method("full")
    with pytest.raises(InvalidOptionError, match=reason) as caught:
        full.check(parse_method_options(full, given), facts)
    assert caught.value.fix
    full.check(full.Options(), facts)


def test_fitting_refuses_too(tiny: str, class_rows: Rows, classes: Target, context: FitContext) -> None:
    with pytest.raises(InvalidOptionError, match="R-Drop"):
        fit(tiny, class_rows(24, 1), classes, context, r_drop=1.0)


def test_runs_recorded_before_uneven_classes_were_a_choice_mean_the_same() -> None:
    full = method("full")
    for before, now in ((True, "weights"), (False, "none")):
        options = parse_method_options(full, {"balanced": before})
        assert options.model_dump()["imbalance"] == now
    assert full.Options() == parse_method_options(full, {})


def _objective(target: Target, targets: Floats, **more: float) -> Objective:
    return Objective(target, targets, np.ones(len(targets)), balanced=False, smoothing=0.0, device="cpu", **more)  # type: ignore[arg-type]


def _nowhere() -> FitContext:
    return FitContext(0, 1, "cpu", Path(), Path(), lambda _progress: None)
