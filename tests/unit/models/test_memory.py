"""What the process holds is told, and its peak can be begun anew."""

import numpy as np

from models.memory import forget_peak, memory


def test_what_is_held_grows_with_what_is_held_and_the_peak_stays():
    forget_peak()
    before = memory()
    block = np.ones(60_000_000)  # 480 MB, touched
    during = memory()
    del block
    after = memory()
    assert before.device in ("cpu", "cuda") and 0 < before.held <= before.peak
    if before.device == "cpu":
        assert during.held > before.held + 300_000_000
        assert after.held < during.held and after.peak >= during.held
