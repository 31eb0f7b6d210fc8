"""A limit of time is not lost where Python listens to nobody."""

import sys
import time

import pytest

from annexa.tools import deadline


class Deaf:
    """What rises in here is told to nobody."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __del__(self) -> None:
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            pass


def test_an_alarm_that_nobody_heard_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "AGAIN", 0.5)  # a busy machine may take a tenth of a second to hear it
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda fault: lost.append(fault.exc_type))
    with pytest.raises(deadline.TimeUp), deadline.within(0.05):
        deaf = Deaf(10)
        del deaf
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass
    assert lost == [deadline.TimeUp]
