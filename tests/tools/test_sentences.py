"""Sentences that go on behind a colon."""

import pytest

from annexa.model.words import within


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The file is damaged", "the file is damaged"),
        ("LibreOffice did not finish this file", "LibreOffice did not finish this file"),
        ("PDF readers show nothing", "PDF readers show nothing"),
        ("A password protects it", "a password protects it"),
        ("It", "it"),
        ("", ""),
    ],
)
def test_only_a_sentence_s_own_capital_becomes_small(sentence, shown):
    assert within(sentence) == shown
