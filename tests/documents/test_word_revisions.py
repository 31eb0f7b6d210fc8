"""Tracked changes of Word: every element that holds one, in every part that can hold it."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts

BY = 'w:id="1" w:author="Evidence lead" w:date="2026-10-01T09:00:00Z"'
RUN = "<w:r><w:t>words</w:t></w:r>"

KINDS = {
    "insertion": f"<w:p><w:ins {BY}>{RUN}</w:ins></w:p>",
    "deletion": f"<w:p><w:del {BY}><w:r><w:delText>words</w:delText></w:r></w:del></w:p>",
    "deletion of an instruction": f"<w:p><w:del {BY}><w:r><w:delInstrText>REF a</w:delInstrText></w:r></w:del></w:p>",
    "deleted text outside a deletion": "<w:p><w:r><w:delText>words</w:delText></w:r></w:p>",
    "deleted instruction outside": "<w:p><w:r><w:delInstrText>words</w:delInstrText></w:r></w:p>",
    "inserted paragraph mark": f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{RUN}</w:p>",
    "deleted paragraph mark": f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{RUN}</w:p>",
    "move from": f"<w:p><w:moveFrom {BY}>{RUN}</w:moveFrom></w:p>",
    "move to": f"<w:p><w:moveTo {BY}>{RUN}</w:moveTo></w:p>",
    "range of a move": f'<w:moveFromRangeStart {BY} w:name="m"/><w:p/><w:moveFromRangeEnd w:id="1"/>',
    "goal of a move": f'<w:moveToRangeStart {BY} w:name="m"/><w:p/><w:moveToRangeEnd w:id="1"/>',
    "inserted row": f"<w:tbl><w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "deleted row": f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "inserted cell": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {BY}/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "deleted cell": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "merged cell": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellMerge {BY}/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "inserted numbering": f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/><w:ins {BY}/></w:numPr></w:pPr>{RUN}</w:p>',
    "numbering change": f"<w:p><w:pPr><w:numPr><w:numberingChange {BY}/></w:numPr></w:pPr>{RUN}</w:p>",
    "inserted formula": f"<w:p><m:oMath><w:ins {BY}><m:r><m:t>x</m:t></m:r></w:ins></m:oMath></w:p>",
    "formula's mark": f"<w:p><m:oMath><m:f><m:fPr><m:ctrlPr><w:del {BY}/></m:ctrlPr></m:fPr></m:f></m:oMath></w:p>",
    "content control insertion": f"<w:p><w:customXmlInsRangeStart {BY}/>{RUN}</w:p>",
    "content control deletion": f"<w:p><w:customXmlDelRangeStart {BY}/>{RUN}</w:p>",
    "content control moved away": f"<w:p><w:customXmlMoveFromRangeStart {BY}/>{RUN}</w:p>",
    "content control moved here": f"<w:p><w:customXmlMoveToRangeStart {BY}/>{RUN}</w:p>",
    "conflict": f"<w:p><w14:conflictIns {BY}>{RUN}</w14:conflictIns></w:p>",
    "conflicting deletion": f"<w:p><w14:conflictDel {BY}>{RUN}</w14:conflictDel></w:p>",
    "conflicting control": f"<w:p><w14:customXmlConflictInsRangeStart {BY}/>{RUN}</w:p>",
    "run formatting": f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
    "paragraph formatting": f"<w:p><w:pPr><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr></w:p>",
    "page layout": f"<w:p/><w:sectPr><w:sectPrChange {BY}><w:sectPr/></w:sectPrChange></w:sectPr>",
    "table formatting": f"<w:tbl><w:tblPr><w:tblPrChange {BY}><w:tblPr/></w:tblPrChange></w:tblPr></w:tbl>",
    "exception of a table": f"<w:tbl><w:tr><w:tblPrEx><w:tblPrExChange {BY}/></w:tblPrEx></w:tr></w:tbl>",
    "row formatting": f"<w:tbl><w:tr><w:trPr><w:trPrChange {BY}/></w:trPr></w:tr></w:tbl>",
    "cell formatting": f"<w:tbl><w:tr><w:tc><w:tcPr><w:tcPrChange {BY}/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "column widths": '<w:tbl><w:tblGrid><w:tblGridChange w:id="1"/></w:tblGrid></w:tbl>',
    "inside a link": f'<w:p><w:hyperlink w:anchor="a"><w:ins {BY}>{RUN}</w:ins></w:hyperlink></w:p>',
    "inside a content control": f"<w:sdt><w:sdtContent><w:p><w:ins {BY}>{RUN}</w:ins></w:p></w:sdtContent></w:sdt>",
    "inside a text box": f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:ins {BY}>{RUN}</w:ins></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "in a fallback only": "<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:shape><v:textbox>"
    f"<w:txbxContent><w:p><w:ins {BY}>{RUN}</w:ins></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
}


@pytest.mark.parametrize("body", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_change_is_found_once(docx: Callable[..., Facts], body: str) -> None:
    assert len(docx(body).revisions) == 1


@pytest.mark.parametrize("body", KINDS.values(), ids=KINDS.keys())
def test_strict_documents_hide_nothing(
    docx: Callable[..., Facts], raw_docx: Callable[..., bytes], read_as, body: str
) -> None:  # type: ignore[no-untyped-def]
    import io
    import zipfile

    data = raw_docx(body)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as strict:
        for name in source.namelist():
            text = source.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
            ).replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            strict.writestr(name, text)
    assert len(read_as("strict.docx", target.getvalue()).revisions) == 1


PARTS = {
    "header": "header",
    "footer": "footer",
    "comments": "comments",
    "numbering": "numbering",
    "styles": "styles",
    "glossary": "building blocks",
}


@pytest.mark.parametrize(("part", "label"), PARTS.items())
def test_changes_in_other_parts_say_where(docx: Callable[..., Facts], part: str, label: str) -> None:
    change = f"<w:p><w:pPr><w:pPrChange {BY}/></w:pPr></w:p>"
    inside = {
        "styles": f'<w:style w:styleId="a"><w:pPr><w:pPrChange {BY}/></w:pPr></w:style>',
        "comments": f'<w:comment w:id="0">{change}</w:comment>',
        "glossary": f"<w:docParts><w:docPart><w:docPartBody>{change}</w:docPartBody></w:docPart></w:docParts>",
    }.get(part, change)
    facts = docx("<w:p/>", **{part: inside})
    assert [revision.place.part for revision in facts.revisions] == [label]


@pytest.mark.parametrize(("part", "tag"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_changes_in_notes(docx: Callable[..., Facts], part: str, tag: str) -> None:
    facts = docx("<w:p/>", **{part: f'<w:{tag} w:id="2"><w:p><w:ins {BY}>{RUN}</w:ins></w:p></w:{tag}>'})
    assert [(one.place.part, one.excerpt) for one in facts.revisions] == [(tag, "words")]


def test_changes_in_an_embedded_document(docx: Callable[..., Facts], raw_docx: Callable[..., bytes]) -> None:
    inner = raw_docx(KINDS["insertion"], comments='<w:comment w:id="0" w:author="x"><w:p/></w:comment>')
    facts = docx(
        "<w:p/>",
        rels={"p": ("package", "embeddings/one.docx")},
        extra={"word/embeddings/one.docx": inner},
    )
    assert [str(one.place) for one in facts.revisions] == ["embedded one.docx"]
    assert [str(one.place) for one in facts.comments] == ["embedded one.docx"]


def test_changes_in_an_alternative_format_chunk(docx: Callable[..., Facts], raw_docx: Callable[..., bytes]) -> None:
    facts = docx(
        '<w:altChunk r:id="c"/>',
        rels={"c": ("aFChunk", "chunk.docx")},
        extra={"word/chunk.docx": raw_docx(KINDS["deletion"])},
    )
    assert [one.kind for one in facts.revisions] == ["deletion"]


PLACED = '<w:altChunk r:id="c"/>'


def test_the_text_of_a_chunk_is_text(docx: Callable[..., Facts], raw_docx: Callable[..., bytes]) -> None:
    chunk = raw_docx(f"<w:p>{RUN}</w:p>")
    assert docx(PLACED, rels={"c": ("aFChunk", "chunk.docx")}, extra={"word/chunk.docx": chunk}).text == "words"
    page = docx(PLACED, rels={"c": ("aFChunk", "chunk.html")}, extra={"word/chunk.html": "<p>words</p>"})
    assert (page.text, page.partial) == ("words", "")
    other = docx(PLACED, rels={"c": ("aFChunk", "chunk.bin")}, extra={"word/chunk.bin": "\0\1\2" * 99})
    assert "chunk.bin" in other.partial
    unused = docx("<w:p/>", rels={"c": ("aFChunk", "chunk.docx")}, extra={"word/chunk.docx": chunk})
    assert (unused.text, unused.partial) == ("", ""), "no place of the document shows it"


def test_a_change_says_who_when_what_and_where(docx: Callable[..., Facts]) -> None:
    body = f"<w:p>{RUN}</w:p><w:p><w:r><w:t>The plan was </w:t></w:r><w:del {BY}><w:r><w:delText>not ready"
    facts = docx(body + "</w:delText></w:r></w:del></w:p>")
    (change,) = facts.revisions
    assert change.kind == "deletion"
    assert change.author == "Evidence lead"
    assert change.date == "2026-10-01T09:00:00Z"
    assert change.excerpt == "not ready"
    assert str(change.place) == "paragraph 2"


def test_pieces_of_one_change_count_once(docx: Callable[..., Facts]) -> None:
    ins = "".join(f"<w:ins {BY}><w:r><w:t>{word}</w:t></w:r></w:ins>" for word in ("one", "two"))
    assert [one.excerpt for one in docx(f"<w:p>{ins}</w:p>").revisions] == ["onetwo"]


def test_deleted_and_moved_text_is_no_text_and_inserted_text_is(docx: Callable[..., Facts]) -> None:
    body = (
        f"<w:p><w:r><w:t>kept </w:t></w:r><w:ins {BY}><w:r><w:t>new</w:t></w:r></w:ins>"
        f"<w:del {BY}><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom {BY}>{RUN}</w:moveFrom></w:p>"
    )
    assert docx(body).text == "kept new"


def test_the_same_drawing_twice_counts_once(docx: Callable[..., Facts]) -> None:
    box = (
        f"<v:shape><v:textbox><w:txbxContent><w:p><w:ins {BY}>{RUN}</w:ins></w:p></w:txbxContent></v:textbox></v:shape>"
    )
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:pict>{box}</w:pict></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    facts = docx(body)
    assert len(facts.revisions) == 1
    assert facts.text == "words"


def test_tracking_switched_on_is_a_fact_of_its_own(docx: Callable[..., Facts]) -> None:
    assert docx("<w:p/>", settings="<w:trackRevisions/>").tracking_on
    assert not docx("<w:p/>", settings='<w:trackRevisions w:val="false"/>').tracking_on
    assert docx("<w:p/>", settings="<w:trackRevisions/>").revisions == ()


def test_a_clean_document_is_clean(docx: Callable[..., Facts]) -> None:
    facts = docx(f"<w:p>{RUN}</w:p>", styles='<w:style w:styleId="a"><w:name w:val="insert"/></w:style>')
    assert facts.revisions == ()
    assert facts.comments == ()


@pytest.mark.parametrize(
    "page",
    ["<p>one<!-- note --> two</p>", "<p>one<![if !supportLists]> two<![endif]></p>", "<body><p>one</body></html> two",
     "<p>" + "<div>" * 600 + "one two"],
)  # fmt: skip
def test_no_words_of_a_web_page_inside_are_lost(docx: Callable[..., Facts], page: str) -> None:
    facts = docx(PLACED, rels={"c": ("aFChunk", "chunk.html")}, extra={"word/chunk.html": page})
    assert (facts.text.split(), facts.partial) == (["one", "two"], "")
