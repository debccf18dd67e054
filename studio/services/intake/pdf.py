"""PDF documents: the text of each page, put together to paragraphs again."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from studio.core.errors import AssayError, LimitExceededError, UnreadableFileError, UnusableTableError
from studio.services.intake.limits import PDF_PAGES
from studio.services.intake.pace import Pace
from studio.services.intake.paragraphs import paragraphs

_START_SECONDS = 6.0
_PAGE_SECONDS = 0.5
"""What opening the file may take, and what each page read adds: a file made to hang is given up within seconds."""
_LEADING = 1.5  # times the size of the letters: lines of one paragraph are rarely further apart
_WIDER = 0.4  # of the usual gap between lines, beyond which there is a paragraph's end


def pdf_paragraphs(data: bytes) -> list[list[str]]:
    """The paragraphs of each page, in the order in which the file draws them.

    Scripts, attachments, forms and pictures are not looked at. Raises `UnreadableFileError` on a damaged or protected
    file, `LimitExceededError` on too many pages or where reading does not get on, `UnusableTableError` where no page
    holds text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it quotes what it stumbles over
    try:
        with Pace(_START_SECONDS) as pace:
            pages = _pages(data, pace)
    except (AssayError, MemoryError):
        raise
    except RecursionError as error:
        raise UnreadableFileError("The PDF is damaged or made to do harm.", "Print it to PDF again.") from error
    except Exception as error:  # pypdf raises whatever the damage leads to
        raise UnreadableFileError("The PDF is damaged.", "Print it to PDF again, or save it as DOCX or TXT.") from error
    if not any(pages):
        raise UnusableTableError(
            "The PDF holds no text, perhaps pictures of pages.",
            "Run text recognition (OCR) over it, or bring the text.",
        )
    return pages


def _pages(data: bytes, pace: Pace) -> list[list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not _opens(reader):
        raise UnreadableFileError("The PDF is protected with a password.", "Save it without one and bring it again.")
    count = len(reader.pages)
    if count > PDF_PAGES:
        raise LimitExceededError(f"The PDF has {count:,} pages; it may have {PDF_PAGES:,}.", "Split it.")
    read = []
    for page in reader.pages:
        read.append(_paragraphs(page))
        pace.allow(_PAGE_SECONDS)
    return read


def _paragraphs(page: Any) -> list[str]:
    drawn: list[tuple[float, str]] = []
    sizes: list[float] = []

    def seen(text: str, above: Sequence[float], at: Sequence[float], font: object, size: float) -> None:
        if text.strip():
            drawn.append((at[5] * above[3] + above[5], text))
            sizes.append(abs(size * at[3] * above[3]))

    page.extract_text(visitor_text=seen)
    if not drawn:
        return []
    gap = _usual_gap([place for place, _ in drawn], max(sizes))
    between = [_between(before, after, gap) for before, after in pairwise(drawn)]
    return paragraphs("".join(text + space for (_, text), space in zip(drawn, [*between, ""], strict=True)))


def _between(before: tuple[float, str], after: tuple[float, str], gap: float) -> str:
    """What stands between two stretches of text: a blank line, a new line, or nothing."""
    drop = before[0] - after[0]
    lines = before[1].strip("\n").count("\n") + 1
    if gap and drop > (lines + _WIDER) * gap:
        return "\n\n"
    return "" if abs(drop) <= 1 or before[1].endswith("\n") or after[1].startswith("\n") else "\n"


def _usual_gap(places: Sequence[float], size: float) -> float:
    """The distance of lines within a paragraph, in points: most gaps are that, and none is much over the letters' size.

    0 where a page has one line only.
    """
    gaps = sorted(round(above - below, 1) for above, below in pairwise(places) if above - below > 1)
    return min(gaps[len(gaps) // 3], _LEADING * size) if gaps and size > 1 else 0.0


def _opens(reader: object) -> bool:
    """Whether the file opens without a password, as those do that are only protected from changes."""
    try:
        return bool(reader.decrypt(""))  # type: ignore[attr-defined]
    except Exception:  # an encryption that cannot be undone here: the same to a person
        return False
