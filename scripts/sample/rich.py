"""Writes a paper as Rich Text Format, which some partners' systems still export."""

from .inline import pieces
from .model import Block, Bullets, Heading, Paper, Para, Steps, Table, long_date
from .word import flat
from .words import Speller

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\deflang2057{\fonttbl{\f0\fswiss\fcharset0 Calibri;}}"
    r"{\colortbl;\red11\green79\blue92;\red227\green239\blue241;}"
    r"{\stylesheet{\s0\sa140\f0\fs22 Normal;}{\s1\sb360\sa140\keepn\outlinelevel0\f0\fs32\b\cf1 heading 1;}"
    r"{\s2\sb260\sa100\keepn\outlinelevel1\f0\fs26\b\cf1 heading 2;}{\s15\sa200\f0\fs52\b\cf1 Title;}}"
)
_LOOKS = {
    1: r"\s1\sb360\sa140\keepn\outlinelevel0\f0\fs32\b\cf1",
    2: r"\s2\sb260\sa100\keepn\outlinelevel1\f0\fs26\b\cf1",
}
_ENDS = r"\par" + "\n"


def write(paper: Paper) -> bytes:
    """The rtf file of a paper: headings, paragraphs, lists and tables; it holds no pictures, links or notes."""
    speller = Speller()
    day = paper.dated
    when = rf"\yr{day.year}\mo{day.month}\dy{day.day}\hr9\min0"
    info = (
        rf"{{\info{{\title {_escaped(paper.title)}}}{{\author {_escaped(paper.owner)}}}"
        rf"{{\creatim{when}}}{{\revtim{when}}}}}"
    )
    dated = f"Version {paper.version}. {paper.about_date}: {long_date(paper.dated)}"
    foot = f"Version {paper.version}, {long_date(paper.dated)}"
    out = [
        _HEAD, info, r"\paperw11906\paperh16838\margl1134\margr1134\margt1304\margb1247" + "\n",
        r"{\footer\pard\plain\f0\fs17 " + foot + r"\tab Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}" + "\n",
        r"\pard\plain\s0\sa140\f0\fs22 " + _escaped(speller.spell(paper.publisher)) + _ENDS,
        r"\pard\plain\s15\sa200\f0\fs52\b\cf1 " + _escaped(speller.plain(paper.title)) + _ENDS,
        r"\pard\plain\s0\sa300\f0\fs24\b " + dated + _ENDS,
        *(_block(block, speller) for block in flat(paper.blocks)),
        "}",
    ]  # fmt: skip
    return "".join(out).encode("ascii")


def _block(block: Block, speller: Speller) -> str:
    match block:
        case Heading():
            return rf"\pard\plain{_LOOKS[block.level]} {_escaped(speller.plain(block.text))}" + _ENDS
        case Para():
            return r"\pard\plain\s0\sa140\f0\fs22 " + _inline(block.text, speller) + _ENDS
        case Bullets():
            return "".join(_listed(r"\bullet", item, speller) for item in block.items)
        case Steps():
            return "".join(_listed(f"{i}.", item, speller) for i, item in enumerate(block.items, 1))
        case Table():
            return _table(block, speller)
        case _:
            raise ValueError("this format holds text and tables only")


def _listed(mark: str, item: str, speller: Speller) -> str:
    kind = r"\pnlvlblt" if mark == r"\bullet" else r"\pnlvlbody\pndec"
    text = rf"{{\pntext {mark}\tab}}{{\*\pn{kind}\pnindent360{{\pntxtb \bullet}}}}"
    return r"\pard\plain\s0\sa60\fi-360\li720\f0\fs22 " + text + _inline(item, speller) + _ENDS


def _table(block: Table, speller: Speller) -> str:
    shares = block.widths or tuple(1 for _ in block.header)
    edges = [round(9638 * sum(shares[: i + 1]) / sum(shares)) for i in range(len(shares))]
    side = "".join(rf"\clbrdr{s}\brdrs\brdrw5" for s in "tlbr")

    def row(cells: tuple[str, ...], *, head: bool) -> str:
        fill = r"\clcbpat2" if head else ""
        begin = r"\trowd\trgaph100" + (r"\trhdr" if head else "")
        shape = begin + "".join(rf"{side}{fill}\cellx{edge}" for edge in edges)
        look = r"\b " if head else " "
        text = "".join(rf"\pard\plain\intbl\f0\fs19{look}{_inline(cell, speller)}\cell" + "\n" for cell in cells)
        return shape + "\n" + text + r"\row" + "\n"

    title = r"\pard\plain\s0\sb200\sa80\keepn\f0\fs20\b " + _escaped(speller.later(block.caption)) + _ENDS
    body = "".join(row(cells, head=False) for cells in block.rows)
    return title + row(block.header, head=True) + body + r"\pard\plain\s0\sa140\f0\fs22\par" + "\n"


def _inline(text: str, speller: Speller) -> str:
    out = []
    for piece in pieces(text):
        words = _escaped(speller.spell(piece.text))
        out.append(rf"{{\b {words}}}" if piece.kind == "bold" else words)
    return "".join(out)


def _escaped(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace("{", r"\{").replace("}", r"\}")
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in safe)
