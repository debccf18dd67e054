"""A backbone somebody brings in a ZIP: looked at before it is unpacked, and never run."""

from __future__ import annotations

import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from models.artifacts import stage
from models.backbones.configuration import CONFIG_FILE, Configuration
from models.tokens import TOKENISER_FILE
from studio.core.errors import ConflictError, DamagedArtifactError, InvalidOptionError, UnreadableFileError

_MOST_BYTES = 2 << 30
_PIECE = 1 << 20
_MOST_LEVELS = 32
"""Of values within values in a configuration: those of `transformers` have five."""
_WANTED = re.compile(
    r"(config|tokenizer|tokenizer_config|special_tokens_map|added_tokens)\.json|vocab\.txt"
    r"|[A-Za-z0-9._-]{1,200}\.safetensors"  # a file system takes 255 bytes
)
_PICKLED = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".h5", ".joblib", ".npy", ".npz")
_CODE = (".py", ".pyc", ".so", ".sh")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # encrypted, or packed in a way that is not known
    EOFError,
    OSError,  # of bzip2
    ValueError,
    OverflowError,
)
"""What `zipfile` raises of a file that is damaged, beside its own error."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def bring(content: bytes | Path, name: str, folder: Path) -> Path:
    """Unpack a ZIP of a model's folder, or a file that is one, into `folder/name`; its path.

    Raises `InvalidOptionError` for a name that is no folder's, `ConflictError` where one of that name is there,
    `UnreadableFileError` for what is no ZIP, a damaged or an encrypted one, holds pickled weights or code instead of
    safetensors, or asks for code.
    """
    if not _NAME.fullmatch(name):
        raise InvalidOptionError(f"'{name}' is no name for a model.", "Use letters, digits, dots, dashes; at most 64.")
    if (folder / name).exists():
        raise ConflictError(f"A model called '{name}' is there already.", "Choose another name.")
    with _opened(content) as archive:
        members = _members(archive)
        refuse_unsafe(member.name for member in members)
        folder.mkdir(parents=True, exist_ok=True)
        with stage(folder / name) as work:
            for member, inside in members.items():
                if _WANTED.fullmatch(member.name):
                    with (work / member.name).open("wb") as target:
                        target.writelines(_unpacked(archive, inside))
            refuse_remote_code(work)
            _refuse_sizeless(work)
    return folder / name


def refuse_unsafe(names: Iterable[str]) -> None:
    """Raise `UnreadableFileError` unless safetensors weights, a tokeniser and a configuration are among the files."""
    names = list(names)
    weights = [each for each in names if each.endswith(".safetensors") and _WANTED.fullmatch(each)]
    for suffixes, what in ((_PICKLED, "pickled weights"), (_CODE, "program code")):
        found = next((each for each in names if each.endswith(suffixes)), None)
        if found is not None and (not weights or suffixes is _CODE):
            raise UnreadableFileError(
                f"'{found}' holds {what}, which could run anything on this machine.",
                "Bring the model as safetensors, with config.json and tokenizer.json, and nothing to execute.",
            )
    missing = [each for each in (CONFIG_FILE, TOKENISER_FILE) if each not in names]
    if missing or not weights:
        lacking = ", ".join([*missing, *([] if weights else ["*.safetensors"])])
        raise UnreadableFileError(f"The model's folder lacks {lacking}.", "Bring the whole folder as it was saved.")


def refuse_remote_code(folder: Path) -> None:
    """Raise `UnreadableFileError` where the configuration cannot be read, or wants code of its own to be run."""
    try:
        config = json.loads((folder / CONFIG_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise UnreadableFileError("The model's config.json cannot be read.", "Copy it again.") from problem
    if _levels_exceed(config, _MOST_LEVELS):  # what is read here might not be where more calls are under way
        raise UnreadableFileError("The model's config.json is nested too deeply to be read.", "Copy it again.")
    if not isinstance(config, dict) or "model_type" not in config:
        raise UnreadableFileError("The model's config.json does not say what kind of model it is.", "Copy it again.")
    if "auto_map" in config:
        raise UnreadableFileError(
            "The model brings its own code, which is never run here.", "Choose one that transformers knows by itself."
        )


def _refuse_sizeless(folder: Path) -> None:
    """Raise `UnreadableFileError` where the configuration gives no size: the model would be greyed for good."""
    try:
        Configuration.read(folder)
    except DamagedArtifactError as problem:
        raise UnreadableFileError(problem.message, problem.fix) from problem


@contextmanager
def _opened(content: bytes | Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    except _DAMAGE as problem:
        raise UnreadableFileError("This is not a ZIP file.", "Put the model's folder into a ZIP.") from problem
    with archive:
        yield archive


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one file in pieces; what fails where they are written is not caught here."""
    try:
        with archive.open(member) as source:
            while piece := source.read(_PIECE):
                yield piece
    except _DAMAGE as problem:
        raise UnreadableFileError(
            "The ZIP is damaged or encrypted.", "Put the model's folder into a ZIP again, without a password."
        ) from problem


def _levels_exceed(value: Any, most: int) -> bool:
    """Whether more than `most` lists and objects lie in each other."""
    level = [value]
    for _ in range(most):
        holding = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [each for values in holding for each in values]
    return any(isinstance(each, dict | list) for each in level)


def _members(archive: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files of the archive by name alone: a model's folder has no folders that matter. Sizes are those declared,
    which `zipfile` holds members to while it unpacks."""
    files = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
    if sum(each.file_size for each in files) > _MOST_BYTES:
        raise UnreadableFileError("The model is larger than 2 GB.", "Lay its folder under ASSAY_HOME/backbones.")
    return {PurePosixPath(PurePosixPath(each.filename).name): each for each in files}
