"""Memory of a backbone before it is loaded, and which one is advised."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.backbones.advice import RULE, advise
from models.backbones.catalogue import DEFAULT_BACKBONE, backbone, catalogue
from models.backbones.memory import memory_need
from models.device import DeviceInfo

CPU = DeviceInfo("cpu", "a laptop", 8 << 30, 4)
GPU = DeviceInfo("cuda", "an accelerator", 24 << 30, 8)


def test_memory_grows_with_the_model_the_texts_and_the_batch() -> None:
    small, large = backbone(DEFAULT_BACKBONE), backbone("modernbert-large")
    assert memory_need(small, 256, 4096).training < memory_need(large, 256, 4096).training
    assert memory_need(small, 64, 32).training < memory_need(small, 512, 32).training
    assert memory_need(small, 256, 1024).training < memory_need(small, 256, 8192).training
    for each in catalogue():
        need = memory_need(each, 256, 4096)
        assert each.parameters * 4 < need.inference < need.training


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model of the hub can be fetched."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")


def test_offline_the_bundled_one_is_advised_and_the_better_one_named() -> None:
    found = advise(5000, 100, True, GPU, ["bioclinicalbert"])
    assert found.backbone.key == DEFAULT_BACKBONE
    assert "Bio_ClinicalBERT" in found.missed and "hub" in found.missed


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize(
    ("rows", "tokens", "english", "device", "key"),
    [
        (5000, 100, True, GPU, "bioclinicalbert"),
        (200, 100, True, GPU, DEFAULT_BACKBONE),  # too few rows
        (5000, 100, True, CPU, DEFAULT_BACKBONE),  # minutes a pass
        (5000, 900, True, GPU, "modernbert-base"),
        (300, 100, False, CPU, "multilingual-minilm"),
    ],
)
def test_the_rule(rows: int, tokens: float, english: bool, device: DeviceInfo, key: str) -> None:
    assert advise(rows, tokens, english, device, ["bioclinicalbert"]).backbone.key == key


@pytest.mark.usefixtures("hub")
def test_the_source_is_that_of_the_reason() -> None:
    few, dear, nameless = advise(200, 100, True, GPU), advise(5000, 100, True, CPU), advise(5000, 100, True, GPU)
    assert "few rows" in few.reason and "SetFit" in few.source
    assert "minutes a pass" in dear.reason and "Kaplan" in dear.source
    assert "of this field" in nameless.reason and "listed" in nameless.source
    unfit = advise(5000, 100, True, DeviceInfo("cuda", "an old accelerator", 1 << 30, 2), ["bioclinicalbert"])
    assert unfit.missed and "memory of this machine" in unfit.source
    assert "70 % of" in RULE and "512 word pieces" in RULE and "8,192" in RULE and "1,000 training rows" in RULE


@pytest.mark.usefixtures("hub")
def test_what_does_not_fit_into_memory_is_not_advised() -> None:
    small = DeviceInfo("cuda", "an old accelerator", 1 << 30, 2)
    found = advise(5000, 100, True, small, ["bioclinicalbert"])
    assert found.backbone.key == DEFAULT_BACKBONE
    assert "more memory" in found.missed
