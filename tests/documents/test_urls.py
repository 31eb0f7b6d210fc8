"""Addresses in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.documents.urls import find_addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("(see https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("<https://example.org/a>", ["https://example.org/a"]),
        ("“https://example.org/a”", ["https://example.org/a"]),
        (
            "https://example.org/a, https://example.org/b; www.example.org!",
            ["https://example.org/a", "https://example.org/b", "www.example.org"],
        ),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        ("http://user:secret@example.org/", ["http://user:secret@example.org/"]),
        ("http://192.168.1.1/a", ["http://192.168.1.1/a"]),
        ("ask www.county.gov.uk/send for more", ["www.county.gov.uk/send"]),
        ("ask county.gov.uk/send for more", ["county.gov.uk/send"]),
        ("write to send@county.gov.uk today", []),
        ("write to first.last@county.gov.uk today", []),
        (r"saved in \\server\share\SEND\plan.docx today", [r"\\server\share\SEND\plan.docx"]),
        (r"saved in S:\SEND\plan.docx today", [r"S:\SEND\plan.docx"]),
        ("file:///C:/a.docx", ["file:///C:/a.docx"]),
        ("https://example.org/a、后", ["https://example.org/a"]),
        ("e.g. 3.4 and and/or", []),
        ("Section 4.co-production", []),
        ("at 10:30 w/o delay", []),
        ("", []),
    ],
)
def test_addresses_in_sentences(text: str, addresses: list[str]) -> None:
    assert list(find_addresses(text)) == addresses


@given(st.text(max_size=300))
def test_any_text_is_borne(text: str) -> None:
    for address in find_addresses(text):
        assert address in text


def test_long_runs_do_not_take_long() -> None:
    assert list(find_addresses("a." * 100_000)) == []
    assert len(list(find_addresses("https://" + "a" * 100_000))) == 1
