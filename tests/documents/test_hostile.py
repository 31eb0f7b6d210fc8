"""Files made to harm: each ends as what it is, a fault with its remedy or a reading that says that it is partial.

The limits are lowered where a file that passes the real ones would take seconds to make.

Long because each kind of harm is made here, byte by byte.
"""

import io
import signal
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from tests.documents.conftest import content_types, docx_bytes, odf_bytes, pptx_bytes, xlsx_bytes, zipped
from tests.documents.made_pdf import new, saved, say

from annexa.convert import images as picture_pages
from annexa.convert.job import Job, Options
from annexa.convert.office import Offices
from annexa.documents import Facts, Limits, ReadFault, read
from annexa.documents.facts import ReadFaultKind
from annexa.documents.faults import DOWN
from annexa.documents.guarded import read_many

WORDS = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>"
LONG = "word " * 70_000
"""More than a paragraph may have."""


def _nested_zip() -> bytes:
    inner = b"\0" * 1_000_000
    for _ in range(8):
        inner = zipped({f"{n}.zip": inner for n in range(4)})
    return docx_bytes(WORDS, extra={"word/embeddings/a.zip": inner})


def _overlapping() -> bytes:
    """Two entries whose data is the same stretch of the file, as in a bomb of overlapping parts."""
    data = docx_bytes(WORDS, extra={"word/a.bin": b"a" * 5000, "word/b.bin": b"b" * 5000})
    directory = data.rindex(b"word/b.bin") - 46
    first = data.index(b"word/a.bin") - 30
    return data[: directory + 42] + struct.pack("<I", first) + data[directory + 46 :]


def _declares(size: int) -> bytes:
    """A part that says that it unpacks to so many bytes."""
    data = bytearray(docx_bytes(WORDS, extra={"word/a.bin": b"a" * 5000}))
    directory = data.rindex(b"word/a.bin") - 46
    data[directory + 24 : directory + 28] = struct.pack("<I", size)
    return bytes(data)


def _many_relationships() -> bytes:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="http://x/hyperlink" Target="http://127.0.0.1/{n}" TargetMode="External"/>'
        for n in range(25_000)
    )
    part = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
    return docx_bytes(WORDS, extra={"word/_rels/document.xml.rels": part})


def _doctype(data: bytes, doctype: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as made:
        for name in old.namelist():
            inside = old.read(name)
            made.writestr(name, doctype.encode() + inside if name == "word/document.xml" else inside)
    return target.getvalue()


def _quadratic_entity() -> bytes:
    return _doctype(
        docx_bytes(f"<w:p><w:r><w:t>{'&a;' * 5000}</w:t></w:r></w:p>"), f'<!DOCTYPE x [<!ENTITY a "{"a" * 90_000}">]>'
    )


def _cells(rows: int, text: str = "1") -> bytes:
    row = f"<row>{'<c t=' + chr(34) + 'str' + chr(34) + '><v>' + text + '</v></c>'}</row>"
    return xlsx_bytes(f"<sheetData>{row * rows}</sheetData>")


def _calls(depth: int) -> bytes:
    formula = "HYPERLINK(" * depth + '"http://127.0.0.1/"' + ")" * depth
    return xlsx_bytes(
        f'<sheetData><row r="1"><c r="A1"><f>{formula}</f><v>x</v></c></row></sheetData>'.replace(
            '"http', "&quot;http"
        ).replace('/")', "/&quot;)")
    )


def _actions_in_circles() -> bytes:
    pdf = new(say("Words"))
    actions = [pdf.make_indirect(Dictionary(S=Name.URI, URI=String(f"http://127.0.0.1/{n}"))) for n in range(30)]
    for action in actions:
        action.Next = Array(actions)
    pdf.pages[0].Annots = Array(
        [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=actions[0], Rect=Array([0, 0, 9, 9])))]
    )
    return saved(pdf)


def _frames(count: int) -> bytes:
    target = io.BytesIO()
    page = Image.new("1", (100, 100), 1)
    page.save(target, "TIFF", save_all=True, append_images=[page] * (count - 1))
    return target.getvalue()


