"""Office files that point outside themselves in every way that their formats know, each at a target of its own.

A target is named `{file}-{way}`: whatever is opened or asked for tells which way led to it.

Long because every format points outside in ways of its own.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PIL import Image
from tests.documents.conftest import docx_bytes, odf_bytes, pptx_bytes, relationships, xlsx_bytes

To = Callable[[str], str]
"""The address of the target for a way, such as "image.png"."""

_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN: Final = (
    '<wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="{n}" name="p" descr="A picture"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{n}" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {blip}/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline>"
)
_SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90">'
    '<?xml-stylesheet href="{css}" type="text/css"?><style>@import url({more});</style>'
    '<image xlink:href="{image}" width="90" height="90"/><use xlink:href="{use}#a"/></svg>'
)


def _word_picture(number: int, how: str, name: str) -> str:
    inside = _DRAWN.format(n=number, blip=f'r:{how}="{name}"')
    return f"<w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>"


def _typed(data: bytes) -> bytes:
    """With the types of parts that these files have and others have not."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(
                name, old.read(name).replace(b'<Default Extension="xml"', _MORE + b'<Default Extension="xml"')
            )
    return target.getvalue()


_MORE: Final = (
    b'<Default Extension="svg" ContentType="image/svg+xml"/><Default Extension="html" ContentType="text/html"/>'
)


def _svg(to: To, name: str) -> str:
    ways = {way: to(f"{name}-{way}") for way in ("css.css", "more.css", "image.png", "use.svg")}
    return _SVG.format(**{way.partition(".")[0]: target for way, target in ways.items()})


def page(to: To) -> str:
    """A web page that wants everything that one can want."""
    return (
        f'<html><head><link rel="stylesheet" href="{to("html-css.css")}"><style>@import url("{to("html-more.css")}");'
        f'body {{ background: url({to("html-back.png")}) }}</style></head><body background="{to("html-body.png")}">'
        f'<p>Words of a page, 14 September 2026.</p><img src="{to("html-image.png")}" width="90" height="90">'
        f'<iframe src="{to("html-frame.html")}"></iframe><object data="{to("html-object.html")}"></object>'
        f'<embed src="{to("html-embed.png")}"><table background="{to("html-table.png")}"><tr><td>A cell</td></tr>'
        f'</table><script src="{to("html-script.js")}"></script></body></html>'
    )


def _field(code: str) -> str:
    code = code.replace("&", "&amp;").replace('"', "&quot;")
    return f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>Shown</w:t></w:r></w:fldSimple></w:p>'


def docx(to: To) -> bytes:
    """Pictures, templates, objects, fields, data of mail merge, parts of documents, frames."""
    fields = "".join(
        _field(code)
        for code in (
            f'INCLUDEPICTURE "{to("includepicture.png")}" \\d', f'INCLUDETEXT "{to("includetext.docx")}"',
            f'LINK Word.Document.12 "{to("link.docx")}" "" \\a \\p', f'DDEAUTO soffice "{to("ddeauto.xlsx")}" A1',
            f'DATABASE \\d "{to("database.csv")}"', f'IMPORT "{to("import.png")}"', f'RD "{to("rd.docx")}"',
        )
    )  # fmt: skip
    body = (
        "<w:p><w:r><w:t>Words of a letter, 14 September 2026.</w:t></w:r></w:p>"
        f"{_word_picture(1, 'link', 'image')}{_word_picture(2, 'embed', 'embedded')}"
        '<w:p><w:r><w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata r:id="vml" o:title=""/></v:shape>'
        '</w:pict></w:r></w:p><w:p><w:r><w:pict><v:rect style="width:90pt;height:90pt"><v:fill type="frame" '
        f'r:id="fill" src="{to("vmlsource.png")}"/></v:rect></w:pict></w:r></w:p>'
        '<w:p><w:r><w:object><v:shape id="o" style="width:90pt;height:90pt"/><o:OLEObject Type="Link" '
        'ProgID="Excel.Sheet.12" ShapeID="o" DrawAspect="Content" UpdateMode="Always" r:id="ole"/></w:object></w:r></w:p>'
        '<w:subDoc r:id="sub"/><w:altChunk r:id="chunk"/><w:altChunk r:id="page"/>'
        f"{fields}"
    )
    settings = (
        '<w:linkStyles/><w:attachedTemplate r:id="template"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
        f'<w:dataType w:val="textFile"/><w:connectString w:val="{to("merge.csv")}"/><w:dataSource r:id="merge"/>'
        "<w:viewMergedData/></w:mailMerge>"
    )
    rels = {
        "image": ("image", to("image.png")), "vml": ("image", to("vml.png")), "fill": ("image", to("fill.png")),
        "ole": ("oleObject", to("ole.xlsx")), "sub": ("subDocument", to("sub.docx")),
        "chunk": ("aFChunk", to("chunk.html")), "frame": ("frame", to("frame.docx")),
        "embedded": ("image", "media/a.svg"), "page": ("aFChunk", "page.html"),
    }  # fmt: skip
    outside = {"template": ("attachedTemplate", to("template.dotx")), "merge": ("mailMergeSource", to("source.csv"))}
    extra = {
        "word/media/a.svg": _svg(to, "svg"),
        "word/page.html": page(to),
        "word/_rels/settings.xml.rels": relationships(outside),
    }
    return _typed(docx_bytes(body, settings=settings, rels=rels, extra=extra))


