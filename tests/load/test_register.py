"""The register of children selected for tracking: every fault has its place, and none repeats what somebody wrote."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import PEOPLE_YAML

from annexa.cli import main
from annexa.load import project
from annexa.model.children import FILE
from annexa.model.findings import Finding

ITEM = """\
requirement: tracked-children
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Six children.
documents:
  - {file: one.docx, title: Child A, kind: other, dated: 2026-11-02, sensitivity: child-level}
"""
HEAD = "lead: education-evidence-lead\nreviewer: lano\n"
RIGHT = f"""\
{HEAD}children:
  - pseudonym: Child A
    information:
      audit: {{state: reviewed, documents: [one.docx], on: 2026-11-05, by: lano}}
      plans: {{state: received, documents: [one.docx], on: 2026-11-04}}
      commissioning: {{state: not-needed, on: 2026-11-04, reason: Attends no alternative provision}}
      pen-portrait: {{owner: director}}
    steps:
      practitioners: {{on: 2026-11-03, by: lano}}
      agreement: {{on: 2026-11-04, by: lano, answer: agreed}}
      audit-reviewed: {{on: 2026-11-05, by: lano}}
      family-meeting: {{on: 2026-11-05, by: lano}}
"""


@pytest.fixture
def found(make_library: Callable[..., Path]) -> Callable[[str], list[Finding]]:
    root = make_library(ITEM, folder="tracked-children")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML)

    def answer(text: str) -> list[Finding]:
        (root / FILE).write_text(text, encoding="utf-8")
        loaded = project(root)
        assert loaded.library is not None
        assert all(finding.file == FILE for finding in loaded.findings), loaded.findings
        return list(loaded.findings)

    return answer


def test_a_register_without_a_fault(found: Callable[[str], list[Finding]]) -> None:
    assert found(RIGHT) == []
    assert found(HEAD) == []


FAULTS = {
    "no reviewer": ("reviewer: lano\n", "", (1, 1, "reviewer")),
    "a role that is not there": ("by: lano, answer", "by: lana, answer", (12, 39, "children.0.steps.agreement.by")),
    "a kind that is not there": ("      plans:", "      plan:", (7, 13, "children.0.information")),
    "a step that is not there": ("      audit-reviewed:", "      reviewed:", (13, 17, "children.0.steps")),
    "a state that is not one": ("state: received", "state: recieved", (7, 22, "children.0.information.plans.state")),
    "received, and held by nothing": (
        "state: received, documents: [one.docx]", "state: received", (7, 14, "children.0.information.plans"),
    ),
    "a document of no item": (
        "received, documents: [one", "received, documents: [two", (7, 44, "children.0.information.plans.documents.0"),
    ),
    "reviewed by another": ("05, by: lano}\n      plans", "05, by: director}\n      plans", (6, 14, "children.0.information.audit")),
    "no reason": (", reason: Attends no alternative provision", "", (8, 22, "children.0.information.commissioning")),
    "no day": ("on: 2026-11-04, reason", "reason", (8, 22, "children.0.information.commissioning")),
    "done by nobody": ("practitioners: {on: 2026-11-03, by: lano}", "practitioners: {on: 2026-11-03}", (11, 22, "children.0.steps.practitioners")),
    "no answer": (", answer: agreed", "", (12, 18, "children.0.steps.agreement")),
    "a meeting without agreement": ("agreed", "declined", (14, 23, "children.0.steps.family-meeting")),
    "a meeting before agreement": (
        "family-meeting: {on: 2026-11-05", "family-meeting: {on: 2026-11-03", (14, 28, "children.0.steps.family-meeting.on"),
    ),
    "agreement asked of nobody known": (
        "      practitioners: {on: 2026-11-03, by: lano}\n", "", (11, 18, "children.0.steps.agreement"),
    ),
    "an answer to no question": (
        "practitioners: {on: 2026-11-03, by: lano}", "practitioners: {on: 2026-11-03, by: lano, answer: agreed}",
        (11, 57, "children.0.steps.practitioners.answer"),
    ),
    "the audit not reviewed": ("state: reviewed", "state: received", (13, 23, "children.0.steps.audit-reviewed")),
    "a date in another form": ("on: 2026-11-03", "on: 3/11/26", (11, 27, "children.0.steps.practitioners.on")),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_place(name: str, found: Callable[[str], list[Finding]]) -> None:
    old, new, (line, column, field) = FAULTS[name]
    assert old in RIGHT
    finding = found(RIGHT.replace(old, new, 1))[0]
    assert (finding.place.line, finding.place.column, finding.field) == (line, column, field), finding
    assert finding.level == "error" and finding.item == "tracked-children" and finding.remedy


def test_meetings_are_not_arranged_before_anybody_was_asked(found: Callable[[str], list[Finding]]) -> None:
    lines = [line for line in RIGHT.splitlines() if "agreement" not in line]
    assert [finding.field for finding in found("\n".join(lines))] == ["children.0.steps.family-meeting"]


def test_two_children_of_one_pseudonym(found: Callable[[str], list[Finding]]) -> None:
    assert [finding.field for finding in found(f"{RIGHT}  - pseudonym: child a\n")] == ["children.1.pseudonym"]


NAME = "zq-marker"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}children:\n  - {{pseudonym: A, {NAME}: 1}}",
        f"{HEAD}children:\n  - {{pseudonym: A, {NAME}}}\n",
        f"{HEAD}children:\n  - pseudonym: A\n    information: {{{NAME}: {{state: asked}}}}",
        f"{HEAD}children:\n  - pseudonym: A\n    information: {{plans: {{state: {NAME}}}}}",
        f"{HEAD}children:\n  - pseudonym: A\n    information: {{plans: {{owner: {NAME}}}}}",
        f"{HEAD}children:\n  - pseudonym: A\n    information: {{plans: {{documents: [{NAME}.docx], on: {NAME}}}}}",
        f"{HEAD}children:\n  - pseudonym: A\n    steps: {{{NAME}: {{on: 2026-11-01}}, agreement: {{answer: {NAME}}}}}",
        f"{HEAD}children:\n  - pseudonym: {NAME * 10}",
        f"{HEAD}children:\n  - pseudonym: &{NAME} A",
        f"{HEAD}children:\n  - pseudonym: *{NAME}",
        f"{HEAD}children:\n  - pseudonym: !{NAME} A",
        f"{HEAD}children:\n  - pseudonym: A #{NAME}",
        f"{HEAD}children: {NAME}\n{NAME}: 2\n{NAME}: 3\n",
        f"{HEAD}children:\n  - {NAME}\n",
        f"{HEAD}children: [{NAME}\n",
        f"lead: {NAME}\nreviewer: {NAME} x\n",
        NAME,
    ],
)
def test_what_stands_there_is_not_repeated(text: str, found: Callable[[str], list[Finding]]) -> None:
    findings = found(text)
    assert findings
    assert NAME not in repr(findings).casefold()


def test_validate_names_a_name_without_repeating_it(
    make_library: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = make_library(ITEM, folder="tracked-children")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML)
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe/names.txt").write_text("Quist-Hale, Mary\n")
    settings = root / "evidence/library.yaml"
    monkeypatch.chdir(root)
    (root / FILE).write_text(f"{HEAD}children:\n  - pseudonym: Hale\n")
    assert main.run(["validate"]) == 0, "without a list it is a reference like others"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\nname_lists: [names.txt]\n")
    capsys.readouterr()
    assert main.run(["validate", "--json"]) == 1
    said = capsys.readouterr().out
    assert json.loads(said)["findings"][0]["place"] == {"line": 4, "column": 16} and "hale" not in said.casefold()
    (tmp_path / "safe/names.txt").unlink()
    assert main.run(["validate"]) == 0
    assert "names.txt" in capsys.readouterr().out, "said to be unchecked"
