"""The cases beside the checkout: what is right for each stands in checks.yaml, not in the file's name."""

import shutil
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from annexa.check import check
from annexa.load import project
from annexa.model.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "cases"
TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "checks.yaml").read_text("utf-8"))
CASES = [(f"{folder}/{name}", case) for folder, files in TABLE.items() for name, case in files.items()]
NAMES = "checks/03-names-from-the-list-in-other-forms/names.txt"
DATES = ("undated", "date-mismatch")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], list[Finding]]:
    """Every finding of each case, by its path and by which date the metadata gives: "right" or "other"."""
    if not SHARED.is_dir():
        pytest.skip("../shared/cases is not here: it holds inputs that are not part of the project")
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for which in ("right", "other"):
        folder = tmp_path_factory.mktemp(which)
        names = {
            f"{number:03} {Path(path).name}": path for number, (path, case) in enumerate(CASES) if which in dates(case)
        }
        loaded = project(library(folder, which, names))
        assert not loaded.findings
        for finding in check(loaded, as_of=date(2026, 11, 2), cache=folder / "cache").findings:
            if finding.document is not None:
                found[names[finding.document], which].append(finding)
    return found


def dates(case: dict[str, Any]) -> dict[str, str]:
    """The dates that the metadata gives in turn."""
    right = {"right": str(case.get("dated", "2026-09-14"))}
    wrong = case.get("other") or case.get("only-other")
    return right | ({"other": str(wrong)} if wrong else {})


def library(folder: Path, which: str, names: Mapping[str, str]) -> Path:
    """A library with every case as a document of one item, and the names that must not appear."""
    item = folder / "evidence" / "3.4-destinations"
    item.mkdir(parents=True)
    shutil.copytree(ROOT / "schema", folder / "schema")
    settings = {"area": "Testshire", "partnership": "Testshire", "notification": "2026-11-02"}
    secure = folder.parent / f"{folder.name}-secure"
    secure.mkdir()
    shutil.copy(SHARED / NAMES, secure / "names.txt")
    settings |= {"secure_folder": str(secure), "name_lists": ["names.txt"]}
    people = {"roles": {"lead": {"title": "Lead"}}}
    documents = []
    by_path = dict(CASES)
    for name, path in names.items():
        case = by_path[path]
        shutil.copy(SHARED / path, item / name)
        documents.append(document(name, case, dates(case)[which]))
    record = {"requirement": "3.4", "lead": "lead", "accountable": "lead", "summary": "x", "documents": documents}
    for file, content in (("library", settings), ("people", people), ("glossary", {"terms": {}})):
        (folder / "evidence" / f"{file}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (item / "item.yaml").write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")
    return folder


def document(name: str, case: dict[str, Any], dated: str) -> dict[str, Any]:
    meta = {
        "file": name,
        "title": case.get("title", "Notes on school places"),
        "kind": case.get("kind", "other"),
        "dated": dated,
    }
    if meta["kind"] == "minutes":
        meta["minutes"] = {"actions_complete": "yes"}
    if meta["kind"] == "agreement":
        meta["agreement"] = {"signed_by": ["Director"], "signed_on": "2026-09-01"}
    return meta


@pytest.mark.slow
@pytest.mark.parametrize(("path", "case"), CASES, ids=[path for path, _ in CASES])
def test_a_case_is_judged_as_a_careful_reader_would(
    path: str, case: dict[str, Any], answers: Mapping[tuple[str, str], list[Finding]]
) -> None:
    right = answers[path, "right"]
    said = {(finding.rule, finding.level.value) for finding in right}
    rules = {rule for rule, _ in said}
    for rule, level in case.get("finds", {}).items():
        assert (rule, level) in said or (level == "any" and rule in rules), said
    assert not rules & set(case.get("quiet", ())), right
    assert not {(rule, "error") for rule in case.get("not-errors", ())} & said, right
    if "other" in case:
        assert not {(rule, "error") for rule in DATES} & said, right
    if "other" in case or "only-other" in case:
        other = {(finding.rule, finding.level.value) for finding in answers[path, "other"]}
        assert {rule for rule, _ in other} & set(DATES), "the wrong date is not questioned"
