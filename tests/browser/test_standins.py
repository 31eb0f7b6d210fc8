"""The libraries that stand in for others in a browser: what is found with them is what is found without."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import docx
import pikepdf
import pytest
from tests.browser.webpages import told
from tests.sample_place import SAMPLE

from annexa.browser import parts, standins
from annexa.documents.facts import Facts
from annexa.documents.reader import read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STANDINS = Path(standins.__file__).parent


def start(files: Sequence[Path], place: Path, *, with_standins: bool) -> "subprocess.Popen[str]":
    path = [str(STANDINS)] if with_standins else []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*path, str(ROOT / "src")])}
    command = [sys.executable, str(HERE / "outcomes.py"), str(place), *map(str, files)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def outcomes(process: "subprocess.Popen[str]") -> tuple[dict[str, object], str]:
    """By file: what the document seemed to be, and what was found in it; and the libraries that were used."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err[-2000:]
    *lines, libraries = out.splitlines()
    return {name: said for name, *said in map(json.loads, lines)}, libraries


def equal(files: Sequence[Path], place: Path) -> dict[str, object]:
    with_them = start(files, place / "with", with_standins=True)
    without = start(files, place / "without", with_standins=False)
    found, libraries = outcomes(with_them)
    expected, real = outcomes(without)
    assert libraries.count("standins") == 2
    assert "standins" not in real
    assert len(expected) == len(files)
    differing = {name: (found.get(name), said) for name, said in expected.items() if found.get(name) != said}
    assert not differing
    return expected


@pytest.mark.slow
def test_sample_documents_give_the_same_findings(tmp_path: Path) -> None:
    """Two of each format, the smallest; the PDF that has pictures among them."""
    formats = "docx", "xlsx", "pptx", "pdf", "odt", "ods", "odp", "csv", "rtf", "png", "jpg"
    by_size = sorted((SAMPLE / "evidence").rglob("*.*"), key=lambda path: (path.stat().st_size, path.name))
    files = [path for kind in formats for path in [p for p in by_size if p.suffix == f".{kind}"][:2]]
    faulty = docx.Document()
    faulty.add_heading("Minutes of the SEND partnership board", 0)
    faulty.add_paragraph("DRAFT for comment, http://sharepoint.internal/page")
    faulty.save(str(tmp_path / "faulty.docx"))
    found = equal([tmp_path / "faulty.docx", *files], tmp_path)
    assert any(outcome["findings"] for _, outcome in found.values())  # type: ignore[misc]


