"""Text and CSV: what LibreOffice is told, because the files do not say it."""

import pytest

from annexa.convert.plain import csv_options, decoded, separator_of


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("Zo\u00eb \u2013 \u20ac".encode(), "Zo\u00eb \u2013 \u20ac"),
        ("Zo\u00eb \u2013 \u20ac".encode("utf-8-sig"), "Zo\u00eb \u2013 \u20ac"),
        ("Zo\u00eb".encode("utf-16"), "Zo\u00eb"),
        ("Zo\u00eb".encode("utf-32"), "Zo\u00eb"),
        ("Zo\u00eb \u2013 \u20ac".encode("cp1252"), "Zo\u00eb \u2013 \u20ac"),
        (b"a\r\nb\rc\nd\0", "a\nb\nc\nd"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_has(content, text):
    assert decoded(content) == text


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("just words\nand, once, commas\n", ","),
        ('"a;b",c\n"d;e",f\n', ","),
        ("", ","),
    ],
)
def test_the_separator_is_found(text, separator):
    assert separator_of(text) == separator


def test_every_column_is_taken_as_text():
    options = csv_options("a,b\n1,2,3\n").split(",")
    assert options[0] == str(ord(","))
    assert options[4] == "1/2/2/2/3/2"


def test_a_cell_of_a_million_signs_is_no_trouble():
    assert csv_options("a," + "x" * 1_000_000 + "\n").startswith("44,")
