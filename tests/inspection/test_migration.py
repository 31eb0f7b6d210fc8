"""Another edition of the list: what differs, and a library taken over to it and back.

Long because two editions are written out in it.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ITEM_YAML
from tests.documents.made_pdf import new, saved, say

from annexa.cli.main import run
from annexa.inspection.comparison import compare, renumbered
from annexa.load import project
from annexa.load.shipped import brought
from annexa.model.framework import Framework

Make = Callable[..., Path]
Change = Callable[[dict[str, Any]], None]


def listed() -> dict[str, Any]:
    """The list that is brought along, to be changed."""
    data: dict[str, Any] = yaml.load((brought() / "schema/annex-a.yaml").read_text(), yaml.BaseLoader)
    return data | {"id": "annex-b", "title": "Annex B"}


def entry(data: dict[str, Any], id: str) -> dict[str, Any]:
    return next(each for each in data["requirements"] if each["id"] == id)


def number(data: dict[str, Any], **ids: str) -> None:
    """Gives entries other numbers, all at once: number(data, **{"3.4": "3.5"})."""
    found = [(entry(data, old), id) for old, id in ids.items()]
    for each, id in found:
        each |= {"id": id, "number": id}


def swap(data: dict[str, Any]) -> None:
    number(data, **{"3.4": "3.5", "3.5": "3.4"})


def reuse(data: dict[str, Any]) -> None:
    entry(data, "3.4").update(
        title="Elective home education", asks="How home education is overseen, and by whom.", parts=[]
    )


def retitle(data: dict[str, Any]) -> None:
    entry(data, "3.4")["title"] = "Destinations after leaving"


def new_words_and_number(data: dict[str, Any]) -> None:
    entry(data, "3.4").update(
        id="3.7", number="3.7", title="What became of leavers", asks="Other words altogether.", was="3.4"
    )


def earlier(data: dict[str, Any]) -> None:
    entry(data, "3.4")["due"] = {"day": "2", "time": "12:00"}


def other_submission(data: dict[str, Any]) -> None:
    entry(data, "3.4").update(submission="day-2", due={"day": "2", "time": "12:00"})


def all_internal(data: dict[str, Any]) -> None:
    data["submissions"][1]["internal"][0]["due"] = {"day": "3", "time": "17:00"}


def drop(data: dict[str, Any]) -> None:
    data["requirements"].remove(entry(data, "3.4"))


def add(data: dict[str, Any]) -> None:
    data["requirements"].append(
        entry(data, "3.4") | {"id": "3.7", "number": "3.7", "title": "X", "asks": "Something new."}
    )


def nothing(data: dict[str, Any]) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "differ"),
    [
        (nothing, {}),
        (swap, {("3.4", "3.5"): ["renumbered"], ("3.5", "3.4"): ["renumbered"]}),
        (reuse, {(None, "3.4"): ["new"], ("3.4", None): ["gone"]}),
        (retitle, {("3.4", "3.4"): ["reworded"]}),
        (new_words_and_number, {("3.4", "3.7"): ["renumbered", "reworded"]}),
        (earlier, {("3.4", "3.4"): ["deadline"]}),
        (other_submission, {("3.4", "3.4"): ["moved", "deadline"]}),
        (drop, {("3.4", None): ["gone"]}),
        (add, {(None, "3.7"): ["new"]}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_differs(change: Change, differ: dict[tuple[str | None, str | None], list[str]]) -> None:
    data = listed()
    old = Framework.model_validate(data)
    change(data)
    found = compare(old, Framework.model_validate(data))
    ids = {(each.old and each.old.id, each.new and each.new.id): list(each.kinds) for each in found if each.kinds}
    assert ids == differ
    assert {each.new.id for each in found if each.new} == {each["id"] for each in data["requirements"]}


def test_a_deadline_of_a_submission_is_one_of_each_of_its_requirements() -> None:
    data = listed()
    old = Framework.model_validate(data)
    all_internal(data)
    found = [each.new.id for each in compare(old, Framework.model_validate(data)) if each.new and each.kinds]
    own = [each.id for each in old.requirements if each.submission == "day-5"]
    assert found == [id for id in own if id != "tracked-children"], "that one has a deadline of its own"


def write(folder: Path, change: Change) -> Path:
    data = listed()
    change(data)
    path = folder / "newer.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
    return path


@pytest.fixture
def library(make_library: Make) -> Path:
    """An item 3.4 and an item 3.5, a role that signs one of them, and a comment to be kept; committed to git."""
    root = make_library(ITEM_YAML.replace('requirement: "3.4"', "requirement: '3.4'  # as in the list"))
    (root / "evidence/3.4-destinations/destinations.docx").write_bytes(b"not read")
    other = root / "evidence/3.5_timetables"
    other.mkdir()
    (other / "item.yaml").write_text(ITEM_YAML.replace('"3.4"', '"3.5"').replace("destinations", "timetables"))
    (root / "evidence/people.yaml").write_text(
        (root / "evidence/people.yaml").read_text()
        + '  officer: {title: Officer, stages: [accountable-lead], signs: [health, "3.4"]}\n'
    )
    (root / ".gitignore").write_text("build/\n")
    (root / "guidance/pages").mkdir(parents=True)
    (root / "guidance/pages/ours.md").write_text("See [3.4](/requirements/3.4.md).")
    (root / "guidance/pages/other.md").write_text("Version 13.4, at 3.45, of 3.4.2026")
    (root / ".github").mkdir()
    (root / ".github/CODEOWNERS").write_text("/evidence/3.4-destinations/ @a\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "before")
    return root


def git(root: Path, *arguments: str) -> str:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(root)}
    who = ["-c", "user.name=Tests", "-c", "user.email=tests@example.invalid"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, env=os.environ | quiet, capture_output=True, text=True, check=True
    )
    return done.stdout


def files_of(root: Path) -> dict[str, bytes]:
    own = (path for path in root.rglob("*") if path.is_file() and ".git/" not in path.as_posix())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in own}


def migrate(root: Path, *arguments: str) -> int:
    return run(["--library", str(root), "migrate", *arguments])


def test_a_library_is_taken_over_and_git_takes_it_back(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer, before = write(tmp_path, swap), files_of(library)
    assert migrate(library, str(newer)) == 0
    shown = capsys.readouterr().out
    assert "3.4-destinations → evidence/3.5-destinations" in shown
    assert "also stand in .github/CODEOWNERS, guidance/pages/ours.md: look" in shown
    assert files_of(library) == before, "shown, not done"

    assert migrate(library, str(newer), "--apply") == 0
    loaded = project(library)
    assert loaded.findings == () and loaded.framework.id == "annex-b" and loaded.library is not None
    assert {item.meta.requirement: item.folder.name for item in loaded.library.items} == {
        "3.5": "3.5-destinations",
        "3.4": "3.4_timetables",
    }
    text = (library / "evidence/3.5-destinations/item.yaml").read_text()
    assert text.startswith('requirement: "3.5"  # as in the list\n')
    assert loaded.library.people.roles["officer"].signs == ("health", "3.5")
    assert (library / "evidence/3.5-destinations/destinations.docx").read_bytes() == b"not read"

    git(library, "restore", ".")
    git(library, "clean", "-fd", "evidence", "schema")
    assert files_of(library) == before


def test_what_is_on_record_keeps_its_numbers_and_is_named(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["request", "open", "--asked", "Where do leavers go?", "--inspector", "Ofsted", "--through", "lano", "--item"]
    for item in ("3.4", "1.1"):
        code = run(["--library", str(library), *ask, item])
        assert code == 0, capsys.readouterr()
    kept = {path: path.read_bytes() for path in (library / "evidence/requests").iterdir()}
    migrate(library, str(write(tmp_path, swap)), "--apply", "--no-undo")
    assert "which stay: request 1. Finish" in capsys.readouterr().out
    assert len(kept) == 2 and kept == {path: path.read_bytes() for path in kept}


def test_what_a_document_answers_besides_is_renumbered(library: Path, tmp_path: Path) -> None:
    path = library / "evidence/3.4-destinations/item.yaml"
    path.write_text(
        path.read_text()
        + "    also:\n      - {requirement: '3.6', pages: 2-3}  # the bus\n      - requirement: \"1.1\"\n"
    )
    change: Change = lambda data: number(data, **{"3.6": "3.7"})  # noqa: E731
    assert migrate(library, str(write(tmp_path, change)), "--apply", "--no-undo") == 0
    assert project(library).findings == ()
    assert '- {requirement: "3.7", pages: 2-3}  # the bus' in path.read_text()


def test_what_was_adopted_is_still_known(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "theirs/3.4 Leavers"
    theirs.mkdir(parents=True)
    pages = say("Apprenticeships of leavers", 760, 24) + say("Version 1, 14 September 2026", 700)
    (theirs / "apprenticeships.pdf").write_bytes(saved(new(pages)))
    adopt = ["--library", str(library), "adopt", str(theirs.parent)]
    assert run(adopt) == 0
    migrate(library, str(write(tmp_path, swap)), "--apply", "--no-undo")
    state = json.loads((library / "evidence/adopted.json").read_text())
    (entry_,) = state["folders"]["theirs"]["files"].values()
    assert entry_["requirement"] == "3.5" and entry_["target"].startswith("evidence/3.5-destinations/")
    assert (library / entry_["target"]).is_file()
    before = files_of(library)
    capsys.readouterr()
    assert run(adopt) == 0
    assert files_of(library) == before, capsys.readouterr().out


def test_once_more_changes_nothing(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = str(write(tmp_path, swap))
    migrate(library, newer, "--apply", "--no-undo")
    after = files_of(library)
    capsys.readouterr()
    assert migrate(library, newer, "--apply", "--no-undo") == 0
    assert "nothing is to be changed" in capsys.readouterr().out
    assert files_of(library) == after


def test_signatures_of_a_renumbered_item_no_longer_hold(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = library / "evidence/3.4-destinations"
    (own / "destinations.docx").unlink()
    gap = "{reason: There is none yet, by: lano, on: 2026-11-01}"
    (own / "item.yaml").write_text(ITEM_YAML.partition("documents:")[0] + f"nothing_to_submit: {gap}\n")
    sign = ["sign-off", "3.4", "--role", "education-evidence-lead", "-y"]
    assert run(["--library", str(library), *sign]) == 0, capsys.readouterr()
    migrate(library, str(write(tmp_path, swap)), "--apply", "--no-undo")
    assert "To be signed again, because the number is part of what was signed: 3.5." in capsys.readouterr().out
    run(["--library", str(library), "check", "3.5", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert "sign-off-stale" in {each["rule"] for each in found}


def uncommitted(root: Path) -> None:
    (root / "evidence/glossary.yaml").write_text("terms: {}\n# more\n")


def no_repository(root: Path) -> None:
    (root / ".git").rename(root.parent / "moved")


def in_the_way(root: Path) -> None:
    (root / "evidence/3.7-destinations").mkdir()


def faulty(root: Path) -> None:
    (root / "evidence/3.5_timetables/item.yaml").write_text("requirement: [\n")


def other_of_that_id(root: Path) -> None:
    (root / "schema/annex-b.yaml").write_text("id: annex-b\n")


@pytest.mark.parametrize(
    ("spoil", "words", "code"),
    [
        (uncommitted, "evidence/glossary.yaml is not committed", 2),
        (no_repository, "not under version control", 2),
        (in_the_way, "3.7-destinations is in the way", 2),
        (faulty, "evidence/3.5_timetables/item.yaml", 1),
        (other_of_that_id, "another list of the same id", 2),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_taken_over_is_said_before_anything_is_changed(
    library: Path, tmp_path: Path, spoil: Change, words: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(library)  # type: ignore[arg-type]
    before = files_of(library)
    assert migrate(library, str(write(tmp_path, new_words_and_number)), "--apply") == code
    assert words in capsys.readouterr().err
    assert files_of(library) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: [", "line 1"),
        ("id: annex-b\ntitle: X\nsource: X\nsubmissions: many\n", "line 4"),
        ("", "empty"),
        (None, "did you mean ‘annex-a’"),
    ],
    ids=["no YAML", "another kind of value", "empty", "no such list"],
)
def test_a_list_that_cannot_be_read_is_named_with_its_line(
    make_library: Make, tmp_path: Path, text: str | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "annex-aa"
    if text is not None:
        given = str(tmp_path / "newer.yaml")
        Path(given).write_text(text)
    root = make_library()
    for command in (
        ["requirements", "--edition", given],
        ["requirements", "--diff", "annex-a", given],
        ["migrate", given],
    ):
        assert run(["--library", str(root), *command]) == 2
        shown = capsys.readouterr()
        assert words in shown.err and shown.out == ""


def test_a_name_that_the_list_itself_does_not_define_is_found(
    make_library: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = write(tmp_path, lambda data: entry(data, "3.4").update(submission="day-9"))
    assert run(["--library", str(make_library()), "requirements", "--edition", str(newer)]) == 2
    assert "‘3.4’ names the submission ‘day-9’" in capsys.readouterr().err


def test_another_edition_is_listed_and_told(
    make_library: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = str(write(tmp_path, other_submission))
    root = make_library()
    assert run(["--library", str(root), "requirements", "--edition", newer, "--submission", "day-2", "--json"]) == 0
    assert "3.4" in {each["id"] for each in json.loads(capsys.readouterr().out)}
    assert run(["--library", str(root), "requirements", "--diff", "annex-a", newer, "--json"]) == 0
    differences = {each["new"]: each["kinds"] for each in json.loads(capsys.readouterr().out) if each["kinds"]}
    assert differences == {"3.4": ["moved", "deadline"]}


def test_every_number_changes_once(library: Path) -> None:
    data = listed()
    old = Framework.model_validate(data)
    swap(data)
    assert renumbered(compare(old, Framework.model_validate(data))) == {"3.4": "3.5", "3.5": "3.4"}
