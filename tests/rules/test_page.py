"""A rule's docstring is its page; what does not follow the layout is refused with the part that is missing."""

import pytest

from annexa.rules.page import PageError, parse

DOC = """A thing is wrong.

Why it matters: It does,
a lot.

Fails when: It is wrong.

To put right:
- Word: Do this
  and that.
- PDF: Make it again.

Passes: Right.

Fails: Wrong.
"""


def test_parts() -> None:
    page = parse(DOC, id="thing")
    assert page.title == "A thing is wrong."
    assert page.why == "It does, a lot."
    assert page.remedies == {"Word": "Do this and that.", "PDF": "Make it again."}
    assert (page.passes, page.fails) == ("Right.", "Wrong.")


@pytest.mark.parametrize(
    ("format", "remedy"),
    [
        ("docx", "Do this and that."),
        ("rtf", "Do this and that."),
        ("pdf", "Make it again."),
        ("xlsx", "Do this and that."),  # nothing better: the first
    ],
)
def test_remedy_by_format(format: str, remedy: str) -> None:
    assert parse(DOC, id="thing").remedy(format) == remedy


def test_everywhere_serves_the_other_formats() -> None:
    page = parse(DOC.replace("- PDF:", "- Everywhere:"), id="thing")
    assert page.remedy("xlsx") == page.remedy("png") == "Make it again."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Why it matters:", "Why:", "Why it matters"),
        ("Passes: Right.", "", "Passes"),
        ("A thing is wrong.\n", "\n", "first line"),
        ("- Word:", "- Wrod:", "To put right"),
        ("To put right:\n- Word", "To put right:\nSome words\n- Word", "To put right"),
    ],
)
def test_a_part_that_is_missing_is_named(old: str, new: str, words: str) -> None:
    with pytest.raises(PageError, match=words):
        parse(DOC.replace(old, new), id="thing")


def test_parts_stand_in_one_order() -> None:
    with pytest.raises(PageError, match="another order"):
        parse(DOC.replace("Passes:", "X:").replace("Fails:", "Passes:").replace("X:", "Fails:"), id="thing")
