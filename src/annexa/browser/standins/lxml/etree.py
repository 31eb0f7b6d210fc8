"""The little of lxml.etree that `annexa.documents` uses, over Python's own expat and ElementTree.

No entities are expanded, nothing outside the text is loaded, and a tree deeper than libxml2 allows is refused.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from xml.etree import ElementTree
from xml.parsers import expat

XMLSyntaxError = ElementTree.ParseError

_DEEPEST: Final = 256
"""Levels; what libxml2 allows without XML_PARSE_HUGE."""
_CHUNK: Final = 1 << 16


Spaces = dict[str | None, str]


class LxmlError(Exception):
    """What is not to be read."""


class _Element(ElementTree.Element):
    """An element that knows its parent, and some know their prefixes."""

    __slots__ = ("_spaces", "_up")
    _up: "_Element"
    _spaces: Spaces

    @property
    def nsmap(self) -> Spaces:
        """Namespaces by prefix; of elements that say which of them a reader has to know (`Requires`), else empty."""
        return getattr(self, "_spaces", {})

    def getparent(self) -> "_Element | None":
        """The element around it."""
        return getattr(self, "_up", None)

    def put_below(self, parent: "_Element") -> None:
        """Makes it the last of another's children."""
        self._up = parent
        parent.append(self)

    def iter(self, *tags: str) -> Iterator[Any]:  # type: ignore[override]
        """It and all below it, in order; only those named, where any are."""
        if len(tags) < 2:
            return super().iter(*tags)
        wanted = frozenset(tags)
        return (node for node in super().iter() if node.tag in wanted)

    def iterchildren(self, *tags: str) -> Iterator[Any]:
        """Its children; only those named, where any are."""
        return (node for node in self if not tags or node.tag in tags)

    def itersiblings(self, *tags: str) -> Iterator[Any]:
        """What follows it in its parent."""
        parent = self.getparent()
        if parent is None:
            return iter(())
        children = list(parent)
        later = children[children.index(self) + 1 :]
        return (node for node in later if not tags or node.tag in tags)

    def getnext(self) -> Any:
        """The next of its parent's children."""
        return next(self.itersiblings(), None)

    def getprevious(self) -> Any:
        """The one before it among its parent's children."""
        parent = self.getparent()
        if parent is None or parent[0] is self:
            return None
        children = list(parent)
        return children[children.index(self) - 1]


Element = _Element


class XMLParser:
    """How strictly to read; all else that lxml's parser can be told holds here anyhow."""

    def __init__(self, *, recover: bool = False, **_: bool) -> None:
        self.recover = recover


def fromstring(data: bytes, parser: XMLParser | None = None) -> Any:
    """The root element; None where a parser that recovers finds none. Raises XMLSyntaxError."""
    recover = parser is not None and parser.recover
    if not recover and not data.strip():
        raise XMLSyntaxError("Document is empty")
    if b"<!DOCTYPE" not in data:
        try:
            return _linked(_read(data))
        except (XMLSyntaxError, LookupError):  # LookupError: an encoding that is not known
            if not recover:
                raise
    return _Careful(recover).parse(data)


def iterparse(
    source: BinaryIO, *, tag: str | tuple[str, ...], events: tuple[str] = ("end",), **_: bool
) -> Iterator[tuple[str, Any]]:
    """Yields ("end", element) of the tags asked for while it reads; the caller empties them. Raises XMLSyntaxError."""
    tag = (tag,) if isinstance(tag, str) else tag
    first = source.read(_CHUNK)
    if b"<!DOCTYPE" in first:
        root = _Careful(False).parse(first + source.read())
        yield from (("end", node) for node in list(_ends(root)) if node.tag in tag)
        return
    pull: Any = ElementTree.XMLPullParser(["end"], _parser=_quick())
    chunk = first
    while chunk:
        pull.feed(chunk)
        for _event, node in pull.read_events():
            if node.tag in tag:
                yield "end", _linked(node)
        chunk = source.read(_CHUNK)
    pull.close()


