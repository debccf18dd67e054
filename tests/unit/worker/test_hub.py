"""A backbone of the hub, fetched as a training's child fetches it, from a hub that speaks its protocol here."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from models.backbones.catalogue import DEFAULT_BACKBONE, backbone, local_folder
from studio.worker.child_session import environment

NAME = "ProsusAI/finbert"
COMMITS = {"main": "a" * 40, "refs/pr/7": "b" * 40}
LOADS = (
    "from safetensors import safe_open\n"
    "from models.backbones.loading import locate\n"
    "from studio.core.errors import AssayError\n"
    "try:\n"
    "    found = locate('finbert')\n"
    "    weights = safe_open(found.folder / 'model.safetensors', 'np')\n"
    "    print('loaded', weights.get_slice('embeddings.word_embeddings.weight').get_shape()[1])\n"
    "except AssayError as problem:\n"
    "    print(problem.message)\n"
)


class Hub(ThreadingHTTPServer):
    """Serves one repository; `branches` says which files each of its branches holds."""

    def __init__(self, branches: dict[str, dict[str, bytes]], converter: str = "SFconvertbot") -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.branches, self.converter = branches, converter
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def files(self, revision: str) -> dict[str, bytes]:
        by_commit = {COMMITS[each]: files for each, files in self.branches.items()}
        return self.branches.get(revision) or by_commit.get(revision, {})


class Answers(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        api = f"/api/models/{NAME}/"
        if path.startswith(f"/{NAME}/resolve/"):
            revision, _, name = path.removeprefix(f"/{NAME}/resolve/").partition("/")
            return self._answer(self.server.files(unquote(revision)).get(name), revision)
        if path == f"{api}discussions":
            return self._json({"count": len(self.server.branches) - 1, "start": 0, "discussions": self._offered()})
        what, _, revision = path.removeprefix(api).partition("/")
        files = self.server.files(unquote(revision))
        if what == "tree":
            tree = [
                {"type": "file", "path": name, "size": len(data), "oid": hashlib.sha1(data).hexdigest()}
                for name, data in files.items()
            ]
            return self._json(tree)
        sha = COMMITS.get(unquote(revision), revision)
        return self._json({"id": NAME, "sha": sha, "siblings": [{"rfilename": name} for name in files]})

    def _offered(self) -> list[dict[str, object]]:
        request = {
            "title": "Adding `safetensors` variant of this model",
            "num": 7,
            "author": {"name": self.server.converter},
            "createdAt": "2024-01-01T00:00:00.000Z",
            "status": "open",
            "repo": {"name": NAME, "type": "model"},
            "isPullRequest": True,
        }
        return [request] if len(self.server.branches) > 1 else []

    def _json(self, value: object) -> None:
        self._answer(json.dumps(value).encode())

    def _answer(self, data: bytes | None, commit: str = "") -> None:
        self.send_response(200 if data is not None else 404)
        data = data or b""
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{hashlib.sha1(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", commit)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests read what fails."""


@pytest.fixture(scope="module")
def model() -> dict[str, bytes]:
    folder = local_folder(backbone(DEFAULT_BACKBONE))
    assert folder is not None
    return {name: (folder / name).read_bytes() for name in ("config.json", "tokenizer.json", "model.safetensors")}


@pytest.fixture
def pickled(model: dict[str, bytes]) -> dict[str, bytes]:
    return {**{name: data for name, data in model.items() if name.endswith(".json")}, "pytorch_model.bin": b"no"}


@pytest.fixture
def serving() -> Iterator[list[Hub]]:
    hubs: list[Hub] = []
    yield hubs
    for each in hubs:
        each.shutdown()


def loaded(hub: Hub, cache: Path, monkeypatch: pytest.MonkeyPatch, offline: str | None = "0") -> str:
    """What the child says, in the variables that the worker starts it with."""
    if offline is None:
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    else:
        monkeypatch.setenv("HF_HUB_OFFLINE", offline)
    variables = {**environment(1), "HF_ENDPOINT": hub.url, "HF_HUB_CACHE": str(cache), "HF_HUB_DISABLE_XET": "1"}
    done = subprocess.run([sys.executable, "-c", LOADS], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_child_downloads_where_the_server_may(
    model: dict[str, bytes], serving: list[Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving.append(Hub({"main": model}))
    assert "cannot be loaded" in loaded(serving[0], tmp_path, monkeypatch, offline=None)  # the default calls nobody
    unfinished = tmp_path / f"models--{NAME.replace('/', '--')}" / "snapshots" / COMMITS["main"]
    unfinished.mkdir(parents=True)
    (unfinished / "config.json").write_bytes(model["config.json"])  # a download that broke off
    assert loaded(serving[0], tmp_path, monkeypatch) == "loaded 384"
    assert loaded(serving[0], tmp_path, monkeypatch, offline="1") == "loaded 384"  # and it is there from then on


def test_weights_that_only_the_hubs_conversion_holds_are_taken_from_there(
    model: dict[str, bytes], pickled: dict[str, bytes], serving: list[Hub], tmp_path: Path, monkeypatch
) -> None:
    serving.append(Hub({"main": pickled, "refs/pr/7": {**pickled, **model}}))
    assert loaded(serving[0], tmp_path, monkeypatch) == "loaded 384"
    assert not list(tmp_path.rglob("*.bin"))


@pytest.mark.parametrize("offered", [False, True])
def test_pickled_weights_and_a_strangers_conversion_are_refused_with_the_reason(
    offered: bool, model: dict[str, bytes], pickled: dict[str, bytes], serving: list[Hub], tmp_path: Path, monkeypatch
) -> None:
    branches = {"main": pickled, **({"refs/pr/7": {**pickled, **model}} if offered else {})}
    serving.append(Hub(branches, converter="somebody"))
    assert "format that can run code" in loaded(serving[0], tmp_path, monkeypatch)
    assert not list(tmp_path.rglob("*.bin"))
