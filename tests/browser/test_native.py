"""The page's own judgement, natively: the same as the command line's, whatever the libraries below it."""

import ast
import importlib
import importlib.util
import json
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.browser.papers import TEXTS
from tests.sample_place import SAMPLE

from annexa.browser import calls, item, packing, parts
from annexa.load import project
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.library import ItemMeta
from annexa.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
STANDINS = ROOT / "src/annexa/browser/standins"
PROGRAM = Path(__file__).with_name("run.py")
TODAY = "2026-11-27"


def test_what_nobody_has_said_is_asked_and_counts_as_no_fault(small: Path, tmp_path: Path) -> None:
    minutes = docx.Document()
    minutes.add_heading("Minutes of the partnership board", 0)
    minutes.add_paragraph("9 November 2026")
    minutes.save(str(tmp_path / "minutes.docx"))
    said = {"kind": "minutes", "dated": "2026-11-09", "title": "Minutes of the partnership board"}
    answer = json.loads(calls.check(str(small), str(tmp_path / "minutes.docx"), json.dumps(said), TODAY))
    assert not [each for each in answer["findings"] if each["level"] == "error"]
    assert len(answer["asked"]) >= 2
    block = {"minutes": {"actions_complete": "yes"}}
    more = json.loads(
        calls.check(str(small), str(tmp_path / "minutes.docx"), json.dumps(said | {"block": block}), TODAY)
    )
    assert len(more["asked"]) == len(answer["asked"]) - 1
    undated = json.loads(calls.check(str(small), str(tmp_path / "minutes.docx"), "{}", TODAY))
    assert len(undated["left_out"]) == 2 and not answer["left_out"]


@given(titles=st.lists(TEXTS.filter(lambda text: len(text) >= 3), min_size=1, max_size=4), summary=TEXTS)
def test_whatever_is_typed_is_read_back_equal(titles: list[str], summary: str) -> None:
    text = item.new({"requirement": "3.10", "lead": "lead", "accountable": "accountable", "summary": summary})
    for number, title in enumerate(titles):
        document = {
            "file": f"{number}.docx", "title": title, "kind": "minutes", "dated": "2026-01-01",
            "minutes": {"actions_complete": "no", "keywords": [title]},
        }  # fmt: skip
        text = item.with_document(text, document)
    tree, faults = parse(text.encode())
    record, more = build(ItemMeta, tree) if tree is not None else (None, ())
    assert not faults and not more, (faults, more, text)
    assert record is not None
    assert (record.requirement, record.summary) == ("3.10", summary)
    assert [each.title for each in record.documents] == titles
    assert [each.minutes.keywords for each in record.documents] == [(title,) for title in titles]


WITH_COMMENTS = """\
# Ours
requirement: "3.4"  # as in Annex A
lead: a
accountable: b
summary: X y
documents:
  # the first
  - file: a.docx
    title: One  # kept
    kind: other
    dated: 2026-01-01

# behind
note: hello
"""


def test_comments_stay_and_a_document_of_the_same_name_is_replaced() -> None:
    added = item.with_document(WITH_COMMENTS, {"file": "b.docx", "title": "Two", "kind": "data", "dated": "2026-02-01"})
    lines = added.splitlines()
    assert [line for line in WITH_COMMENTS.splitlines() if line not in lines] == []
    assert lines.index('  - file: "b.docx"') == lines.index("    dated: 2026-01-01") + 1
    again = item.with_document(added, {"file": "a.docx", "title": "New", "kind": "data", "dated": "2026-02-01"})
    assert "# behind" in again and "# the first" in again and "One" not in again
    assert again.count("- file:") == 2


def test_what_is_laid_out_oddly_is_answered_with_lines_to_paste() -> None:
    asked = {"text": "documents: [{file: a.docx}]\n", "document": {"file": "b.docx", "title": "B"}}
    assert json.loads(calls.write("", json.dumps(asked))) == {"lines": '- file: "b.docx"\n  title: "B"'}


# ---------------------------------------------------------------------------------------------------------- what goes


def test_the_page_knows_no_place_and_no_mailbox(small: Path) -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in (small / "evidence").glob("*.yaml"))
    loaded = project(SAMPLE)
    assert loaded.library is not None
    mailboxes = [role.mailbox for role in loaded.library.people.roles.values() if role.mailbox]
    assert mailboxes and not [mailbox for mailbox in mailboxes if mailbox in said]
    assert "secure_folder" not in said and "name_lists" not in said


