"""A package from records and PDFs: right, whole, reproducible, and silent about what must not be in it.

Long because a package is looked at from every side.
"""

import csv
import json
import re
from concurrent.futures import BrokenExecutor, Future
from contextlib import nullcontext
from datetime import date
from io import StringIO
from itertools import pairwise
from threading import Thread
from time import sleep

import pikepdf
import pypdf
import pypdfium2
import pytest

from annexa import bundle
from annexa.bundle import ahead, frontmatter, volumes
from annexa.model.errors import UsageError
from annexa.model.library import BundleLimits
from annexa.pdf.source import SourceRefused
from annexa.plan.arrange import Rendering
from annexa.tools import verapdf

STAMP = re.compile(r"Page (\d+) of (\d+)")


def texts(path):
    """The text of every page, read by pdfium."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def link_targets(path, number):
    """(text of /Contents, page) for the links on a page, counted from 1, read by pypdf."""
    with pypdf.PdfReader(path) as reader:
        pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1)}
        links = [each.get_object() for each in reader.pages[number - 1].get("/Annots", [])]
        return [
            (str(each["/Contents"]), pages[each["/Dest"].get_object()[0].idnum]) for each in links if "/Dest" in each
        ]


def outline(path):
    """(depth, title, page) of every bookmark, read by pypdf."""

    def walk(entries, depth):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, str(entry.title), reader.get_destination_page_number(entry) + 1

    with pypdf.PdfReader(path) as reader:
        return list(walk(reader.outline, 0))


def test_a_whole_package(full_shelf, build):
    built = build(full_shelf)
    names = sorted(path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*") if path.is_file())
    assert names == [
        "Testshire - First submission.pdf",
        "index.csv",
        "items/1.1 Partnership structure.pdf",
        "items/1.2 Assessment of needs.pdf",
        "items/3.10 Transport routes costs.pdf",
        "items/3.4 Destinations.pdf",
        "manifest.json",
        "natives/3.10 routes.xlsx",
    ]
    assert {file.path for file in built.files} == set(names) - {"index.csv", "manifest.json"}


@pytest.mark.parametrize("answer", ["PASS", "FAIL"])
def test_what_verapdf_does_not_confirm_is_not_claimed(shelf, build, tmp_path, monkeypatch, answer):
    program = tmp_path / "verapdf"
    program.write_text(f'#!/bin/sh\necho "$5" >> {tmp_path}/asked\necho "{answer} $5 ua1"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(verapdf, "find", lambda: program)
    shelf.add("1.1", "structure.docx", 1)
    built = build(shelf)
    for file in built.files:
        with pypdf.PdfReader(built.folder / file.path) as reader:
            assert (b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()) == (answer == "PASS")
    assert (tmp_path / "asked").read_text().count("\n") == 1, "the volume; an item follows it"
    assert {file.accessible for file in built.files} == {answer == "PASS"}
    assert ("claim" in {issue.kind for issue in built.issues}) == (answer == "FAIL")


def test_stamp_label_and_position_agree_on_every_page(full_shelf, build):
    built = build(full_shelf)
    for file in built.files:
        if not file.path.endswith(".pdf"):
            continue
        found = [STAMP.findall(text)[-1] for text in texts(built.folder / file.path)]
        assert found == [(str(number), str(file.pages)) for number in range(1, file.pages + 1)]
        with pypdf.PdfReader(built.folder / file.path) as reader:
            assert reader.page_labels == [number for number, _ in found]
            assert len(reader.pages) == file.pages


def test_index_rows_dividers_and_bookmarks_land_right(full_shelf, build):
    built = build(full_shelf)
    path = built.folder / built.bundles()[0].path
    pages = texts(path)
    index = next(number for number, text in enumerate(pages, 1) if text.startswith("Index"))
    links = link_targets(path, index)
    assert links
    for words, page in links:
        title = words.partition(": ")[2]
        assert words.startswith(f"Go to page {page}: ")
        document = next((each for each in built.documents if each.planned.title == title), None)
        if document:
            assert page == document.first
            assert f"{document.planned.name} page 1" in pages[page - 1]
        else:
            assert title.split(" ", 1)[1].split("&")[0].strip() in " ".join(pages[page - 1].split())
    for _, title, page in outline(path):
        assert title.endswith(f"– page {page}")
    for document in built.documents:
        assert (1, f"{document.planned.title} – page {document.first}", document.first) in outline(path)
        assert (document.planned.title, document.first) in [
            (words.partition(": ")[2], page) for words, page in link_targets(path, document.divider)
        ]
        row = next(line for line in pages[index - 1].splitlines() if line.startswith(document.planned.title))
        assert row.split()[-1] == str(document.first) or str(document.first) in pages[index - 1]


def test_documents_stand_in_the_order_of_the_framework_and_the_metadata(full_shelf, build):
    built = build(full_shelf)
    assert [document.planned.name for document in built.documents] == [
        "structure.docx",
        "minutes.docx",
        "needs.docx",
        "destinations.docx",
        "routes.xlsx",
    ]
    ranges = [(document.first, document.last) for document in built.documents]
    assert all(before[1] < after[0] for before, after in pairwise(ranges))
    assert built.total == built.documents[-1].last


def test_child_level_material_is_one_line_here_and_a_package_of_its_own(full_shelf, build):
    shared, secret = build(full_shelf), build(full_shelf, package="child-level")
    assert [document.planned.name for document in secret.documents] == ["children.xlsx", "pupils.xlsx"]
    assert secret.folder.name == "day-2-child-level"
    everything = " ".join(texts(shared.folder / shared.bundles()[0].path))
    assert "Handed in separately" in everything
    assert "One document is handed in separately, as child-level material." in everything
    for word in ("children.xlsx", "pupils", "All about pupils", "All about children"):
        assert word not in everything
        for path in shared.folder.rglob("*"):
            if path.suffix in (".csv", ".json"):
                assert word not in path.read_text()
    assert "not for the shared bundle" in texts(secret.folder / secret.bundles()[0].path)[0]


def test_the_lists_say_where_everything_is(full_shelf, build):
    built = build(full_shelf)
    rows = list(csv.DictReader(StringIO((built.folder / "index.csv").read_bytes().decode("utf-8-sig"))))
    assert (built.folder / "index.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "Excel would misread dashes"
    assert [row["document"] for row in rows[:5]] == [document.planned.title for document in built.documents]
    assert [(int(row["page from"]), int(row["page to"])) for row in rows[:5]] == [
        (document.first, document.last) for document in built.documents
    ]
    assert rows[5]["document"] == "handed in separately: child-level material"
    manifest = json.loads((built.folder / "manifest.json").read_text())
    assert manifest["pages"] == built.total
    assert set(manifest["engines"]) >= {"typst", "pikepdf", "qpdf"}
    assert manifest["documents"][4]["beside"] == ["natives/3.10 routes.xlsx"]
    assert manifest["documents"][4]["notes"][0] == "Sheet A: cut into 2 slices."
    assert all(re.fullmatch("[0-9a-f]{64}", each["sha256"]) for each in (*manifest["files"], *manifest["documents"]))
    assert str(built.folder.parent) not in json.dumps(manifest), "no path of this computer"


def test_a_title_that_looks_like_a_formula_is_none_in_the_list(shelf, build):
    shelf.add("1.1", "a.docx", title="=HYPERLINK(1)")
    built = build(shelf)
    assert "'=HYPERLINK(1)" in (built.folder / "index.csv").read_text()


def test_two_builds_give_equal_bytes_on_other_paths(full_shelf, build, tmp_path):
    first, second = build(full_shelf), build(full_shelf, out=tmp_path / "elsewhere" / "deep")
    names = sorted(path.relative_to(first.folder) for path in first.folder.rglob("*") if path.is_file())
    assert names
    for name in names:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_the_date_is_that_of_the_evidence(full_shelf, build):
    built = build(full_shelf)
    with pypdf.PdfReader(built.folder / built.bundles()[0].path) as reader:
        assert reader.metadata.creation_date.date() == built.plan.as_at == date(2026, 11, 2)


def test_a_draft_is_built_in_spite_of_all_and_says_so_on_every_page(shelf, build):
    shelf.add("1.1", "structure.docx")
    built = build(shelf, draft=True)
    path = built.folder / built.bundles()[0].path
    pages = texts(path)
    assert all("DRAFT – not for submission" in text and "DRAFT – Page" in text for text in pages)
    assert "Missing" in pages[1]
    assert path.name.startswith("DRAFT")
    assert [each.id for each in built.plan.mentioned if each.why == "missing"] == [
        "child-level-data",
        "1.2",
        "3.4",
        "3.10",
    ]


def test_a_draft_of_nothing_is_an_index_of_what_is_missing(shelf, build):
    built = build(shelf, draft=True)
    assert built.total == 2
    assert texts(built.folder / built.bundles()[0].path)[1].count("Missing") == 5


def test_a_document_without_pages_gets_a_slip_sheet_and_goes_beside(shelf, build):
    shelf.add("1.1", "film.mp4", rendering={"pdf": None, "pages": 0, "size": 0, "carry": True, "reason": "A film."})
    shelf.link("1.1", "https://www.gov.uk/")
    built = build(shelf)
    pages = texts(built.folder / built.bundles()[0].path)
    assert "A film." in pages[built.documents[0].first - 1]
    assert "https://www.gov.uk/" in pages[built.documents[1].first - 1]
    assert [(document.first, document.last) for document in built.documents] == [(4, 4), (5, 5)]
    assert (built.folder / "natives/1.1 film.mp4").read_bytes() == b"the original of film.mp4"


def test_a_damaged_pdf_refuses_the_bundle_and_is_a_slip_sheet_in_a_draft(shelf, build):
    source = shelf.add("1.1", "a.docx")
    shelf.add("1.2", "b.docx")
    shelf.renderings[source].pdf.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(SourceRefused, match=r"item 1\.1: the PDF is damaged"):
        build(shelf)
    built = build(shelf, draft=True)
    assert "the PDF is damaged" in texts(built.folder / built.bundles()[0].path)[built.documents[0].first - 1]


def test_what_was_taken_out_is_said_on_the_divider_and_carried(shelf, build):
    source = shelf.add("1.1", "a.pdf")
    with pikepdf.open(shelf.renderings[source].pdf, allow_overwriting_input=True) as pdf:
        pdf.attachments["figures.csv"] = b"1,2"
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(shelf.renderings[source].pdf)
    built = build(shelf)
    divider = " ".join(texts(built.folder / built.bundles()[0].path)[built.documents[0].divider - 1].split())
    assert "Taken out: 1 script." in divider
    assert "A file attached to the original is beside this bundle: natives/1.1 figures.csv" in divider
    assert (built.folder / "natives/1.1 figures.csv").read_bytes() == b"1,2"


def test_volumes_keep_to_the_limit_with_one_index_and_numbers_that_go_on(full_shelf, build):
    full_shelf.limits = BundleLimits(pages=12)
    built = build(full_shelf)
    volumes = built.bundles()
    assert len(volumes) > 1
    number = 1
    for at, volume in enumerate(volumes, 1):
        assert volume.pages <= 12
        assert volume.first == number
        pages = texts(built.folder / volume.path)
        assert [STAMP.findall(text)[-1] for text in pages] == [
            (str(number + offset), str(built.total)) for offset in range(volume.pages)
        ]
        with pypdf.PdfReader(built.folder / volume.path) as reader:
            assert reader.page_labels[0] == str(number)
        assert f"{at} of {len(volumes)}" in pages[0]
        index = " ".join(" ".join(pages).split())
        for document in built.documents:
            assert document.planned.title in index
            if document.volume != at:
                assert f"vol. {document.volume}, {document.first}" in index
        number += volume.pages
    assert number == built.total + 1


def test_what_is_written_side_by_side_has_the_same_bytes(full_shelf, build, monkeypatch):
    """Two processes start here as in the product, which takes most of its time."""
    full_shelf.limits = BundleLimits(pages=12)
    alone = build(full_shelf, draft=True)
    before = {path.relative_to(alone.folder): path.read_bytes() for path in alone.folder.rglob("*") if path.is_file()}
    assert len(alone.bundles()) > 1

    def not_here(*given):
        raise AssertionError("written in the program's own process")

    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(volumes, "write_volume", not_here)
    monkeypatch.setattr(volumes, "write_item", not_here)
    monkeypatch.setattr(frontmatter, "typeset", not_here)
    beside = build(full_shelf, draft=True)
    assert {p.relative_to(beside.folder): p.read_bytes() for p in beside.folder.rglob("*") if p.is_file()} == before


def test_where_no_process_can_write_it_is_written_in_its_turn(full_shelf, build, monkeypatch):
    class Lost:
        def ask(self, *given):
            lost = Future()
            lost.set_exception(BrokenExecutor())
            return lost

    full_shelf.limits = BundleLimits(pages=12)
    alone = {path.name: path.read_bytes() for path in build(full_shelf).folder.glob("*.pdf")}
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(ahead, "beside", lambda workers, told: nullcontext(Lost()))
    assert {path.name: path.read_bytes() for path in build(full_shelf).folder.glob("*.pdf")} == alone


def test_no_more_is_merged_at_once_than_there_is_room_for(monkeypatch):
    def task(megabytes):
        def ask():
            running.append(megabytes)
            most.append(sum(running))
            over = Future()
            Thread(target=lambda: (sleep(0.01), running.remove(megabytes), over.set_result(megabytes))).start()
            return over

        return ahead.Task(size=megabytes * 1_000_000, pages=1_000, documents=1, ask=ask)

    running, most = [], []
    monkeypatch.setattr(ahead, "processors", lambda: 3)
    sizes = (500, 390, 5, 5, 300, 90, 10)
    whole: list[object] = []
    tasks = dict(enumerate(map(task, sizes)))
    found = ahead.side_by_side(tasks, lambda done: None, lambda name, made: whole.append(made))
    answers: list[object] = [found[number] for number in range(len(sizes))]
    assert answers == list(sizes)
    assert max(most) == 500  # one that is larger than all the room there is, and nothing beside it
    assert whole and set(whole) <= set(sizes[2:]) and len(whole) <= 3, "those after which a processor has nothing to do"


def test_an_unknown_submission_or_item_is_a_usage_error(full_shelf, framework, build, tmp_path):
    with pytest.raises(UsageError, match="no submission"):
        bundle.build(full_shelf.library(), framework, "day-9", renderings={}, out=tmp_path)
    with pytest.raises(UsageError, match=r"Item 9\.9 has no documents"):
        build(full_shelf, item="9.9")


def test_without_child_level_material_there_is_no_such_package(shelf, framework, tmp_path):
    shelf.add("1.1", "a.docx")
    made = bundle.build(
        shelf.library(), framework, "day-2", renderings=shelf.renderings, out=tmp_path, package="child-level"
    )
    assert made is None


def test_a_failing_finisher_leaves_the_old_package(full_shelf, build):
    before = build(full_shelf)
    old = {path: path.read_bytes() for path in before.folder.rglob("*") if path.is_file()}

    def fails(folder, built):
        assert (folder / built.bundles()[0].path).is_file()
        raise RuntimeError("not good enough")

    with pytest.raises(RuntimeError, match="not good enough"):
        build(full_shelf, draft=True, finishers=[fails])
    assert {path: path.read_bytes() for path in before.folder.rglob("*") if path.is_file()} == old
    assert [path.name for path in before.folder.parent.iterdir()] == ["day-2"]


def test_titles_in_any_script_do_not_break_the_front_matter(shelf, build):
    shelf.add("1.1", "a.docx", title="Zażółć ﬁle – 日本語 עברית \u200b#strike[x] $1$ @ref")
    built = build(shelf)
    divider = texts(built.folder / built.bundles()[0].path)[built.documents[0].divider - 1]
    assert "#strike[x] $1$ @ref" in divider, "text is text, never markup"
    assert outline(built.folder / built.bundles()[0].path)[3][1].startswith("Zażółć ﬁle – 日本語 עברית")


def test_a_rendering_that_is_missing_is_said(shelf, build):
    source = shelf.add("1.1", "a.docx")
    del shelf.renderings[source]
    built = build(shelf, draft=True)
    assert "was not converted" in texts(built.folder / built.bundles()[0].path)[built.documents[0].first - 1]
    assert isinstance(built.documents[0].planned.rendering, Rendering)
