"""The process that reads pages, so that a hostile PDF costs its own proof and nothing else.

It is asked on standard input, a path a line as JSON, and answers a line each: what the pages show, as JSON. The time
for one file is the only argument, in seconds; a file that takes longer ends the process.
"""

import json
import os
import signal
import sys
from pathlib import Path

import msgspec

from annexa.documents.guarded import MEMORY
from annexa.documents.worker import limit_memory
from annexa.proof.pages import shown


def main(arguments: list[str]) -> int:
    """Serves until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    limit_memory(MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not garble the answers
    for line in sys.stdin.buffer:
        signal.alarm(int(arguments[0]))
        answers.write(_answer(Path(json.loads(line))) + b"\n")
        answers.flush()
        signal.alarm(0)
    return 0


def _answer(path: Path) -> bytes:
    try:
        return b"+" + msgspec.json.encode(shown(path))
    except Exception as error:
        return b"-" + type(error).__name__.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
