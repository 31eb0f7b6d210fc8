"""What holds for every rule: its name, its page, its place in the registry, and samples that really pass and fail.

The samples of a rule stand in cases/<rule>.py: PASSES holds subjects by name, FAILS subjects with words that a message
must hold, and with a level where it is not the rule's own. A sample is a subject, a Yaml, or a function that makes a
subject in an empty folder. What each fail sample yields, word for word, stands in expected/<rule>.json.
"""

import ast
import importlib
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import msgspec
import pytest
from click.testing import CliRunner
from samples import DocumentSubject, Yaml

from annexa.cli.main import annexa
from annexa.load import project
from annexa.model.findings import Finding, Level
from annexa.rules import GROUPS, RULES
from annexa.rules.base import About, Fault, Rule, is_waivable
from annexa.rules.page import PROGRAM_OF, PROGRAMS, page_of, remedy_for
from annexa.tools.files import write_whole

CASES = Path(__file__).parent / "cases"
EXPECTED = Path(__file__).parent / "expected"
HOME = Path(RULES["comments"].__file__ or "").parent  # type: ignore[attr-defined]
NOT_RULES = {"__init__", "base", "page", "waivers"}
NAMES = list(RULES)


@pytest.fixture(params=NAMES)
def rule(request: pytest.FixtureRequest) -> Rule:
    return RULES[request.param]


def cases_of(name: str) -> ModuleType:
    path = CASES / f"{name.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(f"cases_{path.stem}", path)
    assert spec and spec.loader, f"{path} is missing"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_module_is_registered_once() -> None:
    modules = {path.stem for path in HOME.glob("*.py")} - NOT_RULES
    assert modules == {name.replace("-", "_") for name in RULES}
    assert len(RULES) == sum(len(group) for group in GROUPS.values())


def test_nothing_is_expected_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in EXPECTED.glob("*.json")} <= set(RULES)


def test_names(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.ID)
    assert RULES[rule.ID] is rule
    assert rule.__file__.endswith(f"/{rule.ID.replace('-', '_')}.py")  # type: ignore[attr-defined]


def test_shape(rule: Rule) -> None:
    assert isinstance(rule.LEVEL, Level)
    assert rule.ABOUT in get_args(About)
    assert [group[rule.ID] for group in GROUPS.values() if rule.ID in group] == [rule.ABOUT]
    assert isinstance(is_waivable(rule), bool)
    assert callable(getattr(rule, "check", None)) == (rule.ABOUT != "metadata")


def test_a_rule_imports_no_other_rule_and_nothing_above_it(rule: Rule) -> None:
    source = Path(rule.__file__).read_text("utf-8")  # type: ignore[attr-defined]
    imported = [
        node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("annexa")
    ]
    allowed = ("annexa.rules.base", "annexa.rules.support", "annexa.rules.waivers")
    lower = ("annexa.links", "annexa.documents", "annexa.tools", "annexa.load", "annexa.model")
    assert all(name == "annexa.rules" or name.startswith((*allowed, *lower)) for name in imported)


def test_page_is_complete_and_in_plain_words(rule: Rule) -> None:
    page = page_of(rule)
    assert page.title.endswith(".") and len(page.title) < 100
    assert set(page.remedies) <= set(PROGRAMS)
    texts = [page.title, page.why, page.fails_when, page.passes, page.fails, *page.remedies.values()]
    assert all(
        words[0].isupper() or words[0] in "`“"
        for words in (page.title, page.why, page.fails_when, *page.remedies.values())
    )
    assert all(words[-1] in '.`”)…"' or words[-1].isalnum() for words in texts)


def test_every_format_gets_a_remedy(rule: Rule) -> None:
    for format in (*PROGRAM_OF, "png", "unheard-of"):
        remedy = remedy_for(rule, Fault(message="x"), format)
        assert remedy and "\n" not in remedy


def test_rules_about_documents_speak_of_every_program(rule: Rule) -> None:
    if rule.ABOUT == "document":
        remedies = page_of(rule).remedies
        assert "Everywhere" in remedies or {"Word", "PDF"} & set(remedies) or "Excel" in remedies


def test_page_renders_on_a_terminal(rule: Rule) -> None:
    shown = CliRunner().invoke(annexa, ["explain", rule.ID], catch_exceptions=False)
    assert shown.exit_code == 0
    assert rule.ID in shown.output and "To put right" in shown.output


def test_pass_samples_pass(rule: Rule, tmp_path: Path, make_library: Callable[..., Path]) -> None:
    samples = cases_of(rule.ID).PASSES
    assert samples
    for name, sample in samples.items():
        found = found_in(rule, sample, tmp_path / name.replace(" ", "-"), make_library)
        assert found == [], f"{rule.ID} must not find fault with: {name}"


def test_fail_samples_fail(
    rule: Rule, tmp_path: Path, make_library: Callable[..., Path], expected: Callable[[str, object], None]
) -> None:
    """Each yields what it says at the level it says, and on the whole exactly what was last looked at and agreed."""
    samples = cases_of(rule.ID).FAILS
    assert samples
    everything = {}
    for name, (sample, words, *levels) in samples.items():
        found = found_in(rule, sample, tmp_path / name.replace(" ", "-"), make_library)
        level = levels[0] if levels else rule.LEVEL
        assert any(words in one["message"] and one["level"] == level for one in found), (
            f"{rule.ID}, {name}: nothing that says “{words}” at level {level} in {found}"
        )
        everything[name] = found
    expected(rule.ID, {"level": rule.LEVEL, "waivable": is_waivable(rule), "samples": everything})


def found_in(rule: Rule, sample: Any, folder: Path, make_library: Callable[..., Path]) -> list[dict[str, Any]]:
    """What the rule's real check says of a sample; for a rule about metadata, what loading says."""
    if isinstance(sample, Yaml):
        root = make_library(sample.text)
        for name, text in sample.beside.items():
            write_whole(root / "evidence/3.4-destinations" / name, text)
        found = project(root).findings
        return [plain(finding, folder) for finding in found if finding.rule == rule.ID]
    if callable(sample):
        folder.mkdir(parents=True, exist_ok=True)
        sample = sample(folder)
    faults = list(rule.check(sample))  # type: ignore[attr-defined]
    for fault in faults:
        assert fault.message[0].isupper() or not fault.message[0].isalpha(), fault.message
        assert not fault.message.endswith((".", " ")) or fault.message.endswith("…"), fault.message
    format = sample.facts.format if isinstance(sample, DocumentSubject) else "yaml"
    return [
        plain(
            msgspec.structs.replace(fault, level=fault.level or rule.LEVEL, remedy=remedy_for(rule, fault, format)),
            folder,
        )
        for fault in faults
    ]


def plain(found: Fault | Finding, folder: Path) -> dict[str, Any]:
    """Message, level, place, field, remedy, file and excerpt, as far as they are set; the folder of the test left out."""
    left_out = {"rule", "item", "document", "waived_until"}
    text = msgspec.json.encode(found, order="sorted").decode().replace(str(folder), "FOLDER")
    return {key: value for key, value in json.loads(text).items() if key not in left_out}
