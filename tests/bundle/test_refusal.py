"""What refuses a submission, and what does not: its own faults and those of the library as a whole."""

import pytest
from tests.sample_place import SAMPLE

from annexa.bundle.refusal import refuse
from annexa.load import project
from annexa.model.against import against
from annexa.model.errors import FindingsRefused
from annexa.model.findings import Finding, Level
from annexa.model.framework import Framework


@pytest.fixture
def framework() -> Framework:
    """The shipped one: child-level-data and 1.1 to 1.5 are due on day 2, the rest on day 5."""
    return project(SAMPLE).framework


def error(item: str | None, folder: str = "", **changes: object) -> Finding:
    """An error about an item, or a folder, or the library."""
    place = folder or f"{item}-folder"
    fields: dict[str, object] = {
        "rule": "tracked-changes",
        "level": Level.ERROR,
        "message": "Changes are tracked",
        "remedy": "Accept them.",
        "file": f"evidence/{place}/a.docx" if item else "evidence/library.yaml",
        "item": item,
    }
    return Finding(**(fields | changes))


@pytest.mark.parametrize(
    ("finding", "stopped"),
    [
        (error("1.2"), ["day-2"]),
        (error("child-level-data"), ["day-2"]),
        (error("3.2"), ["day-5"]),
        (error(None), ["day-2", "day-5"]),
        (error("3.9"), ["day-5"]),
        (error("1.9"), ["day-2"]),
        (error("1.44", "3.4-destinations"), ["day-5"]),
        (error("Copy of 1.4 planning"), ["day-2"]),
        (error("1.4 planning old"), ["day-2"]),
        (error("1.4_old"), ["day-2"]),
        (error("1.4.2-annex"), ["day-2"]),
        (error("1.4.2026 minutes"), ["day-5"]),
        (error("1 partnership"), ["day-2"]),
        (error("2 copies"), ["day-5"]),
        (error("child-level-data (old)"), ["day-2"]),
        (error("New folder"), ["day-5"]),
        (error("New folder (1)"), ["day-5"]),
        (error("2026.11 minutes"), ["day-5"]),
        (error("plan v1.2"), ["day-5"]),
        (error("9.9"), ["day-5"]),
    ],
    ids=lambda value: getattr(value, "item", None) if isinstance(value, Finding) else "",
)
def test_a_finding_stops_what_it_touches(finding: Finding, stopped: list[str], framework: Framework) -> None:
    assert [each.id for each in framework.submissions if against([finding], framework, each.id)] == stopped


def test_errors_refuse_a_submission_and_are_named(framework: Framework) -> None:
    with pytest.raises(FindingsRefused) as refusal:
        refuse([error("1.2"), error("3.4", message="Another")], framework, "day-2")
    assert "evidence/1.2-folder/a.docx: Changes are tracked (tracked-changes)" in refusal.value.message
    assert "Another" not in refusal.value.message
    assert "--draft" in refusal.value.remedy


@pytest.mark.parametrize(
    "harmless",
    [error("3.4"), error("1.2", level=Level.WARNING), error("1.2", waived_until="2027-01-31")],
    ids=["another submission", "a warning", "waived"],
)
def test_what_does_not_refuse_it(harmless: Finding, framework: Framework) -> None:
    refuse([harmless], framework, "day-2")


def test_only_the_errors_of_the_item_count_when_one_item_is_built(framework: Framework) -> None:
    refuse([error("3.2")], framework, "day-5", "3.4")
    for touching in (error("3.4"), error(None), error("New folder")):
        with pytest.raises(FindingsRefused):
            refuse([touching], framework, "day-5", "3.4")
