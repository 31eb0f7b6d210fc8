"""The picture of the status in the README: the sample in week two, both submissions sent, three requests open.

python3 scripts/status_picture.py docs/images/status.png
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from annexa.cli import main as annexa
from annexa.inspection.calendar import ZONE
from annexa.load import Loaded, project
from annexa.load.places import locate, recorded
from annexa.load.sent import path_of
from annexa.model.library import is_child_level
from annexa.model.sent import Frozen, SentDocument, SentFile
from annexa.pipeline import library_of
from annexa.sent.freeze import write
from annexa.tools import chromium
from annexa.tools.files import sha256_of

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 10, 10, tzinfo=ZONE)
SENT = {"day-2": (date(2026, 11, 3), time(11, 20)), "day-5": (date(2026, 11, 6), time(16, 5))}
THERAPY = "Waiting times for speech and language therapy by school, October 2026"
STEPS = (
    ("open", "--asked", "Minutes of the quality panel, autumn 2026", "--inspector", "Ofsted inspector, education",
     "--through", "lano", "--at", "2026-11-09 10:40"),
    ("open", "--asked", THERAPY, "--inspector", "CQC inspector", "--through", "lano", "--at", "2026-11-09 14:10"),
    ("open", "--asked", "The audit of annual reviews of November 2026", "--inspector", "Ofsted inspector, social care",
     "--through", "lano", "--at", "2026-11-10 09:15"),
    ("assign", "1", "--to", "education-accountable-lead", "--by", "lano", "--at", "2026-11-09 11:00"),
    ("assign", "2", "--to", "health-accountable-lead", "--by", "lano", "--at", "2026-11-09 14:30"),
    ("assess", "1", "--available", "yes", "--ready", "2026-11-10 16:00", "--by", "education-accountable-lead",
     "--at", "2026-11-09 12:00"),
)  # fmt: skip


def documents(loaded: Loaded, submission: str, package: str) -> Iterator[SentDocument]:
    """The documents of a package as a record holds them, a page each."""
    for item in library_of(loaded).items:
        requirement = loaded.framework.requirement(item.meta.requirement)
        for place, meta in enumerate(item.meta.documents, start=1):
            path = locate(library_of(loaded), item, meta)
            if requirement is None or requirement.submission != submission or not isinstance(path, Path):
                continue
            if is_child_level(requirement, meta) == (package == "child-level"):
                id, file, version = item.meta.requirement, recorded(item, meta), sha256_of(path)
                yield SentDocument(
                    key=f"{id}/{place}", item=id, title=meta.title, file=file, version=version,
                    first="1", last="1", pages=1,
                )  # fmt: skip


def send(root: Path) -> None:
    """Records both submissions as sent."""
    loaded = project(root)
    for submission, (day, clock) in SENT.items():
        for package in ("shared", "child-level"):
            held = tuple(documents(loaded, submission, package))
            if held:
                record = Frozen.model_construct(
                    submission=submission, package=package, title=submission, pages=1, sent=day, sent_at=clock,
                    by="lano", documents=held,
                    files=(SentFile(name="bundle.pdf", sha256="0" * 64, pages=1, first="1"),),
                )  # fmt: skip
                write(path_of(root, submission, package), record, before=None)


def main(picture: Path) -> None:
    """Writes the picture."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "sample"
        for name in ("evidence", "schema", "guidance"):
            shutil.copytree(ROOT / name, root / name)
        settings = root / "evidence/library.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}\nframework_confirmed: {{date: 2026-11-01, role: lano}}\n")
        send(root)
        page_file = root / "status.html"
        for line in (*(("request", *step) for step in STEPS), ("status", "--at", f"{NOW:%F %R}", "-o", str(page_file))):
            if annexa.run(["--library", str(root), *line]):
                raise SystemExit(f"annexa {' '.join(line)} was refused")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(chromium.find()), args=list(chromium.OFFLINE))
            page = browser.new_page(viewport={"width": 1120, "height": 1080})
            page.clock.set_fixed_time(NOW)
            page.goto(page_file.as_uri())
            page.screenshot(path=picture)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
