"""Comments, pictures, active parts, signatures, watermarks and properties of Word documents."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import ActiveKind, BlockKind

Docx = Callable[..., Facts]


def comment(number: int, text: str = "Why?", para: str = "AA") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="Lead" w:date="2026-10-01T09:00:00Z"><w:p w14:paraId="{para}"><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:comment>"
    )


def test_a_comment_says_who_when_what_and_where(docx: Docx) -> None:
    body = '<w:p/><w:p><w:commentRangeStart w:id="7"/><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    (found,) = docx(body, comments=comment(7)).comments
    assert (found.author, found.text, found.date) == ("Lead", "Why?", "2026-10-01T09:00:00Z")
    assert str(found.place) == "paragraph 2"
    assert not found.resolved


def test_a_comment_without_an_anchor_is_found(docx: Docx) -> None:
    (found,) = docx("<w:p/>", comments=comment(1)).comments
    assert str(found.place) == "comment"


def test_a_comments_part_that_nothing_leads_to_is_found(docx: Docx) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f'<w:comments {w}><w:comment w:id="0" w:author="x"/></w:comments>'
    assert len(docx("<w:p/>", extra={"word/comments.xml": part}).comments) == 1


def test_a_resolved_comment_is_still_a_comment(docx: Docx) -> None:
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    extended = f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="AA" w15:done="1"/></w15:commentsEx>'
    facts = docx(
        "<w:p/>",
        comments=comment(1) + comment(2, para="BB"),
        rels={"x": ("commentsExtended", "commentsExtended.xml")},
        extra={"word/commentsExtended.xml": extended},
    )
    assert [one.resolved for one in facts.comments] == [True, False]


def picture(properties: str, inside: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {properties}>{inside}</wp:docPr>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("properties", "inside", "alt", "decorative"),
    [
        ("", "", None, False),
        ('descr=""', "", "", False),
        ('descr="A bar chart"', "", "A bar chart", False),
        ('title="A title"', "", "A title", False),
        ("", '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>', None, True),
    ],
)
def test_pictures_and_their_description(
    docx: Docx, properties: str, inside: str, alt: str | None, decorative: bool
) -> None:
    (found,) = docx(picture(properties, inside)).pictures
    assert (found.alt, found.decorative, found.name) == (alt, decorative, "Picture 1")


@pytest.mark.parametrize(("attributes", "alt"), [("", None), ('alt="A logo"', "A logo"), ('alt=""', "")])
def test_old_pictures(docx: Docx, attributes: str, alt: str | None) -> None:
    body = f"<w:p><w:r><w:pict><v:shape {attributes}><v:imagedata/></v:shape></w:pict></w:r></w:p>"
    assert [one.alt for one in docx(body).pictures] == [alt]


def test_a_shape_that_holds_words_needs_no_description(docx: Docx) -> None:
    box = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Words</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    body = f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Box"/>{box}</wp:inline></w:drawing></w:r></w:p>'
    assert docx(body).pictures == ()


def test_watermarks_stand_in_headers(docx: Docx) -> None:
    mark = '<w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    assert docx("<w:p/>", header=mark).watermarks == ("DRAFT",)


def test_word_art_in_the_body_is_text(docx: Docx) -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="Our offer"/></v:shape></w:pict></w:r></w:p>'
    facts = docx(art)
    assert facts.watermarks == ()
    assert [(b.text, b.kind) for b in facts.blocks] == [("Our offer", BlockKind.TEXT_BOX)]


def test_signature_lines(docx: Docx) -> None:
    line = '<w:p><w:r><w:pict><v:shape><o:signatureline issignatureline="t" o:suggestedsigner="Director"/></v:shape></w:pict></w:r></w:p>'
    assert [(one.kind, one.signer) for one in docx(line).signatures] == [("signature line", "Director")]


def test_digital_signatures(docx: Docx) -> None:
    signature = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureTime xmlns='
        '"http://schemas.openxmlformats.org/package/2006/digital-signature"><Value>2026-10-01T09:00:00Z</Value>'
        "</SignatureTime></Signature>"
    )
    (found,) = docx("<w:p/>", extra={"_xmlsignatures/sig1.xml": signature}).signatures
    assert (found.kind, found.date) == ("digital", "2026-10-01T09:00:00Z")


@pytest.mark.parametrize(
    ("rel", "kind", "target"),
    [
        (
            ("attachedTemplate", "file:///S:/templates/a.dotm"),
            ActiveKind.EXTERNAL_TEMPLATE,
            "file:///S:/templates/a.dotm",
        ),
        (("image", "https://example.org/a.png"), ActiveKind.LINKED_IMAGE, "https://example.org/a.png"),
        (("oleObject", "https://example.org/a.xlsx"), ActiveKind.LINKED_OBJECT, "https://example.org/a.xlsx"),
        (("mailMergeSource", "https://example.org/a.csv"), ActiveKind.EXTERNAL_DATA, "https://example.org/a.csv"),
    ],
)
def test_what_reaches_outside(docx: Docx, rel: tuple[str, str], kind: ActiveKind, target: str) -> None:
    facts = docx("<w:p/>", rels={"x": rel})
    assert [(one.kind, one.target) for one in facts.active] == [(kind, target)]


@pytest.mark.parametrize(
    ("rel", "kind"),
    [
        (("oleObject", "embeddings/oleObject1.bin"), ActiveKind.EMBEDDED_OBJECT),
        (("control", "activeX/activeX1.xml"), ActiveKind.EMBEDDED_OBJECT),
        (("package", "embeddings/children.xlsx"), ActiveKind.EMBEDDED_FILE),
    ],
)
def test_what_is_embedded(docx: Docx, rel: tuple[str, str], kind: ActiveKind) -> None:
    assert [one.kind for one in docx("<w:p/>", rels={"x": rel}).active] == [kind]


def test_macros(docx: Docx) -> None:
    facts = docx("<w:p/>", extra={"word/vbaProject.bin": b"x"})
    assert [one.kind for one in facts.active] == [ActiveKind.MACRO]


def test_a_document_with_macros_says_so_in_its_format(
    raw_docx: Callable[..., bytes], read_as: Callable[..., Facts]
) -> None:
    data = raw_docx("<w:p/>").replace(b"x", b"x")
    assert read_as("a.docx", data).format == "docx"
    template = raw_docx("<w:p/>", kind="template.main+xml")
    assert read_as("a.dotx", template).format == "dotx"


def test_properties(docx: Docx) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Destinations</dc:title><dc:creator>Lead</dc:creator><cp:lastModifiedBy>Other</cp:lastModifiedBy>"
        "<dcterms:created>2026-09-14T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    app = '<Properties xmlns="x"><Company>Council</Company><Manager>Head</Manager></Properties>'
    found = docx("<w:p/>", extra={"docProps/core.xml": core, "docProps/app.xml": app}).properties
    assert (found.title, found.author, found.last_modified_by) == ("Destinations", "Lead", "Other")
    assert (found.company, found.manager, found.created) == ("Council", "Head", "2026-09-14T08:00:00Z")


def test_a_broken_side_part_is_said_and_the_rest_is_read(docx: Docx) -> None:
    facts = docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>", extra={"docProps/core.xml": "<broken"})
    assert facts.text == "Words"
    assert "damaged" in facts.partial


def test_text_beyond_the_limit_is_left_out_and_said(tmp_path, raw_docx: Callable[..., bytes]) -> None:  # type: ignore[no-untyped-def]
    from annexa.documents import Limits, read

    path = tmp_path / "a.docx"
    path.write_bytes(raw_docx("<w:p><w:r><w:t>0123456789</w:t></w:r></w:p>" * 5))
    facts = read(path, limits=Limits(text=25))
    assert isinstance(facts, Facts)
    assert sum(len(block.text) for block in facts.blocks) == 25
    assert "only the first 25 characters" in facts.partial


def test_drawings_that_are_switched_off(docx: Docx) -> None:
    box = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Secret</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    body = f'<w:p><w:r><w:drawing><wp:anchor><wp:docPr id="1" name="B" hidden="1"/>{box}</wp:anchor></w:drawing></w:r></w:p>'
    facts = docx(body)
    assert facts.text == ""
    assert [(one.kind.value, one.name, one.excerpt) for one in facts.hidden] == [("hidden object", "B", "Secret")]
