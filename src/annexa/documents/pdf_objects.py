"""What stands behind the pages of a PDF: annotations, links, actions, attachments, signatures, structure, layers."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from annexa.documents import faults
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin, Properties
from annexa.documents.gather import Area, Gatherer
from annexa.model.findings import Place

_NOT_MARKUP: Final = frozenset(
    {"/Link", "/Widget", "/Popup", "/Screen", "/Movie", "/PrinterMark", "/TrapNet", "/Watermark", "/3D",
     "/RichMedia", ""}
)  # fmt: skip
"""Subtypes that carry no comment (ISO 32000-2, table 171): all but the markup annotations."""
_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
_DEEPEST: Final = 60
_NODES: Final = 30_000
"""Elements of the structure tree, fields or outline entries that are looked at."""


def read(data: bytes, found: Gatherer) -> None:
    """Adds what is behind the pages; raises Unreadable where the file is encrypted or cannot be repaired."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise faults.password() from error
    except (pikepdf.PdfError, pikepdf.DependencyError, ValueError, RuntimeError) as error:
        raise faults.corrupt() from error
    with pdf:
        _Behind(pdf, found).read()


class _Behind:
    def __init__(self, pdf: Any, found: Gatherer) -> None:
        self.pdf = pdf
        self.found = found
        self.root = pdf.Root
        self._names: set[str] | None = None
        self._numbers: dict[tuple[int, int], int] | None = None

    def read(self) -> None:
        """Each step on its own: a broken object in one loses nothing of the others."""
        for step in (
            self._properties, self._pages, self._document_actions, self._attachments, self._fields, self._outline,
            self._layers, self._structure,
        ):  # fmt: skip
            try:
                step()
            except (_pdf_error(), ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError) as error:
                self.found.partial(f"a part of the file is damaged ({type(error).__name__})")

    # document

    def _properties(self) -> None:
        info = self.pdf.trailer.get("/Info")
        values = (
            {key: _text(info.get(key)) for key in ("/Title", "/Author", "/Subject", "/Keywords")}
            if _is_dict(info)
            else {}
        )
        created = _date(_text(info.get("/CreationDate"))) if _is_dict(info) else ""
        modified = _date(_text(info.get("/ModDate"))) if _is_dict(info) else ""
        xmp = self._xmp()
        company = _text(info.get("/Company")) if _is_dict(info) else ""
        self.found.properties = Properties(
            title=values.get("/Title") or xmp.get("title", ""),
            author=values.get("/Author") or xmp.get("creator", ""),
            subject=values.get("/Subject", ""),
            keywords=values.get("/Keywords", ""),
            created=created,
            modified=modified,
            company=company,
            language=_text(self.root.get("/Lang")),
        )

    def _xmp(self) -> dict[str, str]:
        from annexa.documents import markup

        stream = self.root.get("/Metadata")
        if stream is None or not hasattr(stream, "read_bytes"):
            return {}
        packet = stream.read_bytes()
        start = packet.find(b"<x:xmpmeta")
        start = start if start >= 0 else packet.find(b"<rdf:RDF")
        root = markup.salvage(packet[start:] if start >= 0 else packet) if len(packet) < 5_000_000 else None
        values: dict[str, str] = {}
        for name in ("title", "creator"):
            node = next(root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None) if root is not None else None
            if node is not None:
                values[name] = " ".join("".join(str(text) for text in node.itertext()).split())
        return values

    def _document_actions(self) -> None:
        place = Place(part="document")
        opening = self.root.get("/OpenAction")
        if _is_dict(opening):
            self._action(opening, place, "when the document is opened")
        self._additional(self.root, place)
        names = self.root.get("/Names")
        if _is_dict(names) and "/JavaScript" in names:
            for name, action in _name_tree(names["/JavaScript"]):
                self.found.activate(ActiveKind.JAVASCRIPT, place, name=name)
                del action

    def _attachments(self) -> None:
        place = Place(part="attachments")
        names = self.root.get("/Names")
        if _is_dict(names) and "/EmbeddedFiles" in names:
            for name, specification in _name_tree(names["/EmbeddedFiles"]):
                self.found.activate(ActiveKind.EMBEDDED_FILE, place, name=_file_name(specification) or name)
        if "/Collection" in self.root:
            self.found.activate(ActiveKind.EMBEDDED_FILE, place, name="portfolio")

    def _fields(self) -> None:
        form = self.root.get("/AcroForm")
        if not _is_dict(form):
            return
        if "/XFA" in form:
            self.found.partial("its form is an XFA form, which only Adobe programs show")
        for field in _tree(form.get("/Fields"), "/Kids"):
            kind = _inherited(field, "/FT")
            if kind == "/Sig":
                self._signature(field)
            elif kind in ("/Tx", "/Ch") and (words := _text(field.get("/V"))):
                place = Place(page=self._page_of(field), part="form")
                self.found.block(words, place, BlockKind.CELL)

    def _signature(self, field: Any) -> None:
        value = field.get("/V")
        place = Place(page=self._page_of(field), part="form")
        if _is_dict(value):
            signer, date = _text(value.get("/Name")), _date(_text(value.get("/M")))
            self.found.sign("digital", place, signer=signer, date=date)
        else:
            self.found.sign("signature line", place, signer=_text(field.get("/T")))

    def _page_of(self, field: Any) -> int | None:
        kids = field.get("/Kids")
        widget = kids[0] if _is_array(kids) and len(kids) and _is_dict(kids[0]) else field
        page = widget.get("/P")
        return self._page_numbers().get(page.objgen) if _is_dict(page) else None

    def _page_numbers(self) -> dict[tuple[int, int], int]:
        if self._numbers is None:
            self._numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages, 1)}
        return self._numbers

    def _outline(self) -> None:
        outlines = self.root.get("/Outlines")
        if not _is_dict(outlines):
            return
        seen: set[tuple[int, int]] = set()
        pending = [outlines.get("/First")]
        while pending and len(seen) < _NODES:
            node = pending.pop()
            if not _is_dict(node) or node.objgen in seen:
                continue
            if node.objgen != (0, 0):
                seen.add(node.objgen)
            text, place = _text(node.get("/Title")), Place(part="bookmarks")
            if _is_dict(node.get("/A")):
                self._action(node["/A"], place, text)
            elif "/Dest" in node and not self._leads_somewhere(node["/Dest"]):
                self.found.link(_destination_name(node["/Dest"]), place, LinkOrigin.INTERNAL, text, resolved=False)
            pending.extend((node.get("/Next"), node.get("/First")))

    def _layers(self) -> None:
        properties = self.root.get("/OCProperties")
        if not _is_dict(properties):
            return
        settings = properties.get("/D")
        if not _is_dict(settings):
            return
        base_off = _text(settings.get("/BaseState")) == "/OFF"
        off = {layer.objgen for layer in settings.get("/OFF", []) if _is_dict(layer)}
        on = {layer.objgen for layer in settings.get("/ON", []) if _is_dict(layer)}
        for layer in properties.get("/OCGs", []):
            if _is_dict(layer) and (layer.objgen in off or (base_off and layer.objgen not in on)):
                self.found.hide(HiddenKind.LAYER, Place(part="layers"), name=_text(layer.get("/Name")))

    def _structure(self) -> None:
        tree = self.root.get("/StructTreeRoot")
        self.found.tagged = _is_dict(tree) and "/K" in tree
        if not self.found.tagged:
            return
        roles = tree.get("/RoleMap")
        numbers = self._page_numbers()
        for node in _tree(tree.get("/K"), "/K"):
            kind = _text(node.get("/S"))
            if _is_dict(roles) and kind in roles:
                kind = _text(roles.get(kind))
            if kind == "/Figure":
                page = node.get("/Pg")
                place = Place(page=numbers.get(page.objgen) if _is_dict(page) else None)
                alt = _text(node.get("/Alt")) if "/Alt" in node else None
                actual = _text(node.get("/ActualText"))
                self.found.picture(place, alt=alt or actual or alt, name=_text(node.get("/T")))

    # pages

    def _pages(self) -> None:
        pages = self.pdf.pages
        if len(pages) == 0:
            raise faults.no_pages()
        for number, page in enumerate(pages, 1):
            if number > self.found.limits.pdf_pages:
                break
            place = Place(page=number)
            node = page.obj
            if "/AA" in node:
                self._additional(node, place)
            annotations = node.get("/Annots")
            for annotation in annotations if _is_array(annotations) else ():
                if _is_dict(annotation):
                    self._annotation(annotation, place)
            if "/Resources" in node:
                self._watermarks(node)

    def _annotation(self, node: Any, place: Place) -> None:
        kind = _text(node.get("/Subtype"))
        if kind not in _NOT_MARKUP:
            replies = _text(node.get("/State"))
            self.found.comment(
                place,
                author=_text(node.get("/T")),
                date=_date(_text(node.get("/M")) or _text(node.get("/CreationDate"))),
                text=_text(node.get("/Contents")),
                resolved=replies in ("Completed", "Accepted", "Cancelled", "Rejected"),
            )
        if kind == "/Watermark":
            self.found.watermark(_text(node.get("/Contents")) or "a watermark annotation")
        if kind == "/FileAttachment":
            self.found.activate(ActiveKind.EMBEDDED_FILE, place, name=_file_name(node.get("/FS")))
        elif kind in ("/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"):
            self.found.activate(ActiveKind.EMBEDDED_OBJECT, place, name=kind.lstrip("/"))
        words = _text(node.get("/Contents")) if kind == "/Link" else _text(node.get("/T"))
        before = len(self.found.links)
        if _is_dict(node.get("/A")):
            self._action(node["/A"], place, words)
        elif "/Dest" in node:
            there = self._leads_somewhere(node["/Dest"])
            self.found.link(_destination_name(node["/Dest"]), place, LinkOrigin.INTERNAL, words, resolved=there)
        self._additional(node, place)
        if kind == "/Link" and place.page is not None and (area := _area(node.get("/Rect"))):
            areas = self.found.areas.setdefault(place.page, [])
            areas.extend((index, area) for index in range(before, len(self.found.links)))

    def _watermarks(self, page: Any) -> None:
        """Acrobat marks the watermarks that it adds in the forms that draw them."""
        resources = page["/Resources"]
        forms: Any = resources.get("/XObject") if _is_dict(resources) else None
        if not _is_dict(forms) or len(forms) > 200:
            return
        for form in forms.values():
            data: Any = form.get("/PieceInfo") if _is_dict(form) else None
            compound: Any = data.get("/ADBE_CompoundType") if _is_dict(data) else None
            if _is_dict(compound) and _text(compound.get("/Private")) == "/Watermark":
                self.found.watermark("a watermark added in Acrobat")

    # actions

    def _additional(self, node: Any, place: Place) -> None:
        actions = node.get("/AA")
        for action in actions.values() if _is_dict(actions) else ():
            if _is_dict(action):
                self._action(action, place, "")

    def _action(self, action: Any, place: Place, text: str, depth: int = 0) -> None:
        kind = _text(action.get("/S"))
        if kind == "/URI":
            self.found.link(_text(action.get("/URI")), place, LinkOrigin.ANNOTATION, text)
        elif kind == "/GoTo" and "/D" in action:
            there = self._leads_somewhere(action["/D"])
            self.found.link(_destination_name(action["/D"]), place, LinkOrigin.INTERNAL, text, resolved=there)
        elif kind in ("/GoToR", "/GoToE"):
            self.found.link(_file_name(action.get("/F")), place, LinkOrigin.ANNOTATION, text)
        elif kind == "/Launch":
            target = _file_name(action.get("/F")) or _launched(action)
            self.found.activate(ActiveKind.LAUNCH, place, name=text, target=target)
            self.found.link(target, place, LinkOrigin.ANNOTATION, text)
        elif kind == "/JavaScript":
            self.found.activate(ActiveKind.JAVASCRIPT, place, name=text)
        elif kind in ("/SubmitForm", "/ImportData"):
            self.found.activate(ActiveKind.FORM_SUBMIT, place, name=text, target=_file_name(action.get("/F")))
        following = action.get("/Next")
        if following is not None and depth < 20:
            for step in following if _is_array(following) else (following,):
                if _is_dict(step):
                    self._action(step, place, text, depth + 1)

    # destinations

    def _leads_somewhere(self, destination: Any) -> bool:
        if _is_array(destination):
            return len(destination) > 0 and (_is_page(destination[0]) or isinstance(destination[0], int))
        if _is_dict(destination):
            return "/D" in destination
        name = _text(destination)
        return name.lstrip("/") in self._destinations() or name in self._destinations()

    def _destinations(self) -> set[str]:
        if self._names is None:
            found: set[str] = set()
            names = self.root.get("/Names")
            if _is_dict(names) and "/Dests" in names:
                found.update(name for name, _ in _name_tree(names["/Dests"]))
            old = self.root.get("/Dests")
            if _is_dict(old):
                found.update(str(key).lstrip("/") for key in old.keys())  # noqa: SIM118 - a pikepdf dictionary
            self._names = found
        return self._names