def xlsx(to: To) -> bytes:
    """Formulas that fetch, workbooks that others quote, web queries, pictures."""
    formulas = (
        f'WEBSERVICE("{to("webservice.txt")}")', f'_xlfn.WEBSERVICE("{to("webservice2.txt")}")',
        f'_xlfn.IMAGE("{to("imageformula.png")}")', f"'{to('quoted.xlsx')}'#$Sheet1.A1",
        f'INDIRECT("\'{to("indirect.xlsx")}\'#$Sheet1.A1")', f'HYPERLINK("{to("hyperlink.html")}","x")',
        f'DDE("soffice","{to("dde.xlsx")}","A1")', "[1]Sheet1!A1", "SUM([1]Sheet1!A1:A3)",
        f'_xlfn.FILTERXML(_xlfn.WEBSERVICE("{to("filterxml.xml")}"),"//a")', f'_xlfn.RTD("a","{to("rtd.txt")}","b")',
    )  # fmt: skip
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f>{formula.replace("&", "&amp;")}</f>{"<v>1</v>" if n % 2 else ""}</c></row>'
        for n, formula in enumerate(formulas, 1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = (
        f'<sheetData><row r="20"><c r="A20" t="str"><v>Words 14 September 2026</v></c></row>{rows}</sheetData>'
        '<drawing r:id="d"/><picture r:id="back"/>'
    )
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_REL}"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2'
        "</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr>"
        '<xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:link="i"/><a:stretch>'
        '<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" '
        'cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    return xlsx_bytes(
        sheet,
        workbook='<externalReferences><externalReference r:id="rId8"/></externalReferences><calcPr fullCalcOnLoad="1"/>',
        sheet_rels={"d": ("drawing", "../drawings/drawing1.xml"), "back": ("image", to("background.png"))},
        book_rels={
            "rId8": ("externalLink", "externalLinks/externalLink1.xml"), "rId9": ("connections", "connections.xml")
        },
        extra={
            "xl/drawings/drawing1.xml": drawing,
            "xl/drawings/_rels/drawing1.xml.rels": relationships({"i": ("image", to("image.png"))}),
            "xl/externalLinks/externalLink1.xml": f'<externalLink {main}><externalBook xmlns:r="{_REL}" r:id="e">'
            '<sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": relationships({"e": ("externalLinkPath", to("external.xlsx"))}),
            "xl/connections.xml": f'<connections {main}><connection id="1" name="a" type="4" refreshedVersion="4" '
            f'refreshOnLoad="1" background="0"><webPr sourceData="1" xl2000="1" url="{to("web.html")}"/></connection>'
            "</connections>",
        },
        types={
            "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
            "xl/externalLinks/externalLink1.xml":
                "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
            "xl/connections.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
        },
    )  # fmt: skip


