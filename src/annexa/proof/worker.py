"""The process that reads pages, so that a hostile PDF costs its own proof and nothing else.

It answers what the pages of a file show, as JSON. The time for one file is the only argument, in seconds.
"""

import sys
from pathlib import Path

import msgspec

from annexa.proof.pages import shown
from annexa.tools.asked import serve
from annexa.tools.memory import OF_A_WORKER, limit_memory


def main(arguments: list[str]) -> int:
    """Serves until the input ends."""
    limit_memory(OF_A_WORKER)
    return serve(answer, seconds=int(arguments[0]))


def answer(path: Path) -> bytes:
    """What the pages of a file show, as JSON behind a plus; the kind of the error behind a minus."""
    try:
        return b"+" + msgspec.json.encode(shown(path))
    except Exception as error:
        return b"-" + type(error).__name__.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
