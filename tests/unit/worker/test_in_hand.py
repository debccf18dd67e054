"""No run is in two hands at once."""

from __future__ import annotations

import threading

import pytest

from studio.worker.in_hand import InHand


def test_a_second_hand_waits_for_the_first() -> None:
    in_hand, happened = InHand(), []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        with in_hand.hold("run-1"):
            happened.append("second")

    with in_hand.hold("run-1"):
        thread = threading.Thread(target=second)
        thread.start()
        begun.wait()
        thread.join(0.2)
        assert thread.is_alive()
        happened.append("first")
    thread.join()
    assert happened == ["first", "second"]
    assert in_hand.ids() == set()


def test_other_runs_do_not_wait() -> None:
    in_hand = InHand()
    with in_hand.hold("run-1"), in_hand.hold("run-2"):
        assert in_hand.ids() == {"run-1", "run-2"}


def test_a_hand_that_fails_lets_go() -> None:
    in_hand = InHand()
    with pytest.raises(ValueError, match="broken"), in_hand.hold("run-1"):
        raise ValueError("broken")
    with in_hand.hold("run-1"):
        assert in_hand.ids() == {"run-1"}
