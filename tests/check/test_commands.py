"""Commands in remedies are ready to be copied."""

import shlex

import pytest

from annexa.check.commands import filled_in

FILE = "evidence/3.4-destinations/destinations 2026.docx"


@pytest.mark.parametrize(
    ("command", "filled"),
    [
        ("`annexa attest`", ["annexa", "attest", FILE, "outcome-focused"]),
        ("`annexa waive`", ["annexa", "waive", FILE, "out-of-date"]),
        ("`annexa link-sheet`", ["annexa", "link-sheet", "3.4"]),
        ("`annexa sign-off`", ["annexa", "sign-off", "3.4"]),
        ("`annexa links`", ["annexa", "links", FILE]),
    ],
)
def test_what_it_is_about_is_filled_in(command: str, filled: list[str]) -> None:
    remedy = filled_in(f"Run {command} now.", item="3.4", file=FILE, rule="out-of-date", point="outcome-focused")
    assert shlex.split(remedy.split("`")[1]) == filled


def test_what_is_not_known_is_left_to_the_reader() -> None:
    assert filled_in("Run `annexa attest`.", item="3.4") == "Run `annexa attest`."
    assert filled_in("Run `annexa attest`.", item="3.4", file="evidence/a/b.docx") == (
        "Run `annexa attest evidence/a/b.docx`."
    )
    assert filled_in("See `annexa validate` and `status: draft`.", item="3.4") == (
        "See `annexa validate` and `status: draft`."
    )