def _slides(count: int) -> bytes:
    """One slide that the presentation names again and again."""
    data = pptx_bytes("<p:sp><p:txBody><a:p><a:r><a:t>Words</a:t></a:r></a:p></p:txBody></p:sp>")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as made:
        for name in old.namelist():
            inside = old.read(name)
            if name == "ppt/presentation.xml":
                begin = inside.index(b"<p:sldId ")
                entry = inside[begin : inside.index(b">", begin) + 1]
                inside = inside.replace(entry, entry * count)
            made.writestr(name, inside)
    return target.getvalue()


def _bare_pdf(*, catalog: str = "", page: str = "", box: str = "0 0 595 842", more: tuple[str, ...] = ()) -> bytes:
    """A PDF written by hand, so that it may say what no library would write; the fourth object is what it shows."""
    shows = "BT /F1 12 Tf 72 700 Td (Words) Tj ET"
    objects = (
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1"
        f"/BaseFont/Helvetica>>>>>>{page}>>",
        f"<</Length {len(shows)}>>stream\n{shows}\nendstream", *more,
    )  # fmt: skip
    data, places = "%PDF-1.7\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{inside}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>"
    return f"{data}{head}\nstartxref\n{len(data)}\n%%EOF".encode()


def _prev_is_itself() -> bytes:
    data = _bare_pdf()
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % data.rindex(b"xref\n0"))


