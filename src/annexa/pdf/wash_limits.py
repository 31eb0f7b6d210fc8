"""What one PDF may take while it is washed."""

from typing import Final

STACK: Final = 6 << 20
"""Bytes for what calls itself again and again; the program has 8 MiB."""
OURS: Final = "ours"
FOREIGN: Final = "foreign"
