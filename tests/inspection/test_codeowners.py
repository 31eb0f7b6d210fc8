"""Who must agree to a change of an item, as GitHub and GitLab read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli.main import run

ACCOUNTABLE = "education-accountable-lead"
TITLE = '"Accountable lead, education"'


@pytest.mark.parametrize(
    ("own", "more", "line"),
    [
        ("reviewers: ['@area/education']", "", "/evidence/3.4-destinations/ @area/education"),
        (
            "reviewers: ['@area/education']",
            "  officer: {title: X, stages: [accountable-lead], signs: [education], reviewers: [o@area.example]}\n",
            "/evidence/3.4-destinations/ @area/education o@area.example",
        ),
        (
            "reviewers: ['@area/education'], signs: ['3.5']",
            "  other: {title: X, stages: [accountable-lead], signs: ['3.4'], reviewers: ['@other']}\n",
            "/evidence/3.4-destinations/ @other",
        ),
        ("signs: []", "", f"# /evidence/3.4-destinations/ has no reviewer: give {ACCOUNTABLE} `reviewers` in"),
    ],
)
def test_those_who_sign_an_item_as_accountable_review_it(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str], own: str, more: str, line: str
) -> None:
    root = make_library()
    people = root / "evidence/people.yaml"
    text = people.read_text("utf-8")
    assert TITLE in text
    people.write_text(text.replace(TITLE, f"{TITLE}, {own}") + more, encoding="utf-8")
    assert run(["--library", str(root), "codeowners"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(line)