@pytest.mark.slow
def test_documents_of_others_give_the_same_findings(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpus" / "office"
    kinds = ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".pdf", ".rtf"
    every = sorted(p for p in folder.rglob("*") if p.suffix in kinds and p.stat().st_size < 200_000)
    assert len(every) > 100
    equal(every[:: len(every) // 40], tmp_path)


def test_names_of_a_dictionary_come_in_the_order_of_the_library_that_is_stood_in_for(tmp_path: Path) -> None:
    """What is listed in a finding is listed in the same order, however the file was written."""
    path = tmp_path / "names.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"], pdf.docinfo["/Author"], pdf.docinfo["/Keywords"] = "T", "A", "K"
        pdf.save(path)
        data = path.read_bytes()
    first, second = (data.index(name) for name in (b"/Author", b"/Keywords"))
    path.write_bytes(data[:first] + b"/Zuthor" + data[first + 7 :])  # the first one written is now the last by name
    assert first < second
    script = "import sys, pikepdf; print(*(name for name, _ in pikepdf.open(open(sys.argv[1], 'rb')).trailer.get('/Info').items()))"
    environment = {**os.environ, "PYTHONPATH": str(STANDINS)}
    told = subprocess.run(
        [sys.executable, "-c", script, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    with pikepdf.open(path) as pdf:
        assert (
            told.stdout.split()
            == [name for name, _ in pdf.trailer["/Info"].items()]
            == ["/Keywords", "/Title", "/Zuthor"]
        )


REQUIRING = """
import io, json, sys
from lxml import etree
text = b'<a xmlns="urn:d" xmlns:x="urn:x" xmlns:m="urn:m"><m:Choice Requires="x y" xmlns:y="urn:y"/><m:Choice Requires="y"/></a>'
found = []
for data, parser in ((text, None), (b"<!DOCTYPE a>" + text, None), (text + b"<", etree.XMLParser(recover=True))):
    root = etree.fromstring(data, parser) if parser else etree.fromstring(data)
    found.append([sorted((prefix or "", space) for prefix, space in node.nsmap.items()) for node in root.iter("{urn:m}Choice")])
found.append([[event, node.tag] for event, node in etree.iterparse(io.BytesIO(text), tag="{urn:m}Choice", huge_tree=False)])
print(json.dumps(found))
"""


def test_prefixes_that_an_element_requires_are_known_however_it_is_read() -> None:
    told = []
    for place in (str(STANDINS), ""):
        environment = {**os.environ, "PYTHONPATH": place}
        command = [sys.executable, "-c", REQUIRING]
        told.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert told[0] == told[1] and "urn:y" in told[0]


def test_properties_of_a_pdf_come_by_name_whatever_the_library_says_first(tmp_path: Path) -> None:
    path = tmp_path / "properties.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name in ("/Zone", "/Team", "/Group", "/Division", "/Board", "/Office", "/Reference"):
            pdf.docinfo[name] = "told"
        pdf.save(path)
    facts = read(path)
    assert isinstance(facts, Facts)
    labels = [one.label for one in facts.carried if one.text == "told"]
    assert labels == ["Board", "Division", "Group", "Office", "Reference", "Team", "Zone"]


PAGES = (
    "<p>One<p>Two<br>three",
    "<ul><li>a<li hidden>b<li>c</ul>d",
    "<table><tr><td hidden>a<td>b<tr><th>c</table>d",
    "<div><p hidden>a<div>b</div>c</p></div>",
    "<!-- <p>x</p> -->b<p>x",
    "<b>bold<i>both</b>it</i>",
    "<p>a &amp; b&nbsp;&eacute; &#233; &unknown; &copy &#150;",
    "<script>if (a<b) {}</script>text<style>p{}</style>",
    "<html><head><title>T</title><body><p>b",
    "<head><meta charset=utf-8><title>T</title><p>seen",
    "<html hidden><body>b",
    "<p>a<img src=x>after<hr/>more<p/>self",
    "<P CLASS=x STYLE='display: none' style=x>Hid</P>seen",
    "</p>stray</div>end<p>x",
    "<dl><dt hidden>a<dd>b<dt>c</dl>",
    "<p>x<span hidden>y<p>z",
    "<o:p>x</o:p><p><![if !x]>y<![endif]>z",
    "<noscript><p>n</p></noscript><template><p>t</p></template>m",
    "<h1>a</h1><h2>b<p>c",
    "<p>" + "<div>" * 300 + "deep",
    "<p>a<!-- c -->b</p><?x y?>c<p>d",
    "<body><p>1</body></html>after<p>2",
    "<!-- <p> -->",
)
TAGS = [
    "p",
    "div",
    "span",
    "b",
    "i",
    "h1",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "dl",
    "dt",
    "dd",
    "pre",
    "a",
    "form",
    "br",
    "hr",
    "script",
    "head",
    "body",
    "option",
]


def test_web_pages_inside_documents_say_the_same_words() -> None:
    """Whatever is left open, hidden or crossed: 400 pages made of any tags, always the same ones, besides the table."""
    any_ = random.Random(16)

    def piece() -> str:
        tag = any_.choice(TAGS)
        return any_.choice([f"<{tag}>", f"<{tag}>", f"<{tag} hidden>", f"</{tag}>", f"w{any_.randrange(99)} "])

    made = ["<p>" + "".join(piece() for _ in range(any_.randrange(2, 14))) for _ in range(400)]
    pages = [*PAGES, *made]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(STANDINS), str(ROOT / "src")])}
    asked = "\n".join(map(json.dumps, pages))
    command = [sys.executable, str(HERE / "webpages.py")]
    done = subprocess.run(command, env=environment, input=asked, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(pages)
    differing = [(page, one, told(page)) for page, one in zip(pages, found, strict=True) if one != told(page)]
    assert not differing[:5], len(differing)


def test_every_module_of_the_worker_starts_with_them() -> None:
    """So that a name of a library that only a reader's first use would ask for is missed here."""
    names = [name for name in parts.modules() if name.startswith("annexa.documents.")]
    script = f"import importlib; [importlib.import_module(name) for name in {names!r}]"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(STANDINS), str(ROOT / "src")])}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[-2000:]
