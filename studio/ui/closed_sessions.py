"""What the server holds of people who have left, or are through with a file: let go of in time, files above all."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Sequence
from typing import Any

from streamlit.runtime import Runtime, exists
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from models.allocator import return_freed_memory

log = logging.getLogger(__name__)
EVERY_SECONDS = 15.0


async def forget_closed_sessions() -> None:
    """Look again and again whether a session that was left has had its time (`server.disconnectedSessionTTL`).

    Streamlit looks only when the next session is left: on a quiet server a closed tab's upload, perhaps patients'
    notes, stayed in memory for hours.
    """
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            if exists() and _expire(Runtime.instance()):
                gc.collect()  # a session and its parts hold each other
                return_freed_memory()
        except Exception:  # one look that failed must not be the last: what waits are uploads
            log.exception("sessions that were left could not be looked at")


def drop_files(ids: Sequence[str]) -> None:
    """Let the server forget files of this session: it keeps them until the session ends, though no page shows them."""
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr if context else None
    if context is None or not isinstance(held, MemoryUploadedFileManager):  # a page under test has another
        return
    for file_id in ids:
        held.remove_file(context.session_id, file_id)


def _expire(runtime: Runtime) -> bool:
    """End the sessions whose time is over; whether there were any.

    Each is told to: the one that Streamlit looked at last stays alive, with its files, until there is another.
    """
    left: Any = runtime._session_mgr._session_storage._cache  # type: ignore[attr-defined]  # no way that is public
    over = [info.session for key, info in list(left._data.items()) if key not in left]
    left.expire()
    for session in over:
        session.shutdown()
    return bool(over)
