"""`python -m annexa` and the `annexa` command."""

import gc
import io
import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = 130
_MADE = 20_000
"""Objects that are made before Python looks for cycles among them, in place of 700: what is loaded is of use to the
end, and to look through it again and again takes a twentieth of a build."""


def main() -> None:
    """Runs the command line and ends the process with its exit code.

    Ctrl-C counts from here to the end, without a traceback: the imports are inside, and what comes once the work is
    done leaves the answer that stands.
    """
    code = INTERRUPTED
    gc.set_threshold(_MADE)
    try:
        try:
            _write_what_can_be_shown()
            from annexa.cli.main import run  # here, so that Ctrl-C while it is imported is one as well

            code = int(run(sys.argv[1:]))
        finally:
            signal.signal(signal.SIGINT, lambda *_: os._exit(code))
    except KeyboardInterrupt:
        code = INTERRUPTED
    _end_at_once(code)


def _end_at_once(code: int) -> None:
    """All has been put away by now. Python would take itself apart, object by object: half a second on a busy machine,
    and a second with a large bundle."""
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
