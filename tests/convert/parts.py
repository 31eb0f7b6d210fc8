"""Office files of single parts, written as XML: Word files, slides and workbooks with what conversion is known to drop."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.styles import Font
from pptx import Presentation

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CHARTEX = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "lc": "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "un": "http://example.org/unknown",
}
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
Relations = Mapping[str, tuple[str, str]]
"""By id, the type and the target."""


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


NONE: Mapping[str, bytes] = {}


def word(
    path: Path, body: str, relations: Relations | None = None, parts: Mapping[str, bytes] = NONE, types: str = ""
) -> Path:
    """A Word file with this body, and parts that it leads to."""
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{content}"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", related({"r1": (f"{OFFICE}/officeDocument", "word/document.xml")}))
        archive.writestr("word/_rels/document.xml.rels", related(relations or {}))
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def related(relations: Relations) -> str:
    each = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in relations.items())
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def slide(path: Path, *shapes: str) -> Path:
    """A presentation of one slide with these shapes."""
    show = Presentation()
    page = show.slides.add_slide(show.slide_layouts[5])
    page.shapes.title.text = "Shapes of one slide"
    for shape in shapes:
        page.shapes._spTree.append(etree.fromstring(shape))
    show.save(str(path))
    return path


def text_shape(paragraphs: str, number: int = 20) -> str:
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="T"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="900000" y="{number * 100_000}"/><a:ext cx="5000000" cy="700000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def book(path: Path, *cells: tuple[str, str]) -> Path:
    """A workbook with these texts in these fonts, a cell each, below one another."""
    workbook = openpyxl.Workbook()
    for number, (text, font) in enumerate(cells, 1):
        workbook.active.cell(number, 1, text).font = Font(name=font)
    workbook.save(path)
    return path


def box(words: str, *, lines: int = 1, wrapped: bool = True) -> str:
    """A paragraph with a text box of five by two centimetres: of today's Word, or of an older one."""
    inside = "".join(paragraph(f"{words} {number}") for number in range(lines))
    if not wrapped:
        return (
            '<w:p><w:r><w:pict><v:rect style="width:140pt;height:60pt"><v:textbox><w:txbxContent>'
            f"{inside}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
        )
    size = '<wp:extent cx="1800000" cy="720000"/>'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>'
        f"{inside}</w:txbxContent></wps:txbx><wps:bodyPr><a:noAutofit/></wps:bodyPr></wps:wsp>"
    )
    return in_line(shape, SPACES["wps"], size)


