"""Where the sample library lies: in evidence/, or, where somebody keeps a library of their own there, made anew.

What the tests say is said of the sample; a clone whose evidence/ holds another library has the same tests.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"


def place() -> Path:
    """A project folder with the sample: this checkout, or one that scripts/sample_library.py fills once."""
    ours = SCRIPTS / "sample/fixed/library.yaml"
    there = ROOT / "evidence/library.yaml"
    if there.is_file() and there.read_bytes() == ours.read_bytes():
        return ROOT
    folder = ROOT / "build" / f"sample-for-tests-{_key()}"
    return folder if folder.is_dir() else _make(folder)


def _key() -> str:
    """Changes with all that makes the sample, and with the lists and guidance beside it."""
    digest = hashlib.sha256()
    for part in (
        SCRIPTS,
        ROOT / "src/annexa/model",
        ROOT / "src/annexa/inspection",
        ROOT / "schema",
        ROOT / "guidance",
    ):
        for path in sorted(path for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _make(folder: Path) -> Path:
    work = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    (work / "evidence").mkdir(parents=True)
    for name in ("schema", "guidance"):
        shutil.copytree(ROOT / name, work / name)
    shutil.copy(ROOT / "mkdocs.yml", work)
    command = [sys.executable, str(SCRIPTS / "sample_library.py"), "--into", str(work / "evidence")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=300)
    try:
        work.rename(folder)
    except OSError:  # another worker was quicker
        shutil.rmtree(work)
    return folder


SAMPLE = place()
"""The project folder of the sample."""
