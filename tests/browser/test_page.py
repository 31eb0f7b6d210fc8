"""The page as an evidence lead has it, in Debian's Chromium: from a folder and from a server, with the policy as shipped.

Long because the page is opened once and looked at from every side.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.papers import a_document, a_pdf, deep, laughing, with_a_pdf_inside
from tests.sample_place import SAMPLE
from tests.site.browsing import AXE, DESK, MARKS, PHONE, Silent, fresh_page, served

from annexa.browser import calls, finished, packing, parts
from annexa.load import project
from annexa.load.profiles import profiles
from annexa.load.record import build
from annexa.load.requests import read as read_request
from annexa.load.tree import parse
from annexa.model.library import BundleLimits, ItemMeta

FETCHED = parts.fetched() is not None
pytestmark = [
    *MARKS,
    pytest.mark.slow,
    pytest.mark.skipif(not FETCHED, reason="the parts of the page were not fetched: annexa site --fetch-parts"),
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


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page; what it asks for is kept in `asked`, and where it lies in `at`."""
    with fresh_page(browser) as page:
        page.asked = []  # type: ignore[attr-defined]
        page.on("request", lambda one: page.asked.append(one.url))  # type: ignore[attr-defined, call-overload]
        page.at = address  # type: ignore[attr-defined]
        page.goto(f"{address}check.html")
        yield page


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """The page from a folder, opened once: to start Python in it takes longer than any test."""
    with opened(browser, f"{site.as_uri()}/") as page:
        yield page


@pytest.fixture(scope="module")
def page_over_http(site: Path, browser: Browser) -> Iterator[Page]:
    with served(site) as address, opened(browser, address) as page:
        yield page


ANSWERED = """(name) => [...document.querySelectorAll("#cards .card")].find((one) => one.ariaLabel === name)
  ?.querySelector(".verdict").textContent"""


def drop(page: Page, *files: Path) -> None:
    """Chooses files, and waits until each has been answered."""
    page.locator("#file").set_input_files(files)
    for file in files:
        page.wait_for_function(ANSWERED, arg=file.name)
    page.wait_for_function("() => !document.getElementById('status').textContent.startsWith('Reading')")


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


