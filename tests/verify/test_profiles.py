"""Profiles are files: those that annexa brings, those that a library writes, and files numbered anew in each section."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Fit, NameObject
from tests.typeset import typeset
from tests.verify.conftest import open_at, page_labels

from annexa.load.profiles import names, profile, profiles
from annexa.load.schemas import MODELS
from annexa.model.errors import UsageError
from annexa.model.profile import ProfileFile
from annexa.tools import verapdf
from annexa.verify import Status, Verification, verify

SECTIONS = (("A", "Preliminary documents", 2), ("B", "Applications and orders", 3), ("C", "Statements", 1))
SOURCE = """
#set document(title: "Hearing bundle", date: none)
#set text(lang: "en", font: "Libertinus Serif", size: 12pt)
#set page(width: 595pt, height: 842pt, margin: 72pt)
#let entries = {entries}
= Index
#table(columns: (1fr, 60pt), stroke: none, table.header([Document], [Page]),
  ..entries.map(entry => (link(label(entry.at(2)), entry.at(0)), link(label(entry.at(2)), entry.at(1)))).flatten())
{pages}
"""


def stamped(number: str, words: str, mark: str = "") -> str:
    return f"#pagebreak()\n#place(bottom + right, dy: 40pt)[{number}]\n{words} {mark}\n"


Numbers = tuple[tuple[str, str, int], ...]


Ranges = list[tuple[int, dict[str, Any]]]


def sectioned(path: Path, sections: Numbers = SECTIONS, labels: Ranges | None = None) -> Path:
    """A bundle whose index is not numbered and whose sections are: A1, A2, B1, … with labels that say the same."""
    pages, entries, marks = [], [], [("Index", 0)]
    ranges: Ranges = [(0, {"/S": "/r"})]
    position = 1
    for letter, title, count in sections:
        entries.append((f"{title}", f"{letter}1", f"s{letter}"))
        marks.append((f"{title} ({letter}1)", position))
        ranges.append((position, {"/S": "/D", "/St": 1, "/P": letter}))
        for number in range(1, count + 1):
            mark = f"<s{letter}>" if number == 1 else ""
            pages.append(stamped(f"{letter}{number}", f"= {title} {number}", mark) + "#lorem(40)\n")
        position += count
    listed = "(" + "".join(f'("{a}", "{b}", "{c}"),' for a, b, c in entries) + ")"
    source = typeset(SOURCE.replace("{entries}", listed).replace("{pages}", "".join(pages)))
    path.write_bytes(source)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.root_object.pop("/Outlines", None)
    writer.root_object[NameObject("/PageLabels")] = page_labels(*(labels or ranges))
    open_at(writer)
    for title, at in marks:
        writer.add_outline_item(title=title, page_number=at, fit=Fit.xyz())
    writer.write(path)
    return path


def states(verification: Verification) -> dict[str, Status]:
    return {each.id: each.status for each in verification.outcomes}


def spots(verification: Verification, id: str) -> list[str]:
    return [str(spot) for each in verification.outcomes if each.id == id for spot in each.spots]


# -- numbered anew in each section -----------------------------------------------------------------------------


def test_a_family_court_bundle_passes_its_own_direction(tmp_path: Path) -> None:
    found = verify(sectioned(tmp_path / "family.pdf"), "fpd-27a-2026")
    assert [(each.id, each.spots) for each in found.outcomes if each.status is not Status.PASS] == []
    assert found.passed and not found.not_for


@pytest.mark.parametrize("by", ["judiciary-2021", "annexa", "jcpc", "send-tribunal-2025"])
def test_a_standard_for_files_numbered_through_says_that_it_does_not_apply(tmp_path: Path, by: str) -> None:
    found = verify(sectioned(tmp_path / "family.pdf"), by)
    assert "fpd-27a-2026" in found.not_for
    numbers = {"stamp-is-position", "starts-at-one", "stamps-count"} & set(states(found))
    assert numbers and {states(found)[each] for each in numbers} == {Status.NOT_APPLICABLE}
    assert states(found)["numbered"] is Status.PASS and states(found)["index"] is Status.PASS


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ((("A", "One", 2), ("C", "Three", 2)), "page 4 (called C1): is stamped C1 and does not follow"),
        ((("B", "Two", 2), ("A", "One", 2)), "page 4 (called A1): is stamped A1 and does not follow"),
    ],
)
def test_sections_follow_each_other(tmp_path: Path, sections: Numbers, message: str) -> None:
    found = verify(sectioned(tmp_path / "family.pdf", sections), "fpd-27a-2026")
    assert any(message in spot for spot in spots(found, "sections-count-up"))


def test_letters_that_look_like_figures_may_be_left_out(tmp_path: Path) -> None:
    letters: Numbers = tuple((letter, f"Part {letter}", 1) for letter in "ABCDEFGHJ")
    assert states(verify(sectioned(tmp_path / "family.pdf", letters), "fpd-27a-2026"))["sections-count-up"] == "pass"


def test_a_page_taken_out_of_a_section_is_named(tmp_path: Path) -> None:
    path = sectioned(tmp_path / "family.pdf")
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.remove_page(4)
    writer.write(path)
    found = verify(path, "fpd-27a-2026")
    assert "page 5 (called B2): is stamped B3 and does not follow the page before it" in spots(
        found, "sections-count-up"
    )
    assert "page 5 (called B2): is stamped B3 but labelled B2" in spots(found, "stamp-is-label")


def test_labels_without_the_section_s_letter_are_not_those_of_the_stamps(tmp_path: Path) -> None:
    found = verify(sectioned(tmp_path / "family.pdf", labels=[(0, {"/S": "/D"})]), "fpd-27a-2026")
    assert "page 2: is stamped A1 but labelled 2" in spots(found, "stamp-is-label")


def test_a_file_numbered_through_is_no_file_by_section(make: Callable[..., Path]) -> None:
    found = verify(make(), "fpd-27a-2026")
    assert states(found)["sections-count-up"] is Status.FAIL and not found.passed
    assert verify(make(), "fpd-27a-2026-financial").passed


# -- limits of sections ----------------------------------------------------------------------------------------


def marked(make: Callable[..., Path], *titles: tuple[str, int, str | None]) -> Path:
    """The good bundle of seven pages with these bookmarks: title, page, and the title of the one it stands below."""

    def change(writer: PdfWriter) -> None:
        writer.root_object.pop("/Outlines", None)
        made: dict[str | None, Any] = {None: None}
        for title, page, above in titles:
            made[title] = writer.add_outline_item(title=title, page_number=page - 1, parent=made[above], fit=Fit.xyz())

    return make(change)


def test_a_section_is_counted_from_its_bookmark_to_the_next_of_its_level(make: Callable[..., Path]) -> None:
    own = profile("send-tribunal-2025")
    short = [each.model_copy(update={"limit": 2}) if each.section else each for each in own.requirements]
    by = own.model_copy(update={"requirements": tuple(short)})
    path = marked(
        make,
        ("1. Core bundle (page 1)", 1, None),
        ("Section E: Working document", 3, None),
        ("Draft of May", 4, "Section E: Working document"),
        ("Witness statement of the head teacher", 6, None),
        ("Notes", 7, None),
    )
    found = verify(path, by)
    assert states(found)["page-count"] is Status.PASS
    assert spots(found, "working-document-pages") == [
        "page 3: “Section E: Working document” has 3 pages; the limit is 2"
    ]
    assert states(found)["statement-pages"] is Status.PASS
    assert states(found)["report-pages"] is Status.NOT_APPLICABLE


def test_where_no_bookmark_names_the_core_bundle_the_file_is_one(make: Callable[..., Path]) -> None:
    own = profile("send-tribunal-2025")
    short = [each.model_copy(update={"limit": 6}) if each.whole_file else each for each in own.requirements]
    found = verify(make(), own.model_copy(update={"requirements": tuple(short)}))
    assert spots(found, "page-count") == ["page 1: “the file” has 7 pages; the limit is 6"]


# -- PDF/UA-1 --------------------------------------------------------------------------------------------------


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A program that answers as veraPDF's command line does."""

    def install(script: str) -> None:
        program = tmp_path / "verapdf"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(verapdf, "find", lambda: program)

    return install


