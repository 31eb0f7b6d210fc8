"""The sample library is complete, small, and says of itself what a real one must say."""

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from annexa.load import project
from annexa.model.standing import signers
from sample import area, words

Entries = list[tuple[str, dict[str, Any]]]
NOTIFICATION = date(2026, 11, 2)


def test_every_requirement_is_answered_once(metadata: dict[str, Any], project_root: Path) -> None:
    framework = yaml.load((project_root / "schema/annex-a.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    asked = [requirement["id"] for requirement in framework["requirements"]]

    assert len(asked) == 29
    assert sorted(item["requirement"] for item in metadata.values()) == sorted(asked)


def test_it_holds_enough_documents_of_every_kind_and_format(entries: Entries) -> None:
    kinds = Counter(document["kind"] for _, document in entries)
    formats = Counter(Path(document["file"]).suffix for _, document in entries)

    assert len(entries) >= 60
    assert set(kinds) == {
        "policy", "strategy", "structure", "performance-report", "data", "minutes", "form", "agreement", "research", "link", "other",
    }  # fmt: skip
    assert set(formats) == {".docx", ".xlsx", ".pptx", ".odt", ".pdf", ".png", ".jpg", ".rtf", ".csv"}
    assert formats.most_common(1)[0][0] == ".docx"


def test_no_file_is_large(evidence: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in evidence.rglob("*") if path.is_file()}

    assert max(sizes.values()) < 2_000_000
    assert sum(sizes.values()) < 12_000_000


def test_who_signs_follows_who_answers(evidence: Path) -> None:
    """Health evidence is signed by the executive lead of the integrated care board and the lead evidence officer."""
    loaded = project(evidence.parent)
    stage = loaded.framework.stage("accountable-lead")
    assert loaded.library is not None and stage is not None
    who = {
        item.meta.requirement: signers(stage, item, loaded.library, loaded.framework) for item in loaded.library.items
    }
    assert {id: who[id] for id in ("5.1", "5.2", "5.3")} == dict.fromkeys(
        ("5.1", "5.2", "5.3"), ("health-accountable-lead", "lead-evidence-officer")
    )
    assert who["3.4"] == ("education-accountable-lead",) and who["4.1"] == ("care-accountable-lead",)


def test_all_yaml_loads_and_names_its_schema(evidence: Path) -> None:
    written_by_hand = [path for path in evidence.rglob("*.yaml") if path.parent.name != "sign-off"]
    for path in written_by_hand:
        text = path.read_text(encoding="utf-8")
        assert yaml.safe_load(text), path
        first = text.splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=../"), path
        if path.name != "register.yaml":  # which ‘annexa children’ writes, a line for each step
            assert max(len(line) for line in text.splitlines()) <= 120, path


def test_folders_begin_with_the_requirement(metadata: dict[str, Any]) -> None:
    for folder, item in metadata.items():
        assert folder == item["requirement"] or folder.startswith(item["requirement"] + "-")


def test_dates_lie_within_eleven_months_before_the_notification(entries: Entries) -> None:
    for folder, document in entries:
        dated = date.fromisoformat(document["dated"])
        assert date(2025, 12, 2) < dated < NOTIFICATION, f"{folder}/{document['file']}"
        for answer in document.get("attest", {}).values():
            assert dated <= date.fromisoformat(answer["on"]) < NOTIFICATION


def test_answers_are_bound_to_the_bytes_that_were_answered_for(entries: Entries, evidence: Path) -> None:
    bound = 0
    for folder, document in entries:
        digest = hashlib.sha256((evidence / folder / document["file"]).read_bytes()).hexdigest()
        for answer in [*document.get("attest", {}).values(), *document.get("waive", [])]:
            assert answer["sha256"] == digest, f"{folder}/{document['file']}"
            bound += 1
    assert bound > 40


def test_titles_and_files_are_used_once(entries: Entries) -> None:
    for what in ("title", "file"):
        assert [name for name, times in Counter(document[what] for _, document in entries).items() if times > 1] == []


def test_documents_about_single_children_are_marked(entries: Entries) -> None:
    marked = {
        f"{folder}/{document['file']}" for folder, document in entries if document["sensitivity"] == "child-level"
    }

    assert "child-level-data/child-level-lists.xlsx" in marked
    assert "6.3-settings-and-attendees/intervention-plans-record.xlsx" in marked
    assert {
        f"tracked-children/{document['file']}" for folder, document in entries if folder == "tracked-children"
    } <= marked


def test_roles_that_answer_stand_in_people(metadata: dict[str, Any], evidence: Path) -> None:
    roles = yaml.safe_load((evidence / "people.yaml").read_text(encoding="utf-8"))["roles"]
    named = {item[who] for item in metadata.values() for who in ("lead", "accountable")}
    for item in metadata.values():
        for document in item["documents"]:
            named |= {answer["by"] for answer in document.get("attest", {}).values()}

    assert named <= set(roles)


def test_the_glossary_holds_what_the_documents_spell_out(evidence: Path) -> None:
    glossary = yaml.safe_load((evidence / "glossary.yaml").read_text(encoding="utf-8"))

    assert words.TERMS.items() <= {short: term["full"] for short, term in glossary["terms"].items()}.items()
    assert set(words.ALLOWED) <= set(glossary["allow"])


def test_the_settings_give_the_notification_date(evidence: Path) -> None:
    settings = yaml.safe_load((evidence / "library.yaml").read_text(encoding="utf-8"))

    assert settings["notification"] == NOTIFICATION == area.NOTIFICATION
    assert NOTIFICATION.weekday() == 0, "inspectors ring on a Monday"


@pytest.mark.parametrize("parts", [area.NEEDS, area.AGES, area.PLACES])
def test_the_figures_of_the_area_add_up(parts: dict[str, int]) -> None:
    assert sum(parts.values()) == area.PLANS[2026]


def test_schools_add_up_to_the_area() -> None:
    schools = area.schools()
    special = sum(places for *_, places in area.SPECIAL_SCHOOLS)

    assert sum(school.roll for school in schools) + special == area.PUPILS
    assert sum(school.plans for school in schools) + special == 2_497
    assert sum(school.support for school in schools) == area.SUPPORT[2026]
    assert len({school.name for school in schools}) == len(schools)
