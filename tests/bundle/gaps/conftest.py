"""A small library that is complete and passes its check: one document of each submission, and an explanation of the rest.

Its documents are PDFs already, so that it builds without LibreOffice.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.signing import leave_stages_out
from tests.typeset import typeset

from annexa.cli import main
from annexa.load import project
from annexa.model.framework import Framework

ROOT = Path(__file__).parents[3]

LIBRARY = """\
area: Westmere
partnership: Westmere SEND Local Area Partnership
notification: 2026-11-02
"""
PEOPLE = """\
roles:
  lano: {title: Local area nominated officer, organisation: Westmere Council, stages: [lano]}
  lead: {title: Evidence lead, stages: [evidence-lead]}
  accountable: {title: Accountable lead, stages: [accountable-lead]}
"""
GAP = "{reason: The service opened in September and its first report is due in January., by: lano, on: 2026-10-30}"


def write_pdf(path: Path, title: str, pages: int = 1) -> None:
    """A tagged PDF that the check has nothing against."""
    body = "#pagebreak()\n".join(
        f"= {title}\nDated 14 September 2026. Page {page} of it.\n" for page in range(1, pages + 1)
    )
    source = f'#set document(title: "{title}", date: none)\n#set text(lang: "en", region: "GB")\n{body}'
    path.write_bytes(typeset(source, "ua-1"))


class Shelf:
    """A project folder, and the verbs that tests need."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.evidence = root / "evidence"
        self.evidence.mkdir(parents=True)
        shutil.copytree(ROOT / "schema", root / "schema")
        leave_stages_out(root / "schema")
        (self.evidence / "library.yaml").write_text(LIBRARY, encoding="utf-8")
        (self.evidence / "people.yaml").write_text(PEOPLE, encoding="utf-8")
        (self.evidence / "glossary.yaml").write_text("terms: {}\n", encoding="utf-8")
        for requirement in self.framework.requirements:
            self.item(requirement.id, nothing_to_submit=GAP)
        for id, name in (("1.2", "needs.pdf"), ("3.4", "destinations.pdf")):
            self.item(id, self.document(name))
            write_pdf(self.folder(id) / name, f"All about {name.partition('.')[0]}", 2)

    @property
    def framework(self) -> Framework:
        return project(self.root).framework

    def folder(self, id: str) -> Path:
        """An item's folder."""
        return self.evidence / f"{id}-folder"

    def item(self, id: str, *documents: str, **fields: str) -> None:
        """Writes an item.yaml, in place of the one before."""
        self.folder(id).mkdir(exist_ok=True)
        head = f'requirement: "{id}"\nlead: lead\naccountable: accountable\nsummary: What it shows.\n'
        rows = "".join(f"{name}: {value}\n" for name, value in fields.items())
        listed = "documents:\n" + "".join(documents) if documents else ""
        (self.folder(id) / "item.yaml").write_text(head + rows + listed, encoding="utf-8")

    @staticmethod
    def document(name: str, **changes: str) -> str:
        """An entry of `documents:`; a field that is empty is left out."""
        fields = {"file": name, "title": f"All about {name.partition('.')[0]}", "kind": "other", "dated": "2026-09-14"}
        written = [f"{field}: {value}" for field, value in (fields | changes).items() if value]
        return "  - " + "\n    ".join(written) + "\n"

    def built(self, folder: str) -> dict[str, Any]:
        """The manifest of a bundle."""
        text = (self.root / "build" / "bundles" / folder / "manifest.json").read_text("utf-8")
        manifest: dict[str, Any] = json.loads(text)
        return manifest

    def pages(self, folder: str) -> list[str]:
        """The text of every page of a bundle's only volume."""
        import pypdfium2

        (path,) = (self.root / "build" / "bundles" / folder).glob("*.pdf")
        with pypdfium2.PdfDocument(path) as document:
            return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "project")


@pytest.fixture
def annexa(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs annexa on the shelf; returns the exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main.run(["--library", str(shelf.root), *arguments])
        said = capsys.readouterr()
        return int(code), said.out, said.err

    return run


@pytest.fixture(autouse=True)
def no_helpers(helpers_here: None) -> None:
    """A build is looked at here, not its helpers."""
