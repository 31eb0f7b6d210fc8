"""A waiver in force turns a finding into a note; one that ended, is about other bytes or is not allowed does not."""

import pytest
from samples import OTHER_SHA, SHA, document

from annexa.model.findings import Finding, Level
from annexa.rules.waivers import apply_waivers

WAIVER = {
    "rule": "out-of-date",
    "reason": "The next census is in January.",
    "approved_by": "lead",
    "until": "2027-01-31",
}


def finding(rule: str = "out-of-date", level: Level = Level.ERROR) -> Finding:
    return Finding(rule=rule, level=level, message="Too old", remedy="Update it", file="evidence/x.docx")


def test_an_accepted_finding_is_a_note_that_says_until_when() -> None:
    (note, other) = apply_waivers([finding(), finding("comments")], document(waive=[WAIVER]))
    assert (note.level, note.waived_until, note.message) == (Level.INFO, "2027-01-31", "Too old")
    assert other == finding("comments")


def test_it_holds_for_the_bytes_that_it_was_given_for() -> None:
    (note,) = apply_waivers([finding()], document(waive=[WAIVER | {"sha256": SHA}]))
    assert note.waived_until


def test_it_holds_on_its_last_day() -> None:
    (note,) = apply_waivers([finding()], document(waive=[WAIVER | {"until": "2026-11-02"}]))
    assert (note.level, note.waived_until) == (Level.INFO, "2026-11-02")


@pytest.mark.parametrize(
    "change",
    [{"until": "2026-11-01"}, {"sha256": OTHER_SHA}, {"rule": "personal-data"}, {"rule": "no-such-rule"}],
)
def test_not_in_force(change: dict[str, str]) -> None:
    waiver = WAIVER | change
    found = finding(waiver["rule"])
    assert apply_waivers([found], document(waive=[waiver])) == (found,)


def test_a_note_stays_a_note() -> None:
    note = finding(level=Level.INFO)
    assert apply_waivers([note], document(waive=[WAIVER])) == (note,)
