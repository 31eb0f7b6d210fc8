"""Writes a paper as an OpenDocument text, as LibreOffice users hand it in."""

import io
from datetime import date
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image

from . import pack
from .inline import pieces
from .model import Block, Bullets, Figure, Heading, Landscape, NewPage, Paper, Para, Steps, Table, long_date
from .word import flat, labels
from .words import Speller

STYLES = Path(__file__).with_name("opendocument-styles.xml").read_text(encoding="utf-8")
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_EDGE = 'fo:padding="0.1cm" fo:border="0.5pt solid #9fb9bf"'
CELLS = (
    f'<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties {_EDGE}/></style:style>'
    '<style:style style:name="HeadCell" style:family="table-cell">'
    f'<style:table-cell-properties fo:background-color="#0b4f5c" {_EDGE}/></style:style>'
)
_PARAGRAPHS = {"body": "Text_20_body", "quote": "Quotations", "source": "Source"}
WIDE = 17.0
"""Width of the text in centimetres."""


def write(paper: Paper) -> bytes:
    """The odt file of a paper."""
    writer = _Writer(paper)
    body = writer.body()
    parts = {
        "content.xml": f'{HEAD}<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>'
        f"{writer.columns()}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": STYLES.replace("{{publisher}}", escape(paper.publisher))
        .replace("{{title}}", escape(paper.title))
        .replace("{{dated}}", f"Version {paper.version}, {long_date(paper.dated)}"),
        "meta.xml": _meta(paper.title, paper.owner, paper.dated),
    }
    members = {name: text.encode() for name, text in parts.items()} | writer.media
    types = {"content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{types.get(name, "image/png")}"/>'
        for name in sorted(members)
    )
    kind = "application/vnd.oasis.opendocument.text"
    members["META-INF/manifest.xml"] = (
        f'{HEAD}<manifest:manifest {SPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{kind}"/>{entries}'
        "</manifest:manifest>"
    ).encode()
    members["mimetype"] = kind.encode()
    return pack.archive(members, first=("mimetype",), stored=("mimetype",))


