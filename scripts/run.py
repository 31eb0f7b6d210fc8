"""Makes the project's environment and runs a task in it: python3 scripts/run.py SESSION [ARGUMENT]...

SESSION is a nox session of noxfile.py, such as build, tests or lint. The first run makes .venv with the pinned
packages and sees to what the task needs from the system (src/annexa/tools/system.toml); later runs take no time over
what is there. Standard library only. Exit codes: those of the task; 2 usage, 3 something has to be installed by hand,
4 an installation failed, 130 interrupted.
"""

from __future__ import annotations  # so that an older Python reads on to the sentence about its age

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "annexa-stamp"
UNFINISHED = VENV / "annexa-unfinished"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
BROWSER = ROOT / "requirements" / "browser.txt"
BROWSER_PARTS = VENV / "share" / "annexa" / "browser"
"""Where `annexa.browser.parts` looks for them."""
USAGE, MISSING, FAILED, INTERRUPTED = 2, 3, 4, 130


def main(arguments: list[str]) -> int:
    """The way of every run. Answers an exit code, or becomes the task."""
    if sys.version_info < (3, 11):  # noqa: UP036
        have = ".".join(str(part) for part in sys.version_info[:3])
        return stop(MISSING, "annexa needs Python 3.11 or newer; this is " + have, "Call it with a newer python3.")
    if not arguments or arguments[0].startswith("-"):
        print(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else USAGE
    os.chdir(ROOT)
    if code := see_to_system(arguments[0]) or see_to_environment():
        return code
    if arguments[0] in ("build", "site", "tests"):
        see_to_browser_parts()
    return hand_over(arguments[0], arguments[1:])


def stop(code: int, sentence: str, remedy: str) -> int:
    """Says what is wrong and what to do; answers the exit code."""
    print("run.py: " + sentence.rstrip(".") + ".\n        " + remedy, file=sys.stderr, flush=True)
    return code


def tell(sentence: str) -> None:
    """Says what takes time."""
    print("run.py: " + sentence, file=sys.stderr, flush=True)


def see_to_system(session: str) -> int:
    """Installs what the task needs from the system, where that is allowed. Answers 0 or an exit code."""
    import tomllib

    data = tomllib.loads((ROOT / "src" / "annexa" / "tools" / "system.toml").read_text(encoding="utf-8"))
    groups = [data["groups"][name] for name in data["sessions"].get(session, [])]
    if importlib.util.find_spec("ensurepip") is None and not STAMP.exists():
        own = "python{}.{}-venv|python3-venv".format(*sys.version_info[:2])
        groups.insert(0, {"required": True, "what": "Python's venv", "packages": [own], "programs": []})
    absent = [(group, wanted) for group in groups if (wanted := not_there(group))]
    for group, wanted in sorted(absent, key=lambda pair: not pair[0]["required"]):
        if (code := install(wanted, group["what"])) and group["required"]:
            return code
        if code:
            tell("going on without it.")
    return 0


def not_there(group: dict[str, Any]) -> list[str]:
    """The packages of a group that are not installed; where there is no dpkg, the programs that are not found."""
    if shutil.which("dpkg-query") is None:
        return [p for p in group["programs"] if not any(map(shutil.which, p.split("|")))]
    names = [name for package in group["packages"] for name in package.split("|")]
    form = "-f=${db:Status-Status} ${Package}\n"
    listed = subprocess.run(["dpkg-query", "-W", form, *names], capture_output=True, text=True, check=False).stdout
    there = {line.split()[1] for line in listed.splitlines() if line.startswith("installed ")}
    return [package for package in group["packages"] if not there.intersection(package.split("|"))]


def install(packages: list[str], what: str) -> int:
    """Installs packages with apt as root or with a sudo that asks nothing. Answers 0 or an exit code."""
    if shutil.which("apt-get") is None:
        by_hand = "Install it with your system's package manager: " + ", ".join(packages)
        return stop(MISSING, "this needs " + what, by_hand)
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    by_hand = "sudo apt-get install --no-install-recommends " + " ".join(known(p) or p.split("|")[0] for p in packages)
    if rights and (shutil.which("sudo") is None or silent([*rights, "true"])):
        return stop(MISSING, "this needs " + what, "Run: " + by_hand)
    tell("installing " + what + " …")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Dpkg::Use-Pty=0"]
    fresh = not all(map(known, packages))
    for update in (True,) if fresh else (False, True):  # lists may be old: a second try with new ones
        if update and silent([*apt, "update"]):
            break
        names = [known(package) or package.split("|")[0] for package in packages]
        if not silent([*apt, "install", "-y", "--no-install-recommends", *names]):
            return 0
    return stop(FAILED, "apt-get could not install " + what, "Run this and see what it says: " + by_hand)


def known(package: str) -> str | None:
    """The first of a package's names that apt can install now; None if there is none."""
    for name in package.split("|"):
        policy = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in policy and "Candidate: (none)" not in policy:
            return name
    return None


def silent(command: list[str]) -> int:
    """Runs a program and shows what it said only if it fails. Answers its exit code."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode and command[-1] != "true":
        print(done.stdout[-2000:] + done.stderr[-2000:], file=sys.stderr)
    return done.returncode


def see_to_environment() -> int:
    """Makes .venv as the pinned requirements say, unless it is; one run at a time. Answers 0 or an exit code."""
    if is_made():
        return 0
    with REQUIREMENTS.open() as lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        return 0 if is_made() else make()


def is_made() -> bool:
    """Whether .venv is whole and of these pins, this Python and this place."""
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def make() -> int:
    """Makes .venv, or brings it up to date; what an interrupted run left is thrown away. Answers 0 or an exit code."""
    tell("making .venv with the pinned packages; this is done once …")
    STAMP.unlink(missing_ok=True)
    python = BIN / "python"
    if UNFINISHED.exists() or not same_python(python):
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode:
            return stop(FAILED, "Python could not make .venv", "Remove the folder .venv and run the command again.")
    UNFINISHED.touch()
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    for what in (["--require-hashes", "-r", str(REQUIREMENTS)], ["--no-deps", "-e", str(ROOT)]):
        if subprocess.run([*pip, *what], stdin=subprocess.DEVNULL, check=False).returncode:
            remedy = "See that this machine reaches the package index that pip is set up for, and run it again."
            return stop(FAILED, "the Python packages could not be installed; pip says why above", remedy)
    STAMP.write_text(fingerprint())
    UNFINISHED.unlink()
    return 0


def fingerprint() -> str:
    """Changes when .venv has to be made again: other pins, another Python, another place."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for file in (REQUIREMENTS, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def same_python(python: Path) -> bool:
    """Whether there is an environment that runs this very version and has pip."""
    script = "import sys, pip; print(sys.version)"
    try:
        told = subprocess.run([str(python), "-I", "-c", script], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return told.strip() == sys.version.strip()


def see_to_browser_parts() -> None:
    """Fetches what the page that checks documents is made of, unless it is there; the site does without it too."""
    stamp = BROWSER_PARTS / "stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == BROWSER.read_text(encoding="utf-8"):
        return
    tell("fetching the parts of the page that checks documents; this is done once …")
    if subprocess.run(
        [str(BIN / "python"), "-m", "annexa", "site", "--fetch-parts", "--quiet"], check=False
    ).returncode:
        tell("they cannot be had here. Going on: the site is built without the page check.html.")


def hand_over(session: str, arguments: list[str]) -> int:
    """Becomes nox, with the environment's programs first on the path."""
    os.environ["PATH"] = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.environ.pop("PYTHONHOME", None)
    command = [str(BIN / "python"), "-m", "nox", "-s", session, *(["--", *arguments] if arguments else [])]
    if os.name == "nt":  # there, exec would not wait
        return subprocess.run(command, check=False).returncode
    return os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(stop(INTERRUPTED, "interrupted", "The next run makes anew what is not finished."))
