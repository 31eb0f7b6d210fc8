"""How many items are ready: only those that were looked at, can be read and have no error, whatever is shown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annexa.check import check
from annexa.load import project
from annexa.model.against import against
from annexa.report.record import Report, report_of

Make = Callable[..., Path]
SLIP = 'requirement: "3.4"\nsummary: Note: where\n'


def report(root: Path, only: frozenset[str] | None = None, rules: frozenset[str] | None = None) -> Report:
    loaded = project(root)
    checked = check(loaded, as_of=date(2026, 11, 2), cache=root / "build" / "cache", only=only, workers=0)
    return report_of(loaded, checked, rules=rules)


def add(root: Path, folder: str, item_yaml: str) -> None:
    """Another item, whose documents are not there."""
    (root / "evidence" / folder).mkdir()
    (root / "evidence" / folder / "item.yaml").write_text(item_yaml, encoding="utf-8")


@pytest.mark.parametrize("folder", ["3.4-destinations", "3.4 destinations", "destinations"])
def test_an_item_that_cannot_be_read_is_not_ready_and_stops_its_own_submission(make_library: Make, folder: str) -> None:
    root = make_library(SLIP, folder=folder)
    loaded = project(root)
    (slip,) = loaded.findings
    assert slip.item == ("destinations" if folder == "destinations" else "3.4")
    assert against(loaded.findings, loaded.framework, "day-2") == ()
    assert against(loaded.findings, loaded.framework, "day-5") == (slip,)
    made = report(root)
    assert (made.ready, made.requirements, len(made.items)) == (0, 29, 1)


def test_what_a_report_does_not_show_still_counts(make_library: Make, item_yaml: str) -> None:
    made = report(make_library(item_yaml), rules=frozenset({"tracked-changes"}))
    assert made.findings == ()
    assert made.ready == 0


def test_an_item_that_was_not_looked_at_is_not_counted(make_library: Make, item_yaml: str) -> None:
    root = make_library(item_yaml)
    add(root, "3.2-plans", item_yaml.replace('"3.4"', '"3.2"'))
    whole, part = report(root), report(root, only=frozenset({"evidence/3.2-plans"}))
    assert [item.id for item in whole.items] == ["3.2", "3.4"]
    assert [item.id for item in part.items] == ["3.2"]
    assert (part.ready, part.requirements) == (0, 1)


def test_findings_about_the_library_name_the_requirement_that_they_are_about(
    make_library: Make, item_yaml: str
) -> None:
    root = make_library(item_yaml)
    add(root, "3.4-leavers", item_yaml)
    (root / "evidence" / "New folder").mkdir()
    about = {(finding.rule, finding.item) for finding in report(root).findings}
    assert ("requirement-twice", "3.4") in about
    assert ("folder-without-item", "New folder") in about
    assert ("requirement-without-item", "3.2") in about
    assert all(item is not None for rule, item in about if rule != "to-be-filled-in"), "that one is about the area"
