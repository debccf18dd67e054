"""A model brought in a ZIP: kept where it is weights, refused where it could run something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.backbones.brought import bring
from models.backbones.catalogue import availability, backbone
from models.backbones.loading import load_encoder, load_tokeniser, locate
from studio.core.errors import ConflictError, DamagedArtifactError, InvalidOptionError, UnreadableFileError
from tests.unit.model_zips import CONFIG, UNUSABLE, nested, packed, whole


@pytest.mark.parametrize("inside", ["", "model/"])
def test_a_real_model_is_kept_and_read(tiny: str, tmp_path: Path, inside: str) -> None:
    content = packed({path.name: path.read_bytes() for path in Path(tiny).iterdir()}, inside)
    folder = bring(content, "our-model", tmp_path / "backbones")
    assert availability(str(folder)) == (True, "")
    assert load_encoder(folder).config.hidden_size == 32
    assert len(load_tokeniser(locate(str(folder)), 16).encode(["a text"]).lengths) == 1
    assert (backbone(str(folder)).layers, backbone(str(folder)).width) == (2, 32)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"config.json": CONFIG, "tokenizer.json": "{}", "pytorch_model.bin": b"x"}, "pickled weights"),
        (whole(**{"modeling_ours.py": "print()"}), "program code"),
        (
            whole(**{"config.json": json.dumps({"model_type": "x", "auto_map": {"AutoModel": "y.Z"}})}),
            "its own code",
        ),
        ({"config.json": CONFIG, "model.safetensors": b""}, "lacks tokenizer.json"),
        ({"config.json": CONFIG, "tokenizer.json": "{}"}, "safetensors"),
        ({"config.json": CONFIG, "tokenizer.json": "{}", "w" * 250 + ".safetensors": b""}, "lacks"),
        (whole(**{"config.json": "not json"}), "cannot be read"),
        (whole(**{"config.json": "{}"}), "what kind of model"),
        (whole(**{"config.json": '{"model_type": "bert", "hidden_size": "wide"}'}), "number for 'hidden_size'"),
        (whole(**{"config.json": '{"model_type": "bert", "num_hidden_layers": 1e9}'}), "'num_hidden_layers'"),
        (whole(**{"config.json": '{"model_type": "bert", "pad_token_id": [0]}'}), "'pad_token_id'"),
        (whole(**{"config.json": '{"model_type": "bert", "hidden_size": -1}'}), "'hidden_size'"),
        (whole(**{"config.json": '{"model_type": "roberta", "pad_token_id": 600}'}), "no position for a text"),
    ],
)
def test_what_could_run_something_or_lacks_something_is_refused(
    files: dict[str, str | bytes], words: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        bring(packed(files), "ours", tmp_path / "backbones")
    assert not (tmp_path / "backbones" / "ours").exists()


@pytest.mark.parametrize("wrong", UNUSABLE)
@pytest.mark.parametrize("as_file", [False, True], ids=["bytes", "file"])
def test_what_cannot_be_unpacked_or_read_is_refused_and_leaves_nothing(
    wrong: str, as_file: bool, tmp_path: Path
) -> None:
    content, words = UNUSABLE[wrong]
    file = tmp_path / "model.zip"
    file.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=words) as refused:
        bring(file if as_file else content, "ours", tmp_path / "backbones")
    assert refused.value.fix
    assert list((tmp_path / "backbones").glob("*")) == []


def test_a_configuration_may_be_nested_as_far_as_any_is(tmp_path: Path) -> None:
    folder = bring(nested(31), "ours", tmp_path)  # the object itself is the 32nd
    assert backbone(str(folder)).model_type == "bert"
    with pytest.raises(UnreadableFileError, match="nested"):
        bring(nested(32), "deeper", tmp_path)


def test_a_folder_laid_there_whose_configuration_is_too_deep_is_told_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("[" * 100_000)
    with pytest.raises(DamagedArtifactError):
        backbone(str(tmp_path))


def test_pickles_beside_safetensors_are_left_behind(tmp_path: Path) -> None:
    folder = bring(packed(whole(**{"pytorch_model.bin": b"x", "../../evil.json": "{}"})), "ours", tmp_path / "all")
    names = {path.name for path in folder.iterdir()}
    assert {"config.json", "tokenizer.json", "model.safetensors"} <= names
    assert not names & {"pytorch_model.bin", "evil.json"}
    assert not list(tmp_path.glob("*.json"))


def test_no_zip_no_name_and_no_second_of_a_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="not a ZIP"):
        bring(b"something", "ours", tmp_path)
    with pytest.raises(InvalidOptionError):
        bring(packed(whole()), "../ours", tmp_path)
    bring(packed(whole()), "ours", tmp_path)
    with pytest.raises(ConflictError):
        bring(packed(whole()), "ours", tmp_path)
