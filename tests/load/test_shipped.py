"""What annexa brings along, and what a library has in its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sample_place import SAMPLE

from annexa.load import project
from annexa.load.shipped import brought, found, listed
from annexa.load.unfinished import unfinished
from annexa.model.errors import UsageError
from annexa.model.library import LibraryMeta
from annexa.tools.root import find_root


def test_a_library_without_lists_of_its_own_uses_those_that_are_brought(make_library: Callable[..., Path]) -> None:
    root = make_library()
    with_own = project(root).framework
    shutil.rmtree(root / "schema")
    assert project(root).framework == with_own


def test_a_file_of_the_same_name_wins(make_library: Callable[..., Path]) -> None:
    root = make_library()
    text = (root / "schema/annex-a.yaml").read_text()
    shutil.rmtree(root / "schema")
    (root / "schema").mkdir()
    (root / "schema/annex-a.yaml").write_text(text.replace("title: Destinations", "title: Where they go"))
    loaded = project(root)
    assert loaded.framework.requirement("3.4").title == "Where they go"  # type: ignore[union-attr]
    assert len(loaded.checklist.points) == 18, "the other lists are still those that are brought"


def test_files_of_a_folder_are_taken_one_by_one(tmp_path: Path) -> None:
    pages = tmp_path / "guidance/pages"
    (pages / "own").mkdir(parents=True)
    (pages / "index.md").write_text("ours")
    (pages / "own/new.md").write_text("new")
    files = listed(tmp_path, "guidance/pages", "**/*.md")
    assert files["index.md"] == pages / "index.md" and files["own/new.md"] == pages / "own/new.md"
    assert files["roles/index.md"] == brought() / "guidance/pages/roles/index.md"


def test_the_facts_of_another_area_stand_in_for_nobodys(tmp_path: Path) -> None:
    assert found(tmp_path, "guidance/local.yaml") == tmp_path / "guidance/local.yaml"


def test_a_list_that_is_nowhere_is_named(make_library: Callable[..., Path]) -> None:
    root = make_library()
    with (root / "evidence/library.yaml").open("a") as stream:
        stream.write("framework: annexe-b\n")
    with pytest.raises(UsageError, match=r"schema/annexe-b\.yaml"):
        project(root)


@pytest.mark.parametrize(
    ("files", "start", "root"),
    [
        (["a/evidence/library.yaml"], "a/evidence", "a"),
        (["a/evidence/library.yaml", "a/evidence/3.4/evidence/x.txt"], "a/evidence/3.4", "a"),
        (["a/evidence/x.txt", "a/schema/y.yaml"], "a", "a"),
        (["a/evidence/3.4/x.txt"], "a/evidence/3.4", "a"),
        (["a/evidence/library.yaml", "a/b/evidence/library.yaml"], "a/b", "a/b"),
    ],
    ids=["settings", "a folder of that name in an item", "lists beside", "evidence alone", "the nearest of two"],
)
def test_where_the_project_is(tmp_path: Path, files: list[str], start: str, root: str) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert find_root(tmp_path / start) == tmp_path / root


def test_no_value_of_the_sample_is_taken_for_another_areas() -> None:
    """Every mailbox of the sample is recognised in a library that has another name."""
    sample = project(SAMPLE)
    assert sample.library is not None
    other = LibraryMeta(area="Ashby", partnership="Ashby partnership", notification=sample.library.meta.notification)
    fields = {each.field for each in unfinished(SAMPLE, other) if each.why == "sample"}
    assert {f"roles.{id}.mailbox" for id in sample.library.people.roles} <= fields
    assert {"notification", "venues.base", "mailboxes.comms.address", "names.icb", "area", "partnership"} <= fields
    assert list(unfinished(SAMPLE, sample.library.meta)) == []
