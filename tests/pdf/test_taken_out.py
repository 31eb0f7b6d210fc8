"""What was taken out of a document is told with the right number of it."""

import pytest

from annexa.bundle.work import SIGNED
from annexa.pdf import sanitise
from annexa.pdf.cropped import CUT_OFF
from annexa.pdf.drawn import NEVER_DRAWN
from annexa.pdf.taken_out import ONE, in_words

KINDS = {
    *sanitise.ACTIONS.values(),
    *sanitise.PLAYED.values(),
    sanitise.UNSAFE,
    CUT_OFF,
    NEVER_DRAWN,
    SIGNED,
    "actions",
}


@pytest.mark.parametrize("kind", sorted(KINDS - {""}))
def test_every_kind_has_a_word_for_one(kind):
    assert in_words(kind, 1) == f"1 {ONE[kind]}"
    assert in_words(kind, 2) == f"2 {kind}"
    assert ONE[kind] != kind


def test_one_field_is_no_fields():
    assert in_words("form fields (what was filled in stays, as text)", 1).startswith("1 form field (")
    assert in_words("links that start a program", 1) == "1 link that starts a program"
    assert in_words("scripts", 1200) == "1,200 scripts"
