"""Ready-made PDF files: a tagged one as a publishing team would hand it in, and a scan of a signed paper."""

import io
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import typst
from PIL import Image, ImageChops, ImageFilter

from .area import draw
from .inline import pieces
from .model import Block, Bullets, Figure, Heading, Landscape, NewPage, Paper, Para, Steps, Table, long_date
from .word import flat, labels
from .words import Speller

PREAMBLE = Path(__file__).with_name("typeset.typ").read_text(encoding="utf-8")


def write(paper: Paper) -> bytes:
    """A tagged PDF (PDF/UA-1) with its fonts inside."""
    with tempfile.TemporaryDirectory() as folder:
        _source(paper, Path(folder))
        made: object = typst.compile(
            str(Path(folder) / "paper.typ"),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=datetime(paper.dated.year, paper.dated.month, paper.dated.day, 9, tzinfo=UTC),
        )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def scan(paper: Paper) -> bytes:
    """The same pages as a scanner would give them: grey pictures, slightly askew, without any text."""
    with tempfile.TemporaryDirectory() as folder:
        _source(paper, Path(folder))
        made = typst.compile(str(Path(folder) / "paper.typ"), format="png", ppi=132, ignore_system_fonts=True)
    sheets = [_scanned(page, i) for i, page in enumerate(made if isinstance(made, list) else [made])]
    when = time.struct_time((paper.dated.year, paper.dated.month, paper.dated.day, 9, 0, 0, 0, 1, 0))
    out = io.BytesIO()
    sheets[0].save(
        out, "PDF", save_all=True, append_images=sheets[1:], resolution=132.0, quality=52, title=paper.title,
        author=paper.owner, creator="Scanner", producer="Scanner", creationDate=when, modDate=when,
    )  # fmt: skip
    return out.getvalue()


def _scanned(page: bytes, number: int) -> Image.Image:
    with Image.open(io.BytesIO(page)) as source:
        grey = Image.new("L", source.size, 255)
        grey.paste(source.convert("L"))
    chance = draw(f"scan:{number}")
    askew = grey.rotate(chance.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
    small = Image.frombytes("L", (64, 64), bytes(chance.randrange(0, 5) for _ in range(64 * 64)))
    shade = small.resize(askew.size, Image.Resampling.BICUBIC)
    return ImageChops.subtract(askew.filter(ImageFilter.GaussianBlur(0.5)), shade)


def _source(paper: Paper, folder: Path) -> None:
    """Writes paper.typ and its pictures."""
    writer = _Writer(paper, folder)
    (folder / "paper.typ").write_text(PREAMBLE + writer.text(), encoding="utf-8")


class _Writer:
    def __init__(self, paper: Paper, folder: Path) -> None:
        self.paper, self.folder = paper, folder
        self.speller, self.labels = Speller(), labels(paper.blocks)
        self.pictures = 0

    def text(self) -> str:
        paper = self.paper
        facts = {
            "title": paper.title,
            "subtitle": paper.subtitle,
            "dated": f"Version {paper.version}. {paper.about_date}: {long_date(paper.dated)}",
            "short": f"Version {paper.version}, {long_date(paper.dated)}",
            "owner": paper.owner,
            "approved": paper.approved,
            "publisher": self.speller.spell(paper.publisher),
            "cover": "yes" if paper.cover else "",
            "chapters": "yes" if paper.chapters else "",
        }
        shown = ", ".join(f"{name}: {_quoted(value)}" for name, value in facts.items())
        return f"\n#show: paper.with({shown})\n" + "\n".join(self._block(block) for block in flat(paper.blocks)) + "\n"

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                mark = f"label({_quoted(block.key)})" if block.key else "none"
                return f"#titled({block.level}, {_quoted(self.speller.plain(block.text))}, {mark})"
            case Para():
                return f"#said({_quoted(block.style)})[{self._inline(block.text)}]"
            case Bullets():
                return "#list(" + ", ".join(f"[{self._inline(item)}]" for item in block.items) + ")"
            case Steps():
                return "#enum(" + ", ".join(f"[{self._inline(item)}]" for item in block.items) + ")"
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Landscape() | NewPage():
                return "#pagebreak(weak: true)"

    def _table(self, block: Table) -> str:
        widths = ", ".join(f"{share}fr" for share in (block.widths or tuple(1 for _ in block.header)))
        head = ", ".join(f"[{_words(self.speller.spell(text))}]" for text in block.header)
        rows = ",\n  ".join(", ".join(f"[{self._inline(text)}]" for text in row) for row in block.rows)
        mark = f" #label({_quoted(block.key)})" if block.key else ""
        caption = _words(self.speller.later(block.caption))
        return f"#figure(kind: table, caption: [{caption}], grid-of(({widths},), ({head},),\n  {rows}\n)){mark}"

    def _figure(self, block: Figure) -> str:
        self.pictures += 1
        name = f"picture-{self.pictures}.png"
        (self.folder / name).write_bytes(block.draw())
        mark = f" #label({_quoted(block.key)})" if block.key else ""
        caption = _words(self.speller.later(block.caption))
        alt = _quoted(self.speller.later(block.alt))
        picture = f"image({_quoted(name)}, width: {min(block.width, 16)}cm, alt: {alt})"
        return f"#figure(kind: image, caption: [{caption}], {picture}){mark}"

    def _inline(self, text: str) -> str:
        out = []
        for piece in pieces(text):
            match piece.kind:
                case "text":
                    out.append(_words(self.speller.spell(piece.text)))
                case "bold":
                    out.append(f"#strong[{_words(self.speller.spell(piece.text))}]")
                case "link":
                    out.append(f"#link({_quoted(piece.target)})[{_words(self.speller.spell(piece.text))}]")
                case "ref":
                    out.append(f"#link(label({_quoted(piece.target)}))[{_words(self.labels[piece.target])}]")
                case "note":
                    out.append(f"#footnote[{_words(self.speller.later(piece.text))}]")
        return "".join(out)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _words(text: str) -> str:
    """Text as a typst string, so that no character of it is markup."""
    return f"#{_quoted(text)};" if text else ""
