"""Getting a public set: from the mirror folder where it is there and whole, else from its address, converted."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import ParseError

from domains.contract import PublicDataset
from studio.core.errors import DamagedArtifactError, UnavailableError

MAX_BYTES = 256 * 1024**2
"""Most bytes taken from an address; the largest set here is served as about 60 MB."""

TIMEOUT_S = 30.0
"""Longest wait for a connection or for the next bytes."""

DEADLINE_S = 600.0
"""Longest a whole download may take."""


def load_public(
    dataset: PublicDataset, mirror: Path | None, fetch: Callable[[str], bytes] | None = None
) -> list[tuple[str, bytes]]:
    """The set's files as (name, content), the way a person would upload them.

    Raises `DamagedArtifactError` for a mirrored file with another sum, `UnavailableError` where neither the mirror
    nor the address has the set.
    """
    found = _mirrored(dataset, mirror) if mirror is not None else None
    return found if found is not None else _fetched(dataset, fetch or fetch_url)


def fetch_url(url: str) -> bytes:
    """What `url` serves, over https alone; raises OSError saying why not (size, time, status, no network)."""
    import httpx

    end = time.monotonic() + DEADLINE_S
    received = bytearray()
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT_S) as response:
            if response.url.scheme != "https":
                raise OSError("the address is not secured (https)")
            response.raise_for_status()
            for chunk in response.iter_bytes():
                received += chunk
                if len(received) > MAX_BYTES:
                    raise OSError(f"the file is larger than {MAX_BYTES // 1024**2} MB")
                if time.monotonic() > end:
                    raise OSError("the download took too long")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(_reason(error)) from error
    return bytes(received)


def _reason(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.HTTPStatusError):
        return f"the server answered {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return "the server did not answer in time"
    return "no connection could be made" if isinstance(error, httpx.TransportError) else str(error)


def _mirrored(dataset: PublicDataset, mirror: Path) -> list[tuple[str, bytes]] | None:
    """The files of the mirror, each with the sum it should have; None where one of them is not there."""
    paths = [mirror / file for file in dataset.files]
    if not all(path.is_file() for path in paths):
        return None
    listed = _manifest(mirror)
    found = []
    for file, path, known in zip(dataset.files, paths, dataset.sha256, strict=True):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() not in {known, listed.get(file, known)}:
            raise DamagedArtifactError(
                f"The mirrored file {file} does not have the sum it should have.",
                "Copy it again into the folder of ASSAY_DATA_MIRROR, or remove it there to fetch the set by network.",
            )
        found.append((path.name, data))
    return found


def _manifest(mirror: Path) -> dict[str, str]:
    """Sums by file name from the mirror's MANIFEST.json; none where it is missing or cannot be read."""
    try:
        entries = json.loads((mirror / "MANIFEST.json").read_text(encoding="utf-8"))
        return {file: str(entry["sha256"]) for file, entry in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _fetched(dataset: PublicDataset, fetch: Callable[[str], bytes]) -> list[tuple[str, bytes]]:
    """The set from its address, as one CSV a table."""
    try:
        data = fetch(dataset.url)
    except OSError as error:
        raise UnavailableError(
            f"The public set '{dataset.title}' cannot be fetched: {error}.", _mend(dataset)
        ) from error
    try:
        tables = dataset.convert(data)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError, zipfile.BadZipFile) as error:
        raise UnavailableError(
            f"What the address of '{dataset.title}' serves is not in the form it had.", _mend(dataset)
        ) from error
    names = [Path(file).with_suffix(".csv").name for file in dataset.files]
    return [(name, table.to_csv(index=False).encode()) for name, table in zip(names, tables, strict=True)]


def _mend(dataset: PublicDataset) -> str:
    return f"Set ASSAY_DATA_MIRROR to a folder that holds {', '.join(dataset.files)}, or try again with a network."
