"""What is committed below evidence/ is what scripts/sample_library.py makes."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from sample import debriefs, library, pack, signing

HOW = "run: python scripts/sample_library.py"


@pytest.mark.parametrize("make", library.ITEMS, ids=lambda make: f"{make.__module__.rsplit('.')[-1]}.{make.__name__}")
def test_an_item_is_committed_as_the_script_makes_it(make: library.Maker, evidence: Path) -> None:
    item = make()
    folder = evidence / item.folder
    made = library.files_of(item, folder)

    assert [file for file, data in made.items() if (folder / file).read_bytes() != data] == [], HOW


def test_the_settings_are_committed_as_they_stand_beside_the_script(evidence: Path) -> None:
    made = library.settings()
    assert {path.name for path in evidence.glob("*.yaml")} <= set(made)
    assert [name for name, data in made.items() if (evidence / name).read_bytes() != data] == [], HOW


def test_nothing_else_lies_in_the_library(evidence: Path) -> None:
    items = library.items()
    expected = {f"{item.folder}/{document.file}" for item in items for document in item.documents}
    expected |= {f"{item.folder}/item.yaml" for item in items} | set(library.settings())
    expected |= {name for name, _ in signing.entries(evidence.parent)}
    found = {path.relative_to(evidence).as_posix() for path in evidence.rglob("*") if path.is_file()}

    assert found == expected, HOW


def test_the_sign_offs_are_committed_as_the_script_makes_them(evidence: Path) -> None:
    made = dict(signing.entries(evidence.parent))
    assert len(made) >= 3 * len(library.ITEMS)
    assert [name for name, data in made.items() if (evidence / name).read_bytes() != data] == [], HOW


def test_the_debriefing_forms_are_committed_as_the_script_makes_them(evidence: Path) -> None:
    made = debriefs.forms(evidence.parent)
    folder = evidence.parent / debriefs.FOLDER
    assert [name for name, data in made.items() if (folder / name).read_bytes() != data] == [], HOW


def test_two_runs_give_the_same_bytes() -> None:
    """One item of Word, PDF, spreadsheet and scan, one of slides and OpenDocument."""
    for make in (library.care.breaks, library.care.overview, library.structure.partnership):
        assert library.files_of(make()) == library.files_of(make())


def test_a_run_in_another_process_and_time_zone_gives_the_same_bytes() -> None:
    """String hashes differ from one process to the next; nothing may hang on their order, nor on the clock."""
    program = (
        "import hashlib; from sample import library\n"
        "for name, data in library.files_of(library.voice.item()).items(): print(name, hashlib.sha256(data).hexdigest())"
    )
    scripts = Path(library.__file__).parents[1]
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=scripts, env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": str(scripts.parent / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = {name: hashlib.sha256(data).hexdigest() for name, data in library.files_of(library.voice.item()).items()}

    assert dict(line.split() for line in answer.stdout.splitlines()) == here


def test_a_file_that_was_compressed_otherwise_stays_as_it_is(tmp_path: Path) -> None:
    """Another zlib gives other bytes for the same members; then neither the file nor its digest changes."""
    item = library.voice.item()
    made = library.files_of(item)
    name = next(document.file for document in item.documents if document.attest)
    members = pack.unpack(made[name])
    otherwise = pack.archive(members, stored=tuple(members))
    assert otherwise != made[name]
    (tmp_path / name).write_bytes(otherwise)

    again = library.files_of(item, tmp_path)

    assert again[name] == otherwise
    assert hashlib.sha256(otherwise).hexdigest().encode() in again["item.yaml"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"something else"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    item = library.voice.item()
    name = item.documents[0].file
    (tmp_path / name).write_bytes(damage)

    assert library.files_of(item, tmp_path)[name] == item.documents[0].build(item.documents[0])
