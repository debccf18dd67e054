"""A file that somebody brings: in the server's memory alone, for as long as they are there and it is needed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PATIENCE, Server, free_port

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NOTES = "text,label\n" + "".join(
    f"The patient of bed {n} slept well and takes {n} mg in the morning,{('Cardiology', 'Neurology')[n % 2]}\n"
    for n in range(60)
)
LATE_SECONDS = 120


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that keeps a session for a second after its tab was closed."""
    settings = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1", "ASSAY_FIRST_START": "false"}
    server = Server(tmp_path_factory.mktemp("forgetful") / "var", free_port(), settings)
    server.start()
    yield server
    server.stop()


def held_bytes(server: Server) -> int:
    """How much of uploads the server holds, as it counts them itself."""
    told = httpx.get(f"{server.url}/_stcore/metrics", timeout=60).text
    lines = [line for line in told.splitlines() if "UploadedFileManager" in line]
    return sum(int(float(line.rsplit(" ", 1)[1])) for line in lines)


def until(server: Server, held: bool) -> None:
    deadline = time.monotonic() + LATE_SECONDS
    while (held_bytes(server) > 0) is not held:
        assert time.monotonic() < deadline, f"{held_bytes(server)} bytes are held"
        time.sleep(0.5)


def brought(browser: Browser, server: Server, file: Path) -> Page:
    page = browser.new_page(base_url=server.url)
    page.set_default_timeout(PATIENCE)
    page.goto("/medical_notes?section=data")
    page.locator("input[type=file]").first.set_input_files(str(file))
    return page


def test_files_are_forgotten_once_kept_and_once_the_tab_is_closed(
    browser: Browser, forgetful: Server, tmp_path: Path
) -> None:
    file = tmp_path / "notes.csv"
    file.write_text(NOTES)
    page = brought(browser, forgetful, file)
    keep = page.get_by_role("button", name="Keep this dataset")
    expect(keep).to_be_enabled(timeout=120_000)
    assert held_bytes(forgetful) >= file.stat().st_size
    page.close()
    until(forgetful, held=False)  # nobody else comes, who would remind the server of it

    page = brought(browser, forgetful, file)
    keep = page.get_by_role("button", name="Keep this dataset")
    expect(keep).to_be_enabled(timeout=120_000)
    keep.click()
    until(forgetful, held=False)
    expect(page.get_by_text("Reading the file")).to_have_count(0)
    page.close()


def test_a_large_file_on_its_way_is_on_no_disk(browser: Browser, forgetful: Server, tmp_path: Path) -> None:
    """What is over a megabyte would go through a file without a name: seen while it comes in slowly."""
    file = tmp_path / "notes.csv"
    file.write_text(NOTES)
    page = browser.new_page(base_url=forgetful.url)
    page.set_default_timeout(PATIENCE)
    page.goto("/medical_notes?section=data")
    with page.expect_request(lambda each: "upload_file" in each.url and each.method == "PUT") as asked:
        page.locator("input[type=file]").first.set_input_files(str(file))
    keep = page.get_by_role("button", name="Keep this dataset")
    expect(keep).to_be_enabled(timeout=120_000)  # once the page is drawn it drops no file that it does not know
    headers = {name: value for name, value in asked.value.all_headers().items() if name in ("cookie", "x-xsrftoken")}
    seen: list[str] = []

    def slowly() -> Iterator[bytes]:
        yield b'--X\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n'
        for _ in range(6):
            yield b"Quackenbosh slept well,a\n" * 40_000
            time.sleep(0.2)
            seen.extend(nameless_files(forgetful))
        yield b"\r\n--X--\r\n"

    url = f"{asked.value.url.rsplit('/', 1)[0]}/another"
    headers["content-type"] = "multipart/form-data; boundary=X"
    answer = httpx.put(url, content=slowly(), headers=headers, timeout=60)
    assert answer.status_code == 204 and held_bytes(forgetful) > 5_000_000
    assert seen == []
    page.close()


def nameless_files(server: Server) -> list[str]:
    assert server.process is not None
    folder = Path(f"/proc/{server.process.pid}/fd")
    if not folder.exists():
        pytest.skip("only Linux shows which files a process holds")
    return [each for each in map(_target, folder.iterdir()) if "(deleted)" in each]


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:  # closed meanwhile
        return ""
