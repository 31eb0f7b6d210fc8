"""The parts of the generator: spelling out, markup, YAML, archives, child-level records."""

import io
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sample import metadata, pack, words
from sample.area import share
from sample.content.lists import synthetic_pupil_number
from sample.inline import pieces, plain


@pytest.mark.parametrize(
    ("texts", "spelled"),
    [
        (("An EHC plan.", "The EHC plan."), ["An education, health and care plan (EHC plan).", "The EHC plan."]),
        (("EHC plans rise.",), ["Education, health and care plans (EHC plans) rise."]),
        (("Two EHC plans, one EHC plan.",), ["Two education, health and care plans (EHC plans), one EHC plan."]),
        (("The integrated care board (ICB) and the ICB",), ["The integrated care board (ICB) and the ICB"]),
        (("NHS and GCSE need no words.",), ["NHS and GCSE need no words."]),
    ],
)
def test_an_acronym_is_spelled_out_once(texts: tuple[str, ...], spelled: list[str]) -> None:
    speller = words.Speller()

    assert [speller.spell(text) for text in texts] == spelled


@pytest.mark.parametrize("text", ["The XYZ grew.", "All RAG ratings"])
def test_an_acronym_that_nobody_explained_stops_the_script(text: str) -> None:
    with pytest.raises(words.Unexplained, match="nobody has explained"):
        words.Speller().spell(text)


def test_a_heading_and_a_note_before_its_time_may_not_hold_one() -> None:
    speller = words.Speller()
    with pytest.raises(words.Unexplained):
        speller.plain("How EHC plans are made")
    with pytest.raises(words.Unexplained):
        speller.later("See the EHC plan")
    speller.spell("An EHC plan")

    assert speller.later("See the EHC plans") == "See the EHC plans"


def test_markup_inside_a_text() -> None:
    text = "**Bold** and [a page](https://www.gov.uk/x), see {@plans}.^[A note.]"

    assert [(piece.kind, piece.text, piece.target) for piece in pieces(text)] == [
        ("bold", "Bold", ""), ("text", " and ", ""), ("link", "a page", "https://www.gov.uk/x"), ("text", ", see ", ""),
        ("ref", "", "plans"), ("text", ".", ""), ("note", "A note.", ""),
    ]  # fmt: skip
    assert plain(text) == "Bold and a page, see ."


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" "),
        min_size=1,
        max_size=300,
    )
)
def test_yaml_gives_back_every_text(text: str) -> None:
    text = " ".join(text.split()) or "x"
    lines = metadata.field("summary", text, 4)

    assert yaml.load("\n".join(lines), yaml.BaseLoader) == {"summary": text}


@pytest.mark.parametrize(
    "text", ["yes", "No", "3.10", "12:00", "null", "- a", "a: b", "# x", "Council's: 'x'", "[a]", "{b}", "~", "a #b"]
)
def test_yaml_keeps_what_it_would_otherwise_take_for_something_else(text: str) -> None:
    for value in yaml.safe_load("\n".join(metadata.field("note", text, 0))).values():
        assert value == text


def test_a_list_with_commas_is_written_one_a_line() -> None:
    lines = metadata.field("signed_by", ("Head, Council", "Manager"), 6)

    assert yaml.safe_load("\n".join(lines)) == {"signed_by": ["Head, Council", "Manager"]}


def test_dates_stand_bare() -> None:
    assert metadata.field("dated", date(2026, 9, 14), 4) == ["    dated: 2026-09-14"]


@given(st.integers(0, 5000), st.lists(st.floats(0.1, 100), min_size=1, max_size=9), st.floats(0, 0.5))
def test_shares_are_whole_and_add_up(total: int, weights: list[float], stray: float) -> None:
    parts = share(total, tuple(weights), stray=stray, name="test")

    assert sum(parts) == total
    assert min(parts) >= 0


def test_archives_do_not_tell_when_they_were_made() -> None:
    members = {"b.xml": b"<b/>", "a.xml": b"<a/>", "mimetype": b"text"}
    made = pack.archive(members, first=("mimetype",), stored=("mimetype",))

    assert list(pack.unpack(made)) == ["mimetype", "a.xml", "b.xml"]
    assert made == pack.archive(dict(reversed(members.items())), first=("mimetype",), stored=("mimetype",))


def test_pictures_are_the_same_when_their_pixels_are() -> None:
    def png(level: int, colour: str = "teal") -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(out, "PNG", compress_level=level)
        return out.getvalue()

    assert png(0) != png(9)
    assert pack.same("a.png", png(0), png(9))
    assert not pack.same("a.png", png(0), png(0, "red"))


def test_synthetic_pupil_numbers_are_well_formed_and_cannot_be_real() -> None:
    number = synthetic_pupil_number(137)

    assert len(number) == 13
    assert number[1:4] == "000", "no local authority has this code"
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    assert number[0] == letters[sum(int(digit) * weight for weight, digit in enumerate(number[1:], 2)) % 23]
