"""Writes presentations: every slide has a title, every picture a description, and there are no speaker notes."""

import io
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from . import pack
from .inline import plain
from .model import Document, Figure, Table, long_date
from .word_parts import DEEP, INK, PALE, core
from .words import Speller

WIDE, HIGH = Cm(33.87), Cm(19.05)


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: a title, and bullets, a table or a picture below it."""

    title: str
    bullets: tuple[str, ...] = ()
    table: Table | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    subtitle: str
    version: str = "1.0"
    owner: str
    slides: tuple[Slide, ...]


def write(document: Document, deck: Deck) -> bytes:
    """The pptx file."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    speller = Speller()
    _opening(made, document, deck, speller)
    for number, slide in enumerate(deck.slides, 2):
        _slide(made, slide, speller, number, document, deck)
    out = io.BytesIO()
    made.save(out)
    return pack.office(_lean(pack.unpack(out.getvalue()), document, deck))


def _lean(members: dict[str, bytes], document: Document, deck: Deck) -> dict[str, bytes]:
    """Without the template's thumbnail and printer settings, in British English."""
    gone = [name for name in members if "thumbnail" in name or "printerSettings" in name]
    for name in gone:
        del members[name]
        tail = name.rsplit("/", 1)[-1].encode()
        for other in ("_rels/.rels", "ppt/_rels/presentation.xml.rels"):
            members[other] = _without(members[other], tail)
    members["docProps/core.xml"] = core(document.title, deck.owner, document.dated).encode()
    # LibreOffice draws the master's background outside the tags (PDF/UA 7.1-3); a slide without one is white as well.
    master = "ppt/slideMasters/slideMaster1.xml"
    members[master] = re.sub(rb"<p:bg>.*?</p:bg>", b"", members[master], flags=re.DOTALL)
    return {name: data.replace(b'lang="en-US"', b'lang="en-GB"') for name, data in members.items()}


def _without(relations: bytes, tail: bytes) -> bytes:
    from lxml import etree

    tree = etree.fromstring(relations)
    for row in list(tree):
        if (row.get("Target") or "").encode().endswith(tail):
            tree.remove(row)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _opening(made: Any, document: Document, deck: Deck, speller: Speller) -> None:
    slide = made.slides.add_slide(made.slide_layouts[0])
    _place(slide.shapes.title, Cm(2.5), Cm(5), Cm(28.8), Cm(4))
    _say(slide.shapes.title, speller.plain(document.title), 44, DEEP, bold=True)
    below = slide.placeholders[1]
    _place(below, Cm(2.5), Cm(9.4), Cm(28.8), Cm(5))
    dated = f"Version {deck.version}. Date: {long_date(document.dated)}"
    _say(below, "\n".join((speller.spell(deck.subtitle), dated, deck.owner)), 22, INK)


def _slide(made: Any, slide: Slide, speller: Speller, number: int, document: Document, deck: Deck) -> None:
    layout = made.slide_layouts[1 if slide.bullets else 5]
    new = made.slides.add_slide(layout)
    _place(new.shapes.title, Cm(1.8), Cm(0.9), Cm(30.2), Cm(2))
    _say(new.shapes.title, speller.plain(slide.title), 32, DEEP, bold=True)
    below: int = Cm(3.4)
    if slide.bullets:
        body = new.placeholders[1]
        narrow = slide.figure is not None
        _place(body, Cm(1.8), below, Cm(12.4 if narrow else 30.2), Cm(13.4))
        _say(body, "\n".join(speller.spell(plain(text)) for text in slide.bullets), 20 if narrow else 24, INK)
    if slide.table:
        _table(new, slide.table, speller, below)
    if slide.figure:
        _picture(new, slide.figure, speller, Cm(14.8 if slide.bullets else 5.4), below)


def _picture(new: Any, figure: Figure, speller: Speller, left: int, top: int) -> None:
    data = figure.draw()
    with Image.open(io.BytesIO(data)) as picture:
        ratio = picture.height / picture.width
    room_wide, room_high = WIDE - left - Cm(1.6), HIGH - top - Cm(2)
    width = min(room_wide, int(room_high / ratio))
    shape = new.shapes.add_picture(io.BytesIO(data), left, top, width, int(width * ratio))
    shape._element.nvPicPr.cNvPr.set("descr", speller.later(figure.alt))
    shape.name = figure.caption


def _table(new: Any, table: Table, speller: Speller, top: int) -> None:
    rows, columns = len(table.rows) + 1, len(table.header)
    frame = new.shapes.add_table(rows, columns, Cm(1.8), top, Cm(30.2), Cm(1.1 * rows))
    frame.name = table.caption
    frame._element.nvGraphicFramePr.cNvPr.set("descr", speller.later(table.caption))
    shares = table.widths or tuple(1 for _ in table.header)
    for i, share in enumerate(shares):
        frame.table.columns[i].width = int(Cm(30.2) * share / sum(shares))
    for r, row in enumerate((table.header, *table.rows)):
        for c, text in enumerate(row):
            cell = frame.table.cell(r, c)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour(DEEP if r == 0 else PALE if r % 2 else "FFFFFF")
            _say(cell, speller.spell(plain(text)), 16, "FFFFFF" if r == 0 else INK, bold=r == 0)


def _colour(hexadecimal: str) -> Any:
    made: Any = RGBColor
    return made.from_string(hexadecimal)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _say(shape: Any, text: str, points: int, colour: str, *, bold: bool = False) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    for i, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Calibri"
        run.font.color.rgb = _colour(colour)
        run._r.get_or_add_rPr().set("lang", "en-GB")
        if not bold:
            paragraph.space_after = Pt(8)
