"""The printed editions: the whole guidance and the checklist as tagged PDF (PDF/UA-1), set by typst.

The Markdown of the site becomes a tree of nodes, and `print.typ` sets that tree; no text of a page is ever read as
typst, so nothing in it can be a command. typst needs no browser and gives the same bytes for the same pages.
"""

import posixpath
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from annexa.site.book import Book
from annexa.site.menu import chapters, titles
from annexa.tools import typst

TEMPLATE: Final = Path(__file__).with_name("print.typ")

EXTENSIONS: Final = ("abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc")
"""The same as in mkdocs.yml, so that a page means the same in both."""

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(["body", "div", "ol", "ul", "dl", "table", "thead", "tbody", "tr"])
_HOLDS_BLOCKS = frozenset(["p", "div", "ol", "ul", "dl", "table"])
_LEFT_OUT = frozenset({"related", "neighbours", "date-picker"})
"""Parts of a page that have no use on paper."""

Node = str | dict[str, Any]


def guidance_pdf(book: Book, pages: dict[str, str], edition: date) -> bytes:
    """Every page of the site in the order of the menu, with contents. Raises ToolFailed."""
    parts = chapters(book)
    order = [page for part in parts for page in part.pages]
    trees = {page: _tree(pages[page], page) for page in order}
    anchors = {f"{page}#{anchor}" for page, tree in trees.items() for anchor in _ids(tree)} | set(order)
    for page, tree in trees.items():
        _settle_links(tree, page, anchors)
    named = titles(book)
    data = {
        "what": "guidance",
        "title": f"SEND inspection guidance, {book.area}",
        "partnership": book.partnership,
        "edition": f"Edition of {edition.day} {edition:%B %Y}",
        "chapters": [
            {
                "title": part.title,
                "pages": [{"id": page, "title": named[page], "nodes": trees[page]} for page in part.pages],
            }
            for part in parts
        ],
    }
    return _set(data, book, edition)


def checklist_pdf(book: Book, edition: date) -> bytes:
    """The checklist on paper, with a box at each point. Raises ToolFailed."""
    headings = dict.fromkeys(point.heading for point in book.checklist.points)
    points = list(enumerate(book.checklist.points, start=1))
    data = {
        "what": "checklist",
        "title": "Evidence checklist",
        "partnership": book.partnership,
        "edition": f"Edition of {edition.day} {edition:%B %Y}",
        "groups": [
            {
                "title": heading,
                "points": [
                    [str(number), point.question, ", ".join(kind.replace("-", " ") for kind in point.kinds)]
                    for number, point in points
                    if point.heading == heading
                ],
            }
            for heading in headings
        ],
    }
    return _set(data, book, edition)


def _set(data: dict[str, Any], book: Book, edition: date) -> bytes:
    language, _, region = book.language.partition("-")
    data |= {"language": language, "region": region, "date": [edition.year, edition.month, edition.day]}
    return typst.compile_pdf(TEMPLATE, data)


def _tree(text: str, page: str) -> list[Node]:
    import lxml.html
    import markdown  # type: ignore[import-untyped]

    html = markdown.markdown(_FRONT_MATTER.sub("", text), extensions=list(EXTENSIONS))
    body = lxml.html.fragment_fromstring(html, create_parent="body")
    return _children(body, page)


def _children(element: Any, page: str) -> list[Node]:
    """The nodes inside an element; space between blocks means nothing and goes."""
    nodes: list[Node] = []
    block = element.tag in _BLOCKS or any(child.tag in _HOLDS_BLOCKS for child in element)
    _add_text(nodes, element.text, block)
    for child in element:
        if isinstance(child.tag, str) and not _LEFT_OUT & set(child.get("class", "").split()):
            node: dict[str, Any] = {"tag": child.tag, "children": _children(child, page)}
            if child.get("class"):
                node["class"] = child.get("class").split()
            if child.get("href"):
                node["href"] = child.get("href")
            if child.get("id"):
                node["id"] = f"{page}#{child.get('id')}"
            nodes.append(node)
        _add_text(nodes, child.tail, block)
    return nodes


def _add_text(nodes: list[Node], text: str | None, block: bool) -> None:
    words = _SPACE.sub(" ", text or "")
    if words and not (block and not words.strip()):
        nodes.append(words)


def _ids(nodes: Sequence[Node]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, dict):
            if node["tag"] in {"h1", "h2", "h3"} and "id" in node:
                found.append(node["id"].partition("#")[2])
            found += _ids(node["children"])
    return found


def _settle_links(nodes: Sequence[Node], page: str, anchors: set[str]) -> None:
    """Links between pages become links inside the PDF; what is not printed becomes plain text; web and mail stay."""
    for node in nodes:
        if not isinstance(node, dict):
            continue
        _settle_links(node["children"], page, anchors)
        href = node.pop("href", None)
        if href is None:
            continue
        if re.match(r"[a-z]+:", href):
            node["url"] = href
            continue
        path, _, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        for known in ([f"{target}#{anchor}"] if anchor else []) + [target]:
            if known in anchors:
                node["to"] = known
                break