def pptx(to: To) -> bytes:
    """Pictures, films, sounds, objects and a background that lie elsewhere."""
    size = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>'

    def picture(number: int, blip: str, inside: str = "") -> str:
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="p"/><p:cNvPicPr/><p:nvPr>{inside}</p:nvPr></p:nvPicPr>'
            f"<p:blipFill><a:blip r:{blip}/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{size}</p:spPr></p:pic>"
        )

    pictures = (
        picture(2, 'link="i"'), picture(3, 'link="i2"', '<a:videoFile r:link="v"/>'),
        picture(4, 'link="i3"', '<a:audioFile r:link="s"/>'), picture(5, 'embed="g"'),
    )  # fmt: skip
    slide = (
        "<p:sp><p:nvSpPr><p:cNvPr id='9' name='t'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>" + size + "</p:spPr>"
        "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Words of a slide, 14 September 2026</a:t></a:r></a:p></p:txBody></p:sp>"
        f"{''.join(pictures)}"
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="6" name="o"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole">'
        '<p:oleObj name="x" r:id="o" imgW="900000" imgH="900000" progId="Excel.Sheet.12"><p:link updateAutomatic="1"/>'
        "</p:oleObj></a:graphicData></a:graphic></p:graphicFrame>"
    )
    rels = {
        "i": ("image", to("image.png")), "i2": ("image", to("poster.png")), "i3": ("image", to("speaker.png")),
        "v": ("video", to("film.mp4")), "s": ("audio", to("sound.wav")), "o": ("oleObject", to("ole.xlsx")),
        "g": ("image", "../media/a.svg"),
    }  # fmt: skip
    return _typed(pptx_bytes(slide, slide_rels=rels, extra={"ppt/media/a.svg": _svg(to, "svg")}))


def _drawn(to: To, anchor: str = 'text:anchor-type="paragraph"') -> str:
    box = f'{anchor} svg:width="3cm" svg:height="3cm"'
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    return (
        f'<draw:frame {box}><draw:image xlink:href="{to("image.png")}" {link}/></draw:frame>'
        f'<draw:frame {box}><draw:object xlink:href="{to("object.ods")}" {link}/></draw:frame>'
        f'<draw:frame {box}><draw:object-ole xlink:href="{to("objectole.xlsx")}" {link}/></draw:frame>'
        f'<draw:frame {box}><draw:plugin xlink:href="{to("plugin.mp4")}" draw:mime-type="application/vnd.sun.star.media"'
        f' {link}/></draw:frame><draw:frame {box}><draw:floating-frame xlink:href="{to("floating.html")}" {link}/>'
        f'</draw:frame><draw:frame {box}><draw:applet xlink:href="{to("applet.class")}" {link} draw:code="a"/></draw:frame>'
        f'<draw:frame {box}><draw:image xlink:href="Pictures/a.svg" {link}/></draw:frame>'
    )


def _styled(to: To) -> dict[str, str]:
    link = 'xlink:type="simple" xlink:actuate="onLoad"'
    return {
        "automatic": f'<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties>'
        f'<style:background-image xlink:href="{to("background.png")}" {link}/></style:paragraph-properties></style:style>'
        f'<text:list-style style:name="L1"><text:list-level-style-image text:level="1" xlink:href="{to("bullet.png")}" '
        f'{link}/></text:list-style>',
        "styles": f'<office:font-face-decls><style:font-face style:name="Odd" svg:font-family="Odd"><svg:font-face-src>'
        f'<svg:font-face-uri xlink:href="{to("font.ttf")}" {link}><svg:font-face-format svg:string="truetype"/>'
        "</svg:font-face-uri></svg:font-face-src></style:font-face></office:font-face-decls><office:styles>"
        f'<draw:fill-image draw:name="f" xlink:href="{to("fill.png")}" {link}/></office:styles><office:automatic-styles>'
        f'<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm">'
        f'<style:background-image xlink:href="{to("pageback.png")}" {link}/></style:page-layout-properties>'
        '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="pm1"/></office:master-styles>',
    }  # fmt: skip


def _meta(to: To, kind: str) -> dict[str, str | bytes]:
    return {
        "Pictures/a.svg": _svg(to, "svg"),
        "meta.xml": '<office:document-meta SPACES><office:meta><meta:template xlink:type="simple" '
        f'xlink:href="{to("template.ott")}" xlink:actuate="onRequest" meta:date="2020-01-01T00:00:00"/>'
        f'<meta:auto-reload xlink:href="{to("reload.odt")}" meta:delay="PT0S"/></office:meta></office:document-meta>',
        "META-INF/manifest.xml": _manifest(kind),
    }


