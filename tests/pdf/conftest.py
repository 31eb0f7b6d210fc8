"""Small PDFs with one peculiarity each, and a way to merge them and read the result with other libraries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from tests import typeset as setting

from annexa.pdf import merge, save
from annexa.pdf.placed import Merged
from annexa.pdf.source import Source
from annexa.pdf.washed import attached, open_washed
from annexa.pdf.washing import naming, wash


@dataclass
class Bundle:
    """A merged and saved bundle, opened by pypdf and pdfium, never by what wrote it."""

    path: Path
    merged: Merged
    sources: list[Source]
    reader: pypdf.PdfReader
    pdfium: pypdfium2.PdfDocument

    def text(self, number: int) -> str:
        """What pdfium reads on a page, counted from 1."""
        return str(self.pdfium[number - 1].get_textpage().get_text_range())

    def page_of(self, target: Any) -> int:
        """The page, counted from 1, that a destination of pypdf leads to."""
        return self.reader.get_destination_page_number(target) + 1

    def link_pages(self, number: int) -> list[int]:
        """The pages that the links on a page lead to, in order, through names where they use them."""
        names = self.reader.named_destinations
        pages = {page.indirect_reference.idnum: at for at, page in enumerate(self.reader.pages, 1)}
        found = []
        for annotation in self.reader.pages[number - 1].get("/Annots", []):
            place = annotation.get_object().get("/Dest")
            if place is None:
                continue
            if isinstance(place, str | bytes):
                found.append(self.page_of(names[place]))
            else:
                found.append(pages[place.get_object()[0].idnum])
        return found


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Path]:
    """Makes an untagged PDF whose pages say "<name> page <n>"; `change` is given the open PDF."""

    def make(name: str, pages: int = 2, change: Callable[[pikepdf.Pdf], None] | None = None, **page: Any) -> Path:
        pdf = pikepdf.new()
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, pages + 1):
            content = pdf.make_stream(f"BT /F1 20 Tf 72 400 Td ({name} page {number}) Tj ET".encode())
            pdf.pages.append(
                pikepdf.Page(
                    pdf.make_indirect(
                        Dictionary(
                            Type=Name.Page,
                            MediaBox=Array([0, 0, 300, 500]),
                            Resources=Dictionary(Font=Dictionary(F1=font)),
                            Contents=content,
                            **page,
                        )
                    )
                )
            )
        if change:
            change(pdf)
        path = tmp_path / f"{name}.pdf"
        pdf.save(path)
        return path

    return make


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., Path]:
    """Makes a tagged PDF with typst; `change` is given the open PDF afterwards."""

    def make(name: str, source: str, change: Callable[[pikepdf.Pdf], None] | None = None) -> Path:
        head = f'#set document(title: "{name}", author: "Secret Author")\n#set text(lang: "en")\n'
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(setting.typeset(head + source))
        if change:
            with pikepdf.open(path, allow_overwriting_input=True) as pdf:
                change(pdf)
                pdf.save(path)
        return path

    return make


@pytest.fixture
def merge_files(tmp_path: Path) -> Iterator[Callable[..., Bundle]]:
    """Washes and merges PDFs as a bundle does, one leaf each, and opens the result."""
    opened: list[Bundle] = []

    def run(*paths: Path, **numbering: Any) -> Bundle:
        sources = []
        for number, path in enumerate(paths, 1):
            copy = tmp_path / f"washed-{len(opened)}-{number}"
            with naming(path.stem):
                wash(path, copy, is_ours=False)
            sources.append(open_washed(copy, title=path.stem))
            sources[-1].attachments = list(attached(copy))
        leaves = [
            merge.Leaf(source=source, title=source.title, files=(f"3.{number}-item/{path.name}",), key=str(number))
            for number, (source, path) in enumerate(zip(sources, paths, strict=True), 1)
        ]
        total = sum(leaf.length for leaf in leaves)
        numbers = merge.Numbering(**{"total": total, **numbering})
        merged = merge.merge(leaves, title="A bundle", language="en-GB", numbering=numbers)
        about = save.About(
            title="A bundle",
            language="en-GB",
            dated=date(2026, 11, 3),
            is_accessible=not any(issue.breaks for issue in merged.issues),
        )
        save.describe(merged.pdf, about)
        output = tmp_path / f"bundle-{len(opened)}.pdf"
        save.save(merged.pdf, output)
        bundle = Bundle(output, merged, sources, pypdf.PdfReader(output), pypdfium2.PdfDocument(output))
        opened.append(bundle)
        return bundle

    yield run
    for bundle in opened:
        bundle.reader.close()
        bundle.pdfium.close()
