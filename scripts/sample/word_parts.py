"""The fixed parts of a Word file: styles, lists, settings and the package's own lists."""

from datetime import date
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
INK, DEEP, PALE, RULE = "1F2A33", "0B4F5C", "E3EFF1", "9FB9BF"
BULLETS, HEADINGS, FIRST_STEPS = 1, 2, 10
"""Numbers of the lists; each numbered list takes a number of its own from FIRST_STEPS on, so that it counts from 1."""


def styles() -> str:
    """styles.xml: Calibri throughout, a deep teal for headings and table heads.

    No paragraph has a border: LibreOffice 7.4 draws it outside the tags, and the page then fails PDF/UA 7.1-3.
    """
    parts = [
        HEAD,
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        _style("Normal", "Normal", "", "", default=True, quick=True),
        _style("BodyText", "Body Text", "", "", quick=True),
        _style("Partnership", "Partnership", '<w:spacing w:before="2600" w:after="240"/>', _run(26, DEEP, bold=True)),
        _style(
            "Title",
            "Title",
            '<w:spacing w:after="200" w:line="240" w:lineRule="auto"/>',
            _run(60, DEEP, bold=True),
            quick=True,
        ),
        _style("Subtitle", "Subtitle", '<w:spacing w:after="160"/>', _run(28, INK), quick=True),
        _style("DateLine", "Date Line", '<w:spacing w:before="80" w:after="320"/>', _run(24, INK, bold=True)),
        _heading(1, 32, 360, 140),
        _heading(2, 26, 260, 100),
        _heading(3, 23, 200, 80),
        _style(
            "TOCHeading", "TOC Heading", '<w:keepNext/><w:spacing w:before="120" w:after="200"/>', _run(32, DEEP, bold=True)
        ),
        _contents(1, 0, 80),
        _contents(2, 340, 40),
        _style("ListBullet", "List Bullet", _list(BULLETS, 60), "", quick=True),
        _style("ListNumber", "List Number", _list(FIRST_STEPS, 60), "", quick=True),
        _style(
            "Caption", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>', _run(20, DEEP, bold=True), quick=True
        ),
        _style("Picture", "Picture", '<w:keepNext/><w:spacing w:before="160" w:after="40"/>', ""),
        _style("PictureCaption", "Picture Caption", '<w:spacing w:after="240"/>', _run(20, DEEP, bold=True)),
        _style("Source", "Source", '<w:spacing w:before="60" w:after="240"/>', _run(18, INK)),
        _style("QuotedWords", "Quoted Words", f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
               '<w:spacing w:before="120" w:after="200"/><w:ind w:left="340" w:right="340"/>', "<w:i/>", quick=True),
        _style("TableText", "Table Text", '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', _run(19, INK)),
        _style("TableHead", "Table Head", '<w:keepNext/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
               _run(19, "FFFFFF", bold=True)),
        _style("SmallGap", "Small Gap", '<w:spacing w:after="120" w:line="120" w:lineRule="exact"/>', _run(8, INK)),
        _style("Header", "header", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', _run(17, "44545C")),
        _style("Footer", "footer", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', _run(17, "44545C")),
        _style("FootnoteText", "footnote text", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>', _run(18, INK)),
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0B4F8A"/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>",
        '<w:style w:type="table" w:styleId="Evidence"><w:name w:val="Evidence Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{DEEP}"/></w:tcPr>'
        "</w:tblStylePr></w:style></w:styles>",
    ]
    return "".join(parts)


def _style(id: str, name: str, paragraph: str, run: str, *, default: bool = False, quick: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" {"w:default=" + chr(34) + "1" + chr(34) if default else ""} w:styleId="{id}">'
        f'<w:name w:val="{name}"/>{based}{"<w:qFormat/>" if quick else ""}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: int, before: int, after: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr>{_run(size, DEEP, bold=True)}</w:rPr></w:style>'
    )


def _contents(level: int, indent: int, after: int) -> str:
    return _style(
        f"TOC{level}",
        f"toc {level}",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
        f'<w:spacing w:after="{after}"/><w:ind w:left="{indent}"/>',
        "",
    )


def _list(number: int, after: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr><w:spacing w:after="{after}"/>'


def _run(half_points: int, colour: str, *, bold: bool = False) -> str:
    return f'{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)


def numbering(lists: int) -> str:
    """numbering.xml with bullets, numbered headings and as many numbered lists as the document holds."""
    headings = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{i + 1}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(i + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>'
        for i in range(3)
    )
    numbers = "".join(
        f'<w:num w:numId="{FIRST_STEPS + i}"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for i in range(max(1, lists))
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">'
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{headings}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="2"/></w:num>{numbers}</w:numbering>'
    )


SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
)

ROOT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/styles.xml", "officedocument.wordprocessingml.styles"),
            ("word/numbering.xml", "officedocument.wordprocessingml.numbering"),
            ("word/settings.xml", "officedocument.wordprocessingml.settings"),
            ("word/footnotes.xml", "officedocument.wordprocessingml.footnotes"),
            ("word/header1.xml", "officedocument.wordprocessingml.header"),
            ("word/header2.xml", "officedocument.wordprocessingml.header"),
            ("word/footer1.xml", "officedocument.wordprocessingml.footer"),
            ("word/footer2.xml", "officedocument.wordprocessingml.footer"),
            ("docProps/core.xml", "package.core-properties"),
            ("docProps/app.xml", "officedocument.extended-properties"),
        )
    )
    + "</Types>"
)


def core(title: str, author: str, dated: date, subject: str = "") -> str:
    """docProps/core.xml: title, the owning role as author, and the document's own date."""
    stamp = f"{dated.isoformat()}T09:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator><dc:language>en-GB</dc:language>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def app(company: str) -> str:
    """docProps/app.xml."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{escape(company)}</Company></Properties>"
    )
