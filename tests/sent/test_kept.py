"""What was sent is kept whole in sent/, and nothing but freezing writes there: build/ can be deleted at any time.

Long because it goes through the life of what was sent.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from annexa import pipeline
from annexa.load.sent import path_of, read
from annexa.model.sent import Frozen
from annexa.package import prove
from annexa.pipeline.sent import standing
from annexa.plan.folders import FolderName
from annexa.sent import keep, recording

Run = Callable[..., tuple[int, str]]
FREEZE = ("bundle", "day-2", "--freeze")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library passes its check, and nothing has to be converted: its documents are PDFs."""
    checked = pipeline.check
    monkeypatch.setattr(pipeline, "check", lambda *given, **options: replace(checked(*given, **options), findings=()))
    monkeypatch.setenv("ANNEXA_PASSPHRASE", "four words out of nowhere")


@pytest.fixture
def good(run: Run) -> Callable[..., str]:
    def good(*arguments: str) -> str:
        code, said = run(*arguments)
        assert code == 0, said
        return said

    return good


@pytest.fixture
def sent(sample: Any, good: Any) -> Any:
    sample.build()
    good("package", "day-2")
    good(*FREEZE, "--sent", "2026-11-03 11:20", "--to", "the inspectors' folder")
    return sample


def record_of(sample: Any, package: str = "shared") -> Frozen:
    found = read(path_of(sample.root, "day-2", package))
    assert found is not None
    return found


# -- freezing ----------------------------------------------------------------------------------------------


def test_freezing_keeps_everything_and_says_when_by_whom_and_to_where(sample: Any, good: Any) -> None:
    sample.build()
    good("package", "day-2", "--from", "lead")
    before = {p.relative_to(sample.folder).as_posix(): p.read_bytes() for p in sample.folder.rglob("*") if p.is_file()}
    seal = prove(sample.folder / "package").seal
    said = good(*FREEZE, "--sent", "2026-11-03 11:20", "--to", "the inspectors' folder")
    assert "evidence/submissions/day-2.yaml says what was sent. Commit it." in said and "kept in sent/day-2" in said
    kept = {p.relative_to(sample.kept).as_posix(): p.read_bytes() for p in sample.kept.rglob("*") if p.is_file()}
    assert kept == before and any(name.startswith("package/") for name in kept)
    assert not sample.folder.exists(), "it has moved"
    record = record_of(sample)
    assert (record.sent, record.sent_at, record.by, record.to) == (
        date(2026, 11, 3), time(11, 20), "lead", "the inspectors' folder",
    )  # fmt: skip
    assert record.seal == seal
    assert record.archive == sample.sent_files()["day-2/package/Westmere day-2.zip"]
    assert "*\n!.gitignore" in (sample.root / "sent" / ".gitignore").read_text()
    assert sample.loaded().findings == ()


def test_what_is_kept_may_not_be_written(sent: Any) -> None:
    assert {path.stat().st_mode & 0o222 for path in sent.kept.rglob("*") if path.is_file()} == {0}


def test_a_bundle_that_was_not_packed_is_recorded_only_for_those_who_say_so(sample: Any, run: Run, good: Any) -> None:
    sample.build()
    code, said = run(*FREEZE)
    assert code == 2 and "annexa package day-2" in said and "--without-package" in said
    assert not (sample.root / "sent").exists() and not path_of(sample.root, "day-2", "shared").exists()
    good(*FREEZE, "--without-package", "--by", "lano")
    assert (record_of(sample).seal, record_of(sample).archive, record_of(sample).by) == ("", None, "lano")