def test_verapdf_s_verdict_is_a_requirement_with_the_rules_that_are_broken(
    make: Callable[..., Path], answers: Callable[[str], None]
) -> None:
    answers('echo "PASS $6 ua1"')
    assert verify(make(), "pdf-ua-1").passed
    answers('echo "FAIL $6 ua1"; echo "  FAIL 7.18.5-1"; echo "  FAIL 7.1-3"; exit 1')
    found = verify(make(), "pdf-ua-1")
    assert spots(found, "pdf-ua") == ["breaks rule 7.18.5-1 of ISO 14289-1", "breaks rule 7.1-3 of ISO 14289-1"]
    assert not found.passed


@pytest.mark.parametrize("script", [None, "exit 2"])
def test_what_nobody_judged_does_not_pass(
    make: Callable[..., Path], answers: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    if script is None:
        monkeypatch.setattr(verapdf, "find", lambda: None)
    else:
        answers(script)
    found = verify(make(), "pdf-ua-1")
    assert states(found)["pdf-ua"] is Status.NOT_JUDGED and states(found)["tagged"] is Status.PASS
    assert [each.id for each in found.undecided] == ["pdf-ua"] and not found.failed and not found.passed


# -- files -----------------------------------------------------------------------------------------------------

HOUSE = """
title: Rules of the inquiry
sources:
  - {title: Protocol on bundles, publisher: The inquiry, dated: May 2026}
numbering: through
requirements:
  - {id: short, asks: At most three pages., check: pages-within, limit: 3}
"""


def library(tmp_path: Path, text: str, name: str = "inquiry.yaml") -> Path:
    (tmp_path / "evidence").mkdir(exist_ok=True)
    (tmp_path / "schema/profiles").mkdir(parents=True, exist_ok=True)
    (tmp_path / "schema/profiles" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_library_writes_a_profile(tmp_path: Path, make: Callable[..., Path]) -> None:
    root = library(tmp_path, HOUSE)
    assert names(root) == ("annexa", *sorted({*names(), "inquiry"} - {"annexa"}))
    assert spots(verify(make(), profile("inquiry", root)), "short") == ["the file has 7 pages; the limit is 3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pages-within", "page-within", "inquiry.yaml:7: ‘page-within’ is not a value of ‘check’; did you mean"),
        (", limit: 3", "", "the check pages-within needs a limit"),
        ("limit: 3", "limit: -3", "inquiry.yaml:7"),
        ("limit: 3", "limit: three", "inquiry.yaml:7"),
        ("pages-within, limit: 3", "section-pages, limit: 3", "the check section-pages needs a section"),
        ("numbering: through", "numbering: sideways", "inquiry.yaml:5"),
        ("publisher: The inquiry, ", "", "inquiry.yaml:4: ‘publisher’ is missing"),
        ("requirements:", "requirement:", "did you mean ‘requirements’?"),
        ("  - {id: short, asks: At most three pages., check: pages-within, limit: 3}", "", "‘requirements’"),
        ("id: short", "id: Kurz und gut", "inquiry.yaml:7"),
        ("title: Rules of the inquiry", "title: [", "inquiry.yaml"),
    ],
)
def test_a_faulty_profile_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = library(tmp_path, HOUSE.replace(old, new))
    with pytest.raises(UsageError) as raised:
        profile("inquiry", root)
    assert said in raised.value.message and raised.value.remedy
    assert profile("annexa", root).id == "annexa", "one faulty file spoils no other"


