"""A browser of the Chromium family: prints a page to PDF, and is what the site's accessibility tests drive."""

import os
import shutil
from pathlib import Path

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import system
from annexa.tools.leftovers import temporary_folder
from annexa.tools.process import run

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
OFFLINE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def find() -> Path | None:
    """The browser, or None."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in PLACES if Path(place).exists()), None)


def version() -> str | None:
    """Such as "Chromium 140.0.7339.80"; None where there is no browser. Raises ToolFailed."""
    program = find()
    if program is None:
        return None
    return " ".join(run([program, "--version"], seconds=60).out.decode(errors="replace").split()[:2])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def print_to_pdf(page: Path, target: Path, *, seconds: float = 60) -> None:
    """Prints a local HTML file as a tagged PDF, without any network. Raises MissingTool, ToolFailed, OSError."""
    program = find()
    if program is None:
        raise MissingTool(
            "No browser of the Chromium family is installed, so a page cannot be printed",
            remedy=system.remedy("browser"),
        )
    with temporary_folder("browser") as folder:
        made = Path(folder) / "page.pdf"
        options = [
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            *OFFLINE,
            *(["--no-sandbox"] if _is_root() else []),  # Chromium refuses to run as root with its sandbox
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={made}",
        ]
        done = run([program, *options, page.resolve().as_uri()], seconds=seconds)
        if not made.exists() or not made.stat().st_size:
            raise ToolFailed(
                f"The browser printed nothing: {done.complaint}", remedy="Run `annexa doctor` and look at Chromium."
            )
        shutil.copyfile(made, target)