def test_without_a_day_it_was_sent_now(sample: Any, good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from annexa.pipeline import freezing

    class Clock(freezing.datetime):  # type: ignore[name-defined]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls(2026, 11, 3, 11, 47, 31, tzinfo=tz)

    monkeypatch.setattr(freezing, "datetime", Clock)
    sample.build()
    good("package", "day-2")
    good(*FREEZE)
    assert (record_of(sample).sent, record_of(sample).sent_at) == (date(2026, 11, 3), time(11, 47))


@pytest.mark.parametrize(
    ("written", "clock"),
    [("2026-11-03", None), ("2026-11-03 11:20", time(11, 20)), ("2026-11-03T09:05", time(9, 5)), ("2026-11-03 9.05", time(9, 5))],
)  # fmt: skip
def test_a_day_and_a_time_may_be_written_as_people_do(sample: Any, good: Any, written: str, clock: time | None) -> None:
    sample.build()
    good(*FREEZE, "--without-package", "--sent", written)
    assert (record_of(sample).sent, record_of(sample).sent_at) == (date(2026, 11, 3), clock)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("3/11/2026", "Write 2026-11-03."),
        ("2026-11-31", "Correct the day."),
        ("tomorrow", "such as 2026-09-14"),
        ("", "such as 2026-09-14"),
        ("20261103", "Write 2026-11-03."),
        ("2026-11-03 25:00", "such as 09:40"),
        ("2026-11-03 noon", "year, month and day"),
    ],
)
def test_a_day_typed_wrongly_gets_the_sentence_that_helps(sample: Any, run: Run, written: str, remedy: str) -> None:
    sample.build()
    code, said = run(*FREEZE, "--without-package", "--sent", written)
    assert code == 2 and remedy in said
    assert not path_of(sample.root, "day-2", "shared").exists()


def test_what_somebody_should_know_is_said_and_stops_nothing(sample: Any, good: Any) -> None:
    sample.build()
    good("package", "day-2", "--dated", "2026-11-06")
    sample.change("1.1", "structure.pdf", "Changed after packing")
    said = json.loads(good(*FREEZE, "--sent", "2026-10-30", "--json"))
    (notes,) = [each["notes"] for each in said["sent"]]
    assert (
        "30 October 2026 is before the notification call of 2 November 2026. Put a wrong day right with --again --sent."
        in notes
    )
    assert "The receipt is dated 6 November 2026, which is after the day of sending." in notes
    assert "Changed since it was built, and sent as it was then: evidence/1.1/structure.pdf." in notes
    assert said["notes"] == ["The evidence is not in git, so the record names no commit."]


def test_files_that_are_not_committed_are_named(sample: Any, good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    who = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *who, *arguments], cwd=sample.root, check=True, capture_output=True, text=True
        ).stdout

    sample.build()
    (sample.root / ".gitignore").write_text("/build/\n")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "Evidence")
    (sample.root / "evidence" / "1.1" / "item.yaml").touch()
    sample.add("1.2", "needs.pdf", "Assessment of needs")
    said = good(*FREEZE, "--without-package")
    assert "Not committed" in said and "evidence/1.2/" in said and "evidence/1.1" not in said
    (sample.root / "evidence" / "1.2" / "needs.pdf").unlink()
    (sample.root / "evidence" / "1.2" / "item.yaml").unlink()
    assert standing(sample.root).uncommitted == (), "the record of what was sent is no evidence"
    record = record_of(sample)
    assert record.commit == git("rev-parse", "HEAD").strip() + " with changes that are not committed"
    untracked = git("status", "--porcelain", "--untracked-files=all").splitlines()
    assert [line[3:] for line in untracked if "sent" in line] == ["sent/.gitignore", "sent/README.md"]


def test_a_draft_is_not_sent_and_that_is_said_before_anything_else(sample: Any, run: Run) -> None:
    sample.build(draft=True)
    code, said = run(*FREEZE)
    assert code == 2 and "draft" in said and "annexa package" not in said


def test_a_role_that_nobody_has_is_refused_with_the_nearest(sample: Any, run: Run) -> None:
    sample.build()
    code, said = run(*FREEZE, "--without-package", "--by", "lanoo")
    assert code == 2 and "did you mean ‘lano’?" in said
    assert not (sample.root / "sent" / "day-2").exists()


