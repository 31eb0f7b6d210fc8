"""Which edition of the list a library answers, and what is said until somebody has compared it with a newer one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli.main import run
from annexa.inspection.editions import doubt, is_confirmed, on_receipt
from annexa.load import Loaded, project

Make = Callable[..., Path]


def confirmed(root: Path, text: str) -> Loaded:
    with (root / "evidence/library.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"framework_confirmed: {text}\n")
    return project(root)


@pytest.mark.parametrize(
    ("day", "quiet"),
    [("2025-06-05", False), ("2025-06-06", True), ("2026-10-05", True)],
    ids=["before", "that day", "since"],
)
def test_only_a_comparison_since_the_newer_one_came_out_counts(make_library: Make, day: str, quiet: bool) -> None:
    loaded = confirmed(make_library(), f"{{date: {day}, role: lano}}")
    assert loaded.library is not None and loaded.findings == ()
    assert is_confirmed(loaded.framework, loaded.library.meta) is quiet
    assert bool(doubt(loaded.framework, loaded.library.meta)) is not quiet


def test_a_list_that_knows_of_no_newer_one_says_nothing(make_library: Make) -> None:
    loaded = project(make_library())
    assert loaded.library is not None
    newest = loaded.framework.model_copy(update={"newer": None})
    assert doubt(newest, loaded.library.meta) == "" == on_receipt(newest, loaded.library.meta, loaded.library.people)


@pytest.mark.parametrize("command", [["check"], ["status"]])
def test_commands_say_it_until_it_is_confirmed(
    make_library: Make, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    run(["--library", str(root), *command])
    assert "one of 6 June 2025" in " ".join(capsys.readouterr().out.split())
    confirmed(root, "{date: 2026-10-05, role: lano}")
    run(["--library", str(root), *command])
    assert "6 June 2025" not in " ".join(capsys.readouterr().out.split())


def test_the_receipt_says_which_list_and_who_compared_it(make_library: Make) -> None:
    root = make_library()
    before = project(root)
    assert before.library is not None
    said = on_receipt(before.framework, before.library.meta, before.library.people)
    assert "A newer list, of 6 June 2025, exists" in said and "not recorded" in said
    after = confirmed(root, "{date: 2026-10-05, role: lano}")
    assert after.library is not None
    said = on_receipt(after.framework, after.library.meta, after.library.people)
    assert "5 October 2026: Local authority nominated officer" in said and "newer" not in said


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{date: 2026-10-05, role: lanno}", "framework_confirmed.role"),
        ("{date: 5 October, role: lano}", "framework_confirmed.date"),
        ("{date: 2026-10-05}", "framework_confirmed.role"),
        ("2026-10-05", "framework_confirmed"),
    ],
    ids=["unknown role", "no date", "nobody", "a date alone"],
)
def test_what_cannot_be_meant_is_a_finding_at_its_place(make_library: Make, text: str, field: str) -> None:
    findings = confirmed(make_library(), text).findings
    assert [(finding.field, finding.place.line, finding.file) for finding in findings] == [
        (field, 4, "evidence/library.yaml")
    ]
    assert findings[0].remedy
