"""What one PDF may take while it is washed."""

from typing import Final

PROCESSOR: Final = 20
"""Seconds of work for one PDF."""
SIZE: Final = 10_000_000
"""Bytes of a PDF for which it may take a second more: 4,800 pages with pictures, 177 MB, take twelve seconds in all."""
SECONDS: Final = 120
"""The same by the clock, on a machine that has other things to do."""
MEMORY: Final = 1_500_000_000
"""Bytes of address space, a fifth of which Python and its libraries take."""
STACK: Final = 6 << 20
"""Bytes for what calls itself again and again; the program has 8 MiB."""
OURS: Final = "ours"
FOREIGN: Final = "foreign"