def test_the_two_packages_may_be_sent_at_different_times(sample: Any, good: Any) -> None:
    sample.add("child-level-data", "lists.pdf", "Child-level lists")
    sample.build()
    sample.build(package="child-level")
    good("package", "day-2")
    good(*FREEZE, "--package", "shared", "--sent", "2026-11-03 11:20", "--to", "the shared folder")
    assert not path_of(sample.root, "day-2", "child-level").exists()
    good(*FREEZE, "--package", "child-level", "--sent", "2026-11-03 15:00", "--to", "the secure mailbox")
    assert [(r.to, r.sent_at) for r in (record_of(sample), record_of(sample, "child-level"))] == [
        ("the shared folder", time(11, 20)),
        ("the secure mailbox", time(15)),
    ]
    kept = sample.root / "sent" / "day-2-child-level" / "package"
    assert record_of(sample, "child-level").seal == prove(kept).seal


# -- what was packed and not recorded ----------------------------------------------------------------------


def seal_of(folder: Path) -> str:
    return prove(folder / "package").seal


@pytest.mark.parametrize("again", [("bundle", "day-2"), ("bundle", "day-2", "--draft"), ("build",)])
def test_a_build_does_not_delete_a_package_that_may_have_been_sent(
    sample: Any, run: Run, good: Any, monkeypatch: pytest.MonkeyPatch, again: tuple[str, ...]
) -> None:
    monkeypatch.setattr(
        pipeline, "site", lambda *given, **options: SimpleNamespace(folder=sample.root / "x", pages=0, unfinished=())
    )
    sample.build()
    good("package", "day-2")
    seal = seal_of(sample.folder)
    whole = {p.relative_to(sample.folder).as_posix(): p.read_bytes() for p in sample.folder.rglob("*") if p.is_file()}
    sample.change("1.1", "structure.pdf", "Corrected structure")
    assert f"--freeze --seal {seal[:8]}" in run(*again)[1]
    if again != ("bundle", "day-2", "--draft"):
        code, said = run(*FREEZE)
        assert code == 2 and seal[:8] in said, "nobody but the sender knows which was sent"
        good("package", "day-2")
    good(*FREEZE, "--seal", seal, "--sent", "2026-11-03 11:20")
    assert record_of(sample).seal == seal
    assert {
        p.relative_to(sample.kept).as_posix(): p.read_bytes() for p in sample.kept.rglob("*") if p.is_file()
    } == whole


def test_packing_once_more_does_not_delete_the_archive_whose_salt_was_random(sample: Any, run: Run, good: Any) -> None:
    sample.add("child-level-data", "lists.pdf", "Child-level lists")
    built = sample.build(package="child-level").folder
    good("package", "day-2")
    first = seal_of(built)
    said = good("package", "day-2")
    second = seal_of(built)
    assert first != second and f"day-2-child-level-packed-{first[:8]}" in said
    code, said = run(*FREEZE)
    assert code == 2 and first[:8] in said and second[:8] in said
    code, said = run(*FREEZE, "--seal", "0" * 64)
    assert code == 2 and "No package of day-2 has the seal" in said
    code, said = run(*FREEZE, "--seal", "zz")
    assert code == 2 and "is no seal" in said
    good(*FREEZE, "--seal", first[:12].upper())
    assert record_of(sample, "child-level").seal == first
    assert seal_of(sample.root / "sent" / "day-2-child-level") == first


def test_the_same_package_made_twice_is_one(sample: Any, good: Any) -> None:
    sample.build()
    good("package", "day-2")
    said = good("package", "day-2")
    assert "--seal" not in said
    assert [path.name for path in sample.folder.parent.iterdir()] == ["day-2"]
    good("bundle", "day-2")
    said = good("package", "day-2")
    good(*FREEZE, "--seal", seal_of(sample.folder))


def test_an_old_folder_is_not_packed_and_may_be_recorded_with_a_note(sample: Any, run: Run, good: Any) -> None:
    sample.build()
    (sample.folder / "OLD.txt").write_text("OLD: …")
    code, said = run("package", "day-2")
    assert code == 2 and "OLD.txt" in said
    (sample.folder / "OLD.txt").unlink()
    good("package", "day-2")
    (sample.folder / "OLD.txt").write_text("OLD: …")
    assert "from an earlier build" in good(*FREEZE)
    assert not (sample.kept / "OLD.txt").exists()


