"""`annexa links` and `annexa link-sheet`, from the metadata to the exit code; no server is asked."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from annexa.cli.main import run
from annexa.links import client
from annexa.links.client import Progress
from annexa.links.verdict import Answer, Verdict

pytestmark = pytest.mark.usefixtures("helpers_here")

ITEM = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: destinations.docx
    title: Destinations after leaving school
    kind: other
    dated: 2026-09-14
    {more}
  - file: national-figures.docx
    title: National figures
    kind: link
    dated: 2026-10-01
    link:
      url: https://www.gov.uk/destinations
      shows: The national figures.
      why_open: A public page.
      looked_at: 2026-10-01
      looked_at_by: lano
"""


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Callable[..., Path]:
    """Makes a library whose report links to these addresses."""

    def make(*addresses: str, more: str = "status: final") -> Path:
        root = make_library(ITEM.format(more=more))
        document = Document()
        for number, address in enumerate(addresses):
            paragraph = document.add_paragraph(f"Paragraph {number} of a report with quite some words of its own.")
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(paragraph.add_run("More")._r)
            paragraph._p.append(link)
        document.save(str(root / "evidence/3.4-destinations/destinations.docx"))
        return root

    return make


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Verdict]:
    """In the place of the internet: the verdict on each address; one that is not listed opens."""
    plan: dict[str, Verdict] = {}

    async def ask(self: Any, addresses: list[str], *, deadline: float, progress: Callable[[Progress], None]) -> None:
        for done, address in enumerate(addresses):
            verdict = plan.get(address, Verdict.OK)
            progress(Progress(done + 1, len(addresses), Answer(address=address, verdict=verdict, asked_at=time.time())))

    monkeypatch.setattr(client.Checker, "ask", ask)
    return plan


def annexa(root: Path, *arguments: str) -> int:
    return run(["--library", str(root), *arguments])


def test_links_are_listed_by_document_with_what_to_do(
    library: Callable[..., Path], servers: dict[str, Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    servers["https://www.gov.uk/gone"] = Verdict.GONE
    servers["https://www.gov.uk/robots"] = Verdict.REFUSED_ROBOT
    root = library(
        "https://www.gov.uk/gone", "https://www.gov.uk/robots", "S:\\SEND\\plan.docx", "https://www.gov.uk/fine"
    )
    assert annexa(root, "links") == 1
    said = capsys.readouterr().out
    assert "3.4 Destinations after leaving school  evidence/3.4-destinations/destinations.docx" in said
    assert "  warning paragraph 1: The page does not exist: “More”, https://www.gov.uk/gone" in said
    assert "not checking programs" in said
    assert "a drive of somebody's computer" in said
    assert "gov.uk/fine" not in said
    assert "5 links in 1 document; 1 error, 2 warnings; 4 addresses asked for." in said


def test_strict_calls_a_link_dead_at_once_and_the_exit_code_tells(
    library: Callable[..., Path], servers: dict[str, Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    servers["https://www.gov.uk/gone"] = Verdict.GONE
    root = library("https://www.gov.uk/gone")
    assert annexa(root, "links", "--quiet") == 0
    assert annexa(root, "links", "--strict", "--quiet") == 1
    assert capsys.readouterr().out == ""


def test_a_waiver_is_honoured(library: Callable[..., Path], servers: dict[str, Verdict]) -> None:
    servers["https://www.gov.uk/gone"] = Verdict.GONE
    waiver = "waive: [{rule: link-dead, reason: It comes back on Monday., approved_by: lano, until: 2099-01-01}]"
    assert annexa(library("https://www.gov.uk/gone", more=waiver), "links", "--strict") == 0


def test_json_holds_every_link_and_is_all_that_is_printed(
    library: Callable[..., Path], servers: dict[str, Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    root = library("https://www.gov.uk/a", "https://county.sharepoint.com/x")
    assert annexa(root, "links", "--json") == 1
    found = {link["address"]: link for link in json.loads(capsys.readouterr().out)["links"]}
    assert found["https://www.gov.uk/a"]["verdict"] == "ok"
    assert found["https://county.sharepoint.com/x"]["level"] == "error"
    metadata = found["https://www.gov.uk/destinations"]
    assert metadata["file"] == "evidence/3.4-destinations/item.yaml"
    assert metadata["place"] == "line 16, column 12"
    assert annexa(root, "links", "--json") == 1
    again = {link["address"]: link for link in json.loads(capsys.readouterr().out)["links"]}
    assert again["https://www.gov.uk/a"]["remembered"]


def test_links_of_child_level_documents_are_not_followed_and_not_shown(
    library: Callable[..., Path], servers: dict[str, Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    root = library("https://www.gov.uk/Amina", "https://county.sharepoint.com/Amina", more="sensitivity: child-level")
    annexa(root, "links")
    annexa(root, "links", "--json", "--all")
    said = capsys.readouterr()
    assert "Amina" not in said.out + said.err
    assert "2 links of child-level documents not followed" in said.out
    assert "Amina" not in (root / "build/cache/links.json").read_text()


def test_without_a_network_the_command_says_so_and_calls_nothing_dead(
    library: Callable[..., Path], servers: dict[str, Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = [f"https://{name}.org/" for name in "abc"]
    servers.update(dict.fromkeys((*addresses, "https://www.gov.uk/destinations"), Verdict.DNS))
    assert annexa(library(*addresses), "links", "--strict") == 4
    assert "no web server at all could be reached" in capsys.readouterr().err


def test_offline_asks_nobody(library: Callable[..., Path], servers: dict[str, Verdict]) -> None:
    servers["https://www.gov.uk/gone"] = Verdict.GONE
    assert annexa(library("https://www.gov.uk/gone"), "links", "--offline", "--strict") == 0


def test_link_sheet_writes_the_document_and_writing_again_changes_nothing(
    library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = library()
    path = root / "evidence/3.4-destinations/national-figures.docx"
    assert annexa(root, "link-sheet", "3.4") == 0
    first = path.read_bytes()
    assert annexa(root, "link-sheet", str(root / "evidence/3.4-destinations")) == 0
    assert path.read_bytes() == first
    said = capsys.readouterr().out
    assert "national-figures.docx: written" in said
    assert "already up to date" in said


def test_link_sheet_writes_over_nothing_but_a_sheet(
    library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = library()
    path = root / "evidence/3.4-destinations/national-figures.docx"
    Document().save(str(path))
    before = path.read_bytes()
    assert annexa(root, "link-sheet", "3.4") == 2
    assert path.read_bytes() == before
    assert "is not a hyperlink sheet" in capsys.readouterr().err
    assert annexa(root, "link-sheet", "3.4", "--force") == 0
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("      why_open: A public page.\n", "", "neither why it opens"),
        ("national-figures.docx", "national-figures.pdf", "not the name of a .docx file"),
        ("kind: link", "kind: research", "no document of kind link"),
    ],
)
def test_link_sheet_says_what_is_missing(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    assert annexa(make_library(ITEM.format(more="status: final").replace(old, new)), "link-sheet", "3.4") == 2
    assert words in capsys.readouterr().err


def test_link_sheet_of_an_unknown_item(library: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert annexa(library(), "link-sheet", "3.5") == 2
    assert "did you mean ‘3.4’" in capsys.readouterr().err


def test_the_blank_template(library: Callable[..., Path], tmp_path: Path) -> None:
    assert annexa(library(), "link-sheet", "--blank", str(tmp_path / "blank.docx")) == 0
    assert (tmp_path / "blank.docx").read_bytes()[:2] == b"PK"