@pytest.mark.parametrize(("where", "of_each"), [("page", 3), ("page_over_http", 1)], ids=["file", "http"])
def test_it_finds_what_the_command_line_finds_and_asks_nobody(
    where: str,
    of_each: int,
    small: Path,
    documents: Callable[..., list[Path]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue(where)
    files = [path for path in documents(of_each) if path.suffix not in (".doc", ".xls", ".ppt")]
    assert {".docx", ".xlsx", ".pdf"} <= {path.suffix for path in files}
    files.insert(0, with_a_pdf_inside(tmp_path / "with a PDF.docx", tmp_path))  # before the part for PDFs is there
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
    asked = [url for url in page.asked if not url.startswith(("blob:", "data:")) and "favicon" not in url]  # type: ignore[attr-defined]
    assert set(asked) <= own and len(asked) == len(set(asked))


def test_a_bundle_is_judged_by_a_profile_that_can_be_chosen(page: Page, tmp_path: Path) -> None:
    file = a_pdf(tmp_path / "Hearing.pdf", "Hearing bundle", front="First-tier Tribunal (SEND)", more=9)
    drop(page, file)
    one = page.locator("#cards .card").first
    assert one.get_by_label("Judge it by").input_value() == "send-tribunal-2025"
    for profile in ("jcpc", "annexa"):
        one.get_by_label("Judge it by").select_option(profile)
        page.wait_for_function(ANSWERED, arg=file.name)
        expected = finished.judge(file, profiles()[profile], 1, BundleLimits(), lambda _what, _pages: None)
        shown = card(page, file)
        assert len([level for level, _ in shown["findings"] if level == "error"]) == len(  # type: ignore[attr-defined]
            [each for each in expected.outcomes if each.status == "fail"]
        )
        for each in expected.outcomes:
            if each.status in ("fail", "should", "elsewhere"):
                assert each.asks in str(shown["text"])
    one.get_by_label("What this PDF is").select_option("document")
    page.wait_for_function(ANSWERED, arg=file.name)
    assert one.get_by_label("Title").is_visible() and not one.get_by_label("Judge it by").is_visible()


class Noting(Silent):
    """A server that notes what it is asked."""

    asked: ClassVar[list[str]] = []

    def parse_request(self) -> bool:
        self.asked.append(str(self.raw_requestline))
        return super().parse_request()


TRY = """async (address) => {
  const answer = (act) => new Promise((done) => { act(done); setTimeout(() => done("nothing"), 1000); });
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


BAD: dict[str, bytes | Callable[[Path], Path]] = {
    "empty.docx": b"",
    "Plan.lnk": b"L\x00\x00\x00",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "unknown.xyz": b"\x00\x01\x02 of no kind",
    "broken.docx": b"PK\x03\x04 and no more",
    "broken.pdf": b"%PDF-1.7\n1 0 obj <<",
    "deep.docx": deep,
    "laughing.docx": laughing,
}


def test_each_kind_of_bad_input_has_its_own_words_and_the_next_file_works(page: Page, tmp_path: Path) -> None:
    said = {}
    for name, data in BAD.items():
        path = tmp_path / name
        path.write_bytes(data) if isinstance(data, bytes) else data(path)
        drop(page, path)
        shown = card(page, path)
        assert not shown["findings"]
        said[name] = shown["verdict"]
    assert (
        len({words for name, words in said.items() if name in ("empty.docx", "Plan.lnk", "old.doc", "unknown.xyz")})
        == 4
    )
    good = a_document(tmp_path / "good.docx", "14 September 2026")
    drop(page, good)
    assert "Destinations" in page.locator("#cards input").first.input_value()


SOON = """() => { const own = window.setTimeout;
  window.setTimeout = (act, wait) => own(act, wait === 60000 ? 20 : wait);
  window.setTimeout.own = own; }"""
"""A minute passes at once."""


DROP = """([files, folders]) => document.dispatchEvent(Object.assign(new Event("drop"), { dataTransfer: {
  files: files.map((name) => new File(["x"], name)),
  items: folders.map((name) => ({ webkitGetAsEntry: () => ({ isDirectory: true, name }) })) } }))"""
"""Drops files, and says which of them are folders, as a browser does."""


def test_a_file_that_takes_too_long_or_crashes_is_stopped_and_the_next_one_works(page: Page, tmp_path: Path) -> None:
    slow = a_document(tmp_path / "slow.docx", *["Some words of a long report. " * 40] * 400)
    good = a_document(tmp_path / "after.docx", "14 September 2026", "The ICB agreed.")
    drop(page, good)
    page.evaluate(SOON)
    drop(page, slow)
    page.evaluate("window.setTimeout = window.setTimeout.own")
    assert "longer than a minute" in str(card(page, slow)["verdict"])
    page.evaluate(DROP, [[".."], []])  # no file of a folder has this name, and the worker fails over it
    page.wait_for_function(ANSWERED, arg="..")
    assert "could not be checked" in str(card(page, Path("a/.."))["verdict"])
    drop(page, good)
    assert "Since last time: 0 gone" in str(card(page, good)["text"])


def test_what_cannot_be_opened_says_why(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "film.docx"
    with large.open("wb") as stream:
        stream.truncate(100_000_001)
    drop(page, large)
    assert "100 MB" in str(card(page, large)["verdict"])
    gone = a_document(tmp_path / "gone.docx", "14 September 2026", "The ICB agreed.")
    drop(page, gone)
    assert card(page, gone)["findings"]
    gone.unlink()
    page.locator("#cards .card").first.get_by_label("Title").fill("Another title")
    page.locator("#cards .card").first.get_by_label("Title").press("Tab")
    page.wait_for_function("() => document.querySelector('#cards .card .verdict').textContent.startsWith('The file')")
    assert not card(page, gone)["findings"]
    page.evaluate(DROP, [["Evidence"], ["Evidence"]])
    assert "folder" in page.locator("#status").inner_text()
    assert not page.get_by_role("heading", name="Evidence", exact=True).count()


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


def test_answers_waivers_and_requests_are_written_by_forms(page: Page, tmp_path: Path) -> None:
    page.evaluate("document.getElementById('yaml').value = ''")
    file = a_document(tmp_path / "results.docx", "14 September 2026", "The ICB agreed.")
    drop(page, file)
    one = page.locator("#cards .card").first
    one.get_by_label("What it is").select_option("performance-report")
    page.wait_for_function("() => document.querySelector('#cards .card').innerText.includes('show outcomes')")
    one.get_by_text("Record an answer to the checklist").click()
    one.get_by_label("Point of the checklist").select_option("outcome-focused")
    one.get_by_label("Answer", exact=True).select_option("yes")
    one.get_by_label("Who answers").select_option("lano")
    one.get_by_label("What the checklist asks to be said").fill("Section 4: what # changed, and for whom.")
    one.get_by_role("button", name="Write it into item.yaml").first.click()
    page.wait_for_function("() => document.getElementById('yaml-status').textContent.includes('valid')")
    page.wait_for_function("() => !document.querySelector('#cards .card').innerText.includes('Nobody has answered')")
    one.get_by_text("Accept a finding for a while").click()
    rules = one.get_by_label("Finding").evaluate("(select) => [...select.options].map((option) => option.value)")
    one.get_by_label("Finding").select_option(rules[1])
    one.get_by_label("Who accepts them").select_option("lano")
    one.get_by_label("The last day on which").fill(
        page.evaluate("new Date(Date.now() + 2e9).toISOString().slice(0, 10)")
    )
    one.get_by_label("Why they are accepted").fill("The board meets again in January.")
    one.get_by_role("button", name="Write it into item.yaml").last.click()
    page.wait_for_function("() => document.getElementById('yaml').value.includes('waive:')")
    tree, _ = parse(page.locator("#yaml").input_value().encode())
    assert tree is not None
    record, _ = build(ItemMeta, tree)
    assert record is not None
    (document,) = record.documents
    digest = sha256(file.read_bytes()).hexdigest()
    answer = document.attest["outcome-focused"]
    assert (answer.note, answer.by, answer.sha256) == ("Section 4: what # changed, and for whom.", "lano", digest)
    assert [(each.rule, each.sha256) for each in document.waive] == [(rules[1], digest)]
    page.get_by_text("Note a request for additional evidence").click()
    page.get_by_label("Its number").fill("12")
    page.get_by_label("What was asked for").fill("Minutes: # autumn")
    page.get_by_label("Who asked, by role").fill("Ofsted inspector")
    page.get_by_label("Through whom it came in").select_option("lano")
    page.get_by_label("When it came in").fill("2026-11-25T10:05")
    page.get_by_role("button", name="Write the request").click()
    page.wait_for_function("() => document.getElementById('request-status').textContent.includes('valid')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the request").click()
    assert download.value.suggested_filename == "012.yaml"
    request, faults = read_request(Path(str(download.value.path())).read_bytes(), "012.yaml", None)
    assert request is not None and not faults and request.asked == "Minutes: # autumn"
    (tmp_path / "013.yaml").write_text(page.locator("#request-text").input_value(), encoding="utf-8")
    page.locator("#file").set_input_files(tmp_path / "013.yaml")
    page.wait_for_selector("#request-faults li")


CHOSEN_EARLY = """new MutationObserver((_, watch) => {
  const input = document.getElementById("file");
  if (!input) return;
  const files = new DataTransfer();
  files.items.add(new File(["[InternetShortcut]"], "Early.url"));
  input.files = files.files;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });"""


def test_a_file_chosen_before_the_page_listens_is_looked_at_all_the_same(site: Path, browser: Browser) -> None:
    with fresh_page(browser) as page:
        page.add_init_script(CHOSEN_EARLY)
        page.goto(f"{site.as_uri()}/check.html")
        page.wait_for_function(ANSWERED, arg="Early.url")
        assert page.locator("#file").input_value() == "", "so that the same file can be chosen once more"


def test_an_item_yaml_can_be_dropped_to_go_on_with(page: Page, tmp_path: Path) -> None:
    page.evaluate("document.getElementById('yaml').value = ''")
    (tmp_path / "item.yaml").write_text('requirement: "3.4"\n# ours\nlead: nobody-of-that-name\n', encoding="utf-8")
    page.locator("#file").set_input_files(tmp_path / "item.yaml")
    page.wait_for_function("() => document.getElementById('faults').innerText.includes('accountable')")
    assert "# ours" in page.locator("#yaml").input_value()


JUDGE = """async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"] })).violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target}`))"""


class Judge:
    """axe over a page in each of its states, wide and narrow, light and dark."""

    def __init__(self, page: Page) -> None:
        self.page, self.faults = page, []  # type: ignore[var-annotated]
        page.evaluate(AXE)

    def __call__(self, state: str) -> None:
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self.faults += [f"{state} {size['width']} {scheme}: {each}" for each in self.page.evaluate(JUDGE)]
            if self.page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                self.faults.append(f"{state} {size['width']}: overflow")
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_it_meets_wcag_in_each_state(site: Path, page: Page, browser: Browser, tmp_path: Path) -> None:
    with opened(browser, f"{site.as_uri()}/") as fresh:
        judge = Judge(fresh)
        assert [fresh.locator(f"#{id}").input_value() for id in ("requirement", "lead", "accountable")] == [""] * 3
        judge("empty")
        fresh.evaluate("document.getElementById('status').textContent = 'Reading a.docx …'")
        judge("working")
        assert not judge.faults
    page.evaluate("document.getElementById('cards').replaceChildren()")  # those of other tests; each is like these
    found = a_document(tmp_path / "found.docx", "14 September 2026", "See http://intranet/plan.", "The ICB agreed.")
    judge = Judge(page)
    drop(page, found, a_pdf(tmp_path / "judged.pdf", "Trial bundle"))
    judge("findings")
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 and no more")
    drop(page, tmp_path / "bad.docx")
    page.locator("#yaml").fill("requirement: 3.4\n")
    page.wait_for_selector("#faults li")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    judge("error, and all unfolded")
    assert not judge.faults


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