# -- a second time -----------------------------------------------------------------------------------------


def test_a_second_freeze_says_what_stands_and_keeps_no_date_in_silence(sent: Any, run: Run, good: Any) -> None:
    before, files = record_of(sent), sent.sent_files()
    for said in ((), ("--sent", "2026-11-04"), ("--sent", "2026-11-03 12:00"), ("--by", "lead"), ("--to", "elsewhere")):
        code, words = run(*FREEZE, *said)
        assert code == 2, said
        assert "sent on 3 November 2026 at 11:20 by lano to the inspectors' folder" in words and "--again" in words
    assert "nothing has changed" in good(*FREEZE, "--sent", "2026-11-03 11:20")
    assert (record_of(sent), sent.sent_files()) == (before, files)


def test_when_and_to_where_can_be_put_right_and_the_record_says_so(sent: Any, good: Any) -> None:
    before, files = record_of(sent), sent.sent_files()
    good(*FREEZE, "--again", "--sent", "2026-11-03 11:55", "--to", "the portal")
    after = record_of(sent)
    assert (after.sent_at, after.to, after.by) == (time(11, 55), "the portal", "lano")
    assert after.corrected == ("3 November 2026 at 11:20 by lano to the inspectors' folder",)
    assert (after.files, after.documents, after.seal) == (before.files, before.documents, before.seal)
    assert sent.sent_files() == files
    sent.change("1.1", "structure.pdf", "Corrected structure")
    good("bundle", "day-2", "--supplement")
    good("bundle", "day-2", "--supplement", "--freeze", "--without-package", "--sent", "2026-11-06")
    good("bundle", "day-2", "--supplement", "--freeze", "--again", "--sent", "2026-11-05 16:00")
    (supplement,) = record_of(sent).supplements
    assert (supplement.sent, supplement.corrected) == (date(2026, 11, 5), ("6 November 2026",))


# -- proving it --------------------------------------------------------------------------------------------


def test_verify_finds_the_seal_in_the_record_wherever_the_package_lies(
    sent: Any, good: Any, run: Run, tmp_path: Path
) -> None:
    package = sent.kept / "package"
    away = tmp_path / "months later.zip"
    shutil.copy(package / "Westmere day-2.zip", away)
    for path in (package, package / "Westmere day-2", away):
        assert "evidence/submissions/day-2.yaml" in good("verify", str(path)), path
    assert "Every byte is as it was packed." in good("verify", str(sent.kept), "--seal", record_of(sent).seal)
    answer = json.loads(good("verify", str(away), "--json"))
    assert answer["agrees_with"][-1] == "the seal in evidence/submissions/day-2.yaml"


def test_verify_without_a_seal_says_what_it_does_not_prove(sample: Any, good: Any, run: Run) -> None:
    sample.build()
    good("package", "day-2")
    package = str(sample.folder / "package")
    said = good("verify", package)
    assert "Every byte" not in said and "--seal" in said and "the receipt beside it" in said
    code, said = run("verify", package, "--seal", "")
    assert code == 2 and "empty" in said
    code, said = run("verify", str(next(sample.folder.glob("*.pdf"))), "--seal", "")
    assert code == 2 and "--seal belongs to a package" in said


def test_another_package_in_the_place_of_the_one_that_was_sent_is_found(sent: Any, run: Run, good: Any) -> None:
    """It agrees with itself and with its receipt: only the record knows better."""
    path_of(sent.root, "day-2", "shared").rename(sent.root / "aside.yaml")
    sent.change("1.1", "structure.pdf", "Another structure")
    sent.build()
    good("package", "day-2")
    shutil.rmtree(sent.kept / "package")
    shutil.copytree(sent.folder / "package", sent.kept / "package")
    (sent.root / "aside.yaml").rename(path_of(sent.root, "day-2", "shared"))
    code, said = run("verify", str(sent.kept / "package"))
    assert code == 1 and "evidence/submissions/day-2.yaml" in said