_SELF = "<</Type/ObjStm/N 2/First 8/Extends 5 0 R/Length 30>>stream\n5 0 6 9  <</A 1>> <</B 2>>     \nendstream"
_ITSELF = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
)
_BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_LAUGHS = "".join(
    f"<!ENTITY {name} '{10 * ('&' + before + ';')}'>" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
_LOOP = "".join(
    f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
    for one, other in ("ab", "ba")
)
_SHARED = '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">B1+C1</f><v>1</v></c></row>' + "".join(
    f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(2, 400)
)
_REPEATED = (
    '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    'table:number-columns-repeated="10000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)

SMALL = Limits(blocks=1_000, strings=1_000, all_pixels=50_000, slides=10, facts=5_000)

PARTIAL, READ = "partial", "read"
HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "zips in zips": ("a.docx", _nested_zip, {READ, PARTIAL}),
    "parts that overlap": ("a.docx", _overlapping, {READ, PARTIAL, "corrupt"}),
    "a part of four thousand million bytes": ("a.docx", lambda: _declares(0xFFFFFFF0), {"too large"}),
    "a part of 400 million bytes in a small file": ("a.docx", lambda: _declares(400_000_000), {"too large"}),
    "relationships by the thousand": ("a.docx", _many_relationships, {READ, PARTIAL}),
    "an entity that grows by itself": ("a.docx", _quadratic_entity, {READ, "corrupt"}),
    "tables in tables": (
        "a.docx",
        lambda: docx_bytes("<w:tbl><w:tr><w:tc>" * 240 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 240),
        {PARTIAL, "corrupt"},
    ),
    "more cells than are read": ("a.xlsx", lambda: _cells(1_200), {PARTIAL}),
    "more shared text than is read": (
        "a.xlsx",
        lambda: xlsx_bytes('<sheetData><row><c t="s"><v>1</v></c></row></sheetData>', strings=("a" * 600, "b" * 600)),
        {PARTIAL},
    ),
    "calls inside calls": ("a.xlsx", lambda: _calls(2_000), {READ}),
    "one slide again and again": ("a.pptx", lambda: _slides(40), {PARTIAL}),
    "a paragraph without end, Word": (
        "a.docx",
        lambda: docx_bytes(f"<w:p><w:r><w:t>{LONG}</w:t></w:r></w:p>"),
        {"too large"},
    ),
    "a paragraph without end, OpenDocument": ("a.odt", lambda: odf_bytes(f"<text:p>{LONG}</text:p>"), {"too large"}),
    "a paragraph without end, RTF": ("a.rtf", lambda: b"{\\rtf1 " + LONG.encode() + b"\\par}", {"too large"}),
    "a line without end": ("a.txt", LONG.encode, {"too large"}),
    "a film in a TIFF": ("a.tif", lambda: _frames(8), {"too large"}),
    "actions that follow each other in circles": ("a.pdf", _actions_in_circles, {READ}),
    "a PDF that is a zip as well": ("a.pdf", lambda: saved(new(say("Words"))) + docx_bytes(WORDS), {READ, PARTIAL}),
    "a zip that is a PDF as well": ("a.docx", lambda: saved(new(say("Words"))) + docx_bytes(WORDS), {"mislabelled"}),
    "an Office file without any content": (
        "a.docx",
        lambda: zipped({"[Content_Types].xml": content_types({})}),
        {"mislabelled", "corrupt"},
    ),
    "styles that are based on each other": (
        "a.docx",
        lambda: docx_bytes('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>W</w:t></w:r></w:p>', styles=_LOOP),
        {READ},
    ),
    "fields that never end": (
        "a.docx",
        lambda: docx_bytes(f"<w:p>{_BEGUN * 3_000}</w:p>{WORDS}"),
        {READ, PARTIAL},
    ),
    "a picture whose words grow by themselves": (
        "a.docx",
        lambda: docx_bytes(
            WORDS, extra={"word/media/a.svg": f"<!DOCTYPE svg [<!ENTITY a 'a'>{_LAUGHS}]><svg>&h;</svg>"}
        ),
        {READ},
    ),
    "one formula for all cells": ("a.xlsx", lambda: xlsx_bytes(f"<sheetData>{_SHARED}</sheetData>"), {READ}),
    "brackets in brackets in a formula": (
        "a.xlsx",
        lambda: xlsx_bytes(
            f'<sheetData><row r="1"><c r="A1"><f>{"(" * 8_000}1{")" * 8_000}</f><v>1</v></c></row></sheetData>'
        ),
        {READ},
    ),
    "a cell ten thousand million times": ("a.ods", lambda: odf_bytes(_REPEATED, kind="spreadsheet"), {READ, PARTIAL}),
    "two thousand million spaces": (
        "a.odt",
        lambda: odf_bytes('<text:p>a<text:s text:c="2000000000"/>b</text:p>'),
        {READ, PARTIAL, "too large"},
    ),
    "binary data of less than nothing": (
        "a.rtf",
        lambda: rb"{\rtf1 Words\bin-99999999999 x\bin4294967295 y\par}",
        {READ, "corrupt"},
    ),
    "groups in groups, RTF": ("a.rtf", lambda: b"{\\rtf1 " + b"{\\b " * 90_000 + b"x" + b"}" * 90_001, {"corrupt"}),
    "characters to leave out by the thousand million": (
        "a.rtf",
        lambda: b"{\\rtf1\\uc999999999 \\u-99999999 ? words}",
        {READ},
    ),
    "messages in messages": (
        "a.eml",
        lambda: (
            b"From: a@b.example\nSubject: x\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_200))
        ),
        {READ, PARTIAL, "corrupt"},
    ),
    "arrays in arrays, PDF": (
        "a.pdf",
        lambda: _bare_pdf(catalog=f"/X {'[' * 50_000}{']' * 50_000}"),
        {PARTIAL, "corrupt"},
    ),
    "a page as large as the world": (
        "a.pdf",
        lambda: _bare_pdf(box="-9e9 -9e9 1e38 1e38"),
        {READ, PARTIAL, "no pages"},
    ),
    "a stream that says that it is longer": (
        "a.pdf",
        lambda: _bare_pdf().replace(b"/Length 36", b"/Length 99999999999"),
        {READ, PARTIAL, "corrupt"},
    ),
    "a stream that is as long as itself": (
        "a.pdf",
        lambda: _bare_pdf().replace(b"/Length 36", b"/Length 4 0 R"),
        {READ, PARTIAL, "corrupt"},
    ),
    "a table of objects that comes before itself": ("a.pdf", _prev_is_itself, {READ, PARTIAL, "corrupt"}),
    "objects in a stream that is in itself": ("a.pdf", lambda: _bare_pdf(more=(_SELF,)), {READ, PARTIAL}),
    "more pages than there are": (
        "a.pdf",
        lambda: _bare_pdf().replace(b"/Count 1", b"/Count 2147483647"),
        {READ, PARTIAL, "corrupt"},
    ),
    "a drawing that draws itself": (
        "a.pdf",
        lambda: _bare_pdf(page="/Resources<</XObject<</X 5 0 R>>>>", more=(_ITSELF,)),
        {READ, PARTIAL},
    ),
    "actions that come after themselves by the thousand": (
        "a.pdf",
        lambda: _bare_pdf(catalog="/OpenAction 5 0 R", more=(f"<</S/JavaScript/JS(x)/Next[{'5 0 R ' * 9_000}]>>",)),
        {READ, PARTIAL},
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_made_to_harm_ends_as_what_it_is(tmp_path: Path, case: str) -> None:
    name, make, right = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(make())
    result = read(path, limits=SMALL)
    if isinstance(result, ReadFault):
        assert str(result.kind) in right
        assert result.remedy and not result.message.startswith(DOWN)
    else:
        assert (PARTIAL if result.partial else READ) in right, result.partial


def test_actions_in_circles_are_each_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_actions_in_circles())
    facts = read(path)
    assert isinstance(facts, Facts)
    assert [link.target for link in facts.links] == [f"http://127.0.0.1/{n}" for n in range(30)]


def test_ordinary_documents_stay_far_below_the_limits(tmp_path: Path) -> None:
    """2,000 lines of a log in one paragraph, a picture of 40 pages, a workbook of 2,000 rows."""
    for name, data in (
        ("a.txt", ("a line of the log that says what was done\n" * 9_000).encode()),
        ("a.tif", _frames(40)),
        ("a.xlsx", _cells(2_000)),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        facts = read(path)
        assert isinstance(facts, Facts) and not facts.partial, name


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.rtf", lambda: b"{\\rtf1 " + LONG.encode() + b"\\par}"),
        ("b.rtf", lambda: b"{\\rtf1 " + b"a" * 400_000 + b"\\par}"),
        ("a.txt", LONG.encode),
        ("a.docx", lambda: docx_bytes("<w:p>" + "<w:r><w:t>word </w:t></w:r>" * 70_000 + "</w:p>")),
        ("a.odt", lambda: odf_bytes(f"<text:p>{LONG}</text:p>")),
    ],
)
def test_no_paragraph_without_end_is_given_to_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    offices = Offices(Options(), seconds=5)
    monkeypatch.setattr(offices, "_borrow", lambda: pytest.fail("LibreOffice was asked"))
    fault = offices.print(Job(source=path, sha256="", format=path.suffix[1:]), tmp_path / "made.pdf")
    assert isinstance(fault, ReadFault) and fault.kind is ReadFaultKind.TOO_LARGE and fault.remedy


def test_a_picture_in_an_rtf_file_is_no_paragraph(tmp_path: Path) -> None:
    from annexa.convert.paragraphs import longest_paragraph

    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 Words {\\pict\\pngblip\\picw100 " + b"0123456789abcdef\n" * 60_000 + b"}\\par}")
    assert longest_paragraph(path, "rtf") == 0


