"""Writes the hyperlink template as a Word document: the same bytes for the same words, and readable by everybody.

Headings are headings, the language is set, the link says its address so that it also works on paper, and nothing is
said by colour or layout alone. Nothing in the file depends on the day or the machine it is written on.
"""

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from annexa.links.sheet import (
    ADDRESS,
    CONTENT,
    KIND_LINE,
    LOOKED_AT,
    MARKER,
    PROMPTS,
    SHOWS,
    WHY_OPEN,
    Sheet,
    blank,
)
from annexa.model.words import day_in_words

_FONT = "Arial"
_INK = "1F2A37"
_ACCENT = "1D4F73"
_GREY = "4B5563"
_LINE = "C3CCD6"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def blank_sheet(partnership: str = "", *, language: str = "en-GB") -> bytes:
    """The empty template as docx, for the guidance site's downloads."""
    return sheet_docx(blank(partnership), language=language)


def sheet_docx(sheet: Sheet, *, language: str = "en-GB") -> bytes:
    """A sheet as docx. Deterministic: nothing but its arguments decides the bytes."""
    from docx import Document

    document = Document()
    _slim(document)
    _page(document)
    _styles(document, language)
    _header_and_footer(document, sheet)
    dated = f"dated {day_in_words(sheet.dated)}" if sheet.dated else f"dated {PROMPTS['dated']}"
    document.add_paragraph(f"{KIND_LINE}, {dated}", style="Subtitle")
    document.add_paragraph(sheet.title, style="Title")
    document.add_paragraph(sheet.requirement)
    document.add_heading(ADDRESS, level=1)
    _address(document, sheet.address)
    for heading, text in (
        (SHOWS, sheet.shows),
        (WHY_OPEN, sheet.why_open),
        (CONTENT, sheet.content),
        (LOOKED_AT, sheet.looked_at),
    ):
        if text.strip():
            document.add_heading(heading, level=1)
            _paragraphs(document, text)
    _properties(document, sheet, language)
    written = io.BytesIO()
    document.save(written)
    return _same_bytes(written.getvalue())


def _slim(document: Any) -> None:
    """Leaves out what the library's own template brings along and no sheet uses: 90 of its styles, a picture of it."""
    kept = {"Normal", "Title", "Subtitle", "Heading 1", "Header", "Footer", "List Bullet"}
    kept |= {"Default Paragraph Font", "Normal Table", "No List"}
    styles = document.styles.element
    for style in list(document.styles):
        if style.name not in kept:
            styles.remove(style.element)
        else:
            for linked in style.element.findall(_name("w:link")):
                style.element.remove(linked)
    for setting in document.settings.element.iter(_name("w:compatSetting")):
        if setting.get(_name("w:name")) == "compatibilityMode":
            setting.set(_name("w:val"), "15")  # lower, and Word shows "Compatibility Mode" in the title bar
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "customXml", "thumbnail"):
                del relations[key]


def _page(document: Any) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    _style(styles["Normal"], size=11.5, ink=_INK, after=6, line=1.25)
    _style(styles["Subtitle"], size=10.5, ink=_ACCENT, after=2, bold=True)
    _style(styles["Title"], size=23, ink=_INK, after=4, bold=True)
    _style(styles["Heading 1"], size=13.5, ink=_ACCENT, before=16, after=4, bold=True, stays=True)
    _style(styles["Header"], size=9.5, ink=_GREY)
    _style(styles["Footer"], size=9.5, ink=_GREY)
    _style(styles["List Bullet"], size=11.5, ink=_INK, after=3, line=1.25)
    _link_style(styles)
    for style in ("Title", "Subtitle"):
        _remove(styles[style].element, "w:pBdr", "w:contextualSpacing", "w:spacing@w:val")
    for style in styles:
        if style.element.rPr is not None:
            _language(style.element.rPr, language)
    for defaults in styles.element.iter(_name("w:rPrDefault")):
        for properties in defaults.iter(_name("w:rPr")):
            _language(properties, language)


