"""Takes out of a source what must not be in a bundle: anything that runs, reaches outside or names a person.

Lists of what may stay, not of what must go: a key or an action that nobody thought of is taken out.
"""

import re

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from annexa.pdf import cropped, destinations, drawn
from annexa.pdf.addresses import address_in, base_of, scheme_of, whole
from annexa.pdf.attached import collect, collect_all
from annexa.pdf.forms import flatten
from annexa.pdf.source import Jump, Source, as_list
from annexa.pdf.tags import doubt
from annexa.pdf.written import is_said, key_of, name_of

_KEPT = (
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots StructParents Tabs"
    " UserUnit VP"
)
PAGE_KEYS = frozenset("/" + name for name in _KEPT.split())
"""What a page keeps. Not: actions, private data of programs (/PieceInfo), metadata, thumbnails, timings."""
PLAYED = {
    "/FileAttachment": "attached files shown on a page",
    "/RichMedia": "videos and animations",
    "/Screen": "videos and animations",
    "/Movie": "videos and animations",
    "/Sound": "sounds",
    "/3D": "three-dimensional models",
    "/TrapNet": "printers' marks",
    "/PrinterMark": "printers' marks",
    "/Popup": "",
    "/Widget": "form fields without a form",
}
"""Annotations that do not stay, with what they are called on the divider; a pop-up belongs to its comment."""
UNWANTED = frozenset({"/AA", "/PA", "/AF", "/Popup", "/IRT", "/OPI"})
"""What no annotation keeps: actions, what it came from, and references to what stays behind."""
WEB = frozenset({"http", "https", "mailto", "tel", "ftp", "ftps"})
NAMED = 5
"""Links of one document that are named when they are taken off; the rest are counted."""
TURNING = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})

ACTIONS = {
    "/JavaScript": "scripts",
    "/Launch": "links that start a program",
    "/SubmitForm": "buttons that send form data",
    "/ImportData": "buttons that load form data",
    "/ResetForm": "buttons that empty a form",
}

UNSAFE = "links with an address that no browser opens safely"
INSIDE = "Go to another place in this document"
"""What is said for a link inside a document that says nothing itself."""


def clean(source: Source) -> None:
    """Takes out of the source, in memory, what must not be in a bundle, and notes what that was."""
    if source.doubt is None:
        source.doubt = "" if source.trusted else doubt.of(source.pdf)
    flatten.flatten(source)
    cropped.cut(source)
    drawn.tidy(source)
    collect_all(source)
    _note_catalog(source)
    destinations.collect(source)
    source.base = base_of(source)
    cleaner = _Cleaner(source)
    for index, page in enumerate(source.pages):
        keys = page.keys()
        for key in keys - PAGE_KEYS:
            if key == "/AA":
                source.removed["scripts"] += 1
            del page[key_of(key)]
        if "/Annots" in keys:
            cleaner.annotations(index, page)


PRINT = 4
"""The flag of an annotation that is printed with its page, which PDF/A and intake checkers ask of links too."""
_TEXT = rb"(?:\( *[^()\\ ][^()\\]*\)|<feff(?!(?:00(?:09|0a|0d|20|a0))*>)[0-9a-f]+>)"
"""Words that say something: neither nothing nor blanks."""
_LINK = re.compile(
    rb"<<(?: /A << /S /URI(?: /Type /Action)? /URI (\((?:https?://|mailto:)[!-'*-\[\]-~]*\)) >>)?"
    rb"(?: /Border \[[^\[\]<>()]*\])?( /Contents " + _TEXT + rb")?"
    rb"(?: /Dest (?:(\d+) 0 R|\[ (\d+) 0 R [^\[\]<>()]*\]))?(?: /F (\d+))?(?: /H /\w+)?(?: /P \d+ 0 R)?"
    rb" /Rect \[[^\[\]<>()]*\](?: /StructParent \d+)? /Subtype /Link(?: /Type /Annot)? >>"
)
"""A link with no more than a place in its document or an address that a browser opens, as qpdf writes it."""


