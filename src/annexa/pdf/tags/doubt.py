"""Whether a PDF that was made elsewhere can be said to be PDF/UA-1: only where all that decides it was looked at.

What we convert ourselves is known. Of a foreign PDF the tags are walked once and compared with what PDF/UA-1 asks of
them, and its fonts are looked into; what is built in a way that is not judged here counts as not established. Then a
bundle that holds the file does not claim PDF/UA-1, and says why. Reasons quote nothing of what the document says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from annexa.pdf.source import as_list
from annexa.pdf.tags.fontdoubt import Faces, beside, looks
from annexa.pdf.tags.graft import STANDARD
from annexa.pdf.tags.tabledoubt import table_doubt
from annexa.pdf.trees import read_numbers
from annexa.pdf.written import entries, is_said, name_of

MOST: Final = 60_000
"""Elements of a structure tree that are walked."""
PAGES: Final = 400
"""Pages that are looked at; a longer file is not judged, since it would take many seconds."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ROWS: Final = ("/TR", "/THead", "/TBody", "/TFoot", "/Caption")
_INSIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "/Table": _ROWS,
    "/TR": ("/TH", "/TD"),
    "/THead": ("/TR",),
    "/TBody": ("/TR",),
    "/TFoot": ("/TR",),
    "/L": ("/L", "/LI", "/Caption"),
    "/LI": ("/Lbl", "/LBody"),
    "/TOC": ("/TOC", "/TOCI", "/Caption"),
}
"""What may stand in an element, where not everything may (PDF/UA-1, 7.2)."""
_BELONGS: Final[Mapping[str, tuple[str, ...]]] = {
    "/TR": ("/Table", "/THead", "/TBody", "/TFoot"),
    "/THead": ("/Table",),
    "/TBody": ("/Table",),
    "/TFoot": ("/Table",),
    "/TH": ("/TR",),
    "/TD": ("/TR",),
    "/LI": ("/L",),
    "/LBody": ("/LI",),
    "/TOCI": ("/TOC",),
}
"""What an element must stand in."""
_LOOKED_AT: Final = "BMC BDC EMC Tj TJ ' \" Do sh S s f F f* B B* b b*"
"""Operators that mark, and that draw."""
_LANGUAGES: Final = re.compile(rb"/Lang\s*(\((?:[^()\\]|\\.)*\)|<[^<>]*>)")


def of(pdf: Pdf) -> str:
    """Why PDF/UA-1 cannot be claimed with this file, as words that follow "it"; empty where nothing stands against it.

    `pdf` is the file as it was delivered. What a merge mends, and what it judges itself, is not looked at again.
    """
    try:
        return next(_doubts(pdf), "")
    except Exception as error:  # whatever is built so that it cannot be read is not established
        return f"is built in a way that cannot be judged here ({type(error).__name__})"


