"""Writes a library of any size: real text, headings, tables, pictures, workbooks, slides and PDFs; the same each time.

    python scripts/make_library.py FOLDER [--documents 600] [--pages 6000] [--signed]

The words are those of the guidance. Of ten documents five are Word's, two are PDFs, two workbooks, one slides. Pages
are met roughly: nobody knows before LibreOffice has set them.
"""

import argparse
import io
import random
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sample.pack import office, unpack

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("docx", "docx", "pdf", "docx", "xlsx", "docx", "pptx", "docx", "pdf", "xlsx")
A_PAGE = 420
"""Words of a page."""
FIRST_DAY = date(2026, 6, 1)
SIGNED = datetime(2026, 11, 2, 15, tzinfo=UTC)
NOTHING = "nothing_to_submit: {reason: The service starts in January., by: lano, on: 2026-10-01}"
PDF = """#set document(title: "{title}", date: none)
#set page(paper: "a4", margin: 22mm)
#set text(size: 10.5pt, lang: "en", region: "GB")
= {title}
Date: {dated}
"""


class Words:
    """Paragraphs of the guidance, from a place that the number of a document decides."""

    def __init__(self) -> None:
        pages = sorted((ROOT / "guidance" / "pages").rglob("*.md"))
        text = "\n".join(re.sub(r"(?s)\A---.*?---\n", "", path.read_text(encoding="utf-8")) for path in pages)
        text = re.sub(r"\{[{%].*?[}%]\}|\[([^]]*)\]\([^)]*\)|[*_`<>|$@#\\~\[\]{}]", r"\1", text)
        self.paragraphs = [" ".join(each.split()) for each in text.split("\n\n") if len(each.split()) > 12]

    def of(self, number: int, words: int) -> Iterator[str]:
        """So many words, in paragraphs."""
        at = number * 37
        while words > 0:
            paragraph = self.paragraphs[at % len(self.paragraphs)]
            yield paragraph
            words -= len(paragraph.split())
            at += 1


