"""Every requirement, on a bundle that meets it and on one that does not.

Long because every check is shown on one bundle, good and spoilt.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image
from pypdf import PdfWriter, Transformation
from pypdf.annotations import Link, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    TextStringObject,
)

from annexa.load.profiles import profiles
from annexa.model.errors import UsageError
from annexa.model.profile import Asked, CheckName, Profile, Source
from annexa.tools import poppler
from annexa.verify import Outcome, Status, Verification, second, standing_by, verify
from annexa.verify.checks import CHECKS
from annexa.verify.result import Spot

Make = Callable[..., Path]
Change = Callable[[PdfWriter], None]


def outcome(verification: Verification, id: str) -> Outcome:
    return next(o for o in verification.outcomes if o.id == id)


def fails(verification: Verification, id: str) -> str:
    """The texts of a failed requirement, so that a test can look for words in them."""
    found = outcome(verification, id)
    assert found.status is Status.FAIL, found
    return "\n".join([found.note, *map(str, found.spots)])


def passes(verification: Verification, id: str) -> bool:
    found = outcome(verification, id)
    assert found.status is Status.PASS, found
    return True


# -- the good one ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", standing_by(profiles().values()), ids=lambda profile: profile.id)
def test_a_good_bundle_passes_every_profile(make: Make, profile: Profile) -> None:
    verification = verify(make(), profile)
    checks = {asked.id: asked.check for asked in profile.requirements}
    others = [o for o in verification.outcomes if checks[o.id] != "section-pages"]
    assert [(o.id, o.spots) for o in others if o.status is not Status.PASS] == []
    assert not verification.not_for
    assert verification.passed
    assert verification.pages == 7


def test_every_check_is_asked_for_by_a_profile() -> None:
    asked = {requirement.check for profile in profiles().values() for requirement in profile.requirements}
    assert asked == set(CHECKS) == set(get_args(CheckName))


def test_an_unknown_profile_and_a_missing_file_are_said(make: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no profile called county"):
        verify(make(), "county")
    with pytest.raises(UsageError, match="cannot be opened"):
        verify(tmp_path / "absent.pdf")


# -- numbers -----------------------------------------------------------------------------------------------


def relabel(*ranges: tuple[int, dict[str, Any]]) -> Change:
    def change(writer: PdfWriter) -> None:
        flat = ArrayObject()
        for start, entries in ranges:
            rule = DictionaryObject()
            for key, value in entries.items():
                rule[NameObject(key)] = (
                    NumberObject(value)
                    if isinstance(value, int)
                    else NameObject(value)
                    if value.startswith("/")
                    else TextStringObject(value)
                )
            flat.extend([NumberObject(start), rule])
        writer.root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): flat})

    return change


def drop_page(index: int) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.remove_page(index)

    return change


def test_a_page_without_a_stamp_is_named(make: Make) -> None:
    def blank(writer: PdfWriter) -> None:
        page = writer.pages[3]
        stream = DecodedStreamObject()
        stream.set_data(b"0 0 m 100 100 l S")
        page[NameObject("/Contents")] = writer._add_object(stream)

    assert "page 4: carries no stamped number" in fails(verify(make(blank)), "numbered")


needs_poppler = pytest.mark.skipif(poppler.find() is None, reason="poppler is not installed")


def behind(content: bytes) -> Change:
    """Puts content on page 4 that stands before what the page draws."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[3]
        stream = DecodedStreamObject()
        stream.set_data(content + page.get_contents().get_data())
        page[NameObject("/Contents")] = writer._add_object(stream)

    return change


