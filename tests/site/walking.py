"""All pages of a built site in a browser, judged at both widths and in both colour schemes.

A page takes long to open and little to judge. So the contents of pages of one folder are put together in a few pages,
with the shell and the scripts of the theme around them, and a part made of the same elements in the same order as one
before it, on whatever page, is not judged by axe again. What needs no browser is looked at in each page's HTML.

Menus, header and footer, which are the same all over a section, are judged on a page of each, as it is.
"""

from itertools import groupby
from pathlib import Path

from lxml import html
from playwright.sync_api import Page
from tests.site.browsing import DESK, PHONE, faults_of

from annexa.browser import packing

TALL = {"width": 1366, "height": 2600}
"""High enough that no menu is cut off in the middle of a link, which would make that link too small to press."""

BARE = """() => {
  for (const list of document.querySelectorAll(".md-sidebar .md-nav__list, .md-tabs__list")) list.replaceChildren();
}"""
"""Empties the menus, whose hundred links would be walked through four times a page."""
TOO_WIDE = """() => {
  const width = innerWidth, all = [...document.querySelectorAll("[data-page]")];
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = (part) => [part, ...part.querySelectorAll("*")].some((each) => each.getBoundingClientRect().right > width + 1);
  const pages = [...new Set(all.filter(wide).map((part) => part.dataset.page))];
  return pages.length ? pages : ["all"];
}"""
"""The pages that are wider than the screen."""
NEW = {"include": [".md-content__inner > [data-new]"]}
TOGETHER = 25
"""Pages whose contents are put into one."""
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
    "profiles/annexa.html",
    "reference/glossary.html",
]
"""A page of each section, and the one for addresses that do not exist."""
NAMED = {
    *("for", "form", "headers", "list", "aria-activedescendant", "aria-controls", "aria-describedby", "aria-details"),
    *("aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns"),
}
"""Attributes that hold ids."""
SAID = {"class", "role", "scope", "type", "lang"}
WORDS = {"aria-label", "aria-description"}


def listed(site: Path) -> list[str]:
    """The pages of the theme; the one that checks documents is judged in each of its states, by tests of its own."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != packing.PAGE)


def faults_of_html(site: Path) -> list[str]:
    """Pages without a title, a language or their one heading of the first level, and ids that stand twice on one."""
    faults: list[str] = []
    for name in listed(site):
        tree = html.parse(site / name).getroot()
        ids = tree.xpath("//@id")
        faults += [f"{name}: the id {id} twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
        if not (tree.findtext("head/title") or "").strip() or not tree.get("lang"):
            faults.append(f"{name}: no title, or no language")
        if len(tree.xpath("//h1[normalize-space()]")) != 1:
            faults.append(f"{name}: not one heading of the first level")
    return faults


def put_together(site: Path) -> tuple[list[str], int]:
    """Writes pages with the contents of all the others beside them, and counts the different parts of these.

    Each part says which page it is of; those unlike any before are marked as new.
    """
    known: set[str] = set()
    made: list[str] = []
    for folder, pages in groupby(sorted(listed(site), key=_folder), _folder):
        names = list(pages)
        for at in range(0, len(names), TOGETHER):
            page = html.parse(site / names[at])
            parts = [part for name in names[at : at + TOGETHER] for part in _parts(site, name)]
            _content(page)[:] = parts
            named = _named(parts)
            for part in parts:
                if (bones := _bones(part, named)) not in known:
                    known.add(bones)
                    part.set("data-new", "")
            made.append(f"{folder}/together-{at}.html".removeprefix("./"))
            page.write(str(site / made[-1]), method="html", encoding="utf-8")
    return made, len(known)


def _folder(name: str) -> str:
    return Path(name).parent.as_posix()


def _content(page: html.HtmlElement) -> html.HtmlElement:
    (content,) = page.xpath("//*[contains(concat(' ', @class, ' '), ' md-content__inner ')]")
    return content


def _parts(site: Path, name: str) -> list[html.HtmlElement]:
    """The parts of a page's content, with ids that no other page has."""
    content = _content(html.parse(site / name))
    for element in content.iter("*"):
        for key, value in element.items():
            if key in {"id", "name"}:
                element.set(key, f"{name}-{value}")
            elif key in NAMED:
                element.set(key, " ".join(f"{name}-{each}" for each in value.split()))
            elif key == "href" and value[:1] == "#" and len(value) > 1:
                element.set(key, f"#{name}-{value[1:]}")
    for part in content:
        part.set("data-page", name)
    return list(content)


def _named(parts: list[html.HtmlElement]) -> set[str]:
    """The ids that there are and that something is bound to, such as a field to its label."""
    elements = [element for part in parts for element in part.iter("*")]
    bound = {id for element in elements for key, value in element.items() if key in NAMED for id in value.split()}
    return bound & {id for element in elements if (id := element.get("id"))}


def _bones(element: html.HtmlElement, named: set[str]) -> str:
    """What axe judges a part by: elements, roles, classes, which attributes are empty, and whether what they name is there.

    Like elements in a row count once. No words.
    """

    def said(key: str, value: str) -> str:
        if key == "id" or key in NAMED:
            return f"{key}{'+' if named.issuperset(value.split()) else '-'}"
        if key in SAID or (key.startswith("aria-") and key not in WORDS):
            return f"{key}={value}"
        return key if value.strip() else f"{key}="

    parts = [_bones(part, named) for part in element.iterchildren("*")]
    once = [part for at, part in enumerate(parts) if not at or part != parts[at - 1]]
    text = any((words or "").strip() for words in (element.text, *(part.tail for part in element)))
    attributes = ",".join(sorted(said(key, value) for key, value in element.items()))
    return f"{element.tag}[{attributes}]{'t' if text else ''}({','.join(once)})"


def faults_of_contents(page: Page, address: str, names: list[str]) -> list[str]:
    """What is wrong on pages that were put together.

    What axe finds in new parts, pages wider than the screen, errors of scripts, requests to other hosts.
    """
    faults = _heard(page, address)
    judged: set[str] = set()
    for name in names:
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(address + name)
        page.evaluate(BARE)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults += [f"at {size['width']}: {fault}" for fault in faults_of(page, NEW, judged)]
            faults += [f"at {size['width']}: overflow of {each}" for each in page.evaluate(TOO_WIDE)]
    return faults


def faults_of_shells(page: Page, address: str) -> list[str]:
    """What axe finds in header, menus and footer, and what scripts do and ask for, on a page of each section."""
    faults = _heard(page, address)
    judged: set[str] = set()
    for name in SHELLS:
        page.set_viewport_size(TALL)  # type: ignore[arg-type]
        page.goto(address + name)
        for size in (TALL, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = faults_of(page, {"exclude": [[".md-content"]]}, judged)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"overflow: {wide}"] if wide > size["width"] else []
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
    return faults


def _heard(page: Page, address: str) -> list[str]:
    """Filled while the page is used: errors of its scripts, and what it asks others for."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else faults.append(request.url)
    )
    return faults
