"""Metadata made to be more than text: in every form that a command writes, each field stays the text that it is."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from annexa.cli.main import run
from annexa.tools import typst

HTML = "<img src=x onerror=alert(1)>"
SUM = "{{ 7 * 7 * 191 }}{% set x = 1 %}"
DONE = "9359"
"""What that template would make."""
FORMULA = '=HYPERLINK("http://127.0.0.1/","x")'
COMMAND = "::error::Zqcommand"
LINK = "[x](javascript:alert(1))"
TYPST = '#eval("1+1")'
EVIL = [f"{FORMULA} {HTML} {SUM} {COMMAND} {LINK} {TYPST} {number}" for number in range(9)]
"""One for each field, so that one that is missing in an output is another's matter."""
FORMS = ("text", "html", "json", "sarif", "junit", "github", "gitlab", "markdown")


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    """Nearly every field that is free text holds one of them; the file's name is as bad as a name can be."""
    file = f"=1+1 {COMMAND}  {{{{7*7*191}}}} <b>.txt"
    root = make_library(
        f"""\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: {json.dumps(EVIL[0])}
note: {json.dumps(EVIL[1])}
documents:
  - file: {json.dumps(file)}
    title: {json.dumps(EVIL[2])}
    summary: {json.dumps(EVIL[3])}
    kind: other
    dated: 2024-09-14
    attest:
      outcome-focused: {{answer: yes, by: lano, on: 2026-10-01, note: {json.dumps(EVIL[4])}}}
    waive:
      - {{rule: undated, reason: {json.dumps(EVIL[5])}, approved_by: lano, until: 2027-01-31}}
"""
    )
    (root / "evidence/3.4-destinations" / file).write_text(f"TBC {' '.join(EVIL)}\n\nQXZ is {HTML}\n")
    (root / "evidence/library.yaml").write_text(
        f"area: {json.dumps(EVIL[6])}\npartnership: {json.dumps(EVIL[7])}\nnotification: 2026-11-02\n"
    )
    people = root / "evidence/people.yaml"
    people.write_text(people.read_text().replace("Local authority nominated officer", json.dumps(EVIL[8])))
    return root


def is_text(name: str, data: str) -> None:
    """Nothing turns, starts a line that a runner obeys, or ends a terminal's text."""
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", data), name
    assert DONE not in data, name
    ours = re.compile(r"::(error|warning|notice)( file=[^:]*| title=[^:]*)[^\n]*::")
    assert not [line for line in data.splitlines() if line.lstrip().startswith("::") and not ours.match(line)], name


def is_page(name: str, data: str) -> None:
    page = lxml.html.fromstring(data)
    assert not page.xpath("//img[@onerror] | //*[starts-with(@href, 'javascript:')]"), name
    assert not [script for script in page.xpath("//script") if "<img" in (script.text or "")], name


def is_table(path: Path) -> None:
    if path.suffix == ".csv":
        cells = [cell for row in csv.reader(path.read_text("utf-8-sig").splitlines()) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)], path.name
        return
    for sheet in load_workbook(path).worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], path.name


def test_reports_and_status(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = library / "out"
    folder.mkdir()
    start = ["--library", str(library)]
    for form in FORMS:
        assert run([*start, "check", "--format", form, "--level", "info"]) == 1
        said = capsys.readouterr().out
        assert "Zqcommand" in said
        if form not in ("json", "sarif", "gitlab"):  # data, which keeps what there is and escapes it in its own way
            is_text(form, said)
        if form == "html":
            is_page(form, said)
    for form in ("text", "html", "markdown"):
        assert run([*start, "status", "--format", form, "--at", "2026-11-03 11:00"]) == 0
        said = capsys.readouterr().out
        is_text(form, said)
        if form == "html":
            is_page(form, said)
        if form == "markdown":
            assert HTML not in said and LINK not in said
    assert run([*start, "status", "--output", str(folder / "tracker.xlsx"), "--at", "2026-11-03 11:00"]) == 0
    is_table(folder / "tracker.xlsx")


def test_pages_of_the_site(library: Path, project_root: Path) -> None:
    from annexa.load import project
    from annexa.site.build import book_of
    from annexa.site.downloads import planned
    from annexa.site.pages import all_pages

    (library / "guidance").mkdir()
    (library / "guidance/local.yaml").write_bytes((project_root / "guidance/local.yaml").read_bytes())
    book = book_of(project(library))
    pages = all_pages(book, planned(book))
    assert any("Zqcommand" in text for text in pages.values())
    for name, text in pages.items():
        assert HTML not in text and LINK not in text and DONE not in text, name
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), name