def _manifest(kind: str) -> str:
    parts = {
        "/": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "text/xml", "styles.xml": "text/xml",
        "meta.xml": "text/xml", "Pictures/a.svg": "image/svg+xml",
    }  # fmt: skip
    rows = (f'<m:file-entry m:full-path="{name}" m:media-type="{type_}"/>' for name, type_ in parts.items())
    spaces = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    return f'<m:manifest {spaces} m:version="1.2">{"".join(rows)}</m:manifest>'


def odt(to: To) -> bytes:
    """Pictures, objects, frames, sections of other files, DDE, fonts, templates."""
    body = (
        '<text:p text:style-name="P1">Words of a text, 14 September 2026.</text:p>'
        f'<text:section text:name="s1"><text:section-source xlink:href="{to("section.odt")}" xlink:type="simple" '
        'xlink:show="embed"/><text:p>Kept</text:p></text:section><text:section text:name="s2"><office:dde-source '
        f'office:dde-application="soffice" office:dde-topic="{to("dde.ods")}" office:dde-item="A1" '
        f'office:automatic-update="true"/><text:p>Kept</text:p></text:section><text:p>{_drawn(to)}</text:p>'
        f'<text:list text:style-name="L1"><text:list-item><text:p>One</text:p></text:list-item></text:list>'
    )
    return odf_bytes(body, **_styled(to), extra=_meta(to, "text"))


def ods(to: To) -> bytes:
    """Tables and ranges of other files, formulas, web queries."""
    cells = "".join(
        f'<table:table-row><table:table-cell table:formula="of:={formula}" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
        for formula in (
            f"WEBSERVICE(&quot;{to('webservice.txt')}&quot;)", f"['{to('quoted.ods')}'#$Sheet1.A1]",
            f"INDIRECT(&quot;'{to('indirect.ods')}'#$Sheet1.A1&quot;)",
            f"DDE(&quot;soffice&quot;;&quot;{to('ddeformula.ods')}&quot;;&quot;A1&quot;)",
            f"FILTERXML(WEBSERVICE(&quot;{to('filterxml.xml')}&quot;);&quot;//a&quot;)",
            f"COM.MICROSOFT.IMAGE(&quot;{to('imageformula.png')}&quot;)",
        )
    )  # fmt: skip
    body = (
        '<table:table table:name="One"><table:table-row><table:table-cell office:value-type="string">'
        f"<text:p>Words 14 September 2026</text:p>{_drawn(to, '')}</table:table-cell>"
        f'<table:table-cell><table:cell-range-source table:name="a" table:last-column-spanned="1" '
        f'table:last-row-spanned="1" xlink:type="simple" xlink:href="{to("range.ods")}" '
        f'table:refresh-delay="PT1S"/></table:table-cell></table:table-row>{cells}</table:table>'
        f'<table:table table:name="Two"><table:table-source xlink:type="simple" xlink:href="{to("source.ods")}" '
        'table:table-name="Sheet1" table:refresh-delay="PT1S"/><table:table-row><table:table-cell/></table:table-row>'
        f'</table:table><table:dde-links><table:dde-link><office:dde-source office:dde-application="soffice" '
        f'office:dde-topic="{to("dde.ods")}" office:dde-item="A1" office:automatic-update="true"/></table:dde-link>'
        "</table:dde-links>"
    )
    return odf_bytes(body, kind="spreadsheet", **_styled(to), extra=_meta(to, "spreadsheet"))


def odp(to: To) -> bytes:
    """Pictures, films, sounds and objects of a presentation."""
    body = (
        '<draw:page draw:name="One" draw:master-page-name="Standard"><draw:frame svg:width="9cm" svg:height="3cm">'
        f"<draw:text-box><text:p>Words of a slide, 14 September 2026</text:p></draw:text-box></draw:frame>{_drawn(to, '')}"
        f'<office:event-listeners><presentation:event-listener script:event-name="dom:click" presentation:action="sound">'
        f'<presentation:sound xlink:href="{to("sound.wav")}" xlink:type="simple" xlink:actuate="onRequest"/>'
        "</presentation:event-listener></office:event-listeners></draw:page>"
    )
    return odf_bytes(body, kind="presentation", **_styled(to), extra=_meta(to, "presentation"))


