"""Tiny documents, built part by part, so that each test shows what it is about.

Long because each format is built from its own parts.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from annexa.documents import Facts, ReadFault, read

Make = Callable[..., Path]

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml"
_STORIES = {
    "header": "hdr",
    "footer": "ftr",
    "comments": "comments",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "glossary/document": "glossaryDocument",
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a zip file with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relationships(entries: Mapping[str, tuple[str, str]] | None) -> str:
    """`{id: (type, target)}` as a relationships part; targets that are addresses are external."""
    rows = []
    for id_, (kind, target) in (entries or {}).items():
        outside = kind in ("hyperlink", "attachedTemplate") or "://" in target or target.startswith("\\\\")
        mode = ' TargetMode="External"' if outside else ""
        address = target.replace("&", "&amp;")
        rows.append(f'<Relationship Id="{id_}" Type="{_REL}/{kind}" Target="{address}"{mode}/>')
    return f'<Relationships xmlns="{_PACKAGE_REL}">{"".join(rows)}</Relationships>'


def content_types(overrides: Mapping[str, str]) -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def docx_bytes(
    body: str,
    *,
    kind: str = "document.main+xml",
    rels: Mapping[str, tuple[str, str]] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    **stories: str,
) -> bytes:
    """A Word document with `body`; stories are the insides of header, footer, comments, styles and so on."""
    overrides = {"word/document.xml": f"{_WORD}.{kind}"}
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
    }
    links = dict(rels or {})
    for name, inside in stories.items():
        name = "glossary/document" if name == "glossary" else name
        root = _STORIES[name]
        parts[f"word/{name}.xml"] = f"<w:{root} {_W}>{inside}</w:{root}>"
        overrides[f"word/{name}.xml"] = f"{_WORD}.{name.split('/')[0]}+xml"
        links[f"s{len(links)}"] = ("glossaryDocument" if name.startswith("glossary") else name, f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = relationships(links)
    parts.update(extra or {})
    return zipped({"[Content_Types].xml": content_types(overrides), **parts})


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Facts]:
    """Facts of a Word document with this body and these stories."""

    def make(body: str = "", *, name: str = "a.docx", **more: object) -> Facts:
        path = tmp_path / name
        path.write_bytes(docx_bytes(body, **more))  # type: ignore[arg-type]
        return facts_of(path)

    return make


def facts_of(path: Path) -> Facts:
    """Facts of a file that can be read."""
    result = read(path)
    assert isinstance(result, Facts), result
    return result


@pytest.fixture
def fault_of(tmp_path: Path) -> Callable[[str, bytes], ReadFault]:
    """The fault of a file of that name with those bytes."""

    def make(name: str, data: bytes) -> ReadFault:
        path = tmp_path / name
        path.write_bytes(data)
        result = read(path)
        assert isinstance(result, ReadFault), result
        return result

    return make


def xlsx_bytes(
    sheet: str,
    *,
    workbook: str = "",
    state: str = "",
    kind: str = "sheet.main+xml",
    strings: tuple[str, ...] = (),
    styles: str = "",
    sheet_rels: Mapping[str, tuple[str, str]] | None = None,
    book_rels: Mapping[str, tuple[str, str]] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    types: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet; `sheet` is what stands inside `worksheet`."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = f'xmlns:r="{_REL}"'
    rels = {"rId1": ("worksheet", "worksheets/sheet1.xml"), **(book_rels or {})}
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook {main} {r}><sheets><sheet name="Summary" sheetId="1" {state} r:id="rId1"/>'
        f"</sheets>{workbook}</workbook>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main} {r}>{sheet}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(sheet_rels),
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {main}>{''.join(f'<si><t>{text}</t></si>' for text in strings)}</sst>"
        rels["rId2"] = ("sharedStrings", "sharedStrings.xml")
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {main}>{styles}</styleSheet>"
        rels["rId3"] = ("styles", "styles.xml")
    parts["xl/_rels/workbook.xml.rels"] = relationships(rels)
    parts.update(extra or {})
    overrides = {"xl/workbook.xml": f"{_SHEET}.{kind}", **(types or {})}
    return zipped({"[Content_Types].xml": content_types(overrides), **parts})


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Facts]:
    """Facts of a workbook with this sheet."""

    def make(sheet: str = "<sheetData/>", *, name: str = "a.xlsx", **more: object) -> Facts:
        path = tmp_path / name
        path.write_bytes(xlsx_bytes(sheet, **more))  # type: ignore[arg-type]
        return facts_of(path)

    return make


def pptx_bytes(
    *slides: str,
    slide_rels: Mapping[str, tuple[str, str]] | None = None,
    book_rels: Mapping[str, tuple[str, str]] | None = None,
    attributes: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    types: Mapping[str, str] | None = None,
) -> bytes:
    """A presentation; each slide is what stands inside `p:spTree`; the first has the relationships."""
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_REL}"'
    )
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    rels = {f"rId{n}": ("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)}
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relationships({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relationships({**rels, **(book_rels or {})}),
        "ppt/slides/_rels/slide1.xml.rels": relationships(slide_rels),
    }
    for number, inside in enumerate(slides, 1):
        own = attributes if number == 1 else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {spaces} {own}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
        )
    for name, content in (extra or {}).items():
        parts[name] = content.replace("SPACES", spaces) if isinstance(content, str) else content
    overrides = {"ppt/presentation.xml": f"{_SLIDE}.presentation.main+xml", **(types or {})}
    return zipped({"[Content_Types].xml": content_types(overrides), **parts})


@pytest.fixture
def pptx(tmp_path: Path) -> Callable[..., Facts]:
    """Facts of a presentation with these slides."""

    def make(*slides: str, **more: object) -> Facts:
        path = tmp_path / "a.pptx"
        path.write_bytes(pptx_bytes(*slides, **more))  # type: ignore[arg-type]
        return facts_of(path)

    return make


def odf_bytes(
    body: str,
    *,
    kind: str = "text",
    automatic: str = "",
    styles: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument file; `body` is what stands inside office:text, office:spreadsheet or office:presentation."""
    base = "urn:oasis:names:tc:opendocument:xmlns:"
    names = ("office", "text", "table", "style", "presentation", "meta", "script", "config", "form")
    spaces = " ".join(f'xmlns:{name}="{base}{name}:1.0"' for name in names)
    spaces += (
        f' xmlns:draw="{base}drawing:1.0" xmlns:fo="{base}xsl-fo-compatible:1.0" xmlns:svg="{base}svg-compatible:1.0"'
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        f"</office:document-content>",
        "styles.xml": f"<office:document-styles {spaces}>{styles}</office:document-styles>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    for name, content in (extra or {}).items():
        parts[name] = content.replace("SPACES", spaces) if isinstance(content, str) else content
    return zipped(parts)


@pytest.fixture
def odf(tmp_path: Path) -> Callable[..., Facts]:
    """Facts of an OpenDocument file with this body."""
    endings = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}

    def make(body: str, *, kind: str = "text", **more: object) -> Facts:
        path = tmp_path / f"a.{endings[kind]}"
        path.write_bytes(odf_bytes(body, kind=kind, **more))  # type: ignore[arg-type]
        return facts_of(path)

    return make


@pytest.fixture
def raw_docx() -> Callable[..., bytes]:
    return docx_bytes


@pytest.fixture
def raw_xlsx() -> Callable[..., bytes]:
    return xlsx_bytes


@pytest.fixture
def raw_pptx() -> Callable[..., bytes]:
    return pptx_bytes


@pytest.fixture
def raw_odf() -> Callable[..., bytes]:
    return odf_bytes


@pytest.fixture
def raw_zip() -> Callable[[Mapping[str, str | bytes]], bytes]:
    return zipped


@pytest.fixture
def read_as(tmp_path: Path) -> Callable[[str, bytes], Facts]:
    """Facts of a file of that name with those bytes."""

    def make(name: str, data: bytes) -> Facts:
        path = tmp_path / name
        path.write_bytes(data)
        return facts_of(path)

    return make
