"""Writes a paper as a Word file.

python-docx has no footnotes, fields, bookmarks, repeating table heads or picture descriptions, which are what these
documents are for; so the parts are written here directly, and nothing in them depends on a library's version.

Long because it writes every part of a Word file itself.
"""

import io
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from . import pack
from . import word_parts as parts
from .inline import pieces, plain
from .model import Block, Bullets, Figure, Heading, Landscape, NewPage, Paper, Para, Steps, Table, long_date
from .words import Speller

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)
MARGIN = 1134
"""Two centimetres, in twentieths of a point."""
EMU = 360_000
"""Units of a drawing in a centimetre."""


def write(paper: Paper, *, pages: tuple[int, ...] = ()) -> bytes:
    """The docx file of a paper; `pages` are the page numbers of its first- and second-level headings, in order."""
    return _Writer(paper, pages).file()


@dataclass
class _Writer:
    paper: Paper
    pages: tuple[int, ...]
    speller: Speller = field(default_factory=Speller)
    out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    media: list[bytes] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    lists: int = 0
    ids: "count[int]" = field(default_factory=lambda: count(1))
    tables: "count[int]" = field(default_factory=lambda: count(1))
    figures: "count[int]" = field(default_factory=lambda: count(1))
    headings: "count[int]" = field(default_factory=lambda: count(1))
    landscape: bool = False

    def file(self) -> bytes:
        """All parts, zipped."""
        self.labels = labels(self.paper.blocks)
        self._front()
        for block in self.paper.blocks:
            self._block(block)
        body = "".join(self.out) + self._section()
        document = f"{parts.HEAD}<w:document {parts.NAMESPACES}><w:body>{body}</w:body></w:document>"
        members = {
            "[Content_Types].xml": parts.CONTENT_TYPES,
            "_rels/.rels": parts.ROOT_RELATIONS,
            "docProps/core.xml": parts.core(self.paper.title, self.paper.owner, self.paper.dated),
            "docProps/app.xml": parts.app(self.paper.publisher),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": self._relations(),
            "word/numbering.xml": parts.numbering(self.lists),
            "word/settings.xml": parts.SETTINGS,
            "word/footnotes.xml": self._footnotes(),
            "word/header1.xml": self._running("hdr", PORTRAIT),
            "word/header2.xml": self._running("hdr", LANDSCAPE),
            "word/footer1.xml": self._running("ftr", PORTRAIT),
            "word/footer2.xml": self._running("ftr", LANDSCAPE),
        }
        whole = {name: text.encode() for name, text in members.items()}
        whole["word/styles.xml"] = parts.styles()
        whole |= {f"word/media/image{i}.png": data for i, data in enumerate(self.media, 1)}
        return pack.office(whole)

    # The first pages

    def _front(self) -> None:
        paper = self.paper
        self._plain("Partnership" if paper.cover else "Source", self.speller.spell(paper.publisher))
        self._plain("Title", self.speller.plain(paper.title))
        if paper.subtitle:
            self._plain("Subtitle", self.speller.spell(paper.subtitle))
        self._plain("DateLine", f"Version {paper.version}. {paper.about_date}: {long_date(paper.dated)}")
        if not paper.cover:
            return
        self._grid(
            ("Document control", "Detail"),
            (
                ("Owner", paper.owner),
                ("Approved by", paper.approved),
                ("Status", "Final"),
                ("Applies to", "Children and young people aged 0 to 25 who live in Westmere"),
            ),
            (0.3, 0.7),
        )
        self.out.append(_paragraph("SmallGap", '<w:r><w:br w:type="page"/></w:r>'))
        self._contents()

    def _contents(self) -> None:
        found = [h for h in flat(self.paper.blocks) if isinstance(h, Heading) and h.level <= 2]
        if len(found) < 4:
            return
        self._plain("TOCHeading", "Contents")
        has_numbers = len(self.pages) == len(found)
        counted = _numbers(found) if self.paper.numbered else ["" for _ in found]
        start = _field_start('TOC \\o "1-2" \\h \\z \\u' if has_numbers else 'TOC \\o "1-2" \\n \\h \\z \\u')
        order = count(1)
        for i, (heading, label) in enumerate(zip(found, counted, strict=True)):
            anchor = f"_Toc{self._nth(heading, order):06d}"
            words = f"{label}  {heading.text}" if label else heading.text
            shown = _run(words)
            if has_numbers:
                shown += "<w:r><w:tab/></w:r>" + _field(rf"PAGEREF {anchor} \h", str(self.pages[i]))
            entry = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{shown}</w:hyperlink>'
            end = _FIELD_END if i == len(found) - 1 else ""
            self.out.append(_paragraph(f"TOC{heading.level}", (start if i == 0 else "") + entry + end))
        self.out.append(_paragraph("SmallGap", '<w:r><w:br w:type="page"/></w:r>'))

    def _nth(self, heading: Heading, order: "count[int]") -> int:
        """The number of a heading among all headings: bookmarks are numbered as headings are written."""
        every = [h for h in flat(self.paper.blocks) if isinstance(h, Heading)]
        for i in order:
            if every[i - 1] is heading:
                return i
        raise AssertionError("a heading is not in its own document")

    # Blocks

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Para():
                style = {"body": "BodyText", "quote": "QuotedWords", "source": "Source"}[block.style]
                self.out.append(_paragraph(style, self._inline(block.text)))
            case Bullets():
                self._list("ListBullet", block.items, parts.BULLETS)
            case Steps():
                self._list("ListNumber", block.items, parts.FIRST_STEPS + self.lists)
                self.lists += 1
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Landscape():
                self._turned(block)
            case NewPage():
                self.out.append(_paragraph("SmallGap", '<w:r><w:br w:type="page"/></w:r>'))

    def _heading(self, block: Heading) -> None:
        number = f'<w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="{parts.HEADINGS}"/></w:numPr>'
        begins = "<w:pageBreakBefore/>" if block.level == 1 and self.paper.chapters and not self._at_top() else ""
        words = _run(self.speller.plain(block.text))
        words = self._marked(f"_Toc{next(self.headings):06d}", words)
        if block.key:
            words = self._marked(_bookmark(block.key), words)
        self.out.append(_paragraph(f"Heading{block.level}", words, begins + (number if self.paper.numbered else "")))

    def _at_top(self) -> bool:
        """Whether the last thing written ended its page."""
        return "<w:sectPr>" in self.out[-1] or 'w:type="page"' in self.out[-1]

    def _list(self, style: str, items: tuple[str, ...], number: int) -> None:
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in items:
            self.out.append(_paragraph(style, self._inline(item), properties))

    def _table(self, block: Table) -> None:
        self._caption("Table", block, "Caption")
        self._grid(block.header, block.rows, block.widths, total=block.total)
        self.out.append(_paragraph("SmallGap", ""))

    def _caption(self, word: str, block: Table | Figure, style: str) -> None:
        number = next(self.tables if word == "Table" else self.figures)
        label = _run(f"{word} ") + _field(rf"SEQ {word} \* ARABIC", str(number))
        if block.key:
            label = self._marked(_bookmark(block.key), label)
        self.out.append(_paragraph(style, label + _run(f": {self.speller.later(block.caption)}")))

    def _grid(
        self,
        header: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        widths: tuple[float, ...] = (),
        *,
        total: bool = False,
    ) -> None:
        whole = (LANDSCAPE if self.landscape else PORTRAIT)[0] - 2 * MARGIN
        shares = widths or tuple(1 / len(header) for _ in header)
        columns = [round(whole * share / sum(shares)) for share in shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        right = tuple(i > 0 and all(_is_figure(row[i]) for row in rows) for i in range(len(header)))
        head = "".join(
            _cell(_run(self.speller.spell(text)), width, "TableHead", fill=parts.DEEP, right=to_right)
            for text, width, to_right in zip(header, columns, right, strict=True)
        )
        body = []
        for at, row in enumerate(rows):
            last = total and at == len(rows) - 1
            fill = parts.PALE if at % 2 or last else ""
            cells = "".join(
                _cell(self._inline(_strong(text) if last else text), width, "TableText", fill=fill, right=to_right)
                for text, width, to_right in zip(row, columns, right, strict=True)
            )
            body.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        self.out.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Evidence"/>'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(body)}</w:tbl>"
        )

    def _figure(self, block: Figure) -> None:
        data = block.draw()
        self.media.append(data)
        with Image.open(io.BytesIO(data)) as picture:
            ratio = picture.height / picture.width
        wide, high = round(block.width * EMU), round(block.width * ratio * EMU)
        number = len(self.media)
        name = f'id="{number}" name="Picture {number}" descr={quoteattr(self.speller.later(block.alt))}'
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f"<wp:docPr {name}/><wp:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            '<pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        self.out.append(_paragraph("Picture", drawing))
        self._caption("Figure", block, "PictureCaption")

    def _turned(self, block: Landscape) -> None:
        self.out.append(self._end_of_section())
        self.landscape = True
        for inner in block.blocks:
            self._block(inner)
        # Landscape pages that end the document end with its own last section; another one would be an empty page.
        if block is not self.paper.blocks[-1]:
            self.out.append(self._end_of_section())
            self.landscape = False

    def _end_of_section(self) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="SmallGap"/>{self._section()}</w:pPr></w:p>'

    def _section(self) -> str:
        wide, high = LANDSCAPE if self.landscape else PORTRAIT
        which = 2 if self.landscape else 1
        turned = ' w:orient="landscape"' if self.landscape else ""
        # A title page carries no header; sections after the first do not start with a title page.
        first = "<w:titlePg/>" if self.paper.cover and not any("<w:sectPr>" in part for part in self.out) else ""
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="rIdH{which}"/>'
            f'<w:footerReference w:type="default" r:id="rIdF{which}"/>'
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            f'<w:pgMar w:top="1304" w:right="{MARGIN}" w:bottom="1247" w:left="{MARGIN}" w:header="624" w:footer="567" '
            f'w:gutter="0"/>{first}</w:sectPr>'
        )

    # Text

    def _plain(self, style: str, text: str) -> None:
        self.out.append(_paragraph(style, _run(text)))

    def _inline(self, text: str) -> str:
        runs = []
        for piece in pieces(text):
            match piece.kind:
                case "text":
                    runs.append(_run(self.speller.spell(piece.text)))
                case "bold":
                    runs.append(_run(self.speller.spell(piece.text), "<w:b/>"))
                case "link":
                    runs.append(self._link(self.speller.spell(piece.text), piece.target))
                case "ref":
                    runs.append(_field(rf"REF {_bookmark(piece.target)} \h", self.labels[piece.target]))
                case "note":
                    runs.append(self._note(piece.text))
        return "".join(runs)

    def _link(self, words: str, url: str) -> str:
        self.links.append(url)
        look = '<w:rStyle w:val="Hyperlink"/>'
        return f'<w:hyperlink r:id="rIdL{len(self.links)}" w:history="1">{_run(words, look)}</w:hyperlink>'

    def _note(self, text: str) -> str:
        self.notes.append(self.speller.later(text))
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        )

    def _marked(self, name: str, runs: str) -> str:
        id = next(self.ids)
        return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{id}"/>'

    # Other parts

    def _footnotes(self) -> str:
        marks = "".join(
            f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, id in (("separator", -1), ("continuationSeparator", 0))
        )
        own = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        notes = "".join(
            f'<w:footnote w:id="{i}">{_paragraph("FootnoteText", own + _run(" " + text))}</w:footnote>'
            for i, text in enumerate(self.notes, 1)
        )
        return f"{parts.HEAD}<w:footnotes {parts.NAMESPACES}>{marks}{notes}</w:footnotes>"

    def _running(self, element: str, size: tuple[int, int]) -> str:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{size[0] - 2 * MARGIN}"/></w:tabs>'
        tab = "<w:r><w:tab/></w:r>"
        if element == "hdr":
            runs = _run(self.paper.publisher) + tab + _run(self.paper.title if len(self.paper.title) < 62 else "")
        else:
            runs = (
                _run(f"Version {self.paper.version}, {long_date(self.paper.dated)}")
                + tab + _run("Page ") + _field("PAGE", "1") + _run(" of ") + _field("NUMPAGES", "1")
            )  # fmt: skip
        style = "Header" if element == "hdr" else "Footer"
        paragraph = _paragraph(style, runs, stop)
        return f"{parts.HEAD}<w:{element} {parts.NAMESPACES}>{paragraph}</w:{element}>"

    def _relations(self) -> str:
        fixed = ("styles", "numbering", "settings", "footnotes")
        rows = [
            *((f"rId{i}", kind, f"{kind}.xml") for i, kind in enumerate(fixed, 1)),
            ("rIdH1", "header", "header1.xml"), ("rIdH2", "header", "header2.xml"),
            ("rIdF1", "footer", "footer1.xml"), ("rIdF2", "footer", "footer2.xml"),
            *((f"rIdP{i}", "image", f"media/image{i}.png") for i in range(1, len(self.media) + 1)),
        ]  # fmt: skip
        inner = "".join(f'<Relationship Id="{id}" Type="{parts.R}/{kind}" Target="{to}"/>' for id, kind, to in rows)
        inner += "".join(
            f'<Relationship Id="rIdL{i}" Type="{parts.R}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
            for i, url in enumerate(self.links, 1)
        )
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'{parts.HEAD}<Relationships xmlns="{space}">{inner}</Relationships>'


