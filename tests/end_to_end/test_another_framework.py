"""An invented list of seven requirements in three submissions: no number and no name of Annex A is written in code."""

import json
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import yaml
from tests import in_process
from tests.documents.made_pdf import new, saved, say

from annexa.cli.main import run
from annexa.inspection.starting import start

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("helpers_here")]  # four bundles and the pages of a site

SUBMISSIONS = {"at-once": (1, "16:00"), "second-wave": (7, "09:30"), "last.one": (12, "23:59")}
REQUIREMENTS = {
    "who-we-are": ("at-once", "people", "Who we are"),
    "1.10": ("at-once", "people", "How we are led"),
    "1.2": ("second-wave", "people", "How we are paid"),
    "names": ("second-wave", "places", "Names of those we help"),
    "2.1.1": ("second-wave", "places", "Where we are"),
    "2.1.2": ("last.one", "places", "Where we were"),
    "z": ("last.one", "places", "What is left"),
}
SENSITIVE = "names"


def framework() -> str:
    """The list as a file. Nothing in it is signed off."""
    due = {id: {"day": str(day), "time": time} for id, (day, time) in SUBMISSIONS.items()}
    entries = [
        {
            "id": id,
            "group": group,
            "title": title,
            "asks": f"What shows: {title}.",
            "submission": part,
            "due": due[part],
        }
        | ({"number": id} if id[0].isdigit() else {})
        | ({"sensitive": "true"} if id == SENSITIVE else {})
        for id, (part, group, title) in REQUIREMENTS.items()
    ]
    return "# Invented.\n" + yaml.safe_dump(
        {
            "id": "invented",
            "title": "A list of our own",
            "source": "a test",
            "guidance": "no",
            "submissions": [{"id": id, "title": f"Part {id}", "due": due[id]} for id in SUBMISSIONS],
            "groups": [{"id": "people", "title": "People"}, {"id": "places", "title": "Places"}],
            "requirements": entries,
        },
        sort_keys=False,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a PDF for each requirement, and all of its bundles."""
    from datetime import date

    folder = tmp_path_factory.mktemp("invented")
    (folder / "invented.yaml").write_text(framework())
    root = folder / "library"
    start(root, area="Ashby", framework=str(folder / "invented.yaml"), today=date(2026, 11, 2))
    for id, (_, group, title) in REQUIREMENTS.items():
        own = root / "evidence" / f"{id}-folder"
        own.mkdir()
        item = {
            "requirement": id,
            "lead": f"{group}-evidence-lead",
            "accountable": f"{group}-accountable-lead",
            "summary": title,
            "documents": [{"file": "own.pdf", "title": f"All about {title}", "kind": "other", "dated": "2026-09-14"}],
        }
        (own / "item.yaml").write_text(yaml.safe_dump(item))
        pages = say(f"All about {title}", 760, 24) + say("Version 1, 14 September 2026", 700)
        (own / "own.pdf").write_bytes(saved(new(pages)))
    with pytest.MonkeyPatch.context() as patch:
        in_process.helpers(patch)
        assert run(["--library", str(root), "bundle", "all", "--draft", "--as-of", "2026-11-02", "-q"]) == 0
    return root


def test_every_submission_has_a_bundle_with_its_requirements_and_no_other(root: Path) -> None:
    for submission in SUBMISSIONS:
        folder = root / "build/bundles" / submission
        manifest = json.loads((folder / "manifest.json").read_text())
        (name,) = [file["path"] for file in manifest["files"] if file["kind"] == "bundle"]
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(folder / name).pages)
        for id, (part, _, title) in REQUIREMENTS.items():
            assert (f"All about {title}" in text) == (part == submission and id != SENSITIVE), (submission, id)
    assert sorted(path.name for path in (root / "build/bundles").iterdir() if path.is_dir()) == sorted(
        [*SUBMISSIONS, "second-wave-child-level"]
    )


@pytest.mark.parametrize("submission", [*SUBMISSIONS, "second-wave-child-level"])
def test_each_bundle_is_verified_and_packed(root: Path, submission: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "build/bundles" / submission
    assert run(["--library", str(root), "verify", str(folder)]) == 0, capsys.readouterr().out


def test_the_rest_knows_the_list_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask: Callable[..., int] = lambda *words: run(["--library", str(root), *words])  # noqa: E731
    ask("status", "--format", "json", "--at", "2026-11-02 10:00")
    status = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in status["requirements"]] == list(REQUIREMENTS)
    assert ask("calendar", "--from", "2026-11-02", "--json") == 0
    events = {event["id"]: event["at"] for event in json.loads(capsys.readouterr().out)}
    assert events["submission-last.one"] == "2026-11-17T23:59:00+00:00"
    assert "selection" not in events, "the three weeks of Annex A are not those of this visit"
    assert ask("requirements", "2.1.1") == 0
    assert ask("package", "at-once", "--from", "people-evidence-lead") == 0
    assert any((root / "build/bundles/at-once/package").glob("*Ashby at-once.zip"))
    assert ask("site", "--pages-only", "-q") == 0
    assert (root / "build/pages/requirements/2.1.1.md").is_file()
    assert not (root / "build/pages/evidence/tracked-children.md").exists(), "a page about what nobody asks for"