def test_tables_letters_and_calendars(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = ["--library", str(library)]
    assert run([*start, "calendar"]) == 0
    assert run([*start, "chase", "--at", "2026-11-03 11:00"]) == 0
    assert run([*start, "search", "TBC"]) in (0, 1)
    assert run([*start, "codeowners"]) in (0, 1)
    said = capsys.readouterr()
    is_text("terminal", said.out + said.err)
    written = [path for path in library.rglob("*") if path.suffix in (".eml", ".ics", ".csv", ".xlsx", ".html")]
    assert [path for path in written if path.suffix == ".eml"]
    for path in written:
        if path.suffix in (".csv", ".xlsx"):
            is_table(path)
        elif path.suffix == ".html":
            is_page(path.name, path.read_text(encoding="utf-8"))
        else:
            lines = path.read_bytes().split(b"\n")
            assert not [line for line in lines if line.lower().startswith((b"bcc:", b"::"))], path.name


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u202a", "\x1b[31m", "\x07", "\x9b", "\x7f"])
@pytest.mark.parametrize("file", ["item.yaml", "library.yaml", "people.yaml"])
def test_hidden_characters_that_steer_a_terminal_or_turn_text_are_found(
    make_library: Callable[..., Path], file: str, mark: str
) -> None:
    from annexa.load import project

    root = make_library()
    path = next((root / "evidence").rglob(file))
    text = path.read_text()
    old = {"item.yaml": "Where young", "library.yaml": "Testshire local", "people.yaml": "Local authority"}[file]
    line = next(number for number, each in enumerate(text.splitlines(), 1) if old in each)
    key, _, value = text.splitlines()[line - 1].partition(old)
    made = f"{key}{json.dumps(mark + old + value, ensure_ascii=True)}" if file != "people.yaml" else None
    lines = text.splitlines()
    lines[line - 1] = made or lines[line - 1].replace(old + " nominated officer", json.dumps(mark + "officer"))
    path.write_text("\n".join(lines) + "\n")
    faults = [each for each in project(root).findings if each.rule == "metadata-syntax"]
    assert [(each.file.rpartition("/")[2], each.place.line) for each in faults] == [(file, line)]
    assert mark not in faults[0].message and faults[0].remedy


MARKUP = (
    '#eval("1+1")', "#{ 7 * 7 * 191 }", '#read("/etc/passwd")', '#include "frontmatter.typ"', "#panic()", "#sys.inputs",
    "= A heading", "- a list", "*bold* _slanted_ `raw`", "$ sum_(k=1)^n k $", "@reference", "<label>", "// a comment",
    "/* a comment", "\\u{41} \\", "---~...", '#link("http://127.0.0.1/")[x]', '"', "]", "}", "#", "{{ 7 * 7 * 191 }}",
    "{% raw %}", HTML, COMMAND, FORMULA, LINK, "%PDF-1.7", "\\input{x}", "${HOME} `id` $(id)",
)  # fmt: skip
"""What typst, Jinja, Markdown, HTML, a spreadsheet, a runner or a shell would take for more than text."""


def hostile(data: Any, told: list[str]) -> Any:
    """The same data with each text in it another text that is markup; they are put down in `told`."""
    if isinstance(data, dict):
        return {key: value if key in KEPT else hostile(value, told) for key, value in data.items()}
    if isinstance(data, list):
        return [hostile(value, told) for value in data]
    if not isinstance(data, str):
        return data
    told.append(f"{MARKUP[len(told) % len(MARKUP)]} n{len(told)}n")
    return told[-1]


KEPT = frozenset({"kind", "key", "language", "region", "align", "fonts", "letters"})
"""Names of ours, which no library writes."""
ROW = {"kind": "document", "key": "", "number": "", "title": "t", "dated": "d", "page": "p", "note": "n", "alarm": True,
       "span": 1}  # fmt: skip
DOCUMENT = {"key": "", "title": "t", "dated": "d", "status": "s", "page": "p", "notes": ["n"]}
FRONT: dict[str, Any] = {
    "title": "t", "language": "en", "region": "GB",
    "sections": [
        {"kind": "cover", "key": "cover", "partnership": "p", "title": "t", "framework": "f", "draft": True,
         "package": "p", "facts": [["a", "b"]], "missing": ["m", "m"], "notes": ["n"]},
        {"kind": "index", "key": "index", "lead": "l", "groups": [{"title": "t", "rows": [ROW, {**ROW, "kind": "item"}]}]},
        {"kind": "divider", "key": "d", "group": "g", "number": "n", "title": "t", "asks": "a", "asked": "a",
         "summary": "s", "summed": "s", "documents": [DOCUMENT, DOCUMENT], "notes": ["n", "n"]},
        {"kind": "slip", "key": "s", "item": "i", "title": "t", "facts": [["a", "b"]], "notes": ["n"]},
    ],
}  # fmt: skip
MESSAGE = {"title": "t", "headers": [["From", "f"]] * 4, "blocks": ["b"] * len(MARKUP), "attachments": ["a"] * 4}
FIELD = {
    "width": 500.0, "height": 40.0, "lines": ["l"], "letters": [], "cells": 0, "chosen": [], "long": True, "list": False,
    "fonts": ["Liberation Sans"], "bold": False, "size": 8.0, "align": "start", "colour": [0], "border": [],
    "ground": [], "rule": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("template", "data"),
    [
        ("bundle/frontmatter.typ", FRONT),
        ("convert/messages.typ", MESSAGE),
        ("pdf/forms/fields.typ", {"fields": [FIELD] * len(MARKUP)}),
    ],
    ids=["front matter", "message", "form fields"],
)
def test_what_typst_sets_is_text(project_root: Path, template: str, data: Any) -> None:
    """Each text of the data stands on the pages sign by sign, and no page links anywhere that ours do not."""
    told: list[str] = []
    made = typst.compile_pdf(project_root / "src/annexa" / template, hostile(data, told))
    opened = pdfium.PdfDocument(made)
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in opened)
    words += "".join(str(opened.get_metadata_value("Title")).split())
    for text in told:
        assert "".join(text.split()) in words, text
    assert DONE not in words
    with pikepdf.open(io.BytesIO(made)) as pdf:
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert not [link for link in links if not link.startswith("https://too-long.invalid/")], (
        "a link of the data's making"
    )
