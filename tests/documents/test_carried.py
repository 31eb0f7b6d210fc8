"""What files carry beside their text, and files inside files: every place where a search would find a child's number.

Long because it goes through every place of every format.
"""

import io
from collections.abc import Callable, Mapping

import openpyxl
import pikepdf
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from pikepdf import Array, Dictionary, Name, String
from tests.documents.made_pdf import new, saved, say

from annexa.documents import Facts
from annexa.documents.facts import CarriedKind, HiddenKind
from annexa.documents.limits import Limits
from annexa.documents.reader import read_content

SECRET = "Robin Example"
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
Make = Callable[..., Facts]
Read = Callable[[str, bytes], Facts]


def workbook(*sheets: tuple[str, str]) -> bytes:
    """A workbook with a text in A1 of each sheet."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, text in sheets:
        made.create_sheet(name)["A1"] = text
    return as_bytes(made)


def as_bytes(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def carried(facts: Facts) -> set[tuple[CarriedKind, str, str]]:
    return {(one.kind, one.label, one.text) for one in facts.carried}


def control(inside: str) -> str:
    return f"<w:p><w:sdt><w:sdtPr>{inside}</w:sdtPr><w:sdtContent><w:r><w:t>{SECRET}</w:t></w:r></w:sdtContent></w:sdt></w:p>"


def legacy(inside: str, result: str = SECRET) -> str:
    def mark(kind: str, data: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'

    data = f'<w:ffData><w:name w:val="pupil_name"/>{inside}</w:ffData>'
    return f"<w:p>{mark('begin', data)}{mark('separate')}<w:r><w:t>{result}</w:t></w:r>{mark('end')}</w:p>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (control('<w:alias w:val="Child"/><w:tag w:val="childName"/>'), (CarriedKind.FIELD, "Child childName", SECRET)),
        (
            control(f'<w:dropDownList><w:listItem w:displayText="One" w:value="{SECRET}"/></w:dropDownList>'),
            (CarriedKind.CHOICES, "", f"One {SECRET}"),
        ),
        (legacy(""), (CarriedKind.FIELD, "pupil_name", SECRET)),
        (
            legacy(f'<w:textInput><w:default w:val="{SECRET}"/></w:textInput>', ""),
            (CarriedKind.FIELD, "pupil_name", SECRET),
        ),
        (
            legacy(f'<w:ddList><w:listEntry w:val="{SECRET}"/></w:ddList>', ""),
            (CarriedKind.CHOICES, "pupil_name", SECRET),
        ),
        (f'<w:p><w:bookmarkStart w:id="1" w:name="{SECRET}"/></w:p>', (CarriedKind.BOOKMARK, "", SECRET)),
    ],
    ids=["control", "choice", "filled in", "default", "entry", "bookmark"],
)
def test_fields_and_bookmarks_of_word(docx: Make, body: str, found: tuple[CarriedKind, str, str]) -> None:
    facts = docx(body)
    assert found in carried(facts)
    assert all(one.place.paragraph == 1 for one in facts.carried)


def test_bookmarks_that_word_makes_are_left_out(docx: Make) -> None:
    names = ("_Toc123", "_Ref9", "_GoBack")
    assert docx("".join(f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/></w:p>' for name in names)).carried == ()


def test_variables_properties_and_bound_data(docx: Make) -> None:
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    facts = docx(
        "<w:p/>",
        settings=f'<w:docVars><w:docVar w:name="child" w:val="{SECRET}"/></w:docVars>',
        extra={
            "docProps/core.xml": f'<p xmlns="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:description>About {SECRET}</dc:description><category>{SECRET}</category></p>",
            "docProps/custom.xml": f'<p xmlns:vt="x"><property name="Pupil"><vt:lpwstr>{SECRET}</vt:lpwstr></property></p>',
            "customXml/item1.xml": f"<form><pupil>{SECRET}</pupil></form>",
        },
    )
    assert carried(facts) == {
        (CarriedKind.DATA, "child", SECRET),
        (CarriedKind.PROPERTY, "description", f"About {SECRET}"),
        (CarriedKind.PROPERTY, "category", SECRET),
        (CarriedKind.PROPERTY, "Pupil", SECRET),
        (CarriedKind.DATA, "pupil", SECRET),
    }


def test_names_choices_and_prompts_of_a_workbook(read_as: Read) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = SECRET
    listed = DataValidation(type="list", formula1=f'"One,{SECRET}"')
    listed.promptTitle, listed.prompt = "Pick", f"not {SECRET}"
    listed.add("C4:C9")
    sheet.add_data_validation(listed)
    made.defined_names["Robin_Example"] = DefinedName("Robin_Example", attr_text='"943 476 5919"')
    facts = read_as("a.xlsx", as_bytes(made))
    assert carried(facts) >= {
        (CarriedKind.SHEET_NAME, "", SECRET),
        (CarriedKind.CHOICES, "", f"One {SECRET}"),
        (CarriedKind.CHOICES, "", f"not {SECRET}"),
        (CarriedKind.DEFINED_NAME, "", "Robin_Example"),
        (CarriedKind.DEFINED_NAME, "Robin_Example", "943 476 5919"),
    }
    assert {one.place.cell for one in facts.carried if one.kind is CarriedKind.CHOICES} == {"C4"}


CHARTED = (
    f"<c:chartSpace {CHART}><c:ser><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:pt><c:v>Absence</c:v></c:pt>"
    f"</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>Sheet1!$A$2:$A$3</c:f><c:strCache><c:pt><c:v>{SECRET}</c:v>"
    "</c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>9434765919</c:v></c:pt><c:pt>"
    "<c:v>4.3</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def behind(book: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/package" Target="{book}"/></Relationships>'
    )


def test_a_chart_its_labels_and_the_workbook_behind_it(docx: Make) -> None:
    facts = docx(
        "<w:p/>",
        rels={"c": ("chart", "charts/chart1.xml")},
        extra={
            "word/charts/chart1.xml": CHARTED,
            "word/charts/_rels/chart1.xml.rels": behind("../embeddings/book.xlsx"),
            "word/embeddings/book.xlsx": workbook(("Sheet1", "Absence"), ("Pupils", SECRET)),
        },
    )
    assert carried(facts) == {
        (CarriedKind.CHART, "", "Absence"),
        (CarriedKind.CHART, "Absence", SECRET),
        (CarriedKind.CHART, "Absence", "9434765919"),
    }
    (inside,) = facts.embedded
    assert (inside.name, str(inside.place)) == ("book.xlsx", "embedded book.xlsx")
    assert [block.text for block in inside.facts.blocks] == ["Absence", SECRET]
    assert [(one.kind, one.name, one.excerpt) for one in facts.hidden] == [
        (HiddenKind.UNCHARTED_SHEET, "Pupils", SECRET)
    ]


def test_the_workbook_of_a_plain_chart_hides_nothing(docx: Make) -> None:
    facts = docx(
        "<w:p/>",
        rels={"c": ("chart", "charts/chart1.xml")},
        extra={
            "word/charts/chart1.xml": CHARTED,
            "word/charts/_rels/chart1.xml.rels": behind("../embeddings/book.xlsx"),
            "word/embeddings/book.xlsx": workbook(("Sheet1", "Absence")),
        },
    )
    assert facts.hidden == () and len(facts.embedded) == 1


def test_files_inside_slides_and_workbooks(pptx: Make, xlsx: Make) -> None:
    book = workbook(("Pupils", SECRET))
    on_slide = pptx(
        "", slide_rels={"o": ("package", "../embeddings/b.xlsx")}, extra={"ppt/embeddings/b.xlsx": book}
    ).embedded
    assert [(str(one.place), one.facts.text) for one in on_slide] == [("slide 1, embedded b.xlsx", SECRET)]
    on_sheet = xlsx(
        sheet_rels={"o": ("package", "../embeddings/b.xlsx")}, extra={"xl/embeddings/b.xlsx": book}
    ).embedded
    assert [(str(one.place), one.facts.text) for one in on_sheet] == [("sheet Summary, embedded b.xlsx", SECRET)]


def test_hidden_sheets_of_a_workbook_inside_are_hidden_content(docx: Make) -> None:
    made = openpyxl.Workbook()
    made.create_sheet("Pupils")["A1"] = SECRET
    made.worksheets[1].sheet_state = "veryHidden"
    facts = docx(
        "<w:p/>", rels={"p": ("package", "embeddings/b.xlsx")}, extra={"word/embeddings/b.xlsx": as_bytes(made)}
    )
    assert [(one.kind, one.name, one.place.part) for one in facts.hidden] == [
        (HiddenKind.VERY_HIDDEN_SHEET, "Pupils", "embedded b.xlsx")
    ]


def test_a_file_inside_a_file_inside_a_file(docx: Make, raw_docx: Callable[..., bytes]) -> None:
    inner = workbook(("Pupils", SECRET))
    for _ in range(6):
        inner = raw_docx(
            "<w:p/>", rels={"p": ("package", "embeddings/a.docx")}, extra={"word/embeddings/a.docx": inner}
        )
    facts = read_content(inner, Limits())
    depth = 0
    while facts.embedded:
        assert facts.partial  # what was not opened is said all the way up
        (inside,) = facts.embedded
        facts, depth = inside.facts, depth + 1
    assert depth == Limits().embedded_depth


def test_too_many_and_too_large_files_are_said() -> None:
    one = workbook(("A", "x"))
    parts = {f"word/embeddings/{number}.xlsx": one for number in range(5)}
    few = read_content(docx_with(parts), Limits(embedded_files=2))
    assert len(few.embedded) == 2 and "more files" in few.partial
    small = read_content(docx_with(parts), Limits(embedded_bytes=100))
    assert small.embedded == () and "too large" in small.partial


def docx_with(parts: Mapping[str, str | bytes]) -> bytes:
    from tests.documents.conftest import docx_bytes

    return docx_bytes("<w:p/>", extra=parts)


def test_a_damaged_file_inside_costs_itself_alone(docx: Make) -> None:
    facts = docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>", extra={"word/embeddings/a.xlsx": b"PK\x03\x04 broken"})
    assert facts.text == "words" and "a.xlsx" in facts.partial


def test_values_names_choices_and_bookmarks_of_a_pdf(read_as: Read) -> None:
    pdf = new(say("Words"))
    field = Dictionary(FT=Name.Ch, T=String("child"), TU=String("Name of child"), V=String(SECRET))
    field.Opt = Array([String("One"), Array([String("2"), String("Two")])])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))
    item = pdf.make_indirect(Dictionary(Title=String(f"Plan of {SECRET}"), Dest=Array([pdf.pages[0].obj, Name.Fit])))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))
    pdf.docinfo["/Subject"] = SECRET
    pdf.docinfo["/Pupil"] = SECRET
    assert carried(read_as("a.pdf", saved(pdf))) == {
        (CarriedKind.FIELD, "child Name of child", SECRET),
        (CarriedKind.CHOICES, "child Name of child", "One 2 Two"),
        (CarriedKind.BOOKMARK, "", f"Plan of {SECRET}"),
        (CarriedKind.PROPERTY, "Subject", SECRET),
        (CarriedKind.PROPERTY, "Pupil", SECRET),
    }


@pytest.mark.parametrize("inner", ["a.xlsx", "a.txt", "a.pdf"])
def test_attachments_of_a_pdf_are_opened(read_as: Read, inner: str) -> None:
    text = saved(new(say(SECRET))) if inner.endswith("pdf") else SECRET.encode()
    pdf = new(say("Words"))
    pdf.attachments[inner] = workbook(("Pupils", SECRET)) if inner.endswith("xlsx") else text
    (inside,) = read_as("a.pdf", saved(pdf)).embedded
    assert (inside.name, inside.facts.text, inside.place.part) == (inner, SECRET, f"embedded {inner}")


def test_a_locked_attachment_is_said(read_as: Read) -> None:
    stream = io.BytesIO()
    new(say(SECRET)).save(stream, encryption=pikepdf.Encryption(user="a", owner="b"))
    pdf = new(say("Words"))
    pdf.attachments["locked.pdf"] = stream.getvalue()
    facts = read_as("a.pdf", saved(pdf))
    assert facts.embedded == () and "locked.pdf" in facts.partial


def test_lines_of_a_pdf_are_known_though_they_run_on(read_as: Read) -> None:
    facts = read_as(
        "a.pdf", saved(new(say("A line that is long enough to run on", 700) + say("and the next one", 680)))
    )
    (block,) = facts.blocks
    assert [text.strip() for _, text in block.lines] == ["A line that is long enough to run on", "and the next one"]
    assert all(block.text[start:].startswith(text) for start, text in block.lines)


ODF = [
    (f'<form:text form:name="child" form:current-value="{SECRET}"/>', (CarriedKind.FIELD, "child", SECRET)),
    (f'<form:option form:label="{SECRET}"/>', (CarriedKind.FIELD, SECRET, SECRET)),
]


@pytest.mark.parametrize(("inside", "found"), ODF, ids=["text", "option"])
def test_fields_of_opendocument(odf: Make, inside: str, found: tuple[CarriedKind, str, str]) -> None:
    body = f'<office:forms><form:form form:name="f">{inside}</form:form></office:forms><text:p>words</text:p>'
    assert found in carried(odf(body))


def test_names_lists_properties_and_objects_of_opendocument(odf: Make) -> None:
    validation = f'<table:content-validation table:condition="of:cell-content-is-in-list(&quot;{SECRET}&quot;)"/>'
    inner = (
        "<office:document-content SPACES><office:body><office:spreadsheet><table:table table:name='Data'><table:table-row>"
        f"<table:table-cell><text:p>{SECRET}</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta SPACES><office:meta><dc:description>{SECRET}</dc:description>"
        f'<meta:user-defined meta:name="Pupil">{SECRET}</meta:user-defined></office:meta></office:document-meta>'
    )
    facts = odf(
        f"<table:content-validations>{validation}</table:content-validations>"
        f'<table:table table:name="{SECRET}"/><table:named-expressions><table:named-range table:name="Robin_Example"/>'
        "</table:named-expressions>",
        kind="spreadsheet",
        extra={"meta.xml": meta, "Object 1/content.xml": inner},
    )
    assert carried(facts) == {
        (CarriedKind.CHOICES, "", SECRET),
        (CarriedKind.SHEET_NAME, "", SECRET),
        (CarriedKind.DEFINED_NAME, "", "Robin_Example"),
        (CarriedKind.PROPERTY, "description", SECRET),
        (CarriedKind.PROPERTY, "Pupil", SECRET),
    }
    (inside,) = facts.embedded
    assert inside.facts.text == SECRET and inside.facts.blocks[0].place.cell == "A1"


def test_what_an_rtf_carries(read_as: Read) -> None:
    book = workbook(("Pupils", SECRET)).hex()
    rtf = (
        rf"{{\rtf1\ansi{{\info{{\doccomm {SECRET}}}}}{{\*\userprops{{\propname Pupil}}\proptype30{{\staticval {SECRET}}}}}"
        rf"{{\*\bkmkstart Robin_Example}}words{{\*\bkmkend Robin_Example}}{{\*\bkmkstart _Toc1}}{{\*\bkmkend _Toc1}}"
        rf"{{\field{{\*\fldinst FORMTEXT{{\*\formfield{{\*\ffdeftext {SECRET}}}}}}}{{\fldrslt}}}}"
        rf"{{\object{{\*\objdata 0105000002000000{book}}}}}\par}}"
    )
    facts = read_as("a.rtf", rtf.encode("cp1252"))
    assert carried(facts) == {
        (CarriedKind.PROPERTY, "doccomm", SECRET),
        (CarriedKind.PROPERTY, "Pupil", SECRET),
        (CarriedKind.BOOKMARK, "", "Robin_Example"),
        (CarriedKind.FIELD, "", SECRET),
    }
    assert [(one.name, one.facts.text) for one in facts.embedded] == [("object 1", SECRET)]
