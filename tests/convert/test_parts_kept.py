"""What conversion is known to drop, through the real LibreOffice: each is on the pages, or the proof says that it is not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from tests.convert.parts import (
    SPACES,
    book,
    box,
    in_line,
    paragraph,
    picture,
    png,
    slide,
    text_shape,
    with_diagram,
    with_hidden_rows,
    with_modern_chart,
    with_object,
    word,
)

from annexa.convert import Converted, Job, convert
from annexa.documents.reader import read
from annexa.proof import Proof
from annexa.proof.pages import shown
from annexa.proof.verdict import compared
from annexa.tools import libreoffice
from annexa.tools.files import sha256_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

FORMULA = "<a14:m><m:oMath><m:f><m:num><m:r><m:t>7</m:t></m:r></m:num><m:den><m:r><m:t>9</m:t></m:r></m:den></m:f></m:oMath></a14:m>"
BETWEEN = f"<a:p><a:r><a:t>The share is </a:t></a:r>{FORMULA}<a:r><a:t> of all</a:t></a:r></a:p>"
TICK = (
    '<a:p><a:r><a:rPr><a:latin typeface="Wingdings"/></a:rPr><a:t>\u00fc</a:t></a:r><a:r><a:t> done</a:t></a:r></a:p>'
)
ROW = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="400" '
    f'w:hRule="exact"/></w:trPr><w:tc><w:tcPr/>{"".join(paragraph(f"line {n} of the row") for n in range(5))}</w:tc>'
    "</w:tr></w:tbl>"
)
CANVAS = (
    '<lc:lockedCanvas><a:nvGrpSpPr><a:cNvPr id="0" name=""/><a:cNvGrpSpPr/></a:nvGrpSpPr><a:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="3800000" cy="720000"/><a:chOff x="0" y="0"/><a:chExt cx="3800000" cy="720000"/>'
    '</a:xfrm></a:grpSpPr><a:sp><a:nvSpPr><a:cNvPr id="4" name="t"/><a:cNvSpPr txBox="1"/></a:nvSpPr><a:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="3000000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</a:spPr><a:txSp><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>Words of a locked canvas</a:t></a:r></a:p>"
    "</a:txBody><a:useSpRect/></a:txSp></a:sp></lc:lockedCanvas>"
)
OLD_ART = (
    '<w:p><w:r><w:pict><v:shape id="q" type="#_x0000_t144" style="width:300pt;height:40pt" fillcolor="red">'
    '<v:textpath style="font-family:Arial;font-size:20pt" string="Words in an arc"/></v:shape></w:pict></w:r></w:p>'
)
ART = text_shape("<a:p><a:r><a:t>Words in a wave</a:t></a:r></a:p>").replace(
    "<a:bodyPr/>", '<a:bodyPr><a:prstTxWarp prst="textWave1"><a:avLst/></a:prstTxWarp></a:bodyPr>'
)
COMMENTED = (
    f"{paragraph('Before it.')}<w:p><w:r><w:commentReference w:id='0'/></w:r></w:p><w:commentRangeStart w:id='1'/>"
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>Kept in its control.</w:t></w:r><w:commentRangeEnd w:id='1'/></w:p>"
    "</w:sdtContent></w:sdt>"
)


def chart_sheet(path: Path) -> None:
    """A chart without a size on a sheet of its own, as openpyxl writes it."""
    workbook = Workbook()
    for row in (("Area", "Places"), ("Northbrook", 120), ("Southmere", 80)):
        workbook.active.append(row)
    chart = BarChart()
    chart.add_data(Reference(workbook.active, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(workbook.active, min_col=1, min_row=2, max_row=3))
    workbook.create_chartsheet("Chart").add_chart(chart)
    workbook.save(path)


HIDDEN = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
RUNS_OFF = "".join(f"<a:p><a:r><a:t>A line that runs off its slide {n} and ends</a:t></a:r></a:p>" for n in range(4))


class Case(NamedTuple):
    """A file, the words that its pages show, and whether a note says what was done."""

    make: Callable[[Path], object]
    words: str
    noted: bool = False
    lost: bool = False
    """It cannot be shown, and the proof says so."""


CASES = {
    "box.docx": Case(lambda f: word(f, box("few words")), "few words 0"),
    "full.docx": Case(lambda f: word(f, box("words of line", lines=5)), "words of line 4", noted=True),
    "full-old.docx": Case(lambda f: word(f, box("words of line", lines=5, wrapped=False)), "of line 4", noted=True),
    "blank.docx": Case(lambda f: word(f, box("line").replace("</w:txbx", "<w:p/>" * 6 + "</w:txbx", 1)), "line 0"),
    "flood.docx": Case(lambda f: word(f, box("words of line", lines=40)), "words of line 0", lost=True),
    "row.docx": Case(lambda f: word(f, ROW), "line 4 of the row"),
    "canvas.docx": Case(lambda f: word(f, in_line(CANVAS, SPACES["lc"])), "words of a locked canvas"),
    "formula.pptx": Case(lambda f: slide(f, text_shape(BETWEEN)), "the share is 7 9 of all", noted=True),
    "tick.pptx": Case(lambda f: slide(f, text_shape(TICK)), "done"),
    "tick.xlsx": Case(lambda f: book(f, ("Plain", "Arial"), ("\u00fc", "Wingdings"), ("b", "Symbol")), "plain \u03b2"),
    "chart.docx": Case(with_modern_chart, "places by area", noted=True),
    "pictured.docx": Case(lambda f: with_modern_chart(f, picture()), "the places of each area"),
    "sheet.xlsx": Case(chart_sheet, "northbrook southmere places", noted=True),
    "object.docx": Case(lambda f: with_object(f, png()), "below the object"),
    "diagram.xlsx": Case(lambda f: with_diagram(f, "Plan", "Do", "Review"), "plan do review"),
    "word-art.docx": Case(lambda f: word(f, OLD_ART + paragraph("below it")), "words in an arc", noted=True),
    "word-art.pptx": Case(lambda f: slide(f, ART), "words in a wave", noted=True),
    "hangs.docx": Case(lambda f: word(f, box("few words").replace("<w:p>", HIDDEN, 1)), "few words 0"),
    "edge.pptx": Case(lambda f: slide(f, text_shape(RUNS_OFF, 60)), "runs off its slide 0 and ends", noted=True),
    "commented.docx": Case(lambda f: word(f, COMMENTED), "kept in its control"),
    "hidden.xlsx": Case(with_hidden_rows, "row1 row2 row5 row12 next12", noted=True),
    "undrawn.xlsx": Case(lambda f: with_diagram(f, "Plan", "Do", "Review", drawn=False), "beside", lost=True),
}
Seen = tuple[Converted, Proof, list[str]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Seen]:
    if libreoffice.find_soffice() is None or libreoffice.find_python(libreoffice.find_soffice()) is None:
        pytest.skip("LibreOffice with python3-uno is not installed")
    folder = tmp_path_factory.mktemp("parts")
    for name, case in CASES.items():
        case.make(folder / name)
    jobs = [Job(source=folder / name, sha256=sha256_of(folder / name), format=name[-4:]) for name in CASES]
    found: dict[str, Seen] = {}
    for each in convert(jobs, cache_dir=folder / "cache", workers=1):
        assert each.pdf is not None, each.fault
        pages = shown(each.pdf)
        proof = compared(read(each.job.source), pages)
        found[each.job.source.name] = each, proof, [word for page in pages.pages for word in page]
    return found


@pytest.mark.parametrize("name", CASES)
def test_what_office_shows_is_on_the_pages_or_said(name: str, seen: Mapping[str, Seen]) -> None:
    case, (made, proof, words) = CASES[name], seen[name]
    assert " ".join(words).find(case.words) >= 0 or set(case.words.split()) <= set(words)
    assert proof.is_sound is not case.lost
    assert proof.found == proof.words or case.lost
    assert not case.noted or made.notes


def test_the_workbook_in_a_word_file_is_not_opened(seen: Mapping[str, Seen]) -> None:
    assert "inside" not in seen["object.docx"][2]
    assert seen["object.docx"][1].counted[0].pages == 1
