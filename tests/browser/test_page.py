"""The page as an evidence lead has it, in Debian's Chromium: from a folder and from a server, with the policy as shipped."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import docx
import pytest
from playwright.sync_api import Browser, Page
from tests.sample_place import SAMPLE
from tests.site.browsing import AXE, DESK, MARKS, PHONE, Silent, chromium, fresh_page, served

from annexa.browser import calls, packing, parts
from annexa.load import project
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.library import ItemMeta

FETCHED = parts.fetched() is not None
pytestmark = [
    *MARKS,
    pytest.mark.slow,
    pytest.mark.skipif(not FETCHED, reason="the parts of the page were not fetched: scripts/run.py site"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page and its parts alone, in a folder with a space in its name."""
    packed = packing.pack(project(SAMPLE), cache=tmp_path_factory.mktemp("cache"))
    assert packed
    folder = tmp_path_factory.mktemp("from") / "On a share"
    for name, data in packed.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=["file", "http"])
def page(site: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page, opened once; what it asks for is kept in `asked`."""
    with served(site) as address, fresh_page(browser) as page:
        page.asked = []  # type: ignore[attr-defined]
        page.on("request", lambda one: page.asked.append(one.url))  # type: ignore[attr-defined]
        page.at = f"{site.as_uri()}/" if request.param == "file" else address  # type: ignore[attr-defined]
        page.goto(f"{page.at}check.html")  # type: ignore[attr-defined]
        yield page


ANSWERED = """(name) => [...document.querySelectorAll("#cards .card")].find((one) => one.ariaLabel === name)
  ?.querySelector(".verdict").textContent"""


def drop(page: Page, *files: Path) -> None:
    """Chooses files, and waits until each has been answered."""
    page.locator("#file").set_input_files(files)
    for file in files:
        page.wait_for_function(ANSWERED, arg=file.name, timeout=30_000)
    page.wait_for_function("() => !document.getElementById('status').textContent.startsWith('Reading')", timeout=30_000)


def card(page: Page, file: Path) -> dict[str, object]:
    """What the page shows of a file."""
    found = page.evaluate(
        """(name) => {
          const card = [...document.querySelectorAll("#cards .card")].find((one) => one.ariaLabel === name);
          return {
            verdict: card.querySelector(".verdict").textContent,
            findings: [...card.querySelectorAll(".finding")].map((one) => [one.classList[1], one.innerText]),
            text: card.innerText,
          };
        }""",
        file.name,
    )
    return dict(found)


def a_document(path: Path, *paragraphs: str, title: str = "Destinations after leaving school") -> Path:
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading(title, 0)
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return path


def test_it_finds_what_the_command_line_finds_and_asks_nobody(
    page: Page, small: Path, documents: Callable[..., list[Path]]
) -> None:
    files = [path for path in documents(3) if path.suffix not in (".doc", ".xls", ".ppt")][:14]
    assert {".docx", ".xlsx", ".pdf"} <= {path.suffix for path in files}
    drop(page, *files)
    today = page.evaluate("new Date().toISOString().slice(0, 10)")
    for file in files:
        guesses = json.loads(calls.look(str(small), str(file), today))["guesses"]
        answer = json.loads(calls.check(str(small), str(file), json.dumps(guesses), today))
        shown = card(page, file)
        levels = sorted(each["level"] for each in answer["findings"])
        assert sorted(level for level, _ in shown["findings"]) == levels, file.name  # type: ignore[attr-defined]
        for each in answer["findings"]:
            assert each["message"] in str(shown["text"]), file.name
    own = {f"{page.at}{name}" for name in ("check.html", *(f"checker/{name}" for name in packing.SCRIPTS))}  # type: ignore[attr-defined]
    others = [
        url
        for url in page.asked
        if url not in own and not url.startswith(("blob:", "data:")) and "favicon" not in url  # type: ignore[attr-defined]
    ]
    assert not others


class Noting(Silent):
    """A server that notes what it is asked."""

    asked: ClassVar[list[str]] = []

    def parse_request(self) -> bool:
        self.asked.append(str(self.raw_requestline))
        return super().parse_request()


TRY = """async (address) => {
  const answer = (act) => new Promise((done) => { act(done); setTimeout(() => done("nothing"), 3000); });
  const worker = new Worker(URL.createObjectURL(new Blob([
    `fetch("${address}").then(() => postMessage("sent"), () => postMessage("refused"))`])));
  const form = document.createElement("form");
  Object.assign(form, { action: address, method: "post" });
  document.body.append(form);
  const image = new Image();
  return Promise.all([
    fetch(address).then(() => "sent", () => "refused"),
    answer((done) => { worker.onmessage = ({ data }) => done(data); }),
    answer((done) => {
      const asked = new XMLHttpRequest();
      Object.assign(asked, { onload: () => done("sent"), onerror: () => done("refused") });
      asked.open("POST", address);
      asked.send("x");
    }),
    answer((done) => {
      const socket = new WebSocket(address.replace("http", "ws"));
      Object.assign(socket, { onopen: () => done("sent"), onerror: () => done("refused") });
    }),
    answer((done) => { Object.assign(image, { onload: () => done("sent"), onerror: () => done("refused"), src: address }); }),
    answer(() => { navigator.sendBeacon(address, "x"); }),
    answer(() => form.submit()),
  ]);
}"""


def test_it_cannot_send_anything(page: Page, browser: Browser, site: Path) -> None:
    Noting.asked.clear()
    with served(site, Noting) as elsewhere, fresh_page(browser) as own:  # a form that was sent off waits for ever
        own.goto(f"{page.at}check.html")  # type: ignore[attr-defined]
        found = own.evaluate(TRY, elsewhere)
    assert found == ["refused"] * 5 + ["nothing"] * 2
    assert not Noting.asked


def test_the_mended_file_says_what_is_gone_left_and_new(page: Page, tmp_path: Path) -> None:
    file = a_document(tmp_path / "again.docx", "14 September 2026", "See http://intranet/plan.", "The ICB agreed.")
    drop(page, file)
    before = card(page, file)
    assert "must be put right" in str(before["verdict"]) or before["findings"]
    a_document(file, "14 September 2026", "The ICB agreed.", "TBC")
    page.evaluate("document.querySelector('#cards .card .verdict').textContent = ''")
    drop(page, file)
    assert "Since last time: " in str(card(page, file)["text"])
    assert page.locator("#cards .card").filter(has=page.get_by_text("again.docx", exact=True)).count() == 1


BAD = {
    "empty.docx": b"",
    "Plan.lnk": b"L\x00\x00\x00",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "unknown.xyz": b"\x00\x01\x02 of no kind",
    "broken.docx": b"PK\x03\x04 and no more",
    "broken.pdf": b"%PDF-1.7\n1 0 obj <<",
    "deep.docx": None,
}


def test_each_kind_of_bad_input_has_its_own_words_and_the_next_file_works(page: Page, tmp_path: Path) -> None:
    said = {}
    for name, data in BAD.items():
        path = tmp_path / name
        path.write_bytes(data) if data is not None else deep(path)
        drop(page, path)
        shown = card(page, path)
        assert not shown["findings"]
        said[name] = shown["verdict"]
    assert len({words for name, words in said.items() if name not in ("broken.docx", "deep.docx", "broken.pdf")}) == 4
    good = a_document(tmp_path / "good.docx", "14 September 2026")
    drop(page, good)
    assert "Destinations" in page.locator("#cards input").first.input_value()


def deep(path: Path) -> Path:
    """A document whose text is nested 100,000 levels deep."""
    import zipfile

    shutil.copy(a_document(path.with_name("plain.docx"), "x"), path)
    with zipfile.ZipFile(path.with_name("plain.docx")) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                data = b"<w:document %b>" % space + b"<w:p>" * 100_000 + b"</w:p>" * 100_000 + b"</w:document>"
            new.writestr(name, data)
    return path


def test_from_the_start_to_a_valid_item_yaml_by_few_clicks(page: Page, tmp_path: Path) -> None:
    file = a_document(tmp_path / "structure.docx", "14 September 2026", title="Structure: a b # c")
    drop(page, file)
    page.locator("#requirement").select_option("3.4")
    page.locator("#lead").select_option(index=1)
    page.locator("#accountable").select_option(index=2)
    page.locator("#summary").fill("no: # 3.10")
    page.evaluate("document.getElementById('yaml').value = ''")
    page.get_by_role("button", name="Add to item.yaml").first.click()
    page.wait_for_function("() => document.getElementById('yaml-status').textContent.includes('valid')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download item.yaml").click()
    text = Path(str(download.value.path())).read_bytes()
    tree, faults = parse(text)
    assert tree is not None and not faults
    record, more = build(ItemMeta, tree)
    assert record is not None and not more
    assert (record.requirement, record.summary) == ("3.4", "no: # 3.10")
    assert (record.documents[0].file, record.documents[0].title) == ("structure.docx", "Structure: a b # c")
    page.locator("#yaml").fill(text.decode().replace("3.4", "9.9"))
    page.wait_for_selector("#faults li")
    assert "Line 1" in page.locator("#faults").inner_text()


def test_an_item_yaml_can_be_dropped_to_go_on_with(page: Page, tmp_path: Path) -> None:
    page.evaluate("document.getElementById('yaml').value = ''")
    (tmp_path / "item.yaml").write_text('requirement: "3.4"\n# ours\nlead: nobody-of-that-name\n', encoding="utf-8")
    page.locator("#file").set_input_files(tmp_path / "item.yaml")
    page.wait_for_function("() => document.getElementById('faults').innerText.includes('accountable')")
    assert "# ours" in page.locator("#yaml").input_value()


JUDGE = """async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"] })).violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target}`))"""


def test_it_meets_wcag_in_each_state(site: Path, browser: Browser, tmp_path: Path) -> None:
    with fresh_page(browser) as page:
        page.context.add_init_script(AXE)
        page.goto(f"{site.as_uri()}/check.html")
        faults = []

        def judge(state: str) -> None:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    faults.extend(f"{state} {size['width']} {scheme}: {each}" for each in page.evaluate(JUDGE))
                if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                    faults.append(f"{state} {size['width']}: overflow")

        judge("empty")
        page.evaluate("document.getElementById('status').textContent = 'Reading a.docx …'")
        judge("working")
        drop(
            page,
            a_document(tmp_path / "found.docx", "14 September 2026", "See http://intranet/plan.", "The ICB agreed."),
        )
        judge("findings")
        (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 and no more")
        drop(page, tmp_path / "bad.docx")
        page.locator("#yaml").fill("requirement: 3.4\n")
        page.wait_for_selector("#faults li")
        judge("error")
        assert not faults


def test_without_webassembly_and_without_its_folder_the_page_says_so(
    site: Path, browser: Browser, tmp_path: Path
) -> None:
    with fresh_page(browser) as page:
        page.add_init_script("delete window.WebAssembly")
        page.goto(f"{site.as_uri()}/check.html")
        assert "WebAssembly" in page.locator("#broken").inner_text()
        assert not page.locator("#choose").is_visible()
    shutil.copy(site / "check.html", tmp_path)
    with fresh_page(browser) as page:
        page.goto((tmp_path / "check.html").as_uri())
        assert "unzip" in page.locator("#broken").inner_text()