def _pdf_error() -> type[Exception]:
    import pikepdf

    error: type[Exception] = pikepdf.PdfError
    return error


def _is_dict(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _is_page(value: Any) -> bool:
    return _is_dict(value)


def _text(value: Any) -> str:
    """A string or name as text; anything else is empty."""
    import pikepdf

    if isinstance(value, pikepdf.String | pikepdf.Name | str):
        try:
            return str(value)
        except UnicodeDecodeError:
            return bytes(value).decode("latin-1") if isinstance(value, pikepdf.String) else ""
    return ""


def _area(rectangle: Any) -> Area | None:
    """A rectangle with its sides in order, or None where it is none."""
    if not _is_array(rectangle) or len(rectangle) != 4:
        return None
    try:
        first, second, third, fourth = (float(side) for side in rectangle)
    except (TypeError, ValueError):
        return None
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _date(value: str) -> str:
    """ISO 8601 from `D:YYYYMMDDHHmmSS`; the zone is left out."""
    match = _DATE.match(value)
    if not match:
        return ""
    year, month, day, hour, minute, second = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}" if hour and day else date


def _file_name(specification: Any) -> str:
    if _is_dict(specification):
        for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
            if text := _text(specification.get(key)):
                return text
        return ""
    return _text(specification)


def _launched(action: Any) -> str:
    windows = action.get("/Win")
    return _text(windows.get("/F")) if _is_dict(windows) else ""


def _destination_name(destination: Any) -> str:
    name = _text(destination).lstrip("/")
    return name or "a place in the document"


def _name_tree(root: Any) -> Iterator[tuple[str, Any]]:
    for node in _tree(root, "/Kids"):
        names = node.get("/Names")
        if _is_array(names):
            for index in range(0, len(names) - 1, 2):
                yield _text(names[index]), names[index + 1]


def _tree(top: Any, children: str) -> Iterator[Any]:
    """Every dictionary of a tree, parents first, loops broken, at most 30,000."""
    seen: set[tuple[int, int]] = set()
    pending = [top]
    count = 0
    while pending and count < _NODES:
        node = pending.pop()
        if _is_array(node):
            pending.extend(reversed([node[index] for index in range(min(len(node), _NODES))]))
        elif _is_dict(node):
            if node.objgen != (0, 0):
                if node.objgen in seen:
                    continue
                seen.add(node.objgen)
            count += 1
            yield node
            pending.append(node.get(children))


def _inherited(field: Any, key: str) -> str:
    depth = 0
    while _is_dict(field) and depth < _DEEPEST:
        if key in field:
            return _text(field[key])
        field = field.get("/Parent")
        depth += 1
    return ""
