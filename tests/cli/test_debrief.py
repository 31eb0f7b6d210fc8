"""`annexa debrief`: forms made where nothing else looks, filled in tidily and untidily, and the headlines of a day."""

import io
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from tests.conftest import ROOT
from tests.inspection.test_debrief_reading import SHORT, SOURCE
from tests.sample_place import SAMPLE

from annexa.cli import main
from annexa.load import project
from annexa.pipeline.debriefs import collate, written
from annexa.site.build import book_of, edition_of
from annexa.site.forms import Known, debriefing_form

pytestmark = pytest.mark.usefixtures("helpers_here")

NAMES = ("Quillfeather", "Marlowe", "Okonjo", "Robin", "Zadie")
DAY = "2026-12-15"


@pytest.fixture
def root(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_library()
    (made / "guidance").mkdir()
    shutil.copy(ROOT / "guidance/local.yaml", made / "guidance")
    monkeypatch.chdir(made)
    return made


def new(*words: str) -> int:
    return int(main.run(["debrief", "new", "--initials", "LP", "--date", DAY, *words]))


def fill(path: Path, *, colour: str = "Red") -> None:
    """Our form, filled in on a screen: the first table, the boxes, the list of colours."""
    document = docx.Document(str(path))
    document.tables[0].cell(0, 1).text = "Robin Quillfeather, Senior educational psychologist, 01992 555 555"
    document.tables[0].cell(3, 1).text = "Educational psychology"
    answers = [
        "Waiting times for assessment",
        "The recovery plan",
        "Robin Quillfeather was asked for the waiting list by month",
        "Why advice is late",
        "They look at annual reviews",
    ]
    for table, answer in zip(document.tables[1:6], answers, strict=True):
        table.cell(0, 0).text = answer
    chosen = document.element.xpath("//w:sdtContent//w:t")
    chosen[0].text = colour
    document.tables[-1].cell(0, 0).text = "Robin felt that the figures did not match."
    document.save(str(path))


def untidy(path: Path) -> None:
    """The source's form in Word: merged cells, tracked changes, a coloured box in place of a word, no initials."""
    document = docx.Document()
    for line in SOURCE[: SOURCE.index("5. Finally")].replace("Robin Quillfeather", "Zadie Okonjo-Hart").split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Traffic light"
    box = docx.oxml.parse_xml(
        '<w:shd xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:val="clear" w:fill="FFC000"/>'
    )
    table.cell(1, 1)._tc.get_or_add_tcPr().append(box)
    last = document.add_paragraph("Overall Summary: ")
    last._p.append(
        docx.oxml.parse_xml(
            '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="x">'
            "<w:r><w:t>Steady, said Zadie</w:t></w:r></w:ins>"
        )
    )
    document.save(str(path))


ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>{}</office:text>
</office:body></office:document-content>"""


def odt(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        body = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
        archive.writestr("content.xml", ODT.format(body))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three forms of a day, one of another, one damaged, and one that is no form."""
    folder = tmp_path_factory.mktemp("forms")
    book = book_of(project(SAMPLE))
    (folder / "15.12.26 LP Summary.docx").write_bytes(debriefing_form(book, edition_of(book), Known(initials="LP")))
    fill(folder / "15.12.26 LP Summary.docx")
    untidy(folder / "summary 15-12-2026 Zadie Okonjo-Hart.docx")
    odt(folder / "15.12.26 AB Summary.odt", SHORT.replace("Robin Quillfeather", "Ash Marlowe").replace("LP", "AB"))
    (folder / "14.12.26 CD Summary.txt").write_text(SHORT.replace("15/12", "14/12"), encoding="utf-8")
    (folder / "15.12.26 EF Summary.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "notes.txt").write_text("Ring the school back", encoding="utf-8")
    return folder


@pytest.fixture
def forms(root: Path, filled: Path) -> Path:
    shutil.copytree(filled, root / "debriefs")
    return root / "debriefs"


def test_a_form_is_made_where_git_leaves_it_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("--meeting", "leaders", "--service", "Schools") == 0
    assert "debriefs/15.12.26 LP Summary.docx" in capsys.readouterr().out
    assert new() == 0
    assert {path.name for path in (root / "debriefs").iterdir()} == {
        ".gitignore", "15.12.26 LP Summary.docx", "15.12.26 LP Summary 2.docx",
    }  # fmt: skip
    assert "*" in (root / "debriefs/.gitignore").read_text().splitlines()
    cells = [
        cell.text for cell in docx.Document(str(root / "debriefs/15.12.26 LP Summary.docx")).tables[0].column_cells(1)
    ]
    assert cells == ["", "LP", "leaders", "Schools", "Tuesday 15 December 2026"]


def test_the_colour_is_a_list_to_choose_from(root: Path) -> None:
    assert new() == 0
    document = docx.Document(str(root / "debriefs/15.12.26 LP Summary.docx"))
    assert document.element.xpath("//w:dropDownList/w:listItem/@w:value") == ["Green", "Amber", "Red"]


@pytest.mark.parametrize("initials", ["", "L", "ABCDE", "L4", "../x"])
def test_what_are_no_initials_is_refused(root: Path, initials: str) -> None:
    assert main.run(["debrief", "new", "--initials", initials]) == 2
    assert not (root / "debriefs").exists()


def test_the_headlines_of_a_day(forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["debrief", "collate", DAY]) == 0
    said = capsys.readouterr()
    assert "3 debriefings: 1 red and 2 amber" in said.out
    assert said.out.index("RED: Educational psychology (LP)") < said.out.index("AMBER: Schools")
    assert "Waiting times" in said.out and "Why advice is late" in said.out and "annual reviews" in said.out
    assert not [name for name in NAMES if name.casefold() in said.out.casefold()], "nobody is named"
    assert "14 December" in said.out, "what is of another day is said"
    assert "15.12.26 EF Summary.docx" in said.err and "notes.txt" in said.err, "what cannot be used is named"
    lines = [line.strip() for line in said.out.splitlines() if "annexa request open" in line]
    assert len(lines) == 3, "each document that was asked for proposes a request"
    assert main.run([*shlex.split(lines[0])[1:], "--at", DAY]) == 0
    request = (forms.parent / "evidence/requests/001.yaml").read_text(encoding="utf-8")
    assert "asked: The waiting list by month" in request and "lano" in request and "Quillfeather" not in request


def test_the_headlines_are_written_as_the_name_says(forms: Path, tmp_path: Path) -> None:
    loaded, day = project(forms.parent), date(2026, 12, 15)
    page = collate(loaded, day).headlines
    for form, text in (("text", str), ("markdown", str), ("word", words_of)):
        said = text(written(loaded, page, day, form))  # type: ignore[operator]
        assert "waiting list" in said and "red" in said.casefold(), form
        assert not [part for part in NAMES if part in said], form
    file = tmp_path / "headlines.md"
    assert main.run(["debrief", "collate", DAY, "--output", str(file), "--quiet"]) == 0
    assert file.read_text(encoding="utf-8") == written(loaded, page, day, "markdown")


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_another_ending_is_refused(forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["debrief", "collate", DAY, "--output", str(tmp_path / "h.pdf")]) == 2
    assert ".docx" in capsys.readouterr().err


def test_no_form_is_said_with_what_to_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["debrief", "collate", DAY]) == 2
    assert "annexa debrief new" in capsys.readouterr().err


def test_a_day_without_forms_says_which_days_have_some(forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["debrief", "collate", "2026-12-18"]) == 0
    said = capsys.readouterr().out
    assert "0 debriefings" in said and "15 December 2026" in said


@pytest.mark.parametrize("setting", ["evidence/debriefs", "build", "."])
def test_forms_never_lie_among_the_evidence(root: Path, setting: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}debriefs_folder: {setting}\n")
    assert new() == 2 and "debriefs_folder" in capsys.readouterr().err
    assert main.run(["validate"]) == 1
    assert "debriefs_folder" in capsys.readouterr().out


def test_a_folder_elsewhere_is_used_as_it_is(root: Path, tmp_path: Path) -> None:
    settings = root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}debriefs_folder: {tmp_path / 'team'}\n")
    assert new() == 0
    assert [path.name for path in (tmp_path / "team").iterdir()] == ["15.12.26 LP Summary.docx"]