def test_two_requirements_of_one_name_are_refused(tmp_path: Path) -> None:
    root = library(tmp_path, HOUSE + "  - {id: short, asks: Again and again., check: has-title}\n")
    with pytest.raises(UsageError, match="two requirements are called short"):
        profile("inquiry", root)


def test_annexas_own_standard_cannot_be_weakened(tmp_path: Path) -> None:
    assert profile("annexa", library(tmp_path, HOUSE, "annexa.yaml")) == profile("annexa")


def test_a_library_s_file_stands_in_for_one_that_annexa_brings(tmp_path: Path) -> None:
    assert profile("jcpc", library(tmp_path, HOUSE, "jcpc.yaml")).title == "Rules of the inquiry"


def test_a_name_of_old_still_finds_its_profile_and_a_wrong_one_the_nearest() -> None:
    assert profile("uksc").id == "jcpc"
    with pytest.raises(UsageError, match="did you mean ‘judiciary-2021’"):
        profile("judiciary-2012")


def test_every_profile_says_where_it_comes_from_and_jcpc_claims_nothing_for_the_supreme_court() -> None:
    assert all(source.publisher and source.dated for each in profiles().values() for source in each.sources)
    jcpc = profile("jcpc")
    assert "2 December 2024" in jcpc.note
    assert not any("Supreme Court" in words for source in jcpc.sources for words in (source.title, source.publisher))


def test_profiles_have_a_schema_with_every_check() -> None:
    assert MODELS["profile.schema.json"] is ProfileFile
    asked = ProfileFile.model_json_schema()["$defs"]["Asked"]["properties"]
    assert "section-pages" in json.dumps(asked["check"]) and len(asked["check"]["enum"]) == 30
