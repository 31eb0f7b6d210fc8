"""What became of a file, or of a part of one."""

from enum import IntEnum


class Change(IntEnum):
    """The greater says more."""

    NONE = 0
    SETTLED = 1
    """Something shows its last value from now on."""
    LEFT_OUT = 2
    """Something was taken out whose last value the file does not hold."""
    NOT_REACHED = 3
    """Nobody knows whether there is something to settle."""
