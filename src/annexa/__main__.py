"""`python -m annexa` and the `annexa` command."""

import sys


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    try:
        from annexa.cli.main import run  # here, so that Ctrl-C while it is imported is one as well

        code = int(run(sys.argv[1:]))
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
