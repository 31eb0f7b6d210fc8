"""Web pages and plain text that Word keeps inside a document and shows as part of its text (altChunk)."""

import email
import email.policy
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING, Final

from annexa.documents import text
from annexa.documents.facts import BlockKind, Facts
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.model.findings import Place

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAIL: Final = re.compile(rb"\A\s*(?:MIME-Version|Content-Type|From|Subject|Date):", re.IGNORECASE)
_PAGE: Final = re.compile(rb"<\s*(?:html|body|p|div|h[1-6]|table|ul|ol|span|b|i|br)\b", re.IGNORECASE)
_END: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""libxml2 drops what stands behind it; Word and browsers show that."""
_SPACE: Final = re.compile(r"\s+")
_UNSEEN: Final = frozenset(("head", "script", "style", "template", "noscript", "title"))
_BREAKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_KINDS: Final = {"li": BlockKind.LIST_ITEM, "td": BlockKind.CELL, "th": BlockKind.CELL}


def read(data: bytes, limits: Limits) -> Facts:
    """The words of a web page, of one saved as a single file (MHTML), or of plain text. Raises Unreadable."""
    if _MAIL.match(data[:200]):
        data = _page_of(data)
    if not _PAGE.search(data[:65_536]):
        return text.read_text(data, limits)
    import lxml.html

    found = Gatherer(limits)
    page = _END.sub("", _decoded(data))
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(page, parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return text.read_text(data, limits)
    if any("depth" in each.message for each in parser.error_log):
        found.partial("the tags of a web page inside it are nested too deeply")
    _Walk(found).take(root)
    return found.finish("html")


def _page_of(data: bytes) -> bytes:
    """The first page in a message, decoded; the message itself where it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "text/plain"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = part.get_content_charset() or "utf-8"
                try:
                    return content.decode(charset, "replace").encode()
                except LookupError:
                    return content
    return data


def _decoded(data: bytes) -> str:
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    if named:
        try:
            return _without_declaration(data.decode(named[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return _without_declaration(text.decode(data))


def _without_declaration(page: str) -> str:
    """lxml takes no text that says how its bytes were encoded."""
    return re.sub(r"\A\ufeff?\s*<\?xml[^>]*\?>", "", page)


class _Walk:
    """Goes through a page in the order of reading and makes a block wherever a browser begins a new line."""

    def __init__(self, found: Gatherer) -> None:
        self.found = found
        self.words: list[str] = []
        self.kind = BlockKind.PARAGRAPH
        self.level: int | None = None

    def take(self, root: "HtmlElement") -> None:
        from lxml import etree

        unseen = 0  # elements around that hide their words
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                unseen += _is_unseen(node)
                self._open(node, tag, bool(unseen))
                continue
            if event == "end":
                unseen -= _is_unseen(node)
            if tag in _BREAKS:
                self._flush()
            if node.tail and not unseen:
                self.words.append(node.tail)
        self._flush()

    def _open(self, node: "HtmlElement", tag: str, unseen: bool) -> None:
        if tag in _BREAKS:
            self._flush()
        if tag in _KINDS:
            self.kind = _KINDS[tag]
        elif re.fullmatch(r"h[1-6]", tag):
            self.kind, self.level = BlockKind.HEADING, int(tag[1])
        if tag == "img":
            self.found.partial("a picture in a web page inside it is not shown")
        if node.text and tag and not unseen:
            self.words.append(node.text)

    def _flush(self) -> None:
        words = _SPACE.sub(" ", "".join(self.words)).strip()
        if words:
            self.found.block(words, Place(), self.kind, level=self.level)
            self.kind, self.level = BlockKind.PARAGRAPH, None
        self.words.clear()


def _is_unseen(node: "HtmlElement") -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.tag in _UNSEEN or "hidden" in node.attrib or "display:none" in style