@needs_poppler
def test_a_page_whose_number_a_stricter_reader_does_not_show_is_named(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What poppler makes of a faulty page differs by its version, so one that shows nothing of page 4 stands for all."""
    assert passes(verify(make(behind(b"q q Q Q "))), "second-reader")
    strict = tmp_path / "pdftotext"
    strict.write_text(
        f'#!/bin/sh\n{poppler.find()} "$@" | awk \'BEGIN {{ RS = ORS = "\\f" }} NR == 4 {{ $0 = "" }} 1\'\n'
    )
    strict.chmod(0o755)
    monkeypatch.setattr(poppler, "find", lambda: strict)
    verification = verify(make(behind(b"q q Q Q ")))
    assert passes(verification, "numbered")
    assert "page 4: shows no page number in a second reader" in fails(verification, "second-reader")


def drafts(positions: set[int]) -> Change:
    """Says on these pages that they are a draft, as the stamp of a bundle does."""

    def change(writer: PdfWriter) -> None:
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        )
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        font[NameObject("/Encoding")] = NameObject("/WinAnsiEncoding")
        for position in positions:
            page = writer.pages[position - 1]
            page["/Resources"]["/Font"][NameObject("/Hv")] = font
            stream = DecodedStreamObject()
            words = b"q BT /Hv 9 Tf 72 20 Td (DRAFT \\226 not for submission) Tj ET Q "
            stream.set_data(words + page.get_contents().get_data())
            page[NameObject("/Contents")] = writer._add_object(stream)

    return change


@needs_poppler
def test_a_page_of_a_draft_that_does_not_say_so_in_a_stricter_reader_is_named(make: Make) -> None:
    assert passes(verify(make(drafts({1, 2, 3, 4, 5, 6, 7}))), "second-reader")
    assert "page 4: does not say DRAFT" in fails(verify(make(drafts({1, 2, 3, 5, 6, 7}))), "second-reader")


def test_a_machine_without_a_second_reader_says_so(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poppler, "find", lambda: None)
    found = outcome(verify(make()), "second-reader")
    assert found.status is Status.NOT_APPLICABLE
    assert "pdftotext is not installed" in found.note


@pytest.mark.parametrize("script", ["sleep 30", "yes", "exit 3", "kill -9 $$"])
def test_a_second_reader_that_hangs_or_breaks_passes_nothing(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "pdftotext"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(poppler, "find", lambda: program)
    found = second.look(make(), seconds=1)
    assert found is not None
    assert found.trouble


def test_a_file_without_any_numbers_fails(make: Make) -> None:
    source = '#set document(title: "X")\n' + "#pagebreak()\n".join(["Words without figures.\n"] * 4)
    verification = verify(make(source=source, documents=()))
    assert "no page carries a stamped number" in fails(verification, "numbered")
    for each in ("stamp-is-label", "stamps-count", "starts-at-one"):
        assert outcome(verification, each).status is Status.FAIL


def test_labels_that_differ_from_the_stamps_are_named(make: Make) -> None:
    change = relabel((0, {"/S": "/r"}), (2, {"/S": "/D", "/St": 1}))
    words = fails(verify(make(change)), "stamp-is-label")
    assert "page 1 (called i): is stamped 1 but labelled i" in words
    assert "page 3 (called 1): is stamped 3 but labelled 1" in words


def test_a_page_taken_out_pushes_stamps_and_positions_apart(make: Make) -> None:
    path = make(drop_page(2))
    assert "page 3: is stamped 4 but is number 3 by count" in fails(verify(path, "jcpc"), "stamp-is-position")
    own = verify(path)
    assert "page 3: is stamped 4 and does not follow the page before it" in fails(own, "stamps-count")
    assert passes(own, "numbered")


def test_inserted_pages_with_letters_pass_where_stamp_and_label_agree_and_fail_where_they_do_not(make: Make) -> None:
    """As in a court case of 2021, where 15a to 15c pushed stamped and PDF numbers apart."""
    source = (
        "#set page(footer: align(right, context { let n = counter(page).get().first(); "
        'if n < 4 [#n] else if n < 6 [3#("A", "B").at(n - 4)] else [#(n - 2)] }))\n'
        + "#pagebreak()\n".join(["#lorem(30)\n"] * 8)
    )
    matching = relabel((0, {"/S": "/D"}), (3, {"/P": "3A"}), (4, {"/P": "3B"}), (5, {"/S": "/D", "/St": 4}))
    good = verify(make(matching, source=source, documents=()))
    assert passes(good, "stamp-is-label") and passes(good, "stamps-count") and passes(good, "numbered")
    assert "2 of them were inserted" in outcome(good, "stamps-count").note
    plain = verify(make(source=source, documents=()))
    assert "page 4: is stamped 3A but labelled 4" in fails(plain, "stamp-is-label")
    assert "page 4 (called 3A): is stamped 3A but is number 4 by count" in fails(
        verify(make(matching, source=source, documents=()), "judiciary-2021"), "stamp-is-position"
    )


def test_two_pages_with_one_label_are_named(make: Make) -> None:
    change = relabel((0, {"/S": "/D"}), (3, {"/S": "/D", "/St": 2}))
    assert "page 4 (called 2): has the same label as page 2" in fails(verify(make(change)), "labels-differ")


def test_numbering_that_does_not_start_at_one_fails_unless_it_is_a_later_volume(make: Make) -> None:
    change = drop_page(0)
    assert "page 1: is stamped 2" in fails(verify(make(change)), "starts-at-one")
    later = verify(make(lambda w: (change(w), relabel((0, {"/S": "/D", "/St": 2}))(w))), first=2)
    assert outcome(later, "starts-at-one").status is Status.NOT_APPLICABLE
    assert passes(later, "stamps-count") and passes(later, "stamp-is-label")


def test_the_authors_own_numbers_are_not_taken_for_the_stamp(make: Make) -> None:
    source = (
        "#set page(header: context [Page #(counter(page).get().first() * 3)], "
        "footer: align(right, context counter(page).display()))\n" + "#pagebreak()\n".join(["#lorem(30)\n"] * 6)
    )
    verification = verify(make(source=source, documents=()))
    assert passes(verification, "numbered") and passes(verification, "stamps-count")


def test_stamps_are_found_on_turned_and_odd_sized_pages(make: Make) -> None:
    def turn(writer: PdfWriter) -> None:
        for index, angle in ((2, 90), (3, 180), (4, 270)):
            page = writer.pages[index]
            matrix = Transformation().translate(-297.5, -421).rotate(angle)
            half = (421, 297.5) if angle % 180 else (297.5, 421)
            page.add_transformation(matrix.translate(*half))
            wide = angle % 180 != 0
            box = ArrayObject(
                [
                    NumberObject(0),
                    NumberObject(0),
                    NumberObject(842 if wide else 595),
                    NumberObject(595 if wide else 842),
                ]
            )
            for key in ("/MediaBox", "/CropBox"):
                page[NameObject(key)] = box
            page[NameObject("/Rotate")] = NumberObject(angle)

    verification = verify(make(turn))
    assert passes(verification, "numbered")
    assert passes(verification, "stamps-count")
    assert passes(verification, "upright")


# -- index and bookmarks -----------------------------------------------------------------------------------


def test_an_index_row_that_lands_elsewhere_is_named(make: Make) -> None:
    def swap(writer: PdfWriter) -> None:
        for reference in writer.pages[0]["/Annots"]:  # type: ignore[union-attr]
            annotation = reference.get_object()
            annotation[NameObject("/Dest")] = ArrayObject(
                [writer.pages[6].indirect_reference, NameObject("/XYZ"), *[NumberObject(0)] * 3]
            )
            annotation.pop("/A", None)

    words = fails(verify(make(swap)), "index")
    assert "lands on 7" in words


def test_an_index_row_that_leads_out_of_the_file_is_named(make: Make) -> None:
    def cut(writer: PdfWriter) -> None:
        annotation = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
        annotation.pop("/A", None)
        annotation[NameObject("/Dest")] = ArrayObject([NumberObject(99), NameObject("/Fit")])

    assert "leads to a page that is not in the file" in fails(verify(make(cut)), "index")


def test_an_index_row_without_a_link_is_named(make: Make) -> None:
    def unlink(writer: PdfWriter) -> None:
        annotations = writer.pages[0]["/Annots"]
        kept = [a for a in annotations if "5.1" not in str(a)]  # type: ignore[union-attr]
        lowest = min(a.get_object()["/Rect"][1] for a in kept)
        kept = [a for a in kept if a.get_object()["/Rect"][3] > lowest + 30]
        writer.pages[0][NameObject("/Annots")] = ArrayObject(kept)

    assert "is not a link" in fails(verify(make(unlink)), "index")


def test_rows_about_other_volumes_and_text_above_the_rows_are_no_missing_links(make: Make) -> None:
    extra = (
        "#table(columns: (1fr, auto, 40pt), stroke: none, [Part-time timetables], [vol. 2,], [4],"
        " [Home to school transport, in volume 2], [], [5])"
    )
    lead = "One index covers both volumes; this is one of them. #h(1fr) 2"
    source = bundle_with(SHORT, body="Words #lorem(30)", lead=lead, extra=extra)
    assert passes(verify(make(source=source, documents=SHORT)), "index")
    unlinked = source.replace("[vol. 2,]", "[1 May 2026]")
    assert "“Part-time timetables 1 May 2026 3” is not a link" in fails(
        verify(make(source=unlinked.replace("[4],", "[3],"), documents=SHORT)), "index"
    )


def test_a_row_that_states_no_page_is_named_though_its_title_holds_a_year(make: Make) -> None:
    documents = (("Plan 2026", "undated", 1), ("Care 2026", "undated", 1), ("Review 2026", "undated", 1))
    source = (
        bundle_with(documents, body="Words #lorem(30)")
        .replace("context str(counter(page)", 'if row.at(0) == "d1" [-] else { context str(counter(page)')
        .replace(".first())", ".first()) }")
    )
    words = fails(verify(make(source=source, documents=documents)), "index")
    assert "the index row “Care 2026 undated -” states no page number" in words
    assert "Plan" not in words and "Review" not in words


def test_a_bundle_without_an_index_or_bookmarks_fails(make: Make) -> None:
    def strip(writer: PdfWriter) -> None:
        writer.pages[0].pop("/Annots", None)
        writer.root_object.pop("/Outlines", None)

    verification = verify(make(strip))
    assert "No linked index" in fails(verification, "index")
    assert "no bookmarks" in fails(verification, "bookmarks")
    assert outcome(verification, "bookmark-numbers").status is Status.NOT_APPLICABLE
    assert outcome(verification, "bookmark-text").status is Status.NOT_APPLICABLE


def outline(*entries: tuple[str, int]) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.root_object.pop("/Outlines", None)
        for title, index in entries:
            writer.add_outline_item(title=title, page_number=index, fit=Fit.xyz())

    return change


def test_bookmarks_with_a_wrong_number_a_wrong_text_or_none_are_named(make: Make) -> None:
    change = outline(
        ("Index (page 1)", 0), ("3.4 Destinations after leaving school (page 3)", 1), ("4.1 Something else (page 4)", 3)
    )
    verification = verify(make(change))
    assert "does not carry its page number 2" in fails(verification, "bookmark-numbers")
    assert "of the index has no bookmark" in fails(verification, "bookmarks")
    assert "Something else" in fails(verification, "bookmark-text")


def test_a_bookmark_that_leads_nowhere_is_named(make: Make) -> None:
    def break_it(writer: PdfWriter) -> None:
        item = writer.add_outline_item(title="Lost (page 9)", page_number=0)
        item.get_object()[NameObject("/Dest")] = TextStringObject("no such name")  # type: ignore[index]
        item.get_object().pop("/A", None)  # type: ignore[union-attr]

    assert "“Lost (page 9)” leads nowhere" in fails(verify(make(break_it)), "bookmarks")


def test_links_that_lead_nowhere_are_named(make: Make) -> None:
    def change(writer: PdfWriter) -> None:
        for address in ("annexa:3.4/2", "report.docx", "https://example.org/", "mailto:team@example.org"):
            link = Link(rect=(10, 10, 50, 50), url=address)
            writer.add_annotation(page_number=2, annotation=link)
        lost = Link(rect=(10, 10, 50, 50), target_page_index=0)
        lost[NameObject("/Dest")] = TextStringObject("no such name")
        writer.add_annotation(page_number=4, annotation=lost)

    assert outcome(verify(make(change)), "links").spots == (
        Spot(message="holds a link that no reader can follow: annexa:3.4/2", position=3, label="3"),
        Spot(message="holds a link that no reader can follow: report.docx", position=3, label="3"),
        Spot(message="holds 1 link(s) to a page that is not in the file", position=5, label="5"),
    )


# -- view and title ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zoom", "words"), [(None, "fit the page"), (1.5, "150%"), (0, "does not say")])
def test_an_opening_view_other_than_100_percent_is_said(make: Make, zoom: float | None, words: str) -> None:
    def change(writer: PdfWriter) -> None:
        page = writer.pages[0].indirect_reference
        if zoom == 0:
            writer.root_object.pop("/OpenAction")
        elif zoom is None:
            writer.root_object[NameObject("/OpenAction")] = ArrayObject([page, NameObject("/Fit")])
        else:
            view = [page, NameObject("/XYZ"), NumberObject(0), NumberObject(0), _real(zoom)]
            writer.root_object[NameObject("/OpenAction")] = ArrayObject(view)

    assert words in fails(verify(make(change)), "opening-view")


def _real(value: float) -> Any:
    from pypdf.generic import FloatObject

    return FloatObject(value)


@pytest.mark.parametrize(
    ("title", "words"),
    [("", "empty"), ("Microsoft Word - bundle final.docx", "a file name"), ("bundle_v3.pdf", "a file name")],
)
def test_a_title_that_says_nothing_fails(make: Make, title: str, words: str) -> None:
    def change(writer: PdfWriter) -> None:
        writer.add_metadata({"/Title": title})
        writer.root_object.pop("/Metadata", None)

    assert words in fails(verify(make(change)), "title")


def test_a_title_that_is_not_shown_fails(make: Make) -> None:
    assert "DisplayDocTitle" in fails(verify(make(lambda w: w.root_object.pop("/ViewerPreferences"))), "title")


# -- legible -----------------------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path: Path) -> str:
    """A typst source whose second page is a picture of a page."""
    picture = tmp_path / "scan.png"
    Image.effect_noise((600, 850), 40).save(picture)
    return str(picture)


def with_picture(picture: Path, width: str) -> bytes:
    import typst

    source = (
        "#set page(width: 595pt, height: 842pt, margin: 40pt, footer: align(right, context counter(page).display()))\n"
        f'#lorem(50)\n#pagebreak()\n#image("{picture.name}", width: {width})\n'
    )
    path = picture.with_name("scan.typ")
    path.write_text(source)
    return bytes(typst.compile(str(path), ignore_system_fonts=True))


def test_scans_without_text_are_named_and_scans_with_a_text_layer_are_not(tmp_path: Path, scan: str) -> None:
    path = tmp_path / "scanned.pdf"
    path.write_bytes(with_picture(Path(scan), "100%"))
    assert "page 2: is a scan without text" in fails(verify(path, "judiciary-2021"), "selectable-text")

    writer = PdfWriter(clone_from=path)
    page = writer.pages[1]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page["/Resources"].setdefault(NameObject("/Font"), DictionaryObject())[NameObject("/Fx")] = font  # type: ignore[union-attr]
    hidden = DecodedStreamObject()
    hidden.set_data(b"BT /Fx 12 Tf 3 Tr 60 400 Td (words that an OCR program found on this page) Tj ET")
    contents = page["/Contents"]
    streams = contents if isinstance(contents, ArrayObject) else ArrayObject([page.raw_get("/Contents")])
    page[NameObject("/Contents")] = ArrayObject([*streams, writer._add_object(hidden)])
    writer.write(path)
    assert passes(verify(path, "judiciary-2021"), "selectable-text")


def test_a_picture_finer_than_300_dots_per_inch_is_named_and_a_small_logo_is_not(tmp_path: Path, scan: str) -> None:
    fine, logo = tmp_path / "fine.pdf", tmp_path / "logo.pdf"
    fine.write_bytes(with_picture(Path(scan), "120pt"))
    assert "page 2: holds a picture of 360 dots per inch" in fails(verify(fine, "jcpc"), "resolution")
    Image.effect_noise((300, 300), 40).save(scan)
    logo.write_bytes(with_picture(Path(scan), "30pt"))
    assert passes(verify(logo, "jcpc"), "resolution")


@pytest.mark.parametrize(("angle", "words"), [(180, "is upside down"), (90, "on its side"), (270, "on its side")])
def test_turned_pages_are_named(make: Make, angle: int, words: str) -> None:
    def turn(writer: PdfWriter) -> None:
        writer.pages[4].rotate(angle)

    text = fails(verify(make(turn)), "upright")
    assert text.startswith("\npage 5: ") and words in text


def test_letters_without_a_meaning_cannot_be_searched(make: Make) -> None:
    def unmap(writer: PdfWriter) -> None:
        for page in writer.pages[2:3]:
            fonts = page["/Resources"]["/Font"]  # type: ignore[index]
            for name in list(fonts):  # type: ignore[attr-defined]
                font = fonts[name].get_object().clone(writer, force_duplicate=True)  # type: ignore[index]
                font.pop("/ToUnicode", None)
                fonts[NameObject(name)] = writer._add_object(font)  # type: ignore[index]

    verification = verify(make(unmap), "jcpc")
    assert outcome(verification, "selectable-text").status is Status.FAIL


# -- tags and fonts ----------------------------------------------------------------------------------------


def test_a_file_without_tags_fails(make: Make) -> None:
    assert "screen readers" in fails(verify(make(lambda w: w.root_object.pop("/StructTreeRoot"))), "tagged")


def test_a_page_outside_the_structure_tree_is_named(make: Make) -> None:
    def cut(writer: PdfWriter) -> None:
        writer.pages[5].pop("/StructParents", None)

    assert "page 6: is not in the structure tree" in fails(verify(make(cut)), "tagged")


def test_a_file_without_a_language_fails(make: Make) -> None:
    assert "language" in fails(verify(make(lambda w: w.root_object.pop("/Lang"))), "tagged")


def test_a_font_that_is_not_embedded_is_named(make: Make) -> None:
    def loose(writer: PdfWriter) -> None:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/TrueType"),
                NameObject("/BaseFont"): NameObject("/Arial"),
            }
        )
        writer.pages[3]["/Resources"]["/Font"][NameObject("/Fx")] = font  # type: ignore[index]

    assert "uses the font Arial" in fails(verify(make(loose)), "fonts")


# -- what must not be there --------------------------------------------------------------------------------


def action(kind: str, **more: str) -> DictionaryObject:
    out = DictionaryObject({NameObject("/S"): NameObject(kind)})
    for key, value in more.items():
        out[NameObject(f"/{key}")] = TextStringObject(value)
    return out


def names(writer: PdfWriter, tree: str, value: DictionaryObject) -> None:
    """Hangs one value into a name tree of the file."""
    leaf = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("one"), value])})
    writer.root_object.setdefault(NameObject("/Names"), DictionaryObject())[NameObject(tree)] = leaf


def on_link(made: DictionaryObject) -> Change:
    def change(writer: PdfWriter) -> None:
        link = Link(rect=(10, 10, 50, 50), url="https://example.org/")
        link[NameObject("/A")] = made
        writer.add_annotation(2, link)

    return change


ACTIVE: list[tuple[str, Change, str]] = [
    ("javascript in the name tree", lambda w: names(w, "/JavaScript", action("/JavaScript", JS="x")), "JavaScript"),
    ("launch on a link", on_link(action("/Launch", F="calc.exe")), "page 3: an action that starts a program: calc.exe"),
    (
        "submit on a link",
        on_link(action("/SubmitForm", F="https://example.org/")),
        "page 3: an action that sends form data",
    ),
    ("javascript address", on_link(action("/URI", URI="javascript:alert(1)")), "a link that starts with javascript:"),
    ("file address", on_link(action("/URI", URI="file:///c:/x.exe")), "a link that starts with file:"),
    (
        "program attached",
        lambda w: w.add_attachment("tool.exe", b"MZ" + b"\0" * 60),
        "embedded file that can run: tool.exe",
    ),
    ("program under another name", lambda w: w.add_attachment("notes.txt", b"MZ" + b"\0" * 60), "notes.txt"),
    (
        "javascript when the file opens",
        lambda w: w.root_object.__setitem__(NameObject("/OpenAction"), action("/JavaScript", JS="x")),
        "JavaScript",
    ),
    (
        "javascript when a page opens",
        lambda w: w.pages[1].__setitem__(
            NameObject("/AA"), DictionaryObject({NameObject("/O"): action("/JavaScript", JS="x")})
        ),
        "page 2: JavaScript",
    ),
    (
        "xfa form",
        lambda w: w.root_object.__setitem__(
            NameObject("/AcroForm"), DictionaryObject({NameObject("/XFA"): TextStringObject("x")})
        ),
        "an XFA form",
    ),
]


@pytest.mark.parametrize(("change", "words"), [row[1:] for row in ACTIVE], ids=[row[0] for row in ACTIVE])
def test_active_content_is_named(make: Make, change: Change, words: str) -> None:
    assert words in fails(verify(make(change)), "nothing-active")


def test_the_second_of_two_chained_actions_is_found(make: Make) -> None:
    first = action("/URI", URI="https://example.org/")
    first[NameObject("/Next")] = ArrayObject([action("/Launch", F="x.bat")])
    assert "starts a program" in fails(verify(make(on_link(first))), "nothing-active")


def test_the_third_of_three_chained_actions_is_found(make: Make) -> None:
    first, second = action("/URI", URI="https://example.org/"), action("/URI", URI="https://example.com/")
    second[NameObject("/Next")] = action("/SubmitForm", F="https://example.net/")
    first[NameObject("/Next")] = second
    assert "sends form data" in fails(verify(make(on_link(first))), "nothing-active")


def test_a_harmless_attachment_is_mentioned_and_passes(make: Make) -> None:
    verification = verify(make(lambda w: w.add_attachment("figures.csv", b"a,b\n1,2\n")))
    assert "figures.csv" in outcome(verification, "nothing-active").note
    assert passes(verification, "nothing-active")


def test_names_of_authors_are_found_in_properties_and_notes(make: Make) -> None:
    def change(writer: PdfWriter) -> None:
        writer.add_metadata({"/Author": "Evidence lead"})
        note = Text(rect=(10, 10, 30, 30), text="Check this")
        note[NameObject("/T")] = TextStringObject("A reviewer")
        writer.add_annotation(3, note)

    words = fails(verify(make(change)), "no-authors")
    assert "properties name “Evidence lead”" in words
    assert "a note on page 4 name “A reviewer”" in words


def test_an_encrypted_file_fails_with_and_without_an_open_password(make: Make) -> None:
    opens = verify(make(lambda w: w.encrypt("", "owner", algorithm="AES-256")))
    assert "restricts" in fails(opens, "not-encrypted")
    assert passes(opens, "numbered")
    closed = verify(make(lambda w: w.encrypt("secret", algorithm="AES-256")))
    assert not closed.passed
    assert "encrypted" in fails(closed, "not-encrypted")


# -- the whole file ----------------------------------------------------------------------------------------


def test_size_and_page_limits_come_from_the_profile_or_the_caller(make: Make) -> None:
    path = make()
    verification = verify(path, limits={"file-size": 0.001, "page-count": 5})
    assert "the limit is 0.001 MB" in fails(verification, "file-size")
    assert "7 pages; the limit is 5" in fails(verification, "page-count")


def test_the_same_document_twice_is_named_though_its_stamps_differ(make: Make) -> None:
    documents = (("3.4 Destinations", "1 May 2026", 1), ("4.1 Care", "2 May 2026", 1))
    source = bundle_with(documents, body="The very same words. #lorem(40)")
    twice = source.replace("= 3.4 Destinations <d0>", "= Title <d0>").replace("= 4.1 Care <d1>", "= Title <d1>")
    verification = verify(make(source=twice, documents=documents))
    assert "are the same as those from page 2" in fails(verification, "no-duplicates")
    assert passes(verify(make(source=source, documents=documents)), "no-duplicates")


SHORT = (("3.4 Destinations", "1 May 2026", 1), ("4.1 Care", "2 May 2026", 1))


def bundle_with(documents: tuple[tuple[str, str, int], ...], **options: str) -> str:
    """The conftest's source; fixtures cannot be imported from it."""
    rows = ", ".join(f'("d{n}", "{title}", "{dated}")' for n, (title, dated, _) in enumerate(documents))
    parts = "\n".join(f"#pagebreak()\n= {title} <d{n}>\n{options['body']}" for n, (title, _, _) in enumerate(documents))
    return (
        '#set document(title: "Bundle", date: none)\n'
        "#set page(margin: 72pt, footer: align(right, context counter(page).display()))\n"
        f"#let rows = ({rows},)\n= Index\n{options.get('lead', '')}\n#table(columns: (1fr, auto, 40pt), ..rows.map(row => ("
        "link(label(row.at(0)), row.at(1)), row.at(2),"
        "link(label(row.at(0)), context str(counter(page).at(label(row.at(0))).first())))).flatten())\n"
        + options.get("extra", "")
        + parts
    )


def test_documents_out_of_order_by_date_fail_for_the_tribunal(make: Make) -> None:
    documents = (("3.4 Later", "2 May 2026", 1), ("4.1 Earlier", "1 May 2026", 1))
    source = bundle_with(documents, body="Words #lorem(30)")

    def one_section(writer: PdfWriter) -> None:
        outline(("Evidence (page 1)", 0))(writer)

    verification = verify(make(one_section, source=source, documents=documents), "send-tribunal-2025")
    assert "“4.1 Earlier 1 May 2026 3” is older" in fails(verification, "chronological")


def test_more_than_a_hundred_pages_are_too_many_for_the_tribunal(make: Make) -> None:
    source = "#set page(footer: align(right, context counter(page).display()))\n" + "#pagebreak()\n".join(
        ["Words\n"] * 101
    )
    verification = verify(make(source=source, documents=()), "send-tribunal-2025")
    assert "101 pages; the limit is 100" in fails(verification, "page-count")


def test_a_file_that_is_no_pdf_fails_and_does_not_crash(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"PK\x03\x04 not a PDF at all")
    verification = verify(path)
    assert "This is not a PDF" in fails(verification, "pdf")
    assert {o.status for o in verification.outcomes if o.id not in ("pdf",)} <= {Status.NOT_APPLICABLE, Status.PASS}


def test_a_profile_of_ones_own_is_only_data(make: Make) -> None:
    profile = Profile(
        id="house",
        title="House rules",
        sources=(Source(title="House rules", publisher="The house", dated="2026"),),
        requirements=(Asked(id="short", asks="At most 3 pages.", check="pages-within", limit=3),),
    )
    assert "the limit is 3" in fails(verify(make(), profile), "short")