def test_the_inspectors_folder_is_compared_with_what_was_kept(sent: Any, run: Run, good: Any, tmp_path: Path) -> None:
    there = tmp_path / "Inspection"
    there.mkdir()
    shutil.copy(sent.kept / "package" / "Westmere day-2.zip", there)
    good("verify", str(sent.kept), "--against", str(there))
    (there / "Westmere day-2.zip").rename(there / "Westmere_day-2.zip")
    code, said = run("verify", str(sent.kept), "--against", str(there))
    assert code == 1 and "RENAMED" in said


def test_what_else_was_sent_may_lie_in_the_inspectors_folder_too(
    sent: Any, run: Run, good: Any, tmp_path: Path
) -> None:
    sent.change("1.1", "structure.pdf", "Corrected structure")
    good("bundle", "day-2", "--supplement")
    good("package", "day-2-supplement-1")
    good("bundle", "day-2", "--supplement", "--freeze", "--sent", "2026-11-05")
    there, kept = tmp_path / "Inspection", sent.root / "sent"
    shutil.copytree(kept / "day-2" / "package", there / "Tuesday")
    shutil.copytree(kept / "day-2-supplement-1" / "package", there / "Thursday")
    for name in ("day-2", "day-2-supplement-1"):
        said = good("verify", str(kept / name), "--against", str(there))
        assert "which was sent too" in said
    (there / "Thursday" / "plan of the visit.docx").write_bytes(b"theirs")
    code, said = run("verify", str(kept / "day-2"), "--against", str(there), "--json")
    assert code == 1 and [(d["kind"], d["file"]) for d in json.loads(said)["differences"]] == [
        ("extra", "Thursday/plan of the visit.docx")
    ]


# -- what is packed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["*.pdf", "items/1.3*.pdf", "natives/*"])
@pytest.mark.parametrize("how", ["another", "gone", "link"])
def test_what_is_not_as_it_was_built_is_neither_packed_nor_recorded(
    sample: Any, run: Run, monkeypatch: pytest.MonkeyPatch, place: str, how: str
) -> None:
    carried = {p: replace(r, carry=True) for p, r in sample.rendered(sample.loaded())["renderings"].items()}
    rendered = sample.rendered
    monkeypatch.setattr(sample, "rendered", lambda loaded: {**rendered(loaded), "renderings": carried})
    sample.build()
    path = next(sample.folder.glob(place))
    aside = path.rename(sample.root / path.name)
    if how == "another":
        shutil.copy(sample.root / "evidence" / "1.1" / "structure.pdf", path)
        path.write_bytes(path.read_bytes() + b"%")
    elif how == "link":
        path.symlink_to(aside)
    for arguments in (("package", "day-2"), (*FREEZE, "--without-package")):
        code, said = run(*arguments)
        assert code == 2 and path.name in said, arguments
    assert not (sample.folder / "package").exists() and not sample.kept.exists()


@pytest.mark.parametrize("name", ["Unrelated.pdf", "items/9.9 Unrelated.pdf", "natives/list.xlsx"])
def test_a_file_that_annexa_did_not_put_there_is_refused_by_name(sample: Any, run: Run, good: Any, name: str) -> None:
    sample.build()
    (sample.folder / name).parent.mkdir(exist_ok=True)
    (sample.folder / name).write_bytes(b"%PDF-1.7")
    code, said = run("package", "day-2")
    assert code == 2 and name in said
    (sample.folder / name).unlink()
    for left in ("desktop.ini", ".DS_Store", "~$list.xlsx"):
        (sample.folder / left).write_bytes(b"x")
    good("package", "day-2")
    good(*FREEZE)
    assert not list(sample.kept.glob("*.ini")), "what systems leave behind is not kept"


