"""The shipped framework and checklist are what the source lists: 29 requirements, two submissions, 18 points."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from annexa.model.framework import Checklist, Framework

ROOT = Path(__file__).resolve().parents[2]
DAY_2 = ("child-level-data", "providers-and-settings", "1.1", "1.2", "1.3", "1.4", "1.5")
NUMBERS = {"1": 5, "2": 5, "3": 6, "4": 3, "5": 3, "6": 4}


def read(name: str) -> Any:
    """Every scalar as a string, as the loader reads it."""
    return yaml.load((ROOT / "schema" / name).read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return Framework.model_validate(read("annex-a.yaml"))


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return Checklist.model_validate(read("checklist.yaml"))


def test_it_lists_26_numbered_requirements_and_3_without_a_number(framework: Framework) -> None:
    numbered = [r.id for r in framework.requirements if r.number]
    assert numbered == [f"{group}.{n}" for group, count in NUMBERS.items() for n in range(1, count + 1)]
    assert [r.id for r in framework.requirements if not r.number] == [
        "child-level-data",
        "providers-and-settings",
        "tracked-children",
    ]
    assert all(r.number in (None, r.id) for r in framework.requirements)


def test_seven_are_due_on_tuesday_noon_and_the_rest_on_friday_at_five(framework: Framework) -> None:
    for requirement in framework.requirements:
        expected = ("day-2", 2, time(12)) if requirement.id in DAY_2 else ("day-5", 5, time(17))
        assert (requirement.submission, requirement.due.day, requirement.due.time) == expected, requirement.id
    assert {s.id: (s.due.day, s.due.time) for s in framework.submissions} == {
        "day-2": (2, time(12)),
        "day-5": (5, time(17)),
    }


def test_the_internal_deadlines_are_those_of_the_source(framework: Framework) -> None:
    steps = {(s.id, i.step): (i.due.day, i.due.time) for s in framework.submissions for i in s.internal}
    assert steps == {
        ("day-2", "evidence-lead"): (1, time(17)),
        ("day-2", "accountable-lead"): (2, time(12)),
        ("day-2", "director"): (2, time(12)),
        ("day-5", "evidence-lead"): (4, time(17)),
        ("day-5", "accountable-lead"): (5, time(12)),
        ("day-5", "director"): (5, time(17)),
    }
    health = framework.requirement("5.1")
    assert health is not None
    assert [(i.step, i.due.day, i.due.time) for i in health.internal] == [("health-template", 2, time(9))]


def test_every_requirement_is_complete_and_belongs_to_a_known_group(framework: Framework) -> None:
    groups = {g.id for g in framework.groups}
    for requirement in framework.requirements:
        assert requirement.group in groups
        assert len(requirement.asks) > 40, requirement.id
        assert len(requirement.prepare) > 40, requirement.id


@pytest.mark.parametrize(
    ("requirement", "parts"),
    [("tracked-children", 7), ("2.5", 8), ("5.2", 5), ("6.3", 4), ("5.1", 4), ("3.6", 4)],
)
def test_the_parts_of_a_requirement_are_all_there(framework: Framework, requirement: str, parts: int) -> None:
    found = framework.requirement(requirement)
    assert found is not None
    assert len(found.parts) == parts


def test_only_child_level_material_gets_a_bundle_of_its_own(framework: Framework) -> None:
    assert [r.id for r in framework.requirements if r.sensitive] == ["child-level-data", "tracked-children"]


def test_the_contradictions_of_the_source_are_noted_where_they_matter(framework: Framework) -> None:
    notes = {r.id: r.note for r in framework.requirements}
    assert all("noon" in notes[name] for name in DAY_2)
    assert "1.7" in notes["5.1"] and "9am" in notes["5.1"]
    assert "Appendix A" in notes["providers-and-settings"]


def test_each_of_the_18_points_is_answered(checklist: Checklist) -> None:
    assert len(checklist.points) == len({p.id for p in checklist.points}) == 18
    for point in checklist.points:
        assert point.rules or point.attest == "required", point.id
        assert point.ask or point.attest == "none", point.id