def test_a_film_in_a_tiff_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(_frames(8))
    monkeypatch.setattr(picture_pages, "Limits", lambda: SMALL)
    fault = picture_pages.to_pdf(path, resolution=300)
    assert isinstance(fault, ReadFault) and fault.kind is ReadFaultKind.TOO_LARGE


@pytest.mark.parametrize(("number", "kind"), [(signal.SIGPROF, "timeout"), (signal.SIGABRT, "too large")])
def test_how_a_reader_ends_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, kind: str
) -> None:
    """The processor's time is up, or a library gives up because memory is refused."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, annexa.documents.reader as reader\n"
        f"reader.read = lambda path, **_: os.kill(os.getpid(), {int(number)})\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    path = tmp_path / "a.txt"
    path.write_text("words")
    [(_, fault)] = read_many([path], workers=1)
    assert isinstance(fault, ReadFault) and fault.kind == kind and fault.remedy


SHARED = {
    "b-bin.rtf": {"corrupt"}, "b-cells3m.xlsx": {PARTIAL}, "b-dates20k.txt": {READ}, "b-deep.docx": {"corrupt"},
    "b-deeptbl.docx": {PARTIAL}, "b-encuser.pdf": {"password"}, "b-flate3x.pdf": {"too large", "timeout"},
    "b-hyper.xlsx": {PARTIAL}, "b-ins1m.docx": {"too large", "timeout"}, "b-nextloop.pdf": {READ}, "b-onepar.docx": {"corrupt"},
    "b-pagesdag.pdf": {PARTIAL}, "b-pagesloop.pdf": {PARTIAL}, "b-rects.pdf": {READ, PARTIAL, "timeout"},
    "b-runs1m.docx": {"too large", "timeout"}, "b-slides.pptx": {PARTIAL}, "b-sstbomb.xlsx": {PARTIAL},
    "b-text10m.pdf": {PARTIAL, "too large", "timeout"}, "b-xxe.docx": {"corrupt"},
    "b-oledir.doc": {"needs a tool"}, "b-olefat.doc": {"needs a tool"}, "b-olefat.xls": {"needs a tool"},
    "b-olejunk.xls": {"needs a tool"},
    "b-olejunk.doc": {"password"},
}  # fmt: skip
"""What each ends as; all others are read whole."""


@pytest.mark.slow
def test_the_collected_hostile_files(shared: Path) -> None:
    paths = sorted((shared / "cases" / "hostile").glob("b-*"))
    assert len(paths) > 30
    for path, result in read_many(paths, workers=2):
        ended = (PARTIAL if result.partial else READ) if isinstance(result, Facts) else str(result.kind)
        assert ended in SHARED.get(path.name, {READ}), f"{path.name}: {ended}"
        if isinstance(result, ReadFault):
            assert result.remedy and not result.message.startswith(DOWN), path.name


@pytest.mark.parametrize("style", ["-1", "-9223372036854775809", "99999999999999999999", "NaN", ""])
def test_a_style_that_is_none_is_no_fault(tmp_path: Path, style: str) -> None:
    """Found by fuzzing: a number below zero counted from the end of the list, or broke the reader."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(f'<sheetData><row><c s="{style}"><v>45000</v></c></row></sheetData>'))
    facts = read(path)
    assert isinstance(facts, Facts) and facts.text == "45000"


