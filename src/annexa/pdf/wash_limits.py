"""What one PDF may take while it is washed."""

from typing import Final

MEMORY: Final = 1_500_000_000
"""Bytes of address space, a fifth of which Python and its libraries take."""
STACK: Final = 6 << 20
"""Bytes for what calls itself again and again; the program has 8 MiB."""
OURS: Final = "ours"
FOREIGN: Final = "foreign"
