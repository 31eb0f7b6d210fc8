"""The ready-made PDFs among the cases beside the checkout, merged into one draft: what is right stands in pdfs.yaml."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pytest
import yaml

from annexa.documents.reader import read
from annexa.pdf import merge, save
from annexa.pdf.washed import beside, open_washed
from annexa.pdf.washing import wash
from annexa.proof import Proof
from annexa.proof.pages import shown
from annexa.proof.verdict import compared
from annexa.tools import fonts

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
TABLE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pdfs.yaml").read_text("utf-8"))

pytestmark = pytest.mark.slow  # thirty PDFs, four seconds in all


class Case(NamedTuple):
    """One of the PDFs, and what became of it."""

    text: str
    """Of its pages in the draft, without spaces."""
    links: list[str]
    notes: list[str]
    removed: dict[str, int]
    proof: Proof


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Case]]:
    """All of them in one file, each with what was found of it."""
    if not SHARED.is_dir():
        pytest.skip("../shared/cases is not here: it holds inputs that are not part of the project")
    folder = tmp_path_factory.mktemp("pdfs")
    leaves, about = [], {}
    for number, name in enumerate(TABLE):
        wash(SHARED / name, copy := folder / f"copy-{number}", is_ours=False)
        source = open_washed(copy, title=name)
        about[name] = (list(source.notes), dict(source.removed))
        leaves.append(merge.Leaf(source=source, title=name, key=name))
    total = sum(leaf.length for leaf in leaves)
    merged = merge.merge(leaves, title="D", language="en", numbering=merge.Numbering(total=total, draft=True))
    save.describe(merged.pdf, save.About(title="D", language="en", dated=date(2026, 11, 3), is_accessible=False))
    save.save(merged.pdf, path := folder / "draft.pdf")
    cases = {}
    with pypdfium2.PdfDocument(path) as document:
        pages = pypdf.PdfReader(path).pages
        for number, (name, leaf) in enumerate(zip(TABLE, merged.leaves, strict=True)):
            run = range(leaf.first - 1, leaf.first - 1 + len(leaf.pages))
            text = "".join(document[index].get_textpage().get_text_range() for index in run)
            links = [address for index in run for address in _addresses(pages[index])]
            proof = compared(read(SHARED / name), shown(beside(folder / f"copy-{number}", "pdf")))
            cases[name] = Case(_even(text), links, *about[name], proof)
    return path, cases


def _even(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _addresses(page: pypdf.PageObject) -> list[str]:
    annotations = [each.get_object() for each in page.get("/Annots", [])]
    actions = [each["/A"] for each in annotations if "/A" in each]
    return [str(action["/URI"]) for action in actions if "/URI" in action]


@pytest.mark.parametrize("name", TABLE)
def test_a_pdf_is_in_the_bundle_as_a_careful_reader_expects(name: str, draft: tuple[Path, Mapping[str, Case]]) -> None:
    case, right = draft[1][name], TABLE[name]
    assert not [words for words in right.get("shows", ()) if _even(words) not in case.text]
    assert not [words for words in right.get("hides", ()) if _even(words) in case.text]
    assert right.get("notes", "") in " ".join(case.notes)
    assert right.get("removed", {}).items() <= case.removed.items()
    if "links" in right:
        assert case.links == right["links"]
    unseen = not all(fonts.has(letter) for letter in right.get("letters", ""))
    assert len(case.proof.errors) == right.get("errors", 0) + unseen, case.proof.errors


def test_each_page_has_its_number_and_says_draft_in_a_second_reader_too(draft) -> None:
    path, _ = draft
    texts = []
    with pypdfium2.PdfDocument(path) as document:
        texts.append([page.get_textpage().get_text_range() for page in document])
    if program := shutil.which("pdftotext"):
        answer = subprocess.run([program, "-q", "-raw", path, "-"], capture_output=True, check=True)
        texts.append(answer.stdout.decode("utf-8", "replace").split("\f")[:-1])
    for pages in texts:
        for number, text in enumerate(pages, 1):
            assert f"DRAFT – Page {number} of {len(pages)}" in text
            assert "DRAFT – not for submission" in text
