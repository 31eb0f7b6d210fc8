"""What a process of ours may take over one PDF: memory, the processor's seconds, and far behind them the clock's.

Measured with one core of 2.5 GHz: six seconds to wash or to prove a workbook of 690 pages, five for 759 pages of Word,
two for 300 scanned pages (299 MB).
"""

import signal
from pathlib import Path
from typing import Final

from annexa.tools.memory import limit_memory
from annexa.tools.overrun import was_overrun

PROCESSOR: Final = 20
"""Seconds of work for one PDF."""
SIZE: Final = 10_000_000
"""Bytes of a PDF for which it may take a second more: 4,800 pages with pictures, 177 MB, take twelve seconds in all."""
CLOCK: Final = 240
"""Seconds of the clock, on a machine that has ten other things to do."""
MEMORY: Final = 1_100_000_000
"""Bytes that the process may have of its own; the code of libraries, which it shares, comes to a tenth of that."""
_SPACE: Final = 1_500_000_000
"""Bytes of address space, in which the PDF itself lies too."""


CRASHED: Final = (-signal.SIGABRT, -signal.SIGSEGV)
"""How a process ends that is refused memory in a library of C++, or is nested too deeply for one."""


def why_ended(code: int | None, path: Path) -> str:
    """Why the process ended that worked on a PDF, as words behind its name; `code` as `tools.asked.Helper` has it.

    Libraries in C++ end by SIGABRT where they are refused memory. Raises OSError.
    """
    if was_overrun(code) or code == -getattr(signal, "SIGALRM", 0):
        return f"takes more than the {work(path):.0f} seconds of work that one document may take"
    if code == -signal.SIGSEGV:
        return "is nested too deeply to be read"
    return TOO_MUCH_MEMORY


def limit(*, more: int = 0) -> None:
    """Limits the memory of this process; `more` bytes where its work is known to be larger."""
    limit_memory(_SPACE + more, own=MEMORY + more)


def limit_program(process: int) -> None:
    """Limits the memory of a program that was just started, by its number, and of what it starts; on Linux.

    Its address space may be of any size: programs with many threads reserve far more of it than they use.
    """
    limit_memory(own=MEMORY, of=process)


TOO_MUCH_MEMORY: Final = f"takes more than the {MEMORY / 1e9:.1f} GB of memory that one document may take"
"""What is said of a PDF, behind its name."""


def work(path: Path) -> float:
    """Seconds of work that a PDF may take. Raises OSError."""
    return PROCESSOR + path.stat().st_size / SIZE
