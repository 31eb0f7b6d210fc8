"""Every helper of the rules takes any text: letters that grow or shrink when their case changes, foreign digits, halves.

Texts are made of words that the helpers look for, with characters swapped for others that look or fold alike.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annexa.documents.facts import Block, Facts
from annexa.model.findings import Place
from annexa.rules.support.acronyms import acronyms_of, is_acronym, is_capitals, singular, uses_in
from annexa.rules.support.action_status import state_of
from annexa.rules.support.actions import said_in
from annexa.rules.support.contacts import contacts_in, names_a_child
from annexa.rules.support.date_cues import role_of
from annexa.rules.support.dates import find_dates, find_in_file_name, stored_day
from annexa.rules.support.drafts import draft_of, early_version, is_draft_label, is_draft_name, placeholder
from annexa.rules.support.identifiers import identifiers_in
from annexa.rules.support.labels import says, says_field
from annexa.rules.support.pairs import best_start, find_pairs, is_short_form
from annexa.rules.support.periods import find_periods
from annexa.rules.support.person_level import day_in
from annexa.rules.support.person_names import NameList, names_in, pairs_in
from annexa.rules.support.signature_words import fields_of, is_blank
from annexa.rules.support.titles import agreement, is_junk, is_vague


def lookalikes() -> dict[str, list[str]]:
    """For each plain letter and digit, the characters that become it when case, width and accents are taken away."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in range(0x80, 0x20000):
        character = chr(code)
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())[:1]
        if plain.isascii() and plain.isalnum():
            found[plain].append(character)
        elif character.isdigit():
            found[str(unicodedata.digit(character))].append(character)
    found[" "], found["-"], found["'"] = (
        list("\u00a0\u2009\u200b\u202f\u3000\n\t"),
        list("\u2010\u2011–—\u00ad"),
        ["’", "ʼ"],
    )
    return found


SAME = lookalikes()
WORDS = st.sampled_from(
    [
        "3 sept 2025",
        "(SEN)",
        "special educational needs",
        "NHS number",
        "943 476 5919",
        "born 03-Apr-2012",
        "D.O.B.",
        "UPN B801200005001",
        "AB 12 34 56 C",
        "ULN 1000000043",
        "Tamsin Vell's",
        "O'Neill-Smith",
        "Version 2.1",
        "minutes of the meeting of",
        "12/03/24",
        "Autumn term 2025/26",
        "90% complete",
        "Signed for and on behalf of",
        "Date: ____",
        "Draft v0.2",
        "[insert",
        "ICB",
        "’s",
        "(",
        ")",
        "[",
        "DATED",
        "IFN-gamma",
        "(Yılmaz)",
        "İ",
        "ß",
        "ŉ",
        "ﬃ",
        "²",
    ]
)


@st.composite
def swapped(draw: st.DrawFn) -> str:
    text = draw(st.lists(st.one_of(WORDS, st.text(st.characters(codec=None), max_size=6)), max_size=6).map(" ".join))
    for _ in range(draw(st.integers(0, 4))):
        if not text:
            break
        at = draw(st.integers(0, len(text) - 1))
        others = SAME.get(text[at].lower())
        if others:
            text = text[:at] + draw(st.sampled_from(others)) + text[at + 1 :]
    return draw(st.sampled_from([text, text.upper(), unicodedata.normalize("NFD", text)]))


NAMES = NameList.of(frozenset({"Tamsin Vell", "Siân O’Neill-Smith", "İnci Yılmaz", "Rose"}))


def offsets_of_dates(text: str) -> None:
    for found in (*find_dates(text), *find_in_file_name(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert any(character.isdigit() for character in text[found.start : found.end])


def offsets_of_periods(text: str) -> None:
    for found in find_periods(text):
        assert 0 <= found.start < found.end <= len(text) and found.first <= found.last


def offsets_of_pairs(text: str) -> None:
    for pair in find_pairs(text):
        assert 0 <= pair.start <= pair.short_start < len(text)
        assert pair.start < pair.end <= len(text)


def offsets_of_identifiers(text: str) -> None:
    for said in (says(""), says_field(text), says("NHS number"), says("DOB"), says("UPN")):
        found = list(identifiers_in(text, says=said))
        assert all(0 <= one.start < one.end <= len(text) for one in found)


def offsets_of_names(text: str) -> None:
    for is_file_name in (False, True):
        assert all(
            0 <= hit.start < hit.end <= (len(text) if not is_file_name else 3 * len(text))
            for hit in names_in(text, NAMES, is_file_name=is_file_name)
        )


DAY = date(2026, 11, 2)
HELPERS: list[Callable[[str], Any]] = [
    offsets_of_dates,
    offsets_of_periods,
    role_of,
    lambda text: (state_of(text, heading=text, as_of=DAY), state_of(said_in(text), heading="", as_of=DAY)),
    lambda text: (fields_of(text), is_blank(text)),
    lambda text: (is_draft_label(text), is_draft_name(text), draft_of(text), early_version(text), placeholder(text)),
    offsets_of_pairs,
    offsets_of_identifiers,
    lambda text: best_start(text[:8], text),
    lambda text: list(uses_in(text)),
    lambda text: acronyms_of(Facts(format="docx", blocks=(Block(text=text, place=Place()),))),
    lambda text: (is_acronym(text), is_capitals(text), singular(text), is_short_form(text)),
    lambda text: (is_junk(text), is_vague(text), agreement(text, text[::-1])),
    lambda text: (stored_day(text), day_in(text)),
    offsets_of_names,
    lambda text: list(pairs_in(tuple(text.split(" ")), NAMES)),
    lambda text: (names_a_child(text), list(contacts_in(text, says("Address")))),
    lambda text: NameList.of(frozenset({text, "Rose"})),
]


@pytest.mark.parametrize("helper", HELPERS, ids=lambda helper: helper.__name__)
def test_no_text_makes_a_helper_stumble(helper: Callable[[str], Any]) -> None:
    @settings(max_examples=150)
    @given(swapped())
    @example("3 ſept 2025")
    @example("YILMAZ İİ (İY)")
    @example("ﬃ (F)")
    def holds(text: str) -> None:
        helper(text)

    holds()
