"""Every page of a built site in a browser, once, judged at both widths and in both colour schemes.

A part of a page made of the same elements in the same order as one before it, on whatever page, is not judged by axe
again.

Menus, header and footer, which are the same all over a section, are judged on a page of each.
"""

from pathlib import Path

from playwright.sync_api import Page
from tests.site.browsing import DESK, PHONE, faults_of

from annexa.browser import packing

TALL = {"width": 1366, "height": 2600}
"""High enough that no menu is cut off in the middle of a link, which would make that link too small to press."""

BARE = """() => {
  for (const list of document.querySelectorAll(".md-sidebar .md-nav__list, .md-tabs__list")) list.replaceChildren();
}"""
"""Empties the menus, whose hundred links would be walked through four times a page."""
SKELETON = """() => {
  const bones = (element) => {
    const said = [...element.attributes].map(({ name, value }) => /^(class|role|scope|type|lang|aria-(?!label|desc).*)$/.test(name)
      ? `${name}=${value}` : `${name}${value.trim() ? "" : "="}`).sort();
    const parts = [...element.children].map(bones);
    const once = parts.filter((part, at) => part !== parts[at - 1]);
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return `${element.localName}[${said}]${text ? "t" : ""}(${once})`;
  };
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const parts = [...document.querySelector(".md-content__inner").children].map(bones);
  return [parts, ids.filter((id, at) => ids.indexOf(id) !== at)];
}"""
"""What axe judges the parts of a page by: elements, roles, classes and which attributes are empty, like ones in a row
once; no words. Beside it the ids that stand twice on the page, which it cannot show."""
MARK_NEW = """(places) => {
  const parts = document.querySelector(".md-content__inner").children;
  for (const place of places) parts[place].dataset.new = "";
}"""
NEW = {"include": [".md-content__inner > [data-new]"]}
SHELLS = [
    "index.html",
    "404.html",
    "inspection/calendar.html",
    "roles/lano.html",
    "evidence/requests.html",
    "requirements/3.5.html",
    "checklist/index.html",
    "rules/tracked-changes.html",
    "meetings/debriefing.html",
    "reference/glossary.html",
]
"""A page of each section, and the one for addresses that do not exist."""


def listed(site: Path) -> list[str]:
    """The pages of the theme; the one that checks documents is judged in each of its states, by tests of its own."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != packing.PAGE)


def faults_of_contents(page: Page, address: str, names: list[str]) -> tuple[list[str], int]:
    """What is wrong on the pages named, and how many different parts they are made of.

    What axe finds, ids that stand twice, pages wider than the screen, errors of scripts, requests to other hosts.
    """
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else faults.append(request.url)
    )
    judged: set[str] = set()
    known: set[str] = set()
    sizes = [DESK, PHONE]
    for name in names:
        page.goto(address + name)
        parts, twice = page.evaluate(SKELETON)
        fresh = {part: place for place, part in enumerate(parts) if part not in known}
        known.update(fresh)
        if fresh:
            page.evaluate(BARE)
            page.evaluate(MARK_NEW, list(fresh.values()))
        faults += [f"{name}: the id {id} twice" for id in twice]
        for size in sizes:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = faults_of(page, NEW, judged) if fresh else []
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"overflow: {wide}"] if wide > size["width"] else []
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
        sizes.reverse()  # the next page opens at the width that this one ends with: nothing is laid out for nobody
    return faults, len(known)


def faults_of_shells(page: Page, address: str) -> list[str]:
    """What axe finds in header, menus and footer, on a page of each section."""
    faults: list[str] = []
    judged: set[str] = set()
    for name in SHELLS:
        page.set_viewport_size(TALL)  # type: ignore[arg-type]
        page.goto(address + name)
        for size in (TALL, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = faults_of(page, {"exclude": [[".md-content"]]}, judged)
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
    return faults
