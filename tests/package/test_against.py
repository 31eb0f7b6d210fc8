"""What lies in an inspectorate's folder is compared with the package: each file missing, extra, renamed or changed."""

import json
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annexa.cli import main
from annexa.model.errors import UsageError
from annexa.package import PackageInput, Packed, pack
from annexa.package.against import compare

BUNDLE = "data/bundle/Marlbury day-5 bundle.pdf"


@pytest.fixture
def packed(package: PackageInput, tmp_path: Path) -> Packed:
    return pack(tmp_path / "out", package)


@pytest.fixture
def folder(packed: Packed, tmp_path: Path) -> Path:
    """The inspectors' folder, with the unpacked package in it."""
    there = tmp_path / "Inspection documents"
    shutil.copytree(packed.folder, there / packed.folder.name)
    return there


def said(packed: Packed, folder: Path) -> list[tuple[str, ...]]:
    """Kind and paths of each difference."""
    return [
        tuple(part for part in (each.kind, each.file, each.found) if part)
        for each in compare(packed.folder, folder).differences
    ]


def lay(packed: Packed, folder: Path, form: str) -> None:
    if form in ("zip", "both", "zip below", "zip and receipt"):
        target = folder / "Day 5" if form == "zip below" else folder
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(packed.zip, target)
    if form == "zip and receipt":
        shutil.copy(packed.receipt, folder)
    if form in ("bag", "both"):
        shutil.copytree(packed.folder, folder / packed.folder.name)
    if form == "bag's content":
        shutil.copytree(packed.folder, folder)
    if form == "data alone":
        shutil.copytree(packed.folder / "data", folder / "Submission")
    if form == "package folder":
        shutil.copytree(packed.folder.parent, folder)


FORMS = ("zip", "zip below", "zip and receipt", "bag", "both", "bag's content", "data alone", "package folder")


@pytest.mark.parametrize("form", FORMS)
def test_however_it_was_handed_in_nothing_is_wrong(packed: Packed, tmp_path: Path, form: str) -> None:
    lay(packed, tmp_path / "there", form)
    for package in (packed.folder.parent, packed.folder, packed.zip):
        found = compare(package, tmp_path / "there")
        assert found.differences == () and found.same > 0, package