def in_line(graphic: str, uri: str, size: str = '<wp:extent cx="3800000" cy="1720000"/>') -> str:
    """A paragraph with a drawing."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline>{size}<wp:docPr id="7" name="Drawing"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


CHART = f"""<cx:chartSpace {NAMES}><cx:chartData><cx:data id="0">
<cx:strDim type="cat"><cx:f>Data!$A$2:$A$4</cx:f><cx:lvl ptCount="3"><cx:pt idx="0">Northbrook</cx:pt>
<cx:pt idx="1">Southmere</cx:pt><cx:pt idx="2">Eastholt</cx:pt></cx:lvl></cx:strDim>
<cx:numDim type="val"><cx:f>Data!$B$2:$B$4</cx:f><cx:lvl ptCount="3"><cx:pt idx="0">120</cx:pt>
<cx:pt idx="1">80</cx:pt><cx:pt idx="2">45</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>
<cx:chart><cx:title><cx:tx><cx:rich><a:bodyPr/><a:p><a:r><a:t>Places by area</a:t></a:r></a:p></cx:rich></cx:tx></cx:title>
<cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall"><cx:tx><cx:txData><cx:v>Places</cx:v></cx:txData></cx:tx>
<cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>"""


def with_modern_chart(path: Path, fallback: str = "") -> Path:
    """A Word file with a waterfall chart, and what it shows where that is not known."""
    frame = in_line('<cx:chart r:id="rc"/>', SPACES["cx"]).removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback else ""
    return word(
        path,
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="cx">{frame}</mc:Choice>{other}</mc:AlternateContent>'
        f"</w:r></w:p>{paragraph('The places of each area.')}",
        {"rc": (CHARTEX, "charts/chartEx1.xml"), "rp": (f"{OFFICE}/image", "media/a.png")},
        {"word/charts/chartEx1.xml": CHART.encode(), "word/media/a.png": png()},
        '<Override PartName="/word/charts/chartEx1.xml" ContentType="application/vnd.ms-office.chartex+xml"/>',
    )


def picture(relation: str = "rp") -> str:
    """A drawing of a picture, as Word keeps it beside a chart."""
    shown = (
        f'<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="5" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    drawn = in_line(shown, "http://schemas.openxmlformats.org/drawingml/2006/picture")
    return drawn.removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")


def png() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.effect_noise((60, 40), 90).save(stream, "PNG")
    return stream.getvalue()


def with_object(path: Path, preview: bytes, program: str = "Excel.Sheet.12") -> Path:
    """A Word file with a workbook in it and the picture that Word shows of that."""
    inner = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Inside words of the workbook"
    workbook.save(inner)
    return word(
        path,
        '<w:p><w:r><w:object><v:shape id="o1" style="width:150pt;height:60pt" o:ole="">'
        f'<v:imagedata r:id="rp"/></v:shape><o:OLEObject Type="Embed" ProgID="{program}" ShapeID="o1" '
        f'DrawAspect="Content" r:id="ro"/></w:object></w:r></w:p>{paragraph("Below the object.")}',
        {"rp": (f"{OFFICE}/image", "media/a.png"), "ro": (f"{OFFICE}/package", "embeddings/a.xlsx")},
        {"word/media/a.png": preview, "word/embeddings/a.xlsx": inner.getvalue()},
        '<Override PartName="/word/embeddings/a.xlsx" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>',
    )


def with_diagram(path: Path, *words: str, drawn: bool = True) -> Path:
    """A workbook with SmartArt, and the shapes that Excel keeps of it."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Beside a diagram"
    workbook.save(path)
    shapes = "".join(
        '<dsp:sp modelId="{1}"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr><a:xfrm>'
        f'<a:off x="{number * 1_400_000}" y="0"/><a:ext cx="1300000" cy="600000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></dsp:spPr><dsp:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f"<a:t>{text}</a:t></a:r></a:p></dsp:txBody><dsp:txXfrm/></dsp:sp>"
        for number, text in enumerate(words)
    )
    points = "".join(
        f'<dgm:pt modelId="{number}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for number, text in enumerate(words)
    )
    frame = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row>"
        '<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="D"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x='0' y='0'/><a:ext cx='0' cy='0'/></xdr:xfrm>"
        f'<a:graphic><a:graphicData uri="{SPACES["dgm"]}"><dgm:relIds r:dm="rd" r:lo="" r:qs="" r:cs=""/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )
    drawing = {"rd": (f"{OFFICE}/diagramData", "../diagrams/data1.xml")}
    if drawn:
        drawing["rs"] = (f"{SPACES['dsp'].replace('drawing/2008/diagram', '2007/relationships')}/diagramDrawing",
                         "../diagrams/drawing1.xml")  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        parts["xl/worksheets/sheet1.xml"]
        .replace(b"<worksheet ", f'<worksheet xmlns:r="{OFFICE}" '.encode(), 1)
        .replace(b"</worksheet>", b'<drawing r:id="r9"/></worksheet>')
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = related(
        {"r9": (f"{OFFICE}/drawing", "../drawings/drawing1.xml")}
    ).encode()
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {NAMES}>{frame}</xdr:wsDr>".encode()
    parts["xl/drawings/_rels/drawing1.xml.rels"] = related(drawing).encode()
    parts["xl/diagrams/data1.xml"] = (
        f"<dgm:dataModel {NAMES}><dgm:ptLst>{points}</dgm:ptLst><dgm:extLst><a:ext uri='x'>"
        '<dsp:dataModelExt relId="rs" minVer="1"/></a:ext></dgm:extLst></dgm:dataModel>'
    ).encode()
    parts["xl/diagrams/drawing1.xml"] = (
        f"<dsp:drawing {NAMES}><dsp:spTree><dsp:nvGrpSpPr/><dsp:grpSpPr/>{shapes}</dsp:spTree></dsp:drawing>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{kind}"/></Types>'.encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_hidden_rows(path: Path) -> Path:
    """A workbook whose hidden rows hold more words than fit, beside visible ones that do so too."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    long = "many words that need more room than the column has, " * 4
    for number in range(1, 13):
        sheet.append([f"row{number} {long}", f"next{number}"])
        if number in (3, 4, 9):
            sheet.row_dimensions[number].hidden = True
        if number == 9:
            sheet.row_dimensions[number].height = 22
    workbook.save(path)
    return path