def _style(
    style: Any,
    *,
    size: float,
    ink: str,
    after: float = 0,
    before: float = 0,
    line: float = 1.1,
    bold: bool = False,
    stays: bool = False,
) -> None:
    """Sizes and distances in points, `line` in lines."""
    from docx.shared import Pt, RGBColor

    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = _FONT, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(ink)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.keep_with_next = stays
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # the fonts of the theme would win over the one named here
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_name(f"w:{script}"), _FONT)


def _link_style(styles: Any) -> None:
    """LibreOffice 7.4 leaves links out of the PDF whose words do not wear the character style of that name."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    style = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.underline = True
    style.font.color.rgb = RGBColor.from_string(_ACCENT)


def _language(properties: Any, language: str) -> None:
    for found in properties.findall(_name("w:lang")):
        properties.remove(found)
    properties.append(_element("w:lang", {"w:val": language, "w:eastAsia": language}))


def _header_and_footer(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.text = sheet.partnership
    _border(header, "bottom")
    title = sheet.title if len(sheet.title) <= 70 else f"{sheet.title[:69].rstrip()}…"
    footer.text = f"{KIND_LINE}: {title}\tPage "
    tabs = footer.paragraph_format.tab_stops
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    for stop in ("4680", "9360"):
        _clear_tab(footer, stop)
    tabs.add_tab_stop(Cm(16.0), WD_TAB_ALIGNMENT.RIGHT)
    field = _element("w:fldSimple", {"w:instr": "PAGE"})
    run = _element("w:r", {})
    text = _element("w:t", {})
    text.text = "1"
    run.append(text)
    field.append(run)
    footer._p.append(field)
    _border(footer, "top")


def _clear_tab(paragraph: Any, position: str) -> None:
    """Takes away a tab stop that the style brings along."""
    tabs = paragraph._p.get_or_add_pPr().get_or_add_tabs()
    tabs.append(_element("w:tab", {"w:val": "clear", "w:pos": position}))


def _border(paragraph: Any, side: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    border = _element("w:pBdr", {})
    border.append(_element(f"w:{side}", {"w:val": "single", "w:sz": "6", "w:space": "6", "w:color": _LINE}))
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _address(document: Any, address: str) -> None:
    """The address as a link that shows itself; a prompt or a text that is no web address stays plain."""
    paragraph = document.add_paragraph()
    if not address.lower().startswith(("http://", "https://")):
        paragraph.add_run(address)
        return
    from docx.opc.constants import RELATIONSHIP_TYPE

    relation = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(address, style="Hyperlink")
    link = _element("w:hyperlink", {"r:id": relation, "w:history": "1"})
    link.append(run._r)
    paragraph._p.append(link)


def _paragraphs(document: Any, text: str) -> None:
    """A line a paragraph; lines that begin with a dash or a bullet become a list."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        bullet = line[:2] in ("- ", "* ", "• ", "– ")
        document.add_paragraph(line[2:].strip() if bullet else line, style="List Bullet" if bullet else None)


def _properties(document: Any, sheet: Sheet, language: str) -> None:
    properties = document.core_properties
    moment = datetime.combine(sheet.dated or date(2000, 1, 1), time(), tzinfo=UTC).replace(tzinfo=None)
    properties.title, properties.subject = sheet.title[:255], KIND_LINE
    properties.author = properties.last_modified_by = sheet.partnership[:255]
    properties.keywords, properties.comments, properties.language = MARKER, "", language
    properties.created = properties.modified = moment
    properties.revision = 1


def _same_bytes(document: bytes) -> bytes:
    """The same document without times, and stored without packing, so that no version of a packer decides the bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.create_system = 3
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, old.read(entry))
    return out.getvalue()


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_name(key), value)
    return element


def _remove(style: Any, *names: str) -> None:
    """Takes properties of the default look out of a style."""
    for name in names:
        tag, _, attribute = name.partition("@")
        for found in list(style.iter(_name(tag))):
            if not attribute or (attribute and found.getparent().tag == _name("w:rPr")):
                found.getparent().remove(found)
