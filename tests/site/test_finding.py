"""The search finds what staff ask for in their own words, from a server and from a folder."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page
from tests.site.browsing import MARKS, chromium, fresh_page, served

from annexa.site.book import Book
from annexa.site.build import Built
from annexa.site.records import Search

pytestmark = [*MARKS, pytest.mark.slow]

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
ENOUGH = {"asked": 72, "others": 21}
"""Of 76 and 25: a few more than nine of ten, and more than four of five."""

ASK = """async (questions) => {
  window.__asked ??= (async () => {
    const config = JSON.parse(document.getElementById("__config").textContent);
    const address = new URL(`${config.base}/search/search_index.json`, location.href);
    const index = window.__index ? await window.__index : await (await fetch(address)).json();
    const worker = new Worker(config.search);
    const say = (message) => new Promise((done) => {
      worker.onmessage = ({ data }) => done(data);
      worker.postMessage(message);
    });
    await say({ type: 0, data: { ...index, options: { suggest: false } } });
    return say;
  })();
  const say = await window.__asked;
  const found = {};
  for (const question of questions) {
    const { data } = await say({ type: 2, data: question });
    found[question] = data.items.slice(0, 2).map(([part]) => part.location.split("#")[0].replace(/\\.html$/, ""));
  }
  return found;
}"""
"""Asks as the theme does, through a worker of its own that makes its index once, without waiting for the list to be
drawn after each question."""


@pytest.fixture(scope="module", params=["http", "file"])
def page(built: Built, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Page]:
    with chromium() as browser, fresh_page(browser) as page:
        if request.param == "http":
            with served(built.folder) as address:
                page.goto(address)
                yield page
        else:
            folder = tmp_path_factory.mktemp("from") / "A folder with spaces"
            shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("*.map", "lunr", "downloads"))
            page.goto((folder / "index.html").as_uri())
            yield page


def test_staff_find_the_right_page_among_the_first_two(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    found = page.evaluate(ASK, [question for questions in QUESTIONS.values() for question in questions])
    for group, questions in QUESTIONS.items():
        missed = {asked: found[asked] for asked, right in questions.items() if not set(found[asked]) & set(right)}
        with capsys.disabled():
            sys.stdout.write(f"\n{group}: {len(questions) - len(missed)} of {len(questions)} found; not {missed}\n")
        assert len(questions) - len(missed) >= ENOUGH[group], missed


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("week 2", "inspection/week-2"),
        ("week two", "inspection/week-2"),
        ("I’m being INTERVIEWED?", "meetings/interviews"),
        ("practition", "roles/practitioner"),
        ('"part-time timetable"', "requirements/3.5"),
    ],
)
def test_numbers_short_forms_and_words_half_typed(page: Page, typed: str, first: str) -> None:
    assert page.evaluate(ASK, [typed])[typed][0] == first


@pytest.mark.parametrize("typed", ["", "   ", "the of", "?!", "--", "a:b", "*", "x" * 500, "‮gnitset", "🙂"])
def test_whatever_is_typed_is_answered(page: Page, typed: str) -> None:
    assert isinstance(page.evaluate(ASK, [typed])[typed], list)


def test_each_name_stands_for_something(book: Book) -> None:
    """No row twice, nothing that is both the same and something else."""
    words: Search = book.guidance.search
    named = [name.casefold() for row in words.same for name in row]
    assert not set(named) & {name.casefold() for name in words.instead}
    assert all(len({name.casefold() for name in row}) == len(row) for row in words.same)
