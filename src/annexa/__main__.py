"""`python -m annexa` and the `annexa` command."""

import io
import sys


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in (stream.encoding or "").lower():
            stream.reconfigure(errors="replace")  # a console of Windows may lack a sign of ours
    try:
        from annexa.cli.main import run  # here, so that Ctrl-C while it is imported is one as well

        code = int(run(sys.argv[1:]))
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
