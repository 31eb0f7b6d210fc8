"""What `pip install` gives: a library of one's own without a checkout, from `init` to bundle and site."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest

from annexa.tools import libreoffice

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
PARTS = (
    "src",
    "schema",
    "guidance",
    "requirements",
    ".github",
    "mkdocs.yml",
    ".gitlab-ci.yml",
    "pyproject.toml",
    "setup.py",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy: building leaves files beside the source."""
    copy, into = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    leave = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in (*PARTS, "README.md", "LICENSE"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=leave)
        else:
            shutil.copy(ROOT / name, copy / name)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "-w", str(into), str(copy)], check=True, timeout=600)
    (built,) = into.glob("annexa-*.whl")
    return built


@pytest.fixture(scope="module")
def annexa(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The installed command: annexa from the wheel, what it depends on from this environment."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home)
    python = home / "bin/python"
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "theirs.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    # else pip finds the annexa.egg-info that an editable install leaves on PYTHONPATH, and installs nothing
    subprocess.run([*pip, "--ignore-installed", str(wheel)], check=True, timeout=600)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(home / "bin/annexa"), *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)

    return run


def test_the_wheel_holds_the_lists_and_the_guidance_and_no_facts_of_an_area(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name.removeprefix("annexa/shipped/") for name in archive.namelist() if "shipped/" in name}
    schema = {path.relative_to(ROOT).as_posix() for path in (ROOT / "schema").rglob("*") if path.is_file()}
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "guidance/pages").rglob("*.md")}
    own = {"mkdocs.yml", "guidance/nav.yaml", "guidance/theme/main.html", "requirements/browser.txt"}
    assert names > schema | pages | own
    assert not [name for name in names if name.startswith(("guidance/local", "evidence"))]


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed")
def test_an_empty_folder_becomes_a_library_with_a_bundle_and_a_site(
    annexa: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    started = annexa(tmp_path, "init", "ashby", "--area", "Ashby")
    assert started.returncode == 0, started.stderr
    root = tmp_path / "ashby"
    assert not (root / "schema").exists() and not (root / "guidance/pages").exists()

    theirs = tmp_path / "SharePoint/Annex A 3.4 Destinations"
    theirs.mkdir(parents=True)
    document = docx.Document()
    document.add_heading("Destinations after leaving school", 0)
    document.add_paragraph("Version 1, 14 September 2026. Of 212 leavers, 199 went on to education or work.")
    document.save(str(theirs / "Destinations v3 FINAL (2).docx"))
    adopted = annexa(root, "adopt", "../SharePoint")
    assert adopted.returncode == 0 and "1 placed" in adopted.stdout, adopted.stderr
    (own,) = (root / "evidence").glob("3.4-*")

    checked = annexa(own, "check", "3.4", "--format", "json")  # from a folder inside, as people are
    assert checked.returncode in (0, 1), checked.stderr
    assert '"metadata-' not in checked.stdout
    whole = annexa(root, "check", "--format", "json")
    assert whole.returncode == 1
    assert '"to-be-filled-in"' in whole.stdout

    bundle = annexa(root, "bundle", "day-5", "--draft")
    assert bundle.returncode == 0, bundle.stderr
    (pdf,) = (root / "build/bundles/day-5").glob("*Ashby*.pdf")
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "Of 212 leavers" in re.sub(r"\s+", " ", text) and "Ashby local area partnership" in text

    site = annexa(root, "site")
    assert site.returncode == 0, site.stderr
    assert "Ashby" in (root / "build/site/index.html").read_text()
    assert "Westmere" not in (root / "build/site/index.html").read_text()
    assert (root / "build/site/assets/annexa.css").read_bytes() == (
        ROOT / "guidance/theme/assets/annexa.css"
    ).read_bytes()
    assert not (root / "build/guidance-site.zip").exists(), "nothing is published with marks in it"
    assert "names.authority (line" in site.stderr
    assert "Not to be published yet" in (root / "build/site/roles/index.html").read_text(), (
        "whoever copies the folder sees it"
    )
