from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.backbones.catalogue import DEFAULT_BACKBONE, availability, backbone, catalogue, local_folder
from models.backbones.loading import load_tokeniser, locate
from models.tokens import MAX_CHARACTERS
from studio.core.errors import DamagedArtifactError, UnavailableError, UnknownKeyError


def test_the_bundled_backbone_comes_first_and_is_here() -> None:
    assert catalogue()[0].key == DEFAULT_BACKBONE
    assert availability(DEFAULT_BACKBONE) == (True, "")


def test_keys_are_unique_and_everything_is_described() -> None:
    assert len({each.key for each in catalogue()}) == len(catalogue())
    for each in catalogue():
        assert each.good_for and each.licence and each.languages
        assert each.parameters > 0 and each.layers > 0 and each.width > 0 and each.default_tokens <= each.max_tokens


def test_a_hub_backbone_is_unreachable_offline_with_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    able, reason = availability("modernbert-base")
    assert not able and "hub" in reason
    with pytest.raises(UnavailableError, match="ModernBERT"):
        locate("modernbert-base")


def test_one_in_the_hub_cache_is_found_only_with_safetensors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    snapshot = tmp_path / "models--ProsusAI--finbert" / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    assert not availability("finbert")[0]
    (snapshot / "model.safetensors").write_bytes(b"")
    assert availability("finbert")[0]


def test_an_unknown_backbone_names_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError, match=DEFAULT_BACKBONE):
        backbone("gpt-17")


def test_a_folder_is_a_backbone(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"max_position_embeddings": 128}))
    found = backbone(str(tmp_path))
    assert found.max_tokens == 128 and local_folder(found) == tmp_path
    assert not availability(str(tmp_path))[0]


def test_cut_texts_are_marked_and_others_are_not() -> None:
    tokeniser = load_tokeniser(locate(DEFAULT_BACKBONE), 16)
    tokens = tokeniser.encode(["short", "word " * 50, "", "x" * (MAX_CHARACTERS + 1)])
    assert tokens.truncated.tolist() == [False, True, False, True]
    assert tokens.lengths.max() <= 16 and tokens.lengths[2] == 2


def test_a_pair_is_the_second_segment() -> None:
    tokens = load_tokeniser(locate(DEFAULT_BACKBONE), 32).encode(["salt dissolves"], ["what dissolves in water"])
    assert 0 < tokens.types[0].sum() < len(tokens.types[0])


def test_a_broken_tokeniser_is_damage(tmp_path: Path) -> None:
    from models.tokens import Tokeniser

    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(DamagedArtifactError):
        Tokeniser.load(tmp_path, 16)


def test_weights_in_several_files_are_there_once_all_are(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    parts = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    index = {"weight_map": {"embeddings": parts[0], "encoder": parts[1]}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    (tmp_path / parts[0]).write_bytes(b"")
    assert not availability(str(tmp_path))[0]  # as a download that broke off leaves them
    (tmp_path / parts[1]).write_bytes(b"")
    assert availability(str(tmp_path))[0]
