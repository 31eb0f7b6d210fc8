"""The process that reads pages, so that a hostile PDF costs its own proof and nothing else.

It answers what the pages of a file show, as JSON.
"""

import sys
from pathlib import Path

import msgspec

from annexa.proof.pages import shown
from annexa.tools.asked import serve
from annexa.tools.memory import OF_A_WORKER, limit_memory
from annexa.tools.pdf_work import CLOCK, work


def main() -> int:
    """Serves until the input ends."""
    limit_memory(OF_A_WORKER)
    return serve(answer, seconds=CLOCK, processor=work)


def answer(path: Path) -> bytes:
    """What the pages of a file show, as JSON behind a plus; the kind of the error behind a minus."""
    try:
        return b"+" + msgspec.json.encode(shown(path))
    except Exception as error:
        return b"-" + type(error).__name__.encode()


if __name__ == "__main__":
    sys.exit(main())