def _doubts(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if len(pdf.pages) > PAGES:
        yield f"has more than {PAGES} pages, and longer files are not judged here"
    tree = root.get("/StructTreeRoot")
    if "/Lang" in root and not _is_language(root["/Lang"]):
        yield "has a language that is written wrongly"
    if "/OCProperties" in root:
        yield "has layers, which are not judged here"
    marks = root.get("/MarkInfo")
    if isinstance(marks, Dictionary) and bool(marks.get("/Suspects", False)):
        yield "says itself that its tags are doubtful"
    if isinstance(tree, Dictionary):
        yield from _Tree(pdf, tree).doubts()
    held = dict(read_numbers(tree.ParentTree)) if isinstance(tree, Dictionary) and "/ParentTree" in tree else {}
    faces, seen = Faces(), set[tuple[int, int]]()
    for page in pdf.pages:
        yield from _page_doubts(page.obj, held, seen)
        faces.read(page.obj)
    yield from faces.doubts()


def _is_language(value: object) -> bool:
    return isinstance(value, String) and LANGUAGE.fullmatch(str(value)) is not None


# ---------------------------------------------------------------------------------------------- the structure tree


class _Tree:
    """A structure tree, walked once."""

    def __init__(self, pdf: Pdf, tree: Dictionary) -> None:
        self._pdf = pdf
        self._tree = tree
        self._roles = _roles(tree.get("/RoleMap"))
        self._ids: Counter[bytes] = Counter()

    def doubts(self) -> Iterator[str]:
        stack: list[tuple[Object, str]] = [(kid, "") for kid in as_list(self._tree.get("/K"))]
        seen: set[tuple[int, int]] = set()
        count = 0
        while stack:
            node, parent = stack.pop()
            if not isinstance(node, Dictionary) or "/S" not in node:
                continue
            count += 1
            if node.objgen in seen or count > MOST:
                yield "has tags that hang together in a way that is not judged here"
                return
            if node.objgen != (0, 0):
                seen.add(node.objgen)
            if "/P" not in node:
                yield "has a tag that does not say where it belongs"
            kind = self._kind(node)
            if not kind:
                yield "has tags whose names lead to no kind that readers know"
                return
            kids = [kid for kid in as_list(node.get("/K")) if isinstance(kid, Dictionary)]
            yield from self._element(node, kind, parent, kids)
            stack += [(kid, kind) for kid in kids]
        if any(number > 1 for number in self._ids.values()):
            yield "has two tags with one name"

    def _kind(self, node: Dictionary) -> str:
        """The standard type of an element; empty where its name leads to none."""
        name, steps = name_of(node["/S"]), 0
        while name not in STANDARD and name in self._roles and steps < 50:
            name, steps = self._roles[name], steps + 1
        return name if name in STANDARD else ""

    def _element(self, node: Dictionary, kind: str, parent: str, kids: Sequence[Dictionary]) -> Iterator[str]:
        if "/Lang" in node and not _is_language(node["/Lang"]):
            yield "has a language that is written wrongly"
        if isinstance(node.get("/ID"), String):
            self._ids[bytes(node["/ID"])] += 1
        if kind in _BELONGS and parent not in _BELONGS[kind]:
            yield f"has a {kind[1:]} tag that stands where none may"
        kinds = [self._kind(kid) for kid in kids if "/S" in kid]
        if kind in _INSIDE:
            yield from self._inside(node, kind, kinds)
        if kind == "/Table":
            yield from table_doubt(node, self._kind, self._tree.get("/ClassMap"))
        for kid in kids:
            if "/S" not in kid and "/Obj" in kid:
                yield from _annotation_doubts(node, kind, kid["/Obj"])

    def _inside(self, node: Dictionary, kind: str, kinds: list[str]) -> Iterator[str]:
        if any(each not in _INSIDE[kind] for each in kinds):
            yield f"has a {kind[1:]} tag that holds what it must not"
        if any(isinstance(each, int) for each in as_list(node.get("/K"))):
            yield f"has a {kind[1:]} tag that holds what it must not"
        captions = [place for place, each in enumerate(kinds) if each == "/Caption"]
        if captions and captions not in ([0], [len(kinds) - 1]):
            yield f"has a {kind[1:]} tag whose caption stands in the middle"
        if kind in ("/L", "/TOC") and kinds.count("/Caption") and kinds[0] != "/Caption":
            yield f"has a {kind[1:]} tag whose caption is not first"
        if kind == "/Table" and (kinds.count("/THead") > 1 or kinds.count("/TFoot") > 1):
            yield "has a table with two heads or feet"
        if kind == "/Table" and {"/THead", "/TFoot"} & set(kinds) and "/TBody" not in kinds:
            yield "has a table with a head and no body"


def _roles(found: object) -> dict[str, str]:
    return {name: name_of(value) for name, value in entries(found)} if isinstance(found, Dictionary) else {}


def _annotation_doubts(element: Dictionary, kind: str, annotation: object) -> Iterator[str]:
    if not isinstance(annotation, Dictionary):
        return
    subtype = annotation.get("/Subtype")
    if subtype == Name.Widget:
        return  # it is flattened
    if subtype == Name.Link:
        if kind != "/Link":
            yield "has a link whose tag does not say that it is one"
    elif kind != "/Annot":
        yield "has a mark on a page whose tag does not say that it is one"
    elif not (is_said(annotation.get("/Contents")) or is_said(element.get("/Alt"))):
        yield "has a mark on a page without a description"


# ---------------------------------------------------------------------------------------------- the pages


def _page_doubts(page: Dictionary, held: Mapping[int, Object], seen: set[tuple[int, int]]) -> Iterator[str]:
    """`seen`: the forms that were looked at."""
    resources = page.get("/Resources")
    yield from _properties_doubts(resources, "/StructParents" in page)
    yield from _annotations_doubts(page, held)
    shown = [look for each in as_list(page.get("/Annots")) for look in looks(each)]
    for form in _forms(resources, shown, seen):
        data = form.read_bytes()
        yield from _properties_doubts(form.get("/Resources"), False)
        if "/Ref" in form:
            yield "shows pages of another file"
        if "/StructParents" in form or b"/MCID" in data:
            yield "has tags inside drawings, which are not judged here"
        yield from _content_languages(data)
    if "/StructParents" not in page:
        return
    number = page["/StructParents"]
    tags: list[Object] = as_list(held.get(number)) if isinstance(number, int) else []
    for stream in as_list(page.get("/Contents")):
        if isinstance(stream, Stream):
            yield from _content_languages(stream.read_bytes())
    properties = resources.get("/Properties") if isinstance(resources, Dictionary) else None
    yield from _marks(page, properties if isinstance(properties, Dictionary) else Dictionary(), tags)


def _properties_doubts(resources: object, is_tagged: bool) -> Iterator[str]:
    """What is wrong with what marks in a content name, whether or not it is used."""
    for _, each in entries(_dictionary(resources, "/Properties")):
        if isinstance(each, Dictionary) and "/Lang" in each and not _is_language(each["/Lang"]):
            yield "has a language that is written wrongly"
        if isinstance(each, Dictionary) and "/MCID" in each and not is_tagged:
            yield "has content that its tags leave out"


def _annotations_doubts(page: Dictionary, held: Mapping[int, Object]) -> Iterator[str]:
    for each in as_list(page.get("/Annots")):
        number = each.get("/StructParent") if isinstance(each, Dictionary) else None
        if isinstance(number, int) and number in held and not _is_tag(held[number]):
            yield "has a link or a mark whose tag cannot be found"


def _is_tag(found: object) -> bool:
    return isinstance(found, Dictionary) and "/S" in found


def _content_languages(data: bytes) -> Iterator[str]:
    for written in _LANGUAGES.findall(data):
        if not _is_language(Object.parse(written)):
            yield "has a language that is written wrongly"


def _marks(page: Dictionary, properties: Dictionary, tags: list[Object]) -> Iterator[str]:
    """What is wrong with the marks in a page's content: decoration in text or around it, marks that no tag has, and
    marks that say neither of what is drawn in them. What is drawn in no mark is mended, or judged elsewhere."""
    open_: list[str] = []
    for instruction in pikepdf.parse_content_stream(page, _LOOKED_AT):
        operator = str(instruction.operator)
        if operator == "EMC":
            if open_:
                open_.pop()
            continue
        if operator not in ("BMC", "BDC"):
            if open_ and not any(open_):
                yield "has content that its tags leave out"
            continue
        found = instruction.operands[1] if len(instruction.operands) > 1 else None
        if isinstance(found, Name):
            found = properties.get(name_of(found))
        mark = ""
        if name_of(instruction.operands[0]) == "/Artifact":
            mark = "decoration"
        elif isinstance(found, Dictionary) and "/MCID" in found:
            mark = "text"
            number = found["/MCID"]
            if not isinstance(number, int) or not 0 <= number < len(tags) or not isinstance(tags[number], Dictionary):
                yield "has content that its tags leave out"
        if isinstance(found, Dictionary) and "/Lang" in found and not _is_language(found["/Lang"]):
            yield "has a language that is written wrongly"
        if mark and any(each and each != mark for each in open_):
            yield "has decoration inside what is read, or the other way round"
        open_.append(mark)


def _forms(resources: object, shown: Sequence[Stream], seen: set[tuple[int, int]]) -> Iterator[Stream]:
    """The forms, patterns and masks that are drawn, those that are `shown` besides, and those drawn in them, each once
    for the file."""
    waiting = [*shown, *_drawn(resources)]
    while waiting:
        form = waiting.pop()
        if form.objgen not in seen:
            seen.add(form.objgen)
            yield form
            waiting += _drawn(form.get("/Resources"))


def _drawn(resources: object) -> Iterator[Stream]:
    for _, each in entries(_dictionary(resources, "/XObject")):
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Form:
            yield each
    yield from beside(resources)


def _dictionary(holder: object, key: str) -> Dictionary:
    found = holder.get(key) if isinstance(holder, Dictionary) else None
    return found if isinstance(found, Dictionary) else Dictionary()
