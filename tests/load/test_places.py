"""Where a document lies: one answer for all who ask, and none that leads out of the library or the secure folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.load import project
from annexa.load.places import Unsafe, from_record, locate, recorded, unsafe
from annexa.model.library import DocumentMeta, Item, Library

Make = Callable[..., Path]

SECURE = """\
  - secure: {path: lists/children.xlsx, sha256: %s, rows: 3, custodian: lano}
    title: Children known to services
    kind: data
    dated: 2026-09-14
""" % ("0" * 64)


def loaded(root: Path, library_yaml: str = "") -> tuple[Library, Item]:
    with (root / "evidence" / "library.yaml").open("a", encoding="utf-8") as stream:
        stream.write(library_yaml)
    library = project(root).library
    assert library is not None
    return library, library.items[0]


def place(root: Path, library_yaml: str = "") -> Path | Unsafe | None:
    """Where the last document of the only item lies."""
    library, item = loaded(root, library_yaml)
    return locate(library, item, item.meta.documents[-1])


@pytest.mark.parametrize(
    "name", ["destinations.docx", "Old/plan.docx", "a/b/c.docx", "~$x.docx".replace("~$", "x~"), "…"]
)
def test_a_name_or_a_path_below_the_item_is_inside(make_library: Make, item_yaml: str, name: str) -> None:
    root = make_library(item_yaml.replace("destinations.docx", name))
    assert place(root) == root / "evidence" / "3.4-destinations" / name
    assert project(root).findings == ()


OUTSIDE = [
    "../a.docx", "/etc/passwd", "a/../../b", "a/../b.docx", "..", ".", "./a.docx", "a//b.docx", "a/", "C:/a.docx",
    "c:a.docx", "..\\\\a.docx", "Old\\\\a.docx", "~/a.docx", "\\\\\\\\server\\\\a.docx",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_that_leads_elsewhere_is_refused_with_its_line(make_library: Make, item_yaml: str, name: str) -> None:
    root = make_library(item_yaml.replace("destinations.docx", f'"{name}"'))
    assert isinstance(place(root), Unsafe)
    (finding,) = project(root).findings
    assert (finding.rule, finding.field, finding.place.line) == ("metadata-unsafe-path", "documents.0.file", 6)


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_secure_folder_is_left_no_more_than_an_item(make_library: Make, item_yaml: str, name: str) -> None:
    root = make_library(item_yaml + SECURE.replace("lists/children.xlsx", f'"{name}"'))
    assert isinstance(place(root, "secure_folder: annexa-secure\n"), Unsafe)


@given(st.text(min_size=1, max_size=40))
def test_no_name_at_all_leads_out(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "evidence" / "3.4"
    if unsafe(name, folder) is None:
        assert (folder / name).resolve().is_relative_to(folder.resolve())
        assert (folder / name).resolve() != folder.resolve()


def test_a_link_inside_the_item_is_followed_and_one_out_of_it_is_not(make_library: Make, tmp_path: Path) -> None:
    root = make_library()
    folder = root / "evidence" / "3.4-destinations"
    outside = tmp_path / "outside.docx"
    outside.write_bytes(b"not ours")
    (folder / "real.docx").write_bytes(b"ours")
    (folder / "destinations.docx").symlink_to("real.docx")
    assert isinstance(place(root), Path)
    (folder / "destinations.docx").unlink()
    (folder / "destinations.docx").symlink_to(outside)
    assert isinstance(place(root), Unsafe)


@pytest.mark.parametrize(
    ("link", "target", "name", "is_safe"),
    [
        ("sub", "../outside", "sub/plan.docx", False),
        ("sub", "deep", "sub/plan.docx", True),
        ("deep/more", "../../outside", "deep/more/plan.docx", False),
        ("deep/more", "../../outside", "deep/more", False),
        ("deep/more", "../deep", "deep/more/plan.docx", True),
        ("deep/more", "more", "deep/more/plan.docx", True),  # a loop, in which nothing lies
        ("deep/more", "../../outside", "deep/plan.docx", True),
    ],
)
def test_a_link_anywhere_on_the_way_is_followed(
    tmp_path: Path, link: str, target: str, name: str, is_safe: bool
) -> None:
    for folder in ("item/deep", "outside"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "plan.docx").write_bytes(b"whose?")
    (tmp_path / "item" / link).symlink_to(target)
    assert (unsafe(name, tmp_path / "item") is None) is is_safe


def test_a_folder_that_is_a_link_out_of_the_library_is_not_read(make_library: Make, tmp_path: Path) -> None:
    root = make_library()
    elsewhere = tmp_path / "elsewhere"
    (root / "evidence" / "3.4-destinations").rename(elsewhere)
    (root / "evidence" / "3.4-destinations").symlink_to(elsewhere)
    found = project(root)
    assert found.library is not None and found.library.items == () and found.library.unread == ("3.4",)
    assert [(finding.rule, finding.item) for finding in found.findings] == [("metadata-unsafe-path", "3.4")]


@pytest.mark.parametrize("written", ["~/annexa-secure", "annexa-secure", "{home}/annexa-secure"])
def test_the_secure_folder_may_be_written_in_three_ways(
    make_library: Make, item_yaml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    root = make_library(item_yaml + SECURE)
    found = place(root, f"secure_folder: {written.format(home=tmp_path)}\n")
    assert found == tmp_path / "annexa-secure" / "lists" / "children.xlsx"


def test_without_a_secure_folder_there_is_no_place_and_the_reason_says_so(make_library: Make, item_yaml: str) -> None:
    found = place(make_library(item_yaml + SECURE))
    assert isinstance(found, Unsafe) and "library.yaml" in found.reason


def test_a_secure_folder_inside_the_project_is_an_error_at_its_line(make_library: Make) -> None:
    root = make_library()
    with (root / "evidence" / "library.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"secure_folder: {root}/secure\n")
    (finding,) = project(root).findings
    assert (finding.rule, finding.item, finding.place.line) == ("metadata-unsafe-path", None, 4)


def test_what_is_recorded_is_found_again(
    make_library: Make, item_yaml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    library, item = loaded(make_library(item_yaml + SECURE), "secure_folder: ~/annexa-secure\n")
    for document in item.meta.documents:
        assert from_record(library, recorded(item, document)) == locate(library, item, document)
    for hostile in ("../x", "secure:../x", "/etc/passwd", "secure:/etc/passwd"):
        assert isinstance(from_record(library, hostile), Unsafe)


def test_a_link_alone_has_no_place(make_library: Make) -> None:
    library, item = loaded(make_library())
    assert locate(library, item, DocumentMeta.model_construct(file=None, secure=None)) is None  # type: ignore[call-arg]


def test_a_library_whose_evidence_lies_elsewhere_as_a_whole_is_sound(
    make_library: Make, item_yaml: str, tmp_path: Path
) -> None:
    root = make_library(item_yaml)
    (root / "evidence").rename(tmp_path / "share")
    (root / "evidence").symlink_to(tmp_path / "share")
    library, item = loaded(root)
    document = item.meta.documents[0]
    assert locate(library, item, document) == root / "evidence" / "3.4-destinations" / "destinations.docx"
    assert from_record(library, recorded(item, document)) == locate(library, item, document)
