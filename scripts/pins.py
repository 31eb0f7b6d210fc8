"""Renews the pins of requirements/: every package with its hashes, within what requirements/held.txt holds back.

    python scripts/pins.py [--check]

runtime.txt is what annexa needs for bundles and the site, cluster.txt what each machine of a cluster needs
(docs/scale.md), dev.txt what development needs besides; all are resolved for every system and for all Pythons that
pyproject.toml names, by uv in an environment of its own. --check only looks whether each line of held.txt gives a
reason. Packages of browser.txt stay at the version there: the page that checks documents must have the same, and wheels
for browsers come out later; scripts/browser_pins.py says how to renew them. It reaches for the package index that pip
is set up for.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
HELD = REQUIREMENTS / "held.txt"
SETS = {
    "runtime.txt": ("bundle", "site"),
    "cluster.txt": ("bundle", "cluster"),
    "dev.txt": ("bundle", "site", "dev"),
}
PAGE = "the page that checks documents has it at this version, in browser.txt"
HEAD = (
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--upgrade",
    "--quiet",
)


def main(arguments: list[str]) -> int:
    """Renews, or looks; answers the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only look at held.txt")
    asked = parser.parse_args(arguments)
    held, wrong = held_back(HELD.read_text(encoding="utf-8"))
    for line in wrong:
        print(f"requirements/held.txt: ‘{line}’ does not say why", file=sys.stderr)
    if wrong or asked.check:
        return 1 if wrong else 0
    held |= dict.fromkeys(of_the_page((REQUIREMENTS / "browser.txt").read_text(encoding="utf-8")), PAGE)
    for line, reason in held.items():
        print(f"held back: {line} ({reason})")
    with tempfile.TemporaryDirectory(prefix="annexa-pins-") as folder:
        bounds = Path(folder) / "held.txt"
        bounds.write_text("\n".join(held) + "\n", encoding="utf-8")
        uv = _uv(Path(folder) / "venv")
        for name, extras in SETS.items():
            wanted = [word for extra in extras for word in ("--extra", extra)]
            target = REQUIREMENTS / name
            command = [uv, "pip", "compile", *HEAD, *wanted, "-c", bounds, "-o", target, ROOT / "pyproject.toml"]
            subprocess.run(list(map(str, command)), check=True, cwd=ROOT, env=os.environ | _index())
            print(f"requirements/{name}: {target.read_text(encoding='utf-8').count('==')} packages")
    print("Now: python3 scripts/run.py audit, browser_pins and all tests; say in CHANGELOG.md what was renewed.")
    return 0


def held_back(text: str) -> tuple[dict[str, str], list[str]]:
    """The bounds of held.txt with their reasons, and the lines that give none."""
    held, wrong = {}, []
    for line in text.splitlines():
        bound, _, reason = line.partition(" #")
        if not line.strip() or line.startswith("#"):
            continue
        if len(reason.split()) < 3:
            wrong.append(line.strip())
        held[bound.strip()] = reason.strip()
    return held, wrong


def of_the_page(text: str) -> list[str]:
    """The pins of browser.txt."""
    return [line.split()[0] for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]


def _uv(venv: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    programs = venv / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(programs / "python"), "-m", "pip", "install", "-q", "uv"], check=True)
    return programs / "uv"


def _index() -> dict[str, str]:
    """Where pip finds packages, told to uv, which does not read pip's settings."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    return {"UV_DEFAULT_INDEX": asked.stdout.strip()} if asked.returncode == 0 and asked.stdout.strip() else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
