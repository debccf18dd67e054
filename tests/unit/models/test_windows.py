"""Texts longer than a network reads: every token in a window, averaged over the text, and the same when served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.artifacts import stage
from models.backbones.loading import load_tokeniser, locate
from models.encoders.preparing import load_encoder_folder, prepare_encoder
from models.interface import Examples, FitContext, Target
from models.methods.full.method import FullMethod
from models.methods.full.model import FullModel
from models.methods.full.options import FullOptions
from models.methods.long_texts import long_texts_note
from models.methods.probe import ProbeMethod, ProbeModel, ProbeOptions
from models.methods.tfidf import TfidfMethod
from models.openvino_graph import convert, save_graph
from models.serving.graph_model import GRAPH_FILE, GraphModel, describe
from models.windows import MOST_WINDOWS, read_windows, windows_to_read
from tests.unit.models.test_full_resume import digest, end_abandoned_work

Rows = Callable[[int, int], Examples]
SIZE = 16
LONG = " ".join(f"pump {word} unit" for word in ("oil", "hot", "loud", "seal", "line", "smoke") * 3)


@pytest.fixture(scope="module")
def tokeniser():
    return load_tokeniser(locate("minilm-l6"), SIZE)


@pytest.fixture(autouse=True)
def alone() -> None:
    end_abandoned_work()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 150), min_size=1, max_size=6), st.integers(2, 9))
def test_every_token_is_in_a_window_unless_the_text_is_marked_as_cut(sizes, most) -> None:
    tokeniser = load_tokeniser(locate("minilm-l6"), SIZE)
    texts = [" ".join(f"{number}" for number in range(size)) for size in sizes]
    windows = read_windows(tokeniser, texts, most)
    whole = load_tokeniser(locate("minilm-l6"), 512).encode(texts)
    assert len(windows) == len(texts)
    for row in range(len(texts)):
        mine = [windows.tokens.ids[place] for place in windows.of([row])[0]]
        assert 1 <= len(mine) <= most and all(len(ids) <= SIZE for ids in mine)
        assert all(ids[0] == whole.ids[row][0] and ids[-1] == whole.ids[row][-1] for ids in mine)
        missing = set(whole.ids[row].tolist()) - {int(each) for ids in mine for each in ids}
        assert not missing or windows.cut[row]
        assert len(mine) == 1 or all(len(ids) == SIZE for ids in mine)


def test_a_text_that_fits_is_read_as_before(tokeniser) -> None:
    texts = ["pump leaks", "", "oil"]
    plain, windows = tokeniser.encode(texts), read_windows(tokeniser, texts, 8)
    assert windows.single
    assert [ids.tolist() for ids in windows.tokens.ids] == [ids.tolist() for ids in plain.ids]


def test_pooling_averages_over_the_windows_of_each_text(tokeniser) -> None:
    windows = read_windows(tokeniser, ["short", LONG, "short"], 8)
    values = np.arange(len(windows.owner), dtype=np.float64)[:, None]
    expected = [values[windows.owner == row].mean() for row in range(3)]
    np.testing.assert_allclose(windows.pool(values)[:, 0], expected)
    np.testing.assert_allclose(windows.some([2, 1]).pool(values[windows.of([2, 1])[0]])[:, 0], expected[:0:-1])


def test_windows_are_chosen_by_measured_length() -> None:
    longer = np.zeros(100, dtype=np.bool_)
    longer[:5] = True
    assert windows_to_read("auto", longer) == 1
    longer[5] = True
    assert windows_to_read("auto", longer) == MOST_WINDOWS
    assert windows_to_read("cut", longer) == 1
    assert windows_to_read("windows", ~longer & longer) == MOST_WINDOWS


def long_rows(examples: Examples) -> Examples:
    """What tells the classes apart stands at the end, beyond what is read at a time."""
    filler = "report found at the unit line shift pump motor bearing " * 3
    return Examples([f"{filler}{text}" for text in examples.texts], targets=examples.targets)


def accuracy(model, rows: Examples) -> float:
    return float((model.raw(rows).argmax(axis=1) == rows.targets).mean())


def test_a_probe_learns_from_what_stands_beyond_the_first_window(
    class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    train, test = long_rows(class_rows(90, 1)), long_rows(class_rows(60, 2))
    models = {
        way: ProbeMethod().fit(train, Examples([]), classes, ProbeOptions(max_tokens=SIZE, long_texts=way), context)
        for way in ("cut", "windows", "auto")
    }
    assert accuracy(models["windows"], test) > accuracy(models["cut"], test) + 0.2
    assert models["cut"].truncated(test).all() and not models["windows"].truncated(test).any()
    np.testing.assert_array_equal(models["auto"].raw(test), models["windows"].raw(test))
    with stage(tmp_path / "model") as work:
        models["windows"].save(work)
    loaded = ProbeModel.load(tmp_path / "model", device="cpu", threads=1)
    np.testing.assert_allclose(loaded.raw(test), models["windows"].raw(test), atol=1e-9)
    assert not loaded.truncated(test).any()


def test_vectors_of_windows_are_not_taken_for_those_of_a_cut_text(context: FitContext, tiny: str) -> None:
    encoder = prepare_encoder(locate(tiny), SIZE, device="cpu", threads=1, cache=context.cache)
    cut = encoder.embed([LONG]).vectors
    encoder.windows = 8
    assert np.abs(encoder.embed([LONG]).vectors - cut).max() > 1e-3
    with stage(context.checkpoints / "encoder") as work:
        encoder.save(work)
    loaded = load_encoder_folder(context.checkpoints / "encoder", device="cpu", threads=1)
    assert loaded.windows == 8


@pytest.fixture
def options(tiny: str) -> FullOptions:
    return FullOptions(
        backbone=tiny, epochs=2, max_tokens=SIZE, batch_size=8, dropout=0.1, long_texts="windows", start_from_probe=True
    )


def fit(rows: Rows, classes: Target, options: FullOptions, context: FitContext) -> FullModel:
    return FullMethod().fit(long_rows(rows(40, 1)), long_rows(rows(12, 2)), classes, options, context)


def test_a_trained_network_reads_windows_and_so_does_its_graph(
    class_rows: Rows, classes: Target, options: FullOptions, context: FitContext, tmp_path: Path
) -> None:
    model = fit(class_rows, classes, options, context)
    test = long_rows(class_rows(20, 3))
    assert not model.truncated(test).any()
    with stage(tmp_path / "model") as work:
        model.save(work)
    loaded = FullModel.load(tmp_path / "model", device="cpu", threads=1)
    np.testing.assert_allclose(loaded.raw(test), model.raw(test), atol=1e-5)
    folder = tmp_path / "graph"
    folder.mkdir()
    save_graph(convert(model.network), folder / GRAPH_FILE)
    describe(folder, model, model.tokeniser, pairs=False, apart=False, windows=model.windows)
    served = GraphModel.load(folder, device="cpu", threads=1)
    np.testing.assert_allclose(served.raw(test), model.raw(test), atol=1e-3)
    assert not served.truncated(test).any()


def test_a_killed_training_on_windows_ends_bit_by_bit_the_same(
    class_rows: Rows, classes: Target, options: FullOptions, cache: Path, tmp_path: Path, monkeypatch
) -> None:
    from models.methods.full import course

    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)

    class KilledError(Exception):
        """Stands for the end of the process."""

    def context(name: str, report) -> FitContext:
        (tmp_path / name).mkdir(exist_ok=True)
        return FitContext(11, 1, "cpu", tmp_path / name, cache, report)

    whole = digest(
        fit(class_rows, classes, options, context("whole", lambda _progress: None)), tmp_path / "whole-model"
    )

    def die(progress) -> None:
        if progress.step == 6:
            raise KilledError

    with pytest.raises(KilledError):
        fit(class_rows, classes, options, context("killed", die))
    end_abandoned_work()
    resumed = fit(class_rows, classes, options, context("killed", lambda _progress: None))
    assert digest(resumed, tmp_path / "resumed-model") == whole


def test_what_is_done_with_long_texts_is_said() -> None:
    tokens = np.array([100.0] * 80 + [400.0] * 20)
    assert "20%" in long_texts_note(tokens, ProbeOptions()) and "windows" in long_texts_note(tokens, ProbeOptions())
    assert "not read" in long_texts_note(tokens, ProbeOptions(long_texts="cut"))
    assert "not read" in long_texts_note(tokens, FullOptions(), pairs=True)
    assert long_texts_note(tokens, TfidfMethod.Options()) == ""
    assert long_texts_note(tokens[:80], ProbeOptions()) == ""
