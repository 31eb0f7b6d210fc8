"""A page that has got another number and nothing else is told as a reader would see it, and otherwise looked at."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pikepdf
import pytest
from tests.verify.test_kept import Make, looked, note, packed

from annexa.pdf.stamp import Stamper, label
from annexa.verify import drawn, kept, verify_each
from annexa.verify.facts import Box, Drawn, Seen, Word
from annexa.verify.kept import Known, Sights
from annexa.verify.numbering import lines_that_count
from annexa.verify.restamped import is_alike, seen_with, shown_with, without_number

TOTAL = 240


@pytest.fixture
def stamped(make: Make) -> Callable[..., Path]:
    """Seven pages of a volume that begins at `first`: every second one with a white edge behind its number."""
    path = make()
    packed(path)

    def stamped(first: int, total: int = TOTAL, *, draft: bool = False, wrong: int = 0, change: object = None) -> Path:
        copy = path.with_name(f"{first}-{total}.pdf")
        with pikepdf.open(path) as pdf:
            if callable(change):
                change(pdf)
            stamper = Stamper(pdf, draft=draft)
            for number, page in enumerate(pdf.pages, first):
                shown = number + 1 if number - first + 1 == wrong else number
                stamper.stamp(page.obj, label(shown, total), halo=bool(number % 2))
            pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return copy

    return stamped


def told(before: Path, after: Path) -> tuple[Drawn, dict[int, kept.Kept]]:
    """What is known of a file's pages from another one."""
    sights = Sights(None)
    looked(before, sights)
    sights._known = {key: page for pages in sights._now.values() for key, page in pages.items()}
    (found,) = drawn.read(after)
    return found, Known(sights, found)._pages


@pytest.mark.parametrize("draft", [False, True])
def test_what_is_told_of_a_page_with_another_number_is_what_a_reader_sees(
    stamped: Callable[..., Path], draft: bool
) -> None:
    """Two pages put in before it and two more in all; pages with an edge stay such pages."""
    before, after = stamped(101, draft=draft), stamped(103, TOTAL + 2, draft=draft)
    found, pages = told(before, after)
    say = "DRAFT – " if draft else ""
    assert found.stamps == tuple(f"{say}Page {number} of 242" for number in range(103, 110))
    assert set(pages) == {2, 3, 4, 5, 6, 7}, "the first is the index, of which every word is known by its place"
    reading, words = looked(after, None)
    for page in reading.seen[1:]:
        assert is_alike(page, pages[page.position].seen)
        if words is not None:
            assert lines_that_count(words.at[page.position], page) == pages[page.position].second


def test_a_wrong_number_is_found_out_as_if_each_page_were_looked_at(
    stamped: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.Known, "_is_again", lambda self, position: False)
    sights = Sights(tmp_path / "bundle.sights")
    verify_each(stamped(101), ["annexa"], first=101, sights=sights)
    sights.save()
    for after in (stamped(103), stamped(105, wrong=4)):
        kept_now = Sights(tmp_path / "bundle.sights")
        first = int(after.name.split("-")[0])
        found = verify_each(after, ["annexa"], first=first, sights=kept_now)
        assert found == verify_each(after, ["annexa"], first=first)
    assert any(outcome.id == "stamp-is-position" or "number" in outcome.asks for outcome in found[0].failed)


@pytest.mark.parametrize("total", [1240, 99])
def test_more_or_fewer_figures_are_looked_at(stamped: Callable[..., Path], total: int) -> None:
    _, pages = told(stamped(101), stamped(103, total))
    assert not pages


def test_a_page_that_is_changed_as_well_is_looked_at(stamped: Callable[..., Path]) -> None:
    _, pages = told(stamped(101), stamped(103, change=note("/Link")))
    assert 4 not in pages
    assert 5 in pages


OWN = b"\nQ \n/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n1 0 0 1 0 0 cm\n"
EDGE = b"q 0.0085 0 0 0.0085 518.95 15 cm 1 1 1 RG 1 j 258.824 w\n83 0 m 83 654 l h S\n1 0 0 1 582 0 cm 9 -12 m 1 2 l h S\nQ\n"
TEXT = b"BT 0.1 0.1 0.1 rg /AnxStamp 8.5 Tf 1 0 0 1 518.95 15 Tm (Page 57 of 240) Tj ET\nQ EMC\n"


