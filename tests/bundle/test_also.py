"""One document that answers several requirements: bundled once, and pointed to from the others."""

import csv
import json
from io import StringIO

import pypdf
import pytest

from annexa.model.also import AlsoAnswers
from annexa.model.errors import FindingsRefused
from annexa.model.library import People, Sensitivity
from annexa.package.gather import gather


def also(requirement, pages=None, note=""):
    return (AlsoAnswers(requirement=requirement, pages=pages, note=note),)


def jumps(path, number):
    """(words, page it leads to) of the links on a page, counted from 1."""
    with pypdf.PdfReader(path) as reader:
        pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1)}
        links = [each.get_object() for each in reader.pages[number - 1].get("/Annots", [])]
        return [
            (str(each["/Contents"]), pages[each["/Dest"].get_object()[0].idnum]) for each in links if "/Dest" in each
        ]


def text(path, number):
    with pypdf.PdfReader(path) as reader:
        return " ".join(reader.pages[number - 1].extract_text().split())


def flat(outline):
    """Every bookmark, in order."""
    for mark in outline:
        yield from flat(mark) if isinstance(mark, list) else [mark]


def divider_of(built, words):
    path = built.folder / built.bundles()[0].path
    with pypdf.PdfReader(path) as reader:
        return path, next(n for n in range(3, len(reader.pages) + 1) if words in text(path, n))


def _packed(built, shelf, framework):
    """The items as a package of the bundle has them."""
    people = People.model_validate({"roles": {"lano": {"title": "Nominated officer"}}})
    library = shelf.library().model_copy(update={"people": people})
    return gather(built.folder, library, framework).items


def test_a_requirement_without_item_points_to_the_pages_of_another(shelf, build, framework):
    shelf.add("1.1", "structure.docx", 6, also=also("1.2", "4-5", "the joint needs assessment"))
    shelf.add("3.4", "destinations.docx", 1)
    built = build(shelf)
    [structure, _] = built.documents
    page = structure.first + 3
    path, divider = divider_of(built, "What is asked for under 1.2.")
    said = text(path, divider)
    assert "Part of 1.1 Partnership structure, pages 4 to 5 of the document: the joint needs assessment" in said
    assert {at for words, at in jumps(path, divider) if f"page {page}" in words} == {page}
    assert [at for words, at in jumps(path, 2)].count(page) >= 1
    with pypdf.PdfReader(path) as reader:
        marks = [(mark.title, reader.get_destination_page_number(mark) + 1) for mark in flat(reader.outline)]
    assert (f"All about structure – page {page}", page) in marks
    assert built.total == sum(1 for _ in pypdf.PdfReader(path).pages)
    assert not [file for file in built.files if file.kind == "item" and file.item == "1.2"]
    rows = list(csv.reader(StringIO((built.folder / "index.csv").read_text(encoding="utf-8-sig"))))
    [row] = [row for row in rows if row[0] == "1.2"]
    assert (row[2], row[7]) == ("All about structure", str(page))
    [pointer] = json.loads((built.folder / "manifest.json").read_text())["also"]
    assert (pointer["item"], pointer["document"], pointer["page"]) == ("1.2", "1.1/1", page)
    [answer] = next(item for item in _packed(built, shelf, framework) if item.id == "1.2").also
    assert (answer.title, answer.page, answer.volume) == ("All about structure", str(page), 1)
    assert (answer.position, answer.where) == (page, pointer["where"])


def test_an_item_of_its_own_points_besides_its_documents(shelf, build):
    shelf.add("1.1", "structure.docx", 2, also=also("3.10"))
    shelf.add("3.10", "routes.docx", 1)
    built = build(shelf)
    path, divider = divider_of(built, "What is asked for under 3.10.")
    assert "All about structure" in text(path, divider) and "All about routes" in text(path, divider)
    first = built.documents[0].first
    assert first in {at for _, at in jumps(path, divider)}
    alone = built.folder / next(file.path for file in built.files if file.kind == "item" and file.item == "3.10")
    assert "Part of 1.1 Partnership structure" in text(alone, 1)
    assert len(pypdf.PdfReader(alone).pages) == 2


def test_a_shared_bundle_does_not_name_a_child_level_document(shelf, build):
    shelf.add("1.1", "structure.docx", 1)
    shelf.add("3.4", "pupils.docx", 1, sensitivity=Sensitivity.CHILD_LEVEL, also=also("1.2"))
    built = build(shelf)
    path = built.folder / built.bundles()[0].path
    index = text(path, 2)
    assert "All about pupils" not in index and "Assessment of needs" in index
    assert "child-level" in index
    assert json.loads((built.folder / "manifest.json").read_text())["also"] == []


def test_pages_that_a_document_does_not_have_stop_the_bundle(shelf, build):
    shelf.add("1.1", "structure.docx", 2, also=also("1.2", "2-3"))
    with pytest.raises(FindingsRefused) as refused:
        build(shelf)
    assert "has 2 pages" in refused.value.message and "pages 2 to 3 answer 1.2" in refused.value.message