class _Cleaner:
    """Cleans the annotations of one source, page by page."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[tuple[int, int]] = set()
        self._places: dict[bytes, bool] = {}

    def annotations(self, index: int, page: Dictionary) -> None:
        """Cleans those of a page, which is left without any that must not stay."""
        kept: list[Object] = []
        found = as_list(page["/Annots"])
        changed = False
        for annotation in found:
            number = annotation.objgen if isinstance(annotation, Dictionary) else (0, 0)
            if number in self._seen or (number[0] and self._is_clean(annotation)):
                self._seen.add(number)
                kept.append(annotation)
                continue
            changed = True
            if (cleaned := self._clean(annotation, index, len(kept))) is not None:
                kept.append(cleaned)
        self._source.annotations += [(index, position, each) for position, each in enumerate(kept)]
        if kept and changed:
            page["/Annots"] = Array(kept)
        elif not kept:
            del page["/Annots"]

    def _is_clean(self, annotation: Object) -> bool:
        """Whether it is a plain link that has nothing to be taken out; most are, and a look at each key takes long."""
        link = _LINK.fullmatch(annotation.unparse(True))
        if link is None:
            return False
        address, words, elsewhere, page, flags = link.groups()
        if address:
            is_clean = not elsewhere and not page
        elif page:
            is_clean = (int(page), 0) in self._source.page_index
        else:
            is_clean = elsewhere is not None and self._leads_to_a_page(elsewhere)
        if is_clean and words is None:
            annotation["/Contents"] = String(address[1:-1] if address else INSIDE)
        if is_clean and not int(flags or 0) & PRINT:
            annotation["/F"] = int(flags or 0) | PRINT
        return is_clean

    def _leads_to_a_page(self, number: bytes) -> bool:
        """Whether the object with that number is a place on a page; many links share one."""
        if number not in self._places:
            target = self._source.pdf.get_object(int(number), 0)
            self._places[number] = destinations.renamed(self._source, target) is target
        return self._places[number]

    def _clean(self, annotation: Object, page: int, position: int) -> Object | None:
        """The annotation without what must not be in it; None where it must not stay itself."""
        source = self._source
        if not isinstance(annotation, Dictionary) or isinstance(annotation, Stream):
            return None
        kind = name_of(annotation.get("/Subtype", ""))
        if kind in PLAYED:
            if kind == "/FileAttachment":
                collect(source, annotation.get("/FS"))
            if PLAYED[kind]:
                source.removed[PLAYED[kind]] += 1
            return None
        if not annotation.is_indirect:
            annotation = source.pdf.make_indirect(annotation)
        self._seen.add(annotation.objgen)
        _clean_annotation(source, annotation, kind, Jump(page=page, position=position, target=""))
        return annotation


def _clean_annotation(source: Source, annotation: Dictionary, kind: str, place: Jump) -> None:
    keys = annotation.keys()
    for key in keys & UNWANTED:
        if key == "/AA":
            source.removed["scripts"] += 1
        del annotation[key]
    if "/T" in keys and kind != "/Widget":
        del annotation["/T"]  # the name of whoever wrote the comment
    if "/A" in keys:
        _clean_action(source, annotation, place)
    if "/Dest" in annotation:
        found = annotation["/Dest"]
        target = destinations.renamed(source, found)
        if target is None:
            del annotation["/Dest"]
            source.removed["links to a place that does not exist"] += 1
        elif target is not found:
            annotation["/Dest"] = target
    if kind == "/Link" and ("/Contents" not in keys or not is_said(annotation["/Contents"])):
        # What a reader says for the link, which PDF/UA-1, 7.18.5 asks for.
        action = annotation.get("/A")
        address = address_in(action.get("/URI")) if isinstance(action, Dictionary) else ""
        annotation["/Contents"] = String(address or INSIDE)
    if kind == "/Link":
        flags = annotation.get("/F", 0)
        annotation["/F"] = (flags if isinstance(flags, int) else 0) | PRINT


def _clean_action(source: Source, annotation: Dictionary, place: Jump) -> None:
    action = annotation["/A"]
    del annotation["/A"]
    kind = name_of(action.get("/S", "")) if isinstance(action, Dictionary) else ""
    if kind == "/GoTo":
        if "/D" in action:
            annotation["/Dest"] = action["/D"]
    elif kind == "/URI":
        _keep_address(source, annotation, address_in(action.get("/URI")), place)
    elif kind == "/Named" and name_of(action.get("/N", "")) in TURNING:
        annotation["/A"] = Dictionary(S=Name.Named, N=action["/N"])
    elif kind in ("/GoToR", "/Launch") and isinstance(action, Dictionary) and (file := _file_of(action)):
        # A link to a neighbouring document may come to lead inside the bundle; whatever else it is, it goes.
        source.jumps.append(_jump(place, file, action.get("/D")))
    else:
        source.removed[ACTIONS.get(kind, "actions")] += 1


def _keep_address(source: Source, annotation: Dictionary, address: str, place: Jump) -> None:
    address = whole(address, source.base)
    scheme = scheme_of(address)
    if scheme in WEB:
        annotation["/A"] = Dictionary(S=Name.URI, URI=String(address.encode()))
    elif (scheme == "annexa" and source.trusted) or (scheme in ("", "file") and address):
        source.jumps.append(_jump(place, address, None))
    else:
        source.removed[UNSAFE] += 1
        if scheme not in ("", "data") and source.removed[UNSAFE] <= NAMED:
            source.notes.append(f"A link was taken off, since no browser opens it safely: {address[:100]}")


def _jump(place: Jump, target: str, destination: object) -> Jump:
    where: bytes | int | None = None
    if isinstance(destination, String | Name):
        where = bytes(destination)
    elif isinstance(destination, Array) and len(destination) and isinstance(destination[0], int):
        where = int(destination[0])
    return Jump(page=place.page, position=place.position, target=target, destination=where)


def _file_of(action: Dictionary) -> str:
    """The path in a file specification; Windows parameters of a Launch action are read for it, never kept."""
    for holder in (action, action.get("/Win")):
        file = holder.get("/F") if isinstance(holder, Dictionary) else None
        if isinstance(file, Dictionary):
            file = file.get("/UF", file.get("/F"))
        if isinstance(file, String):
            return str(file)
    return ""


def _note_catalog(source: Source) -> None:
    """Names what stays behind because only pages are copied."""
    root = source.pdf.Root
    names = root.get("/Names")
    if "/OpenAction" in root and isinstance(root["/OpenAction"], Dictionary):
        kind = name_of(root["/OpenAction"].get("/S", ""))
        if kind in ACTIONS:
            source.removed[ACTIONS[kind]] += 1
    if "/AA" in root or (isinstance(names, Dictionary) and "/JavaScript" in names):
        source.removed["scripts"] += 1