def picture(number: int) -> bytes:
    """A chart of columns."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (640, 360), "white")
    pen = ImageDraw.Draw(drawn)
    for column, height in enumerate(random.Random(number).sample(range(40, 340), 12)):
        pen.rectangle((20 + column * 51, 350 - height, 58 + column * 51, 350), fill=(32, 82 + column * 8, 149))
    stream = io.BytesIO()
    drawn.save(stream, "PNG")
    return stream.getvalue()


def rows(number: int, count: int) -> list[list[str]]:
    """A table of figures under its headings."""
    noise = random.Random(number)
    head = ["Setting", "Plans", "Support", "Waiting, weeks"]
    body = ([f"Setting {n + 1}", *(str(noise.randrange(5, 900)) for _ in range(3))] for n in range(count))
    return [head, *body]


def docx(title: str, dated: str, number: int, pages: int, words: Words) -> bytes:
    """A report with headings, a table on every third page and a picture."""
    import docx as word
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    report = word.Document()
    report.core_properties.title, report.core_properties.language = title, "en-GB"
    report.core_properties.author = ""
    report.add_heading(title, 1)
    report.add_paragraph(f"Date: {dated}")
    for page in range(pages):
        report.add_heading(f"Part {page + 1}: what was done and what changed", 2)
        for paragraph in words.of(number + page * 11, A_PAGE - 60):
            report.add_paragraph(paragraph)
        if page % 3 == 0:
            cells = rows(number + page, 6)
            table = report.add_table(len(cells), 4, style="Table Grid")
            for line, values in zip(table.rows, cells, strict=True):
                for cell, value in zip(line.cells, values, strict=True):
                    cell.text = value
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    shape = report.add_picture(io.BytesIO(picture(number)), width=word.shared.Cm(12))
    properties = shape._inline.find(qn("wp:docPr"))
    properties.set("descr", "Columns: plans by month")
    stream = io.BytesIO()
    report.save(stream)
    return office(unpack(stream.getvalue()))


def xlsx(title: str, dated: str, number: int, pages: int, words: Words) -> bytes:
    """Sheets of figures."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, ""
    book.properties.created = datetime(2026, 6, 1)
    for sheet in range(max(1, pages // 8)):
        page = book.create_sheet(f"Figures {sheet + 1}")
        for row in rows(number + sheet, 45 * min(pages, 8)):
            page.append([int(value) if value.isdigit() else value for value in row])
        page.append([f"Date: {dated}"])
        page.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    parts = unpack(stream.getvalue())
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(?<=Z</dcterms:created>).*(?=</cp:coreProperties>)", b"", core)  # the hour
    return office(parts)


def pptx(title: str, dated: str, number: int, pages: int, words: Words) -> bytes:
    """Slides with a title and a few lines."""
    from pptx import Presentation

    show = Presentation()
    show.core_properties.title, show.core_properties.author = title, ""
    lines = words.of(number, pages * 60)
    for page in range(pages):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title if page == 0 else f"Part {page + 1}"
        slide.placeholders[1].text = f"Date: {dated}" if page == 0 else next(lines, "What changed")[:300]
    stream = io.BytesIO()
    show.save(stream)
    return office(unpack(stream.getvalue()))


def pdf(title: str, dated: str, number: int, pages: int, words: Words) -> bytes:
    """A tagged PDF with headings and tables."""
    import typst

    parts = [PDF.format(title=title, dated=dated)]
    for page in range(pages):
        parts.append(f"== Part {page + 1}\n" + "\n\n".join(words.of(number + page * 11, A_PAGE - 80)))
        cells = ", ".join(f"[{value}]" for row in rows(number + page, 5)[1:] for value in row)
        parts.append(f"#table(columns: 4, table.header[Setting][Plans][Support][Waiting], {cells})")
    made: bytes = typst.compile("\n\n".join(parts).encode(), format="pdf", ignore_system_fonts=True)
    return made


MAKERS = {"docx": docx, "xlsx": xlsx, "pptx": pptx, "pdf": pdf}


def day_of(number: int) -> date:
    """The date of a document, counted from 0."""
    return FIRST_DAY + timedelta(days=number % 120)


def write(folder: Path, documents: int, pages: int) -> Path:
    """A library with an item for every requirement, and so many documents in all. Raises FileExistsError."""
    from annexa.load import project

    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    (folder / "guidance").mkdir()
    shutil.copy2(ROOT / "guidance" / "local.yaml", folder / "guidance")
    for name in ("library.yaml", "people.yaml", "glossary.yaml"):
        shutil.copy2(ROOT / "evidence" / name, evidence)
    requirements = sorted(project(folder).framework.requirements, key=lambda each: each.sensitive)
    filled = sum(not each.sensitive for each in requirements)
    words, share = Words(), max(1, pages // documents)
    for place, requirement in enumerate(requirements):
        own = evidence / f"{requirement.id}-item"
        own.mkdir()
        entries = [
            f'requirement: "{requirement.id}"',
            "lead: education-evidence-lead",
            "accountable: education-accountable-lead",
            "summary: What was done, for whom, and what changed.",
        ]
        numbers = range(place, documents, filled) if place < filled else range(0)
        entries.append("documents:" if numbers else NOTHING)
        for number in numbers:
            kind = KINDS[number % len(KINDS)]
            dated = day_of(number)
            title = f"Report {number + 1} for requirement {requirement.id}"
            day = f"{dated.day} {dated:%B %Y}"
            (own / f"report-{number + 1}.{kind}").write_bytes(MAKERS[kind](title, day, number, share, words))
            entries += [f"  - file: report-{number + 1}.{kind}", f"    title: {title}", "    kind: other"]
            entries += [f"    dated: {dated}", "    status: final"]
        (own / "item.yaml").write_text("\n".join(entries) + "\n", encoding="utf-8")
    return folder


def sign(folder: Path) -> None:
    """Every stage of every item, in as many rounds as there are signatures for one."""
    from annexa.check.subjects import sources
    from annexa.inspection import signoff
    from annexa.load import project
    from annexa.model.standing import standing, turn

    while True:
        loaded = project(folder)
        library, framework = loaded.library, loaded.framework
        if library is None:
            raise SystemExit("the library cannot be read")
        digests = {source.name: source.sha256 for source in sources(library, framework)}
        written = 0
        for item in library.items:
            stage = turn(standing(item, library, framework, digests))
            if stage is not None and stage.missing:
                role = stage.missing[0]
                signed = signoff.signature(item, library, framework, digests, stage=stage.stage, role=role, at=SIGNED)
                signoff.write(item, signed)
                written += 1
        if not written:
            return


def main() -> int:
    """Writes the library; 2 where the folder holds something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--signed", action="store_true", help="with the signature of every role")
    chosen = parser.parse_args()
    if chosen.folder.exists() and any(chosen.folder.iterdir()):
        print(f"{chosen.folder} is not empty: name a new folder", file=sys.stderr)
        return 2
    chosen.folder.mkdir(parents=True, exist_ok=True)
    write(chosen.folder, chosen.documents, chosen.pages)
    if chosen.signed:
        sign(chosen.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
