"""A model brought in a ZIP: kept where it is weights, refused where it could run something."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from models.backbones.brought import bring
from models.backbones.catalogue import availability, backbone
from models.backbones.loading import load_encoder, load_tokeniser, locate
from studio.core.errors import ConflictError, InvalidOptionError, UnreadableFileError

CONFIG = json.dumps({"model_type": "bert", "hidden_size": 32})


def packed(files: dict[str, str | bytes], inside: str = "model/") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{inside}{name}", content)
    return buffer.getvalue()


def whole(**more: str | bytes) -> dict[str, str | bytes]:
    return {"config.json": CONFIG, "tokenizer.json": "{}", "model.safetensors": b"", **more}


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
        (whole(**{"config.json": "not json"}), "cannot be read"),
        (whole(**{"config.json": "{}"}), "what kind of model"),
    ],
)
def test_what_could_run_something_or_lacks_something_is_refused(
    files: dict[str, str | bytes], words: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        bring(packed(files), "ours", tmp_path / "backbones")
    assert not (tmp_path / "backbones" / "ours").exists()


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
