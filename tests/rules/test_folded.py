"""Folding evens a text out, and every place in the folded text leads back into the text as it was written."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annexa.model.folded import fold

ANY = st.text(st.characters(codec=None))
OPTIONS = st.fixed_dictionaries({"case": st.booleans(), "accents": st.booleans(), "dashes": st.booleans()})


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("NHS\u00a0No", "nhs no"),
        ("943\u2011476\u20115919", "943-476-5919"),
        ("943\u2009476\u202f5919", "943 476 5919"),
        ("943\u200d476\u200b59\u00ad19", "9434765919"),
        ("943–476—5919", "943-476-5919"),
        ("９４３", "943"),
        ("٩٤٣", "943"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("O’Neill", "o'neill"),
        ("Łukasz Jørgensen", "lukasz jorgensen"),
        ("STRAßE", "strasse"),
        ("İnci", "inci"),
        ("3 ſept", "3 sept"),
        ("ﬁle", "file"),
        ("one\u2028two\x0bthree", "one\ntwo\nthree"),
        ("Note²", "note²"),  # a footnote's mark is no digit of a number
        ("½", "½"),
    ],
)
def test_what_looks_the_same_becomes_the_same(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_options_leave_what_a_caller_needs() -> None:
    assert fold("Zoë–É", case=False).text == "Zoe-E"
    assert fold("Zoë", accents=False).text == "zoë"
    assert fold("2024–25, 3\u20112", dashes=False).text == "2024–25, 3-2"


@pytest.mark.parametrize(
    ("written", "pattern", "found"),
    [
        ("İİİ (Yılmaz)", "yilmaz", "Yılmaz"),
        ("No: 943\u200d476\u200d5919.", r"\d{10}", "943\u200d476\u200d5919"),
        ("ﬁﬁ Zoe\u0308!", "zoe", "Zoe\u0308"),
        ("\u00ad\u00adTamsin", "tamsin", "Tamsin"),
        ("ﬁne", "i", "ﬁ"),
    ],
)
def test_a_match_leads_back_to_what_was_written(written: str, pattern: str, found: str) -> None:
    ((start, end, match),) = fold(written).find(re.compile(pattern))
    assert written[start:end] == found
    assert fold(found).text.find(match.group()) >= 0


@given(ANY, OPTIONS)
@example("İ", {"case": True, "accents": True, "dashes": True})
@example("ﷺ\u0301\u200dſß", {"case": True, "accents": False, "dashes": True})
def test_spans_are_inside_in_order_and_give_the_same_text_again(text: str, options: dict[str, bool]) -> None:
    folded = fold(text, **options)
    length = len(folded.text)
    spans = [folded.span(index, index + 1) for index in range(length)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert folded.span(length, length)[0] <= len(text)
    for start, end in {(0, length), (length // 3, length - length // 4)}:
        a, b = folded.span(start, end)
        assert folded.text[start:end] in fold(text[a:b], **options).text


@given(ANY, OPTIONS)
def test_folding_twice_is_folding_once(text: str, options: dict[str, bool]) -> None:
    once = fold(text, **options).text
    assert fold(once, **options).text == once


@given(ANY)
def test_what_is_folded_holds_nothing_unseen_and_no_second_kind_of_space(text: str) -> None:
    folded = fold(text).text
    assert not re.search("[\u00ad\u200b-\u200f\u2010-\u2015\u00a0\u2000-\u200a\u202f\u2060\ufeff’‘“”]", folded)