def test_an_empty_folder_misses_the_package(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert said(packed, tmp_path / "there") == [("missing", "Marlbury day-5.zip")]


def test_each_kind_of_difference_is_named(packed: Packed, folder: Path) -> None:
    bag = folder / packed.folder.name
    (bag / "data" / "items" / "4.1 Care services.pdf").unlink()
    (bag / BUNDLE).write_bytes(b"%PDF-1.7 something else")
    (bag / "data" / "index.html").rename(bag / "data" / "index (1).html")
    (bag / "data" / "Notes of the lead inspector.docx").write_bytes(b"notes")
    name = packed.folder.name
    assert said(packed, folder) == [
        ("missing", f"{name}/data/items/4.1 Care services.pdf"),
        ("changed", f"{name}/{BUNDLE}"),
        ("renamed", f"{name}/data/index.html", f"{name}/data/index (1).html"),
        ("extra", f"{name}/data/Notes of the lead inspector.docx"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "Marlbury_day-5_bundle.pdf",
        "Marlbury%20day-5%20bundle.pdf",
        "Marlbury_x0020_day-5_x0020_bundle.pdf",
        "MARLBURY DAY-5 BUNDLE.PDF",
        "Marlbury day-5 bundle (2).pdf",
        "Marlbury day-5 bundle - Copy.pdf",
        "Marlbury day-5 bundle-DESKTOP-7QK2.pdf",
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_a_name_as_servers_write_it_is_the_same_file(packed: Packed, folder: Path, written: str, changed: bool) -> None:
    path = folder / packed.folder.name / BUNDLE
    if changed:
        path.write_bytes(path.read_bytes() + b"%")
    path.rename(path.with_name(written))
    (difference,) = compare(packed.folder, folder).differences
    assert (difference.kind, difference.file, difference.found) == (
        "renamed", f"{packed.folder.name}/{BUNDLE}", f"{packed.folder.name}/data/bundle/{written}",
    )  # fmt: skip
    assert bool(difference.note) is changed


def test_a_file_that_was_moved_keeps_its_bytes_and_is_found(packed: Packed, folder: Path) -> None:
    path = folder / packed.folder.name / BUNDLE
    path.rename(folder / "Evidence for day 5.pdf")
    assert said(packed, folder) == [("renamed", f"{packed.folder.name}/{BUNDLE}", "Evidence for day 5.pdf")]


def test_letters_composed_otherwise_are_the_same_name(packed: Packed, folder: Path) -> None:
    """As macOS writes them."""
    (path,) = (folder / packed.folder.name / "data" / "originals").rglob("*bergänge*")
    path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert said(packed, folder) == []


def test_two_files_that_changed_places_are_both_said(packed: Packed, folder: Path) -> None:
    items = folder / packed.folder.name / "data" / "items"
    one, two = sorted(items.iterdir())
    one.rename(items / "x")
    two.rename(one)
    (items / "x").rename(two)
    assert [kind for kind, *_ in said(packed, folder)] == ["changed", "changed"]


def test_a_second_copy_is_extra_and_says_of_what(packed: Packed, folder: Path) -> None:
    path = folder / packed.folder.name / BUNDLE
    shutil.copy(path, folder / "again.pdf")
    (difference,) = compare(packed.folder, folder).differences
    assert (difference.kind, difference.file) == ("extra", "again.pdf") and BUNDLE in difference.note


def test_what_systems_leave_behind_is_left_out_and_said(packed: Packed, folder: Path) -> None:
    for name in ("desktop.ini", ".DS_Store", "~$notes.docx", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / "link").symlink_to(packed.zip)
    found = compare(packed.folder, folder)
    assert found.differences == ()
    assert all(name in found.notes[0] for name in ("desktop.ini", ".DS_Store", "~$notes.docx", "Thumbs.db", "link"))


def test_an_empty_file_is_a_download_that_did_not_end(packed: Packed, folder: Path) -> None:
    (folder / packed.folder.name / BUNDLE).write_bytes(b"")
    (difference,) = compare(packed.folder, folder).differences
    assert difference.kind == "changed" and "empty" in difference.note


def _office(path: Path, *, body: str = "text", custom: str = "", link: str = "") -> None:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("word/document.xml", body)
        relations = f'<Relationship Id="r1" Target="a.xml"/>{link}'
        if custom:
            out.writestr("docProps/custom.xml", custom)
            out.writestr("customXml/item1.xml", custom)
            relations += '<Relationship Id="r9" Type="http://x/customXml" Target="../customXml/item1.xml"/>'
        out.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")


@pytest.mark.parametrize(
    ("there", "only_properties"),
    [
        ({"custom": "ContentTypeId"}, True),
        ({"custom": "ContentTypeId", "body": "another text"}, False),
        ({"custom": "ContentTypeId", "link": '<Relationship Id="r2" Target="https://example.org"/>'}, False),
    ],
)
def test_properties_that_sharepoint_writes_are_told_from_a_changed_text(
    package: PackageInput, tmp_path: Path, there: dict[str, str], only_properties: bool
) -> None:
    from dataclasses import replace

    from annexa.package.bag import digest_of_file

    item = package.items[0]
    document = item.documents[0]
    assert document.native is not None
    _office(document.native)
    document = replace(document, sha256=digest_of_file(document.native).sha256)
    items = (replace(item, documents=(document, *item.documents[1:])), *package.items[1:])
    packed = pack(tmp_path / "out", replace(package, items=items))
    shutil.copytree(packed.folder, tmp_path / "there")
    (path,) = (tmp_path / "there").rglob("originals/**/*.docx")
    _office(path, **there)
    (difference,) = compare(packed.folder, tmp_path / "there").differences
    assert difference.kind == "changed"
    assert ("Only its properties differ" in difference.note) is only_properties


def test_an_encrypted_package_is_compared_as_it_was_handed_in(child_level: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", child_level, passphrase="four words out of nowhere")
    (tmp_path / "there").mkdir()
    shutil.copy(packed.zip, tmp_path / "there")
    assert compare(packed.folder, tmp_path / "there").differences == ()
    (tmp_path / "there" / packed.zip.name).write_bytes(b"PK")
    assert said(packed, tmp_path / "there") == [("changed", packed.zip.name)]


def test_many_files_under_other_names_take_no_time(packed: Packed, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    for number in range(800):
        (there / f"{number}.pdf").write_bytes(b"%d" % number)
    assert len(said(packed, there)) == 801


# -- the command -------------------------------------------------------------------------------------------


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: Any) -> tuple[int, str]:
        code = main.run([str(each) for each in arguments])
        told = capsys.readouterr()
        return int(code), told.out + told.err

    return run


def test_the_command_answers_in_words_and_as_data(packed: Packed, folder: Path, run: Any) -> None:
    code, told = run("verify", packed.folder, "--against", folder)
    assert code == 0 and "All that was sent is there" in told
    (folder / packed.folder.name / BUNDLE).unlink()
    code, told = run("verify", packed.folder.parent, "--against", folder)
    assert code == 1 and "MISSING" in told and "1 missing" in told
    code, told = run("verify", packed.zip, "--against", folder, "--json")
    answer = json.loads(told)
    assert code == 1 and answer["seal"] == packed.seal
    assert [(each["kind"], each["file"]) for each in answer["differences"]] == [
        ("missing", f"{packed.folder.name}/{BUNDLE}")
    ]


def test_a_package_that_has_changed_itself_is_no_measure(packed: Packed, folder: Path, run: Any) -> None:
    (packed.folder / BUNDLE).write_bytes(b"%PDF")
    code, told = run("verify", packed.folder, "--against", folder)
    assert code == 1 and "CHANGED" in told and "All that was sent" not in told


def test_what_cannot_be_compared_is_said(packed: Packed, folder: Path, run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    code, told = run("verify", tmp_path / "a.pdf", "--against", folder)
    assert code == 2 and "belongs to a package" in told
    code, told = run("verify", packed.zip, "--against", tmp_path / "nowhere")
    assert code == 2
    with pytest.raises(UsageError, match="is no folder"):
        compare(packed.zip, packed.zip)
    with pytest.raises(UsageError, match="holds no package"):
        compare(tmp_path / "built", folder)
