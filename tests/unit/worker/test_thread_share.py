"""The trainer steps back while the server answers."""

from __future__ import annotations

import os
from pathlib import Path

from studio.core.records import Phase, Progress
from studio.worker import thread_share
from studio.worker.thread_share import ThreadShare


def test_all_threads_while_nobody_asks(tmp_path: Path) -> None:
    assert ThreadShare(4, tmp_path / "serving").threads == 4


def test_fewer_while_texts_are_answered_and_all_again_later(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(thread_share, "_LOOK_SECONDS", 0.0)
    serving, passed_on = tmp_path / "serving", []
    share = ThreadShare(2, serving, passed_on.append)
    serving.touch()
    share(Progress(Phase.TRAIN))
    assert share.threads == 1
    os.utime(serving, (0, 0))
    share(Progress(Phase.TRAIN))
    assert share.threads == 2
    assert len(passed_on) == 2