def rtf(to: To) -> bytes:
    """Fields, templates, linked objects, data of mail merge."""

    def field(code: str) -> str:
        return rf"{{\field{{\*\fldinst {code}}}{{\fldrslt shown}}}}\par "

    inside = "".join(
        field(code)
        for code in (
            rf'INCLUDEPICTURE "{to("includepicture.png")}" \\\\d', rf'INCLUDETEXT "{to("includetext.docx")}"',
            rf'LINK Excel.Sheet.12 "{to("link.xlsx")}" A1 \\\\a', rf'DDEAUTO soffice "{to("dde.xlsx")}" A1',
            rf'IMPORT "{to("import.png")}"', rf'DATABASE \\\\d "{to("database.csv")}"',
        )
    )  # fmt: skip
    return (
        rf"{{\rtf1\ansi{{\fonttbl{{\f0 Arial;}}}}{{\*\template {to('template.dot')}}}"
        rf"{{\*\mailmerge{{\*\mmdatasource {to('merge.csv')}}}{{\*\mmconnectstrdata {to('merge2.csv')}}}}}"
        rf"{{\object\objlink\objupdate{{\*\objclass Excel.Sheet.12}}{{\*\objalias {to('alias.xlsx')}}}"
        rf"{{\*\objdata 0105}}{{\result x}}}}{{\*\htmltag <img src={to('tag.png')}>}}"
        rf"Words of a letter, 14 September 2026.\par {inside}}}"
    ).encode()


def flat(to: To) -> bytes:
    """OpenDocument in one XML file, which may also call itself a style sheet's."""
    base = "urn:oasis:names:tc:opendocument:xmlns:"
    names = ("office", "text", "table", "style", "meta")
    spaces = " ".join(f'xmlns:{name}="{base}{name}:1.0"' for name in names)
    return (
        f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{to("style.xsl")}"?><office:document {spaces} '
        f'xmlns:draw="{base}drawing:1.0" xmlns:svg="{base}svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>Words of a text, 14 September 2026.{_drawn(to)}</text:p></office:text></office:body></office:document>"
    ).encode()


def mail(to: To) -> bytes:
    """A message whose words are a web page."""
    return (
        "From: a@example.org\nTo: b@example.org\nSubject: Words\nDate: Mon, 14 Sep 2026 10:00:00 +0000\n"
        f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page(to)}\n"
    ).encode()


MAKERS: Final[dict[str, Callable[[To], bytes]]] = {
    "docx": docx, "xlsx": xlsx, "pptx": pptx, "odt": odt, "ods": ods, "odp": odp, "rtf": rtf, "eml": mail,
    "doc": lambda to: page(to).encode(), "xls": lambda to: page(to).encode(), "fodt": flat, "html": lambda to: page(to).encode(),
    "svg": lambda to: _svg(to, "svg").encode(), "md": lambda to: f"# Words\n\n![x]({to('image.png')})\n".encode(),
    "txt": lambda to: page(to).encode(), "csv": lambda to: f'A,B\n"=WEBSERVICE(""{to("webservice.txt")}"")",1\n'.encode(),
}  # fmt: skip


def plant(folder: Path, outside: Path, server: str, endings: Iterable[str] = ()) -> tuple[list[Path], list[Path]]:
    """Writes one of each kind, or of those that are named, that points at files of `outside` and one at a server; answers them, and what lies there."""
    planted: list[Path] = []

    def there(ending: str) -> To:
        def to(way: str) -> str:
            target = outside / f"{ending}-{way}"
            if target.suffix == ".png":
                Image.new("RGB", (30, 30), "red").save(target)
            else:
                make = MAKERS.get(target.suffix[1:], MAKERS["txt"])
                target.write_bytes(make(lambda _: "none"))
            planted.append(target)
            return target.as_uri()

        return to

    def asked(ending: str) -> To:
        return lambda way: f"{server}{ending}-{way}"

    files = []
    for ending in endings or MAKERS:
        make = MAKERS[ending]
        for kind, to in (("file", there(ending)), ("web", asked(ending))):
            path = folder / f"{kind}-{ending}.{ending}"
            path.write_bytes(make(to))
            files.append(path)
    return files, planted
