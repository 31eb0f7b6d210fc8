"""What every test may use: a small library of its own, and the shared test documents where they are present."""

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import in_process
from tests.sample_bundles import Sample, built_sample
from tests.sharing import import_a_share, once

from annexa.tools import libreoffice

ROOT = Path(__file__).resolve().parents[1]

ITEM_YAML = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: destinations.docx
    title: Destinations after leaving school
    kind: other
    dated: 2026-09-14
"""

PEOPLE_YAML = """\
roles:
  education-evidence-lead: {title: "Evidence lead, education", stages: [evidence-lead]}
  education-accountable-lead: {title: "Accountable lead, education", stages: [accountable-lead]}
  director: {title: "Director of Children's Services", stages: [director]}
  lano: {title: Local authority nominated officer, stages: [lano]}
"""

LIBRARY_YAML = """\
area: Testshire
partnership: Testshire local area partnership
notification: 2026-11-02
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write what the rules answer today into tests/rules/expected"
    )


def pytest_configure() -> None:
    # Java runs for seconds here: it need not optimise at length, nor collect garbage on every core.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
    os.fsync = lambda handle: None  # type: ignore[assignment]  # nothing here has to outlive a power cut, and some disks take long over it
    os.environ.pop("COLUMNS", None)  # workers are given 80 columns, which no log has
    # In CI a change is judged by the same examples each time; at a desk each run tries new ones.
    # A busy machine makes examples slowly, which says nothing about the code; a folder that they share is no fault.
    slowly = {
        "deadline": None,
        "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    }
    settings.register_profile("annexa", **slowly)
    settings.register_profile("annexa-ci", derandomize=True, database=None, print_blob=True, **slowly)
    settings.load_profile("annexa-ci" if os.environ.get("CI") else "annexa")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """What collecting makes stays to the end: it is not searched for garbage, neither now nor in each test."""
    gc.disable()
    import_a_share(session)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


LONGEST = ("tests/end_to_end/test_sample.py", "tests/convert/test_outside.py", "tests/sent/test_kept.py")
"""Modules that take longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest modules go first, then those with slow tests, so that no core waits for the last of them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("chromium")}
    first = {ROOT / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (first.get(item.path, len(first)), item.path not in slow))


@pytest.fixture
def item_yaml() -> str:
    """A right item.yaml, to be spoilt by a test."""
    return ITEM_YAML


@pytest.fixture
def project_root() -> Path:
    """The checkout that the tests run in."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """The folder with public test documents beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: it holds public test documents that are not part of the project")
    return folder


@pytest.fixture
def own_processes() -> None:
    """Marks a test whose helper processes start as they do in the product, where others of its folder do without."""


@pytest.fixture
def helpers_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for a helper, which is quicker; except where a test asks for `own_processes`."""
    if "own_processes" not in request.fixturenames:
        in_process.helpers(monkeypatch)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample library with both bundles, built once for all workers: to be read, and copied to be changed."""
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    return once(tmp_path_factory, "sample", built_sample)


@pytest.fixture
def make_library(tmp_path: Path) -> Callable[..., Path]:
    """Makes a project folder with one item, 3.4, whose item.yaml is given; documents are for the test to write."""

    def make(item_yaml: str | bytes | None = ITEM_YAML, *, folder: str = "3.4-destinations") -> Path:
        root = tmp_path / "project"
        evidence = root / "evidence"
        evidence.mkdir(parents=True, exist_ok=True)
        if not (root / "schema").exists():
            shutil.copytree(ROOT / "schema", root / "schema")
        (evidence / "library.yaml").write_text(LIBRARY_YAML, encoding="utf-8")
        (evidence / "people.yaml").write_text(PEOPLE_YAML, encoding="utf-8")
        (evidence / "glossary.yaml").write_text("terms: {}\n", encoding="utf-8")
        (evidence / folder).mkdir(exist_ok=True)
        if item_yaml is not None:
            data = item_yaml if isinstance(item_yaml, bytes) else item_yaml.encode()
            (evidence / folder / "item.yaml").write_bytes(data)
        return root

    return make