def test_names_of_the_librarys_lists_are_hidden_too(
    forms: Path, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe/names.txt").write_text("Wren Hollis\n")
    settings = root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\nname_lists: [names.txt]\n")
    odt(forms / "15.12.26 GH Summary.odt", SHORT.replace("waiting times", "Wren Hollis moved school"))
    assert main.run(["debrief", "collate", DAY]) == 0
    said = capsys.readouterr().out
    assert "moved school" in said and not re.search("hollis", said, re.IGNORECASE)


MARK = "Zqmarlow"
COMMANDS = (
    "debrief collate 2026-12-15", "debrief collate 2026-12-15 -o out/h.md", "debrief collate 2026-12-15 -o out/h.docx",
    "validate", "check --format json", f"search {MARK}", "status", "status -o out/s.html", "timetable new", "timetable show",
    "timetable calendars", "chase",
)  # fmt: skip


def test_who_was_interviewed_stands_nowhere_but_in_the_forms(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not what a file carries about them either: its author, a comment, a deletion, a property."""
    assert new() == 0
    path = root / "debriefs/15.12.26 LP Summary.docx"
    fill(path)
    document = docx.Document(str(path))
    document.tables[0].cell(0, 1).text = f"Ash {MARK}, ash.{MARK}@oak.example"
    document.tables[1].cell(0, 0).text = f"Waits, said Ash {MARK} and again {MARK.upper()}"
    document.core_properties.author = document.core_properties.subject = MARK
    document.add_comment(document.paragraphs[0].runs, f"Ring {MARK}", author=MARK)
    gone = f'<w:del {W} w:id="9" w:author="{MARK}"><w:r><w:delText>{MARK}</w:delText></w:r></w:del>'
    document.paragraphs[1]._p.append(docx.oxml.parse_xml(gone))
    document.save(str(path))
    (root / "out").mkdir()
    capsys.readouterr()
    for line in COMMANDS:
        assert main.run(line.split()) in (0, 1), line
        said = capsys.readouterr()
        assert MARK.casefold() not in (said.out + said.err).replace(f"‘{MARK}’", "").casefold(), line
    assert "waits, said the interviewee" in (root / "out/h.md").read_text(encoding="utf-8").casefold().replace("\\", "")
    assert [held for held in files_with(root, MARK) if not held.startswith("debriefs/")] == []


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def files_with(root: Path, word: str) -> list[str]:
    """Files that hold a word in their name or their bytes, zip files unpacked."""
    found = []
    for path in (path for path in root.rglob("*") if path.is_file()):
        parts = [path.name.encode(), path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if any(word.lower().encode() in part.lower() for part in parts):
            found.append(path.relative_to(root).as_posix())
    return found


def test_a_form_that_was_saved_twice_counts_once(forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(forms / "15.12.26 AB Summary.odt", forms / "15.12.26 AB Summary (1).odt")
    assert main.run(["debrief", "collate", DAY]) == 0
    said = capsys.readouterr().out
    assert "3 debriefings" in said and "1 form says what another says" in said
