"""“Hand in a document”, in README and on the site: its commands are run as they stand."""

from datetime import date
from pathlib import Path

import pytest
from tests.site.test_newcomer import commands

from annexa.cli.main import run
from annexa.inspection.starting import start
from annexa.load import project

PAGE = "guidance/pages/evidence/hand-in.md"
PLACES = {"README.md": "## Hand in a document", PAGE: "## The commands"}


def document(path: Path, title: str, line: str) -> None:
    import docx

    written = docx.Document()
    written.add_heading(title, 0)
    written.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    written.save(str(path))


def test_readme_and_site_say_the_same() -> None:
    readme, site = (commands(file, heading) for file, heading in PLACES.items())
    assert readme == site and {words[1] for words in readme} == {"adopt", "confirm", "check", "new"}


def test_what_the_page_says_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start(tmp_path / "ashby", area="Ashby", framework="annex-a", today=date(2026, 11, 20))
    document(tmp_path / "SEND evidence/3.4/Leavers v2.docx", "Destinations of leavers", "Version 2, 14 September 2026")
    document(tmp_path / "SEND evidence/3.4/Leavers v1.docx", "Destinations of leavers", "Version 1, 2 June 2026")
    document(tmp_path / "Downloads/Destinations by school.docx", "Destinations by school", "1 September 2026")
    monkeypatch.chdir(tmp_path / "ashby")
    codes = []
    for _, *words in (*commands(PAGE, PLACES[PAGE]), *commands(PAGE, "{ #confirm }")):
        codes.append(run(words))
    assert codes == [0] * 8, capsys.readouterr().err
    assert "has changed since it was adopted" in capsys.readouterr().out
    loaded = project(tmp_path / "ashby")
    assert loaded.findings == () and loaded.library is not None
    (item,) = loaded.library.items
    told = [(meta.file, str(meta.dated), str(meta.kind), meta.guessed) for meta in item.meta.documents]
    assert told == [
        ("leavers.docx", "2026-09-14", "other", ()),
        ("destinations-by-school.docx", "2026-09-14", "data", ()),
    ]