def test_what_the_worker_needs_goes_with_it_and_nothing_of_site_or_command_line() -> None:
    named = parts.modules()
    assert {
        "annexa.browser.calls",
        "annexa.documents.word.reader",
        "annexa.documents.pdf.reader",
        "annexa.load.project",
    } <= set(named)
    assert {f"annexa.rules.{name.replace('-', '_')}" for name in RULES} <= set(named)
    assert not [
        name for name in named if name.startswith(("annexa.cli", "annexa.site", "annexa.pipeline", "annexa.mail"))
    ]
    rooms = ("annexa.bundle", "annexa.pdf", "annexa.package", "annexa.plan", "annexa.sent")
    writers = [name for name in named if name.startswith(rooms)]
    assert "annexa.verify.sight" in named and not writers


def test_what_only_a_pdf_needs_is_no_part_of_the_first_visit() -> None:
    at_once = parts.modules(without=parts.ONLY_FOR_PDF)
    assert "annexa.documents.word.reader" in at_once
    assert not [name for name in at_once if name.startswith(("annexa.documents.pdf", "annexa.verify"))]
    assert set(at_once) < set(parts.modules())


def test_a_pdf_inside_another_file_asks_for_its_part_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls.begin()
    try:
        assert importlib.util.find_spec("a_library_of_nobody") is None and not calls.lacks_pdf()
        monkeypatch.delitem(sys.modules, "pikepdf", raising=False)
        monkeypatch.setattr(sys, "path", [])
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("pikepdf")
        assert calls.lacks_pdf() and not calls.lacks_pdf()
    finally:
        sys.meta_path.pop()


def is_module(name: str) -> bool:
    """Not a class or function that was imported from one."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is no package
        return False


def done_without(path: Path) -> set[str]:
    """The libraries whose absence a module catches."""
    tries = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Try)]
    catching = [node for node in tries if any("ImportError" in ast.dump(handler) for handler in node.handlers)]
    imports = [each for node in catching for part in node.body for each in ast.walk(part)]
    return {(each.module or "").split(".")[0] for each in imports if isinstance(each, ast.ImportFrom)} | {
        alias.name.split(".")[0] for each in imports if isinstance(each, ast.Import) for alias in each.names
    }


def test_whatever_the_worker_imports_goes_with_it_stands_in_or_may_be_missing() -> None:
    """So that a new library below the readers is seen here, and not as a crash of the page."""
    pins = (ROOT / "requirements/browser.txt").read_text(encoding="utf-8").splitlines()
    packed = {line.split("==")[0].replace("-", "_") for line in pins if "==" in line and line[0].isalpha()} | {"yaml"}
    missing = []
    for name, path in parts.modules().items():
        there = packed | done_without(path) | {"annexa", *sys.stdlib_module_names}
        for each in set(parts.imported(name, path)):
            at = STANDINS.joinpath(*each.split("."))
            stands_in = at.with_suffix(".py").is_file() or (at / "__init__.py").is_file()
            if each.split(".")[0] not in there and not stands_in and is_module(each):
                missing.append(f"{name}: {each}")
    remedy = "pack it (requirements/browser.txt), write a stand-in, or catch ImportError where it is imported"
    assert not missing, remedy


def test_the_pins_are_those_of_the_command_line_and_lint_says_what_to_do_where_they_are_not() -> None:
    spec = importlib.util.spec_from_file_location("browser_pins", ROOT / "scripts/browser_pins.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main() == 0
    text = (ROOT / "requirements/browser.txt").read_text(encoding="utf-8")
    ours = script.pins(text)
    assert {"pydantic-core", "msgspec", "pypdfium2", "pypdf"} <= set(ours)
    (said,) = script.apart(ours, ours | {"msgspec": "99.0"})
    assert "msgspec" in said and "99.0" in said
    assert f"# npm: pyodide@{parts.PYODIDE} sha512-" in text


@pytest.mark.skipif(parts.fetched() is None, reason="the parts of the page were not fetched: annexa site --fetch-parts")
def test_each_part_brings_its_licence() -> None:
    found = parts.fetched()
    assert found is not None
    texts = packing.licences(found)
    for wheel in found.wheels:
        name, version = wheel.name.split("-")[:2]
        after = texts.split(f"{name} {version}\n", 1)
        assert len(after) == 2 and len(after[1].split("=" * 78)[0]) > 500, name
    for other in (
        "Pyodide",
        "CPython",
        "PyYAML",
        "Emscripten",
        "musl",
        "Expat",
        "zlib",
        "bzip2",
        "Zstandard",
        "liblzma",
    ):
        assert other in texts
