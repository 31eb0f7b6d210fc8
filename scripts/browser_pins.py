"""Whether the page that checks documents is made of the very versions that the command line runs on.

Compares requirements/browser.txt with requirements/runtime.txt; exit code 1 names each pin that is another one, and
what to do about it. `nox -s lint` runs it, so that a newer version whose wheel for browsers is missing is seen.

    python scripts/browser_pins.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REMEDY = """\
Take the version of runtime.txt into browser.txt, with the hash of its wheel for pyemscripten (or of the one for any
platform). Where no such wheel has come out yet, keep the older version in both files until it has."""


def pins(text: str) -> dict[str, str]:
    """Versions by name."""
    lines = [line.split()[0] for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    return dict(line.split("==") for line in lines)


def apart(browser: dict[str, str], runtime: dict[str, str]) -> list[str]:
    """What differs, in words."""
    return [
        f"{name}: the page has {version}, the command line {runtime.get(name, 'none')}"
        for name, version in browser.items()
        if runtime.get(name) != version
    ]


def main() -> int:
    """Prints what differs, and what to do."""
    browser, runtime = ((ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("browser", "runtime"))
    found = apart(pins(browser), pins(runtime))
    if found:
        sys.stderr.write("\n".join([*found, REMEDY, ""]))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
