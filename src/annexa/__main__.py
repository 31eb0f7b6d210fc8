"""`python -m annexa` and the `annexa` command."""

import io
import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = 130


def main() -> None:
    """Runs the command line and ends the process with its exit code.

    Ctrl-C counts from here to the end, without a traceback: the imports are inside, and what comes once the work is
    done ends the process at once, with the answer that stands.
    """
    code = INTERRUPTED
    try:
        try:
            _write_what_can_be_shown()
            from annexa.cli.main import run  # here, so that Ctrl-C while it is imported is one as well

            code = int(run(sys.argv[1:]))
        finally:
            signal.signal(signal.SIGINT, lambda *_: os._exit(code))
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        _end_at_once(code)
    sys.exit(code)


def _end_at_once(code: int) -> None:
    """All has been put away by now; Python would take half a second on a busy machine to take itself apart."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or never there
            stream.flush()
    os._exit(code)


def _write_what_can_be_shown() -> None:
    """A console of Windows may lack a sign of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in (stream.encoding or "").lower():
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
