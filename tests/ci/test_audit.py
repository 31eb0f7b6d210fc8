"""What the project stands on is pinned, with hashes, and as installed; a known fault of a version is found."""

import importlib.util
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "audit.py"
HASH = f"--hash=sha256:{'0' * 64}"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_own_pins_are_whole(audit: ModuleType) -> None:
    pinned = audit.pins()
    assert len(pinned) > 100
    assert [each for each in audit.faults(pinned) if "installed" not in each] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"nothing-known==1.0 {HASH}\n", 0),
        (f"nothing-known==1.0 \\\n    {HASH} \\\n    {HASH}\n", 0),
        ("nothing-known==1.0\n", 1),
        (f"nothing-known==1.0 --hash=sha256:{'0' * 63}\n", 1),
        (f"nothing-known>=1.0 {HASH}\n", 1),
        (f"nothing-known==1.0 {HASH}\nnothing_known==2.0 {HASH}\n", 1),
        (f"nothing-known==1.0 ; python_version < '3' {HASH}\nnothing-known==2.0 ; python_version > '3' {HASH}\n", 0),
        (f"pytest==0.1 {HASH}\niniconfig==0 {HASH}\npackaging==0 {HASH}\npluggy==0 {HASH}\npygments==0 {HASH}\n", 5),
    ],
)
def test_what_is_wrong_with_a_pin_is_said(audit: ModuleType, tmp_path: Path, text: str, wrong: int) -> None:
    (tmp_path / "a.txt").write_text(f"# pins\n{text}")
    found = list(audit.faults(audit.pins(tmp_path)))
    assert len(found) == wrong, found


def test_what_is_held_back_is_no_pin(audit: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "held.txt").write_text("pypdf<8 # 8.0 drops the old names of fields\n")
    (tmp_path / "runtime.txt").write_text(f"nothing-known==1.0 {HASH}\n")
    assert [each.name for each in audit.pins(tmp_path)] == ["nothing-known"]


@pytest.mark.parametrize(
    ("affected", "is_known"),
    [
        ({"versions": ["1.4"]}, True),
        ({"versions": ["1.3"]}, False),
        ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}, True),
        ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.4"}]}]}, False),
        ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.10"}]}]}, True),
        ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.5"}]}]}, False),
        ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1"}, {"last_affected": "1.4"}]}]}, True),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_an_advisory_is_about_a_version_or_not(
    audit: ModuleType, tmp_path: Path, affected: dict[str, object], is_known: bool
) -> None:
    record = {"id": "PYSEC-1", "summary": "It leaks.", "affected": [{"package": {"name": "Nothing_Known"}, **affected}]}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("advisory/vulns/nothing/PYSEC-1.yaml", json.dumps(record))
        archive.writestr("advisory/vulns/nothing/withdrawn.json", json.dumps({**record, "withdrawn": "2026-01-01"}))
    pins = [audit.Pin("nothing-known", "1.4", 1, "a.txt", True)]
    found = list(audit.known_faults(pins, audit.advisories(tmp_path / "a.zip")))
    assert len(found) == is_known
