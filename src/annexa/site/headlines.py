"""The keep-in-touch headlines as a Word document, to be read through and spoken from."""

from datetime import date
from typing import Any, Final

from annexa.inspection.debrief.headlines import Entry, Headlines
from annexa.model.text import xml_text
from annexa.site.book import Book
from annexa.site.word import PALE, document, saved

_INKS: Final = {"red": "B00020", "amber": "8A4B00", "green": "1B5E20"}
"""Colours of marks that can be read on white; the word says the same."""
_FOOTER: Final = "A draft for the keep-in-touch meeting. It names no interviewee: see that it stays so. Official."


def headlines_word(page: Headlines, book: Book, day: date) -> bytes:
    """A page or two about a day: the tally, then a heading for each section with its points."""
    from docx.shared import Pt

    made = document(xml_text(page.title), book, day, footer=_FOOTER)
    styles: Any = made.styles
    for name in ("List Bullet", "List Bullet 2", "List Continue 2"):
        styles[name].paragraph_format.space_after = Pt(2)
    for sentence in page.opening:
        made.add_paragraph(xml_text(sentence))
    for section in page.sections:
        made.add_paragraph(xml_text(section.title), style="Heading 2")
        if not section.entries:
            made.add_paragraph(xml_text(section.empty))
        for entry in section.entries:
            _entry(made, entry)
    return saved(made)


def _entry(made: Any, entry: Entry) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = made.add_paragraph(style="List Bullet")
    if entry.mark:
        mark = paragraph.add_run(f"{xml_text(entry.mark)}: ")
        mark.bold = True
        if ink := _INKS.get(entry.mark.lower()):
            mark.font.color.rgb = RGBColor.from_string(ink)
    paragraph.add_run(xml_text(entry.words))
    for line in entry.below:
        made.add_paragraph(xml_text(line), style="List Bullet 2")
    if entry.command:
        paragraph.paragraph_format.keep_with_next = True
        below = made.add_paragraph(style="List Continue 2")
        command = below.add_run(xml_text(entry.command))
        command.font.name, command.font.size = "Courier New", Pt(8.5)
        _shade(below)


def _shade(paragraph: Any) -> None:
    """A pale ground, behind what is to be typed."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PALE}"/>'))