@pytest.mark.parametrize("content", [OWN + TEXT, OWN + EDGE + TEXT, b"\nQ Q \nEMC" + OWN[3:] + TEXT])
def test_of_our_stamp_the_number_alone_is_left_out(content: bytes) -> None:
    found, other = without_number(content), without_number(content.replace(b"57 of 240", b"58 of 241"))
    assert found is not None
    assert other is not None
    assert (found[1], other[1]) == ("Page 57 of 240", "Page 58 of 241")
    assert found[0] == other[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"518.95 15 Tm", b"518.95 16 Tm"),
        (b"0.1 0.1 0.1 rg", b"1 1 1 rg"),
        (b"8.5 Tf", b"0.5 Tf"),
        (b"AnxStamp", b"AnxStampx"),
        (b"57 of 240", b"7 of 240"),
        (b"1 0 0 1 0 0 cm\nq", b"1 0 0 1 9 0 cm\nq"),
        (b"1 1 1 RG", b"1 0 1 RG"),
        (b"Q EMC\n", b"Q EMC\nq"),
        (b"83 0 m 83 654 l h S\n", b""),
    ],
)
def test_anything_else_of_it_counts(before: bytes, after: bytes) -> None:
    content = OWN + EDGE + TEXT
    assert before in content
    other = without_number(content.replace(before, after))
    assert other is None or other[0] != without_number(content)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        TEXT,
        OWN,
        OWN + EDGE[:-2] + TEXT,
        OWN + TEXT.replace(b"Page 57 of 240", b"Page 57A of 240"),
        OWN + TEXT.replace(b"Page 57 of 240", b"57"),
        OWN + TEXT.replace(b"Page 57 of 240", b"Page \\065 of 240"),
        OWN + EDGE.replace(b"83 654 l", b"Do") + TEXT,
        OWN + EDGE.replace(b"83 654 l", b"83 654 re W n") + TEXT,
        OWN + TEXT.replace(b"8.5 Tf", b"8.5 Tf 3 Tr"),
        b"BT (hidden) Tj ET\n" + OWN[1:] + TEXT,
    ],
)
def test_what_is_no_stamp_of_ours_stays_as_it_is(content: bytes) -> None:
    assert without_number(content) is None


BOX = Box(500, 10, 570, 20)
PAGE = Seen(position=57, width=595, height=842, letters=300, margin=(Word(text="Page 57 of 240", box=BOX),))


@pytest.mark.parametrize(
    "page",
    [
        msgspec.structs.replace(PAGE, letters=11),
        msgspec.structs.replace(PAGE, words=PAGE.margin),
        msgspec.structs.replace(PAGE, margin=()),
        msgspec.structs.replace(PAGE, margin=PAGE.margin * 2),
        msgspec.structs.replace(PAGE, margin=(Word(text="Page 58 of 240", box=BOX),)),
    ],
    ids=["nothing else on it", "words by their places", "not seen in the margin", "seen twice", "seen otherwise"],
)
def test_what_cannot_be_told_is_looked_at(page: Seen) -> None:
    assert seen_with(PAGE, "Page 57 of 240", "Page 58 of 241") is not None
    assert seen_with(page, "Page 57 of 240", "Page 58 of 241") is None


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Page57of240", "Page58of241"),
        ("DRAFT–Page57of240 3", "DRAFT–Page58of241 3"),
        ("", None),
        ("Page57of240 Page57of240", None),
        (None, None),
    ],
)
def test_what_the_second_reader_shows(words: str | None, shown: str | None) -> None:
    assert shown_with(words, "Page 57 of 240", "Page 58 of 241") == shown


def test_alike_is_the_same_but_for_a_hair() -> None:
    def moved(by: float, text: str = "Page 57 of 240") -> Seen:
        return msgspec.structs.replace(PAGE, margin=(Word(text=text, box=Box(500 + by, 10, 570, 20)),))

    assert is_alike(PAGE, moved(0.4))
    assert not is_alike(PAGE, moved(9))
    assert not is_alike(PAGE, moved(0, "Page 57 of 241"))
    assert not is_alike(PAGE, msgspec.structs.replace(PAGE, letters=301))
    assert not is_alike(PAGE, msgspec.structs.replace(PAGE, margin=()))
