"""What the documents for maintainers name is there, and every workflow runs on one image."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT

PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGE = ROOT / "src/annexa"
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|yaml|yml|txt|md)|(?:[\w.-]+/)+)`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_page_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    places = (PACKAGE, ROOT, page.parent)
    gone = [name for name in NAMED.findall(text) if not any((place / name).exists() for place in places)]
    gone += [link for link in LINKED.findall(text) if not (page.parent / link).exists()]
    made = {"build/", "sent/", "evidence/submissions/", "build/release"}
    assert [name for name in gone if name not in made and "item.yaml" not in name and "NAME" not in name] == []


def test_every_layer_has_its_line_in_the_architecture() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {name for line in contracts[0]["layers"] for name in line.split(" | ")} - {"__main__"}
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"`(\w+)`", "\n".join(line for line in text.splitlines() if line.startswith("| `"))))
    assert layers - rows == set()


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [name for name in pages if f"({name})" not in listed] == [] and pages
    for name in pages:
        text = (ROOT / "docs/decisions" / name).read_text(encoding="utf-8")
        assert all(f"**{part}" in text for part in ("Decided.", "Why.", "Looked at.", "Would change it.")), name


def test_all_workflows_check_and_build_on_one_image() -> None:
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))[".annexa"]["image"]
    images = {"gitlab": gitlab}
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items():
            if "matrix" not in job.get("strategy", {}) or ("container" in job and "$" not in job["container"]):
                images[f"{path.name} {name}"] = job["container"]
    assert set(images.values()) == {gitlab}, images