def _meta(title: str, author: str, dated: date) -> str:
    stamp = f"{dated.isoformat()}T09:00:00"
    return (
        f'{HEAD}<office:document-meta {SPACES} office:version="1.3"><office:meta><dc:title>{escape(title)}</dc:title>'
        f"<meta:initial-creator>{escape(author)}</meta:initial-creator><dc:creator>{escape(author)}</dc:creator>"
        f"<meta:creation-date>{stamp}</meta:creation-date><dc:date>{stamp}</dc:date><dc:language>en-GB</dc:language>"
        "</office:meta></office:document-meta>"
    )


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.speller, self.labels = Speller(), labels(paper.blocks)
        self.media: dict[str, bytes] = {}
        self.styles: list[str] = []
        self.notes = 0
        self.tables, self.figures = count(1), count(1)

    def body(self) -> str:
        paper = self.paper
        front = [
            _p("Partnership", escape(self.speller.spell(paper.publisher))),
            _p("Title", escape(self.speller.plain(paper.title))),
            _p("Subtitle", escape(self.speller.spell(paper.subtitle))) if paper.subtitle else "",
            _p("DateLine", f"Version {paper.version}. {paper.about_date}: {long_date(paper.dated)}"),
        ]
        return "".join(front + [self._block(block) for block in flat(paper.blocks)])

    def columns(self) -> str:
        """The automatic styles of tables and their columns."""
        return CELLS + "".join(self.styles)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                words = escape(self.speller.plain(block.text))
                if block.key:
                    words = _marked(block.key, words)
                level = block.level
                return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{words}</text:h>'
            case Para():
                return _p(_PARAGRAPHS[block.style], self._inline(block.text))
            case Bullets():
                return self._list("List_20_1", block.items)
            case Steps():
                return self._list("Numbering_20_1", block.items)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Landscape() | NewPage():
                return ""

    def _list(self, style: str, items: tuple[str, ...]) -> str:
        inner = "".join(f"<text:list-item>{_p('List_20_Item', self._inline(item))}</text:list-item>" for item in items)
        return f'<text:list text:style-name="{style}">{inner}</text:list>'

    def _table(self, block: Table) -> str:
        number = next(self.tables)
        shares = block.widths or tuple(1 for _ in block.header)
        self.styles.append(
            f'<style:style style:name="T{number}" style:family="table"><style:table-properties style:width="{WIDE}cm" '
            'table:align="left" table:border-model="collapsing" style:may-break-between-rows="true"/></style:style>'
        )
        cells = []
        for i, part in enumerate(shares):
            self.styles.append(
                f'<style:style style:name="T{number}.{i}" style:family="table-column"><style:table-column-properties '
                f'style:column-width="{WIDE * part / sum(shares):.2f}cm"/></style:style>'
            )
            cells.append(f'<table:table-column table:style-name="T{number}.{i}"/>')
        head = "".join(_td("HeadCell", "Table_20_Heading", escape(self.speller.spell(text))) for text in block.header)
        rows = "".join(
            "<table:table-row>" + "".join(_td("Cell", "Table_20_Contents", self._inline(text)) for text in row)
            + "</table:table-row>"
            for row in block.rows
        )  # fmt: skip
        caption = self._caption("Table", number, block.key, block.caption)
        return (
            f'{caption}<table:table table:name="Table{number}" table:style-name="T{number}">{"".join(cells)}'
            f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{rows}"
            f"</table:table>{_p('Source', '')}"
        )

    def _caption(self, word: str, number: int, key: str, text: str) -> str:
        label = (
            f'{word} <text:sequence text:ref-name="ref{word}{number}" text:name="{word}" style:num-format="1" '
            f'text:formula="ooow:{word}+1">{number}</text:sequence>'
        )
        if key:
            label = _marked(key, label)
        return _p("Caption", f"{label}: {escape(self.speller.spell(text))}")

    def _figure(self, block: Figure) -> str:
        number = next(self.figures)
        data = block.draw()
        name = f"Pictures/picture{number}.png"
        self.media[name] = data
        with Image.open(io.BytesIO(data)) as picture:
            high = block.width * picture.height / picture.width
        frame = (
            f'<draw:frame draw:name="Picture {number}" draw:style-name="Graphics" text:anchor-type="as-char" '
            f'svg:width="{block.width:.2f}cm" svg:height="{high:.2f}cm"><draw:image xlink:href="{name}" '
            'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"<svg:desc>{escape(self.speller.later(block.alt))}</svg:desc></draw:frame>"
        )
        return _p("Picture", frame) + self._caption("Figure", number, block.key, block.caption)

    def _inline(self, text: str) -> str:
        out = []
        for piece in pieces(text):
            match piece.kind:
                case "text":
                    out.append(escape(self.speller.spell(piece.text)))
                case "bold":
                    words = escape(self.speller.spell(piece.text))
                    out.append(f'<text:span text:style-name="Strong_20_Emphasis">{words}</text:span>')
                case "link":
                    words = escape(self.speller.spell(piece.text))
                    out.append(f'<text:a xlink:type="simple" xlink:href="{escape(piece.target)}">{words}</text:a>')
                case "ref":
                    target = f'text:reference-format="text" text:ref-name="{piece.target}"'
                    out.append(f"<text:bookmark-ref {target}>{escape(self.labels[piece.target])}</text:bookmark-ref>")
                case "note":
                    out.append(self._note(piece.text))
        return "".join(out)

    def _note(self, text: str) -> str:
        self.notes += 1
        words = escape(self.speller.later(text))
        return (
            f'<text:note text:id="ftn{self.notes}" text:note-class="footnote"><text:note-citation>{self.notes}'
            f"</text:note-citation><text:note-body>{_p('Footnote', words)}</text:note-body></text:note>"
        )


def _marked(key: str, words: str) -> str:
    return f'<text:bookmark-start text:name="{key}"/>{words}<text:bookmark-end text:name="{key}"/>'


def _p(style: str, inner: str) -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def _td(cell: str, paragraph: str, inner: str) -> str:
    inside = _p(paragraph, inner)
    return f'<table:table-cell table:style-name="{cell}" office:value-type="string">{inside}</table:table-cell>'
