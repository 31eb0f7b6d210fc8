"""Measures on which page each heading of the Word files falls, so that contents lists tell the truth.

LibreOffice, like Word, shows a contents list as it was last saved. The measured pages are kept in `pages.json`; without
LibreOffice the generator uses them as they stand.
"""

import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

KEPT = Path(__file__).with_name("pages.json")


def measure(files: list[Path]) -> dict[str, list[int]]:
    """The page, counted from 1, of each first- and second-level heading of each Word file that has a contents list."""
    with tempfile.TemporaryDirectory(prefix="annexa-sample-") as folder:
        options = json.dumps({"ExportBookmarks": {"type": "boolean", "value": "true"}})
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += [f"pdf:writer_pdf_Export:{options}", "--outdir", folder, *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
        return {path.name: _pages(Path(folder) / f"{path.stem}.pdf") for path in files}


def keep(files: list[Path]) -> bool:
    """Whether measuring changed what is kept."""
    found = measure([path for path in sorted(files) if b"TOC \\o" in zipfile.ZipFile(path).read("word/document.xml")])
    new = "{\n" + ",\n".join(f"{json.dumps(name)}: {pages}" for name, pages in found.items()) + "\n}\n"
    if KEPT.exists() and KEPT.read_text(encoding="utf-8") == new:
        return False
    KEPT.write_text(new, encoding="utf-8")
    return True


def _pages(pdf: Path) -> list[int]:
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
