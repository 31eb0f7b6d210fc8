"""Several machines check a library together: each folder once, and the joined report is that of one machine."""

import json
from pathlib import Path

import pytest
from tests.sample_place import SAMPLE

from annexa.check.shard import Shard, shard_of
from annexa.cli.main import run
from annexa.load import project
from annexa.model.errors import UsageError
from annexa.report.merge import merged

ITEM = """requirement: "{id}"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Words.
documents:
  - {{file: a.txt, title: A report on what was done, kind: other, dated: 2026-09-14}}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five items, a folder that is none, and a file that belongs to nothing."""
    root = tmp_path_factory.mktemp("library")
    evidence = root / "evidence"
    evidence.mkdir()
    for name in ("library.yaml", "people.yaml", "glossary.yaml"):
        (evidence / name).write_bytes((SAMPLE / "evidence" / name).read_bytes())
    for id in ("3.1", "3.2", "3.3", "3.4", "3.5"):
        (evidence / f"{id}-item").mkdir()
        (evidence / f"{id}-item" / "item.yaml").write_text(ITEM.format(id=id))
        (evidence / f"{id}-item" / "a.txt").write_text(f"The QXZ of {id}. Date: 14 September 2026.\n")
    (evidence / "3.5-item" / "item.yaml").write_text("requirement: [\n")
    (evidence / "none").mkdir()
    (evidence / "none" / "b.txt").write_text("b")
    return root


@pytest.fixture(scope="module")
def parts(library: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("parts")
    for number in (1, 2, 3):
        check(library, "--shard", f"{number}/3", "--report", f"json={folder / f'{number}.json'}")
    return [folder / f"{number}.json" for number in (1, 2, 3)]


def check(library: Path, *arguments: str) -> int:
    return run(["--library", str(library), "check", "--as-of", "2026-11-02", "--quiet", *arguments])


@pytest.mark.parametrize("of", [1, 2, 3, 7, 40])
def test_every_folder_is_in_exactly_one_part(of: int) -> None:
    folders = tuple(f"evidence/{n}-item" for n in range(29))
    for folder in (*folders, "evidence/library.yaml", "evidence/none", "schema/annex-a.yaml"):
        assert sum(folder in Shard(number, of, folders) for number in range(1, of + 1)) == 1
    sizes = [sum(folder in Shard(number, of, folders) for folder in folders) for number in range(1, of + 1)]
    assert max(sizes) - min(sizes) <= 1, "items in turn"


def test_parts_joined_are_the_whole(library: Path, parts: list[Path], tmp_path: Path) -> None:
    whole = tmp_path / "whole.json"
    assert check(library, "--report", f"json={whole}") == 1
    joined = tmp_path / "joined.json"
    files = [str(path) for path in reversed(parts)]
    assert run(["--library", str(library), "merge-reports", *files, "--quiet", "--report", f"json={joined}"]) == 1
    assert json.loads(joined.read_text()) == json.loads(whole.read_text())
    assert all(json.loads(path.read_text())["shard"] == f"{number}/3" for number, path in enumerate(parts, 1))


def test_a_part_looks_at_its_documents_alone(library: Path, parts: list[Path]) -> None:
    counts = [json.loads(path.read_text())["summary"]["documents"] for path in parts]
    assert sum(counts) == 4 and max(counts) <= 2
    assert "evidence/3.1-item" in shard_of(project(library), 1, 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts, folder: parts[:2],
        lambda parts, folder: [*parts, parts[0]],
        lambda parts, folder: [parts[0]] * 3,
        lambda parts, folder: [*parts[:2], folder / "nothing.json"],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, shard="3/4")],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, shard="0/0")],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, shard="")],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, as_of="2026-11-03")],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, items=[])],
        lambda parts, folder: [*parts[:2], changed(parts[2], folder, findings="none")],
    ],
)
def test_what_is_not_whole_is_refused(library: Path, parts: list[Path], tmp_path: Path, spoil) -> None:
    """Nothing passes because it was not looked at."""
    with pytest.raises(UsageError) as caught:
        merged(project(library), spoil(parts, tmp_path))
    assert caught.value.remedy


def changed(part: Path, folder: Path, **fields: object) -> Path:
    path = folder / "changed.json"
    path.write_text(json.dumps(json.loads(part.read_text()) | fields))
    return path


@pytest.mark.parametrize("given", ["0/4", "5/4", "2", "a/b", "1/0", "1/9999", "-1/4", "²/4"])
def test_a_part_that_is_none(library: Path, given: str) -> None:
    assert check(library, "--shard", given) == 2


@pytest.mark.parametrize("also", [["3.1"], ["--changed-since", "HEAD"]])
def test_parts_are_of_the_whole_library(library: Path, also: list[str]) -> None:
    assert check(library, "--shard", "1/2", *also) == 2