def test_the_receipts_of_one_submission_have_one_date_and_the_pages_of_the_index(sample: Any, good: Any) -> None:
    from pypdf import PdfReader

    sample.add("child-level-data", "lists.pdf", "Child-level lists")
    newer = sample.root / "evidence" / "1.1" / "item.yaml"
    newer.write_text(newer.read_text().replace("dated: 2026-09-14", "dated: 2026-11-03"))
    sample.build()
    sample.build(package="child-level")
    shared, secret = (Path(each["receipt"]).read_text() for each in json.loads(good("package", "day-2", "--json")))
    (dated,) = {line for text in (shared, secret) for line in text.splitlines() if line.startswith("Dated ")}
    assert "3 November 2026" in dated
    index = PdfReader(next(sample.folder.glob("*.pdf"))).pages[1].extract_text()
    for number, title in (("1.1", "Local Area Partnership Structure"), ("1.3", "Self-evaluation")):
        (line,) = [line for line in shared.splitlines() if line.startswith(f"- {number} {title}")]
        row = re.search(rf"{title} (\d+){re.escape(number)}", index)
        assert row is not None and line.endswith(f"from page {row[1]}")


def test_after_an_insertion_the_receipt_still_names_the_pages_of_the_index(sent: Any, good: Any) -> None:
    first = next((sent.kept / "package").glob("*receipt.txt")).read_text()
    sent.change("1.1", "structure.pdf", "Corrected structure")
    good("bundle", "day-2", "--supplement", "--insert")
    (made,) = json.loads(good("package", "day-2-supplement-1", "--json"))
    second = Path(made["receipt"]).read_text()
    pages = [
        [line.partition("from page ")[2] for line in text.splitlines() if line.startswith("- 1.")]
        for text in (first, second)
    ]
    assert pages[0] == pages[1] and all(pages[0])


# -- nothing else writes there -----------------------------------------------------------------------------


