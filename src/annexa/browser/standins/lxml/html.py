"""The little of lxml.html that `annexa.documents` uses, over Python's own html.parser.

Tags that are left open are closed where libxml2 closes them, since a tag may hide the words inside it.
"""

from html.parser import HTMLParser as _Reader
from typing import Any, Final

from lxml import etree

HtmlElement = etree.Element

_DEEPEST: Final = 256
"""Levels; what is nested deeper stands in the element at that level."""
_EMPTY: Final = frozenset(
    (
        *("area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    )
)
_OF_HEAD: Final = frozenset(["base", "link", "meta", "noscript", "script", "style", "template", "title"])
_CELLS: Final = frozenset(["tbody", "td", "tfoot", "th", "tr"])
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARTS: Final = frozenset(["col", "colgroup", "tbody", "tfoot", "thead", "tr"])
_OF_LISTS: Final = frozenset(["dd", "dl", "dt", "form", "ul"])
_CLOSED_BY: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"a", "fieldset", "table", "td", "th"}),
    "address": _OF_LISTS | {"li"},
    "b": frozenset({"center", "p", "td", "th"}),
    "caption": _PARTS,
    "colgroup": _PARTS - {"col"},
    "dd": frozenset({"dt"}),
    "dir": _OF_LISTS,
    "dl": frozenset({"form", "li"}),
    "dt": frozenset({"dd", "dl"}),
    "font": frozenset({"center", "td", "th"}),
    "form": frozenset({"form"}),
    "i": frozenset({"center"}),
    "legend": frozenset({"fieldset"}),
    "li": frozenset({"li"}),
    "menu": _OF_LISTS,
    "ol": frozenset({"form"}),
    "option": frozenset({"optgroup", "option"}),
    "p": _HEADINGS | _PARTS | {"address", "blockquote", "body", "caption", "center", "dd", "dir", "div", "dl", "dt"}
    | {"fieldset", "form", "frameset", "head", "hr", "li", "menu", "ol", "p", "pre", "table", "td", "th", "title"}
    | {"ul"},
    "pre": _OF_LISTS | {"fieldset", "li", "table"},
    "span": frozenset({"td", "th"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "td": _CELLS,
    "tfoot": frozenset({"tbody"}),
    "th": _CELLS,
    "thead": frozenset({"tbody", "tfoot"}),
    "tr": frozenset({"tbody", "tfoot", "tr"}),
    "u": frozenset({"p", "td", "th"}),
    "ul": frozenset({"address", "form", "menu", "ol", "pre"}),
    **dict.fromkeys(_HEADINGS, frozenset({"fieldset", "form", "li", "p", "table"})),
    **dict.fromkeys(("big", "s", "small", "strike", "tt"), frozenset({"p"})),
}  # fmt: skip
"""An open element, and the tags that end it."""
_WEIGHT: Final = {
    "div": 150, "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180, "table": 190, "head": 200,
    "body": 200, "html": 220,
}  # fmt: skip
"""An end tag ends nothing beyond an open element that weighs more; what is not named weighs 100."""


class HTMLParser:
    """Says nothing here: nothing outside the text is ever loaded, and nothing is left out."""

    error_log: tuple[Any, ...] = ()

    def __init__(self, **_: bool) -> None:
        pass


def document_fromstring(page: str, parser: HTMLParser | None = None) -> Any:
    """The element `html` of a page. Raises LxmlError where the page holds nothing."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    if not (len(tree.root) or (tree.root.text or "").strip()):
        raise etree.LxmlError("Document is empty")
    return tree.root


class _Tree(_Reader):
    """Builds the tree while it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Any = etree.Element("html")
        self.open: list[Any] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of the same attribute the first counts, and of html, head and body the first one."""
        said = {name: value or "" for name, value in reversed(attrs)}
        while len(self.open) > 1 and self._ends(self.open[-1].tag, tag):
            self.open.pop()
        if tag == "html":
            self.root.attrib.update({name: value for name, value in said.items() if name not in self.root.attrib})
        elif tag in ("body", "head"):
            if not self._has_body() and len(self.open) == 1:
                self._begin(tag, said)
        else:
            if tag not in _OF_HEAD:
                self._see_to_body()
            self._begin(tag, said)

    def handle_endtag(self, tag: str) -> None:
        """Ends the innermost of that name, and all inside it. What stands behind the end of the body belongs to it."""
        if tag in ("html", "body"):
            del self.open[1 + self._has_body() :]
            return
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return
            if _WEIGHT.get(self.open[place].tag, 100) > _WEIGHT.get(tag, 100):
                return

    def handle_data(self, data: str) -> None:
        """Words in the head end it."""
        if data.strip():
            if self.open[-1].tag == "head":
                self.open.pop()
            if len(self.open) == 1:
                self._see_to_body()
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def _begin(self, tag: str, said: dict[str, str]) -> None:
        if len(self.open) >= _DEEPEST:
            return
        node: Any = etree.Element(tag, said)
        node.put_below(self.open[-1])
        if tag not in _EMPTY:
            self.open.append(node)

    def _see_to_body(self) -> None:
        if len(self.open) == 1:
            self._begin("body", {})

    def _has_body(self) -> bool:
        return len(self.open) > 1 and self.open[1].tag == "body"

    def _ends(self, old: str, new: str) -> bool:
        return new not in _OF_HEAD if old == "head" else new in _CLOSED_BY.get(old, ())