_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _field_start(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _field(code: str, result: str) -> str:
    return _field_start(code) + _run(result) + _FIELD_END


def _run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _cell(runs: str, width: int, style: str, *, fill: str, right: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    side = '<w:jc w:val="right"/>' if right else ""
    paragraph = _paragraph(style, runs, side)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph}</w:tc>'


def _strong(text: str) -> str:
    return f"**{text}**" if text else text


def _is_figure(text: str) -> bool:
    bare = text.strip("£%+-−").replace(",", "").replace(".", "")
    return bare.isdigit() or not text


def _bookmark(key: str) -> str:
    return "Ref_" + key.replace("-", "_")


def flat(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks in order, those of landscape pages among them."""
    out: list[Block] = []
    for block in blocks:
        out.extend(flat(block.blocks) if isinstance(block, Landscape) else (block,))
    return tuple(out)


def labels(blocks: tuple[Block, ...]) -> dict[str, str]:
    """What a reference to each key says: "Table 3", "Figure 1" or the heading in quotes."""
    out: dict[str, str] = {}
    tables, figures = count(1), count(1)
    for block in flat(blocks):
        match block:
            case Table():
                out[block.key] = f"Table {next(tables)}"
            case Figure():
                out[block.key] = f"Figure {next(figures)}"
            case Heading() if block.key:
                out[block.key] = plain(block.text)
            case _:
                pass
    out.pop("", None)
    return out


def _numbers(headings: list[Heading]) -> list[str]:
    out, first, second = [], 0, 0
    for heading in headings:
        first, second = (first + 1, 0) if heading.level == 1 else (first, second + 1)
        out.append(str(first) if heading.level == 1 else f"{first}.{second}")
    return out