def test_no_command_changes_what_was_sent(sent: Any, run: Run, good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site = SimpleNamespace(folder=sent.root / "build" / "site", pages=0, unfinished=())
    monkeypatch.setattr(pipeline, "site", lambda *given, **options: site)  # it takes MkDocs, and writes to build/site
    files = sent.sent_files()
    sent.change("1.1", "structure.pdf", "Corrected structure")
    seal = record_of(sent).seal
    for arguments in (
        ("bundle", "day-2"),
        ("bundle", "day-2", "--draft"),
        ("bundle", "all", "--draft"),
        ("bundle", "day-2", "--item", "1.1"),
        ("bundle", "day-2", "--supplement"),
        ("bundle", "day-2", "--supplement", "--insert"),
        ("package", "day-2-supplement-1"),
        ("check",),
        ("validate",),
        ("status",),
        ("search", "structure"),
        ("requirements",),
        ("calendar",),
        ("codeowners",),
        ("build", "--draft"),
        ("verify", str(sent.kept)),
        ("verify", str(sent.kept / "package"), "--seal", seal),
    ):
        good(*arguments)
        assert sent.sent_files() == files, arguments
    for arguments in (("package", "day-2"), ("package", "day-2-rebuilt"), FREEZE):
        assert run(*arguments)[0] == 2, arguments
        assert sent.sent_files() == files, arguments


def test_a_rebuild_stands_beside_what_was_sent_and_says_so(sent: Any, run: Run, good: Any) -> None:
    said = good("bundle", "day-2")
    assert "the same bytes" in said and "build/bundles/day-2-rebuilt/" in said and not sent.folder.exists()
    sent.change("1.1", "structure.pdf", "Corrected structure", 3)
    said = good("bundle", "day-2", "--draft")
    assert "other documents" in said and "annexa bundle day-2 --supplement" in said and not sent.folder.exists()
    code, said = run("package", "day-2-rebuilt")
    assert code == 2 and "day-2 was sent on 3 November 2026" in said and "sent/day-2/package" in said


def test_after_build_was_deleted_everything_works_from_what_is_kept(sent: Any, good: Any) -> None:
    shutil.rmtree(sent.root / "build")
    good("verify", str(sent.kept / "package"), "--seal", record_of(sent).seal)
    sent.change("1.1", "structure.pdf", "Corrected structure")
    said = good("bundle", "day-2", "--supplement")
    assert "replaced: 1.1 Structure of the partnership" in said
    shutil.rmtree(sent.root / "build")
    good("bundle", "day-2", "--supplement", "--insert")
    good("package", "day-2-supplement-1")
    good("bundle", "day-2", "--supplement", "--freeze", "--sent", "2026-11-05 10:00")
    shutil.rmtree(sent.root / "build")
    sent.change("1.1", "structure.pdf", "Structure, corrected again")
    good("bundle", "day-2", "--supplement", "--insert")
    folder = sent.folder.with_name("day-2-supplement-2")
    assert [row["page_from"] for row in json.loads((folder / "manifest.json").read_text())["documents"]][:3] == [
        4,
        "5A",
        "5B",
    ]
    good("verify", str(folder))
    good("verify", str(sent.root / "sent" / "day-2-supplement-1" / "package"))


# -- what can go wrong on the way --------------------------------------------------------------------------


class PowerCut(Exception):
    """The computer stops."""


@pytest.mark.parametrize("at", ["keep.replace_folder", "recording.write", "recording.remove_folder"])
def test_a_power_cut_loses_nothing_and_the_same_command_ends_it(
    sample: Any, run: Run, good: Any, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def cut(*given: Any, **options: Any) -> None:
        raise PowerCut

    sample.build()
    good("package", "day-2")
    whole = {p.relative_to(sample.folder).as_posix(): p.read_bytes() for p in sample.folder.rglob("*") if p.is_file()}
    module, _, name = at.partition(".")
    with monkeypatch.context() as patched:
        patched.setattr({"keep": keep, "recording": recording}[module], name, cut)
        code, said = run(*FREEZE, "--sent", "2026-11-03 11:20")
        assert code == 70 and "PowerCut" in said
    assert sample.folder.exists(), "what was built is the last to go"
    (sample.root / "sent" / ".day-2.0a1b2c3d.work").mkdir()  # what a power cut leaves
    good(*FREEZE, "--sent", "2026-11-03 11:20")
    kept = {p.relative_to(sample.kept).as_posix(): p.read_bytes() for p in sample.kept.rglob("*") if p.is_file()}
    assert kept == whole and not sample.folder.exists()
    if at != "recording.remove_folder":  # then all was kept already
        assert not list((sample.root / "sent").glob(".*.work"))
    assert record_of(sample).sent_at == time(11, 20)


def test_what_lies_there_without_a_record_is_not_overwritten(sample: Any, run: Run, good: Any) -> None:
    sample.build()
    good(*FREEZE, "--without-package")
    path_of(sample.root, "day-2", "shared").unlink()
    files = sample.sent_files()
    sample.change("1.1", "structure.pdf", "Another structure")
    sample.build()
    code, said = run(*FREEZE, "--without-package")
    assert code == 2 and "git checkout -- evidence/submissions" in said
    assert sample.sent_files() == files and not path_of(sample.root, "day-2", "shared").exists()


def test_a_package_that_is_not_the_bundles_own_is_not_recorded(sample: Any, run: Run, good: Any) -> None:
    sample.build()
    good("package", "day-2")
    other = sample.root / "other"
    shutil.copytree(sample.folder / "package", other)
    sample.change("1.1", "structure.pdf", "Another structure")
    sample.build()
    shutil.copytree(other, sample.folder / "package")
    code, said = run(*FREEZE)
    assert code == 2 and "holds another bundle" in said
    zipped = sample.folder / "package" / "Westmere day-2.zip"
    zipped.write_bytes(zipped.read_bytes()[:-1])
    code, said = run(*FREEZE)
    assert code == 2 and "is not as it was packed" in said


@pytest.mark.parametrize("name", ["day-2-sent", "day-2"])
def test_what_an_earlier_version_kept_in_build_is_told_and_taken_over(sent: Any, good: Any, name: str) -> None:
    """Such a library has a record without time and role, and its copy in build/bundles/day-2-sent."""
    old = sent.folder.with_name(name)
    shutil.copytree(sent.kept, old)
    shutil.rmtree(sent.root / "sent")
    sent.change("1.1", "structure.pdf", "Corrected structure")
    said = good("bundle", "day-2", "--supplement", "--insert")
    assert "day-2 lies in build/ alone" in said and "annexa bundle day-2 --freeze" in said
    shutil.rmtree(sent.folder.with_name("day-2-supplement-1"))
    record = record_of(sent)
    good(*FREEZE)
    assert sent.kept.is_dir() and record_of(sent) == record
    shutil.rmtree(sent.root / "build")
    assert "lies in build/" not in good("bundle", "day-2", "--supplement", "--insert")


# -- where it is kept --------------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["archive/of what was sent", "~/annexa-sent", "{tmp}/elsewhere"])
def test_the_library_says_where_it_is_kept(
    sample: Any, good: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    setting = setting.format(tmp=tmp_path)
    file = sample.root / "evidence" / "library.yaml"
    file.write_text(file.read_text() + f'sent_folder: "{setting}"\n')
    sample.build()
    good(*FREEZE, "--without-package")
    expected = sample.root / Path(setting.replace("~", str(tmp_path / "home")))
    assert (expected / "day-2" / "manifest.json").is_file() and not (sample.root / "sent").exists()
    sample.change("1.1", "structure.pdf", "Corrected structure")
    shutil.rmtree(sample.root / "build")
    good("bundle", "day-2", "--supplement", "--insert")


@pytest.mark.parametrize("setting", ["build/sent", "build", "evidence/sent", ".", "..", "build/../evidence/x", ".git/sent", "~nobody-here/x"])  # fmt: skip
def test_a_place_in_which_nothing_is_safe_is_refused_at_its_line(sample: Any, run: Run, setting: str) -> None:
    from annexa.load import project

    sample.build()
    file = sample.root / "evidence" / "library.yaml"
    file.write_text(file.read_text() + f'sent_folder: "{setting}"\n')
    (finding,) = project(sample.root).findings
    assert (finding.file, finding.field) == ("evidence/library.yaml", "sent_folder")
    assert finding.place is not None and finding.place.line == len(file.read_text().splitlines())
    code, said = run(*FREEZE, "--without-package")
    assert code == 2 and "sent_folder" in said
    assert not path_of(sample.root, "day-2", "shared").exists()


def test_a_link_into_build_does_not_get_round_that(sample: Any, run: Run) -> None:
    sample.build()
    (sample.root / "sent").symlink_to(sample.root / "build")
    code, said = run(*FREEZE, "--without-package")
    assert code == 2 and "lies inside build/" in said


# -- what the folders are called ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("day-2", {}),
        ("day-2-child-level", {"package": "child-level"}),
        ("day-2-item-3.4", {"item": "3.4"}),
        ("day-2-child-level-item-tracked-children", {"package": "child-level", "item": "tracked-children"}),
        ("day-2-supplement-12", {"supplement": 12}),
        ("day-2-child-level-supplement-1", {"package": "child-level", "supplement": 1}),
        ("day-2-rebuilt", {"rebuilt": True}),
        ("day-2-packed-0a1b2c3d", {"packed": "0a1b2c3d"}),
        ("day-2-supplement-1-packed-0a1b2c3d", {"supplement": 1, "packed": "0a1b2c3d"}),
    ],
)
def test_a_folders_name_says_what_is_in_it(text: str, name: dict[str, Any]) -> None:
    expected = FolderName(submission="day-2", **name)
    assert (str(expected), FolderName.parse(text, ["day", "day-2", "day-5"])) == (text, expected)


@pytest.mark.parametrize(
    "text", ["day-3", "day-2-", "day-2-supplement-0", "day-2-supplement-", "day-2-sent", "xday-2", ""]
)
def test_another_name_is_none_of_ours(text: str) -> None:
    assert FolderName.parse(text, ["day-2", "day-5"]) is None
