"""Measures on which page each heading of the Word files falls, so that contents lists tell the truth.

LibreOffice, like Word, shows a contents list as it was last saved, and one version breaks pages where another does not.
So the pages are kept in `pages.json` for each version that somebody has measured with, and a document whose headings do
not fall on the same pages in all of them has a contents list without page numbers, as Word offers it. Without
LibreOffice the generator uses what is kept.
"""

import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

KEPT = Path(__file__).with_name("pages.json")


def convert(files: list[Path], folder: Path) -> list[Path]:
    """Converts Office files to PDF in one LibreOffice of its own; answers with the PDF files that it made.

    Raises subprocess.CalledProcessError where LibreOffice fails, and FileNotFoundError where it is not installed.
    """
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), *map(str, files)], check=True, capture_output=True)
    return sorted(folder.glob("*.pdf"))


def version() -> str:
    """What is measured with, such as "LibreOffice 7.4". Raises FileNotFoundError where it is not installed."""
    said = subprocess.run(["soffice", "--version"], check=True, capture_output=True, text=True).stdout
    name, number = said.split()[:2]
    return f"{name} {'.'.join(number.split('.')[:2])}"


def keep(files: list[Path]) -> bool:
    """Measures the Word files that have a contents list; answers whether that changed what is kept."""
    listed = [path for path in sorted(files) if b"TOC \\o" in zipfile.ZipFile(path).read("word/document.xml")]
    with tempfile.TemporaryDirectory(prefix="annexa-sample-") as folder:
        convert(listed, Path(folder))
        found = {path.name: pages(Path(folder) / f"{path.stem}.pdf") for path in listed}
    kept = measured() | {version(): found}
    parts = (f" {json.dumps(name)}: {_lines(kept[name])}" for name in sorted(kept))
    new = "{\n" + ",\n".join(parts) + "\n}\n"
    if KEPT.exists() and KEPT.read_text(encoding="utf-8") == new:
        return False
    KEPT.write_text(new, encoding="utf-8")
    return True


def _lines(found: dict[str, list[int]]) -> str:
    return "{\n" + ",\n".join(f"  {json.dumps(name)}: {numbers}" for name, numbers in found.items()) + "\n }"


def measured() -> dict[str, dict[str, list[int]]]:
    """The pages by version of LibreOffice and by file name; empty where nobody has measured."""
    if not KEPT.exists():
        return {}
    found: dict[str, dict[str, list[int]]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def kept() -> dict[str, list[int]]:
    """The pages that every version measured agrees on, by file name."""
    first, *others = measured().values() or ({},)
    return {name: numbers for name, numbers in first.items() if all(each.get(name) == numbers for each in others)}


def pages(pdf: Path) -> list[int]:
    """The page, counted from 1, of each first- and second-level bookmark of a PDF."""
    reader = PdfReader(pdf)

    def walk(entries: list[object], level: int) -> list[int]:
        found: list[int] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, level + 1)
            elif isinstance(entry, Destination) and level <= 2:
                page = reader.get_destination_page_number(entry)
                found.append((page if page is not None else 0) + 1)
        return found

    return walk(list(reader.outline), 1)
