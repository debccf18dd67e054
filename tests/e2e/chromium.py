"""Find a Chromium for the browser tests, or install one: Debian's where apt is there, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """Path of a Chromium on this machine, or None."""
    named = os.environ.get("ASSAY_TEST_CHROMIUM")
    if named:
        return named
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _apt() -> list[str] | None:
    """The prefix that runs apt-get with the rights it needs, or None where that cannot be had."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    allowed = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n", "apt-get"] if allowed else None


def install() -> None:
    """Install a Chromium; raises `CalledProcessError` when neither way works."""
    apt = _apt()
    if apt and subprocess.run([*apt, "update", "-qq"], check=False).returncode == 0:
        command = [*apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        if (
            subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False).returncode
            == 0
        ):
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if installed() is None:
        install()
    print(f"Chromium: {installed()}")