FOUND = tuple(
    map(
        bytes.fromhex,
        (
            "47494638376128001e00810000ff00000000000000000000002c0000000028001eff00000000000000004008c9932853aa5cc900ff"
            "00000000000000000000002c000000002800b2a5cb9730310604003b",
            "47494638376128001e00810000ff00000000000000000000002c0000000028001e0040083a0001081c48b0a0c18308132a5cc8b0a1"
            "c38710234a9c48b1a2c58b18336adcc8b1a3c78f20438a1c49b2a4c9932853aa5cc9b2a5cb973000000000000000000000002c0000"
            "310604003b",
        ),
    )
)
"""Pictures that broke the reader."""


@pytest.mark.parametrize("form", ["GIF", "TIFF", "BMP", "WEBP", "JPEG2000"])
def test_a_picture_that_breaks_off_anywhere_or_lies_is_damaged(tmp_path: Path, form: str) -> None:
    """Found by fuzzing: Pillow answers to some of these in words of its own."""
    stream = io.BytesIO()
    Image.new("P" if form == "GIF" else "RGB", (12, 9), 1).save(stream, form)
    whole = stream.getvalue()
    path = tmp_path / f"a.{ {'GIF': 'gif', 'TIFF': 'tif', 'BMP': 'bmp', 'WEBP': 'webp', 'JPEG2000': 'jp2'}[form] }"
    step = max(1, len(whole) // 60)
    spoilt = [whole[:end] for end in range(1, len(whole), step)]
    spoilt += [whole[:at] + b"\xff" + whole[at + 1 :] for at in range(0, len(whole), step)]
    spoilt += [whole[:at] + whole[at + 3 :] for at in range(4, len(whole), step)]
    for data in (*spoilt, *(FOUND if form == "GIF" else ())):
        path.write_bytes(data)
        result = read(path)
        assert isinstance(result, Facts) or not result.message.startswith(DOWN), (result.message, data[:40])