def iterwalk(root: Any, *, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yields ("start", element) and ("end", element) in the order of the text; there are no comments in the tree."""
    yield "start", root
    waiting = [(root, iter(root))]
    while waiting:
        node, children = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            yield "end", node
        else:
            yield "start", child
            waiting.append((child, iter(child)))


def _read(data: bytes) -> Any:
    """The root. Prefixes are noted only where an element says which of them it requires: that costs time."""
    if b"Requires" not in data:
        quick = _quick()
        quick.feed(data)
        return quick.close()
    pull: Any = ElementTree.XMLPullParser(["start", "start-ns", "end-ns"], _parser=_quick())
    pull.feed(data)
    pull.close()
    root, spaces = None, _Prefixes()
    for event, told in pull.read_events():
        if event == "start":
            root = told if root is None else root
            spaces.note(told)
        elif event == "start-ns":
            spaces.begin(*told)
        else:
            spaces.end()
    return root


class _Prefixes:
    """The prefixes that hold where a parser is."""

    def __init__(self) -> None:
        self.open: list[tuple[str | None, str]] = []

    def begin(self, prefix: str | None, space: str | None) -> None:
        self.open.append((prefix or None, space or ""))

    def end(self, _prefix: str | None = None) -> None:
        self.open.pop()

    def note(self, node: Any) -> None:
        """Tells an element that requires some of them."""
        if "Requires" in node.attrib:
            node._spaces = dict(self.open)


def _quick() -> Any:
    return ElementTree.XMLParser(target=ElementTree.TreeBuilder(element_factory=_Element))  # noqa: S314


def _ends(node: Any) -> Iterator[Any]:
    for child in list(node):
        yield from _ends(child)
    yield node


def _linked(root: Any) -> Any:
    """The tree, each element told its parent; one that is too deep is taken apart first, level by level, since freed
    as a whole it would overrun the stack."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            _dismantle(level)
            raise XMLSyntaxError("nested too deeply")
        below = []
        for parent in level:
            for child in parent:
                child._up = parent
                below.append(child)
        level = below
    return root


def _dismantle(level: list[Any]) -> None:
    while level:
        below = [child for parent in level for child in parent]
        for parent in level:
            parent.clear()
        level = below


class _Careful:
    """Builds a tree by hand: no entity is expanded, and where the text breaks off, what was read so far stands."""

    def __init__(self, recover: bool) -> None:
        self.recover = recover
        self.builder = ElementTree.TreeBuilder(element_factory=_Element)
        self.open: list[str] = []
        self.root: Any = None
        self.spaces = _Prefixes()

    def parse(self, data: bytes) -> Any:
        """As `fromstring`."""
        parser = expat.ParserCreate(None, "}")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartNamespaceDeclHandler = self.spaces.begin
        parser.EndNamespaceDeclHandler = self.spaces.end
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.DefaultHandler = lambda text: None  # so that expat does not write internal entities out
        parser.EntityDeclHandler = _entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            if not self.recover:
                raise XMLSyntaxError(str(error)) from None
        while self.open:
            self._end(self.open[-1])
        if self.root is None and not self.recover:
            raise XMLSyntaxError("no element found")
        return None if self.root is None else _linked(self.root)

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self.open) >= _DEEPEST:
            raise XMLSyntaxError("nested too deeply")
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        node = self.builder.start(_full(name), {_full(key): value for key, value in pairs})
        self.spaces.note(node)
        self.root = node if self.root is None else self.root
        self.open.append(name)

    def _end(self, name: str) -> None:
        self.builder.end(_full(name))
        self.open.pop()

    def _text(self, text: str) -> None:
        if self.open:
            self.builder.data(text)


def _entity(name: str, is_parameter: bool, value: str | None, *rest: str | None) -> None:
    if value and "&" in value:
        raise XMLSyntaxError("an entity made of entities, as in an XML bomb")


def _full(name: str) -> str:
    return "{" + name if "}" in name else name
