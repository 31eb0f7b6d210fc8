"""`python -m annexa` and the `annexa` command."""

import io
import os
import signal
import sys

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
    sys.exit(code)


def _write_what_can_be_shown() -> None:
    """A console of Windows may lack a sign of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in (stream.encoding or "").lower():
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
