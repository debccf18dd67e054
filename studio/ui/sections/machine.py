"""The device and the worker, in a line."""

from __future__ import annotations

import streamlit as st

from studio.ui import digits
from studio.ui.access import current_studio


def show() -> None:
    """GPU with its memory, or CPU cores; whether the worker is there."""
    overview = current_studio().overview
    device = overview.device()
    memory = f", {digits.size(device.memory_bytes)}" if device.memory_bytes else ""
    cores = f"{device.cores} {'core' if device.cores == 1 else 'cores'}"
    words = f"{device.name} ({cores}{memory})" if device.kind == "cpu" else f"{device.name}{memory}"
    alive = overview.worker_alive()
    worker = ":green-badge[:material/check: worker ready]" if alive else ":orange-badge[worker not running]"
    st.markdown(f":material/memory: Device: **{words}** {worker}")
