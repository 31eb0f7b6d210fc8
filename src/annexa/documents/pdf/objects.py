"""What stands behind the pages of a PDF: annotations, links, actions, attachments, signatures, structure, layers."""

import io
from typing import Any, Final

from annexa.documents import faults
from annexa.documents.facts import ActiveKind, HiddenKind, LinkOrigin, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.pdf import carried, damaged, fields
from annexa.documents.pdf.actions import Actions
from annexa.documents.pdf.destinations import Destinations
from annexa.documents.pdf.values import (
    NODES,
    area_of,
    destination_name,
    is_array,
    is_dict,
    iso_date,
    name_tree,
    pdf_error,
    text_of,
    walk,
)
from annexa.model.findings import Place

_NOT_MARKUP: Final = frozenset(
    {"/Link", "/Widget", "/Popup", "/Screen", "/Movie", "/PrinterMark", "/TrapNet", "/Watermark", "/3D",
     "/RichMedia", ""}
)  # fmt: skip
"""Subtypes that carry no comment (ISO 32000-2, table 171): all but the markup annotations."""


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
        self.places = Destinations(pdf)
        self.actions = Actions(self.places, found)

    def read(self) -> None:
        """Each step on its own: a broken object in one loses nothing of the others."""
        for step in (
            self._properties, self._pages, self._document_actions, self._attachments, self._fields, self._outline,
            self._layers, self._structure, self._damage,
        ):  # fmt: skip
            try:
                step()
            except (pdf_error(), ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError) as error:
                self.found.partial(f"a part of the file is damaged ({type(error).__name__})")

    # document

    def _properties(self) -> None:
        info = self.pdf.trailer.get("/Info")
        values = (
            {key: text_of(info.get(key)) for key in ("/Title", "/Author", "/Subject", "/Keywords")}
            if is_dict(info)
            else {}
        )
        created = iso_date(text_of(info.get("/CreationDate"))) if is_dict(info) else ""
        modified = iso_date(text_of(info.get("/ModDate"))) if is_dict(info) else ""
        xmp = self._xmp()
        company = text_of(info.get("/Company")) if is_dict(info) else ""
        carried.add_properties(info, self.root.get("/Metadata"), self.found)
        self.found.properties = Properties(
            title=values.get("/Title") or xmp.get("title", ""),
            author=values.get("/Author") or xmp.get("creator", ""),
            subject=values.get("/Subject", ""),
            keywords=values.get("/Keywords", ""),
            created=created,
            modified=modified,
            company=company,
            language=text_of(self.root.get("/Lang")),
        )

    def _xmp(self) -> dict[str, str]:
        root = carried.xmp_root(self.root.get("/Metadata"))
        values: dict[str, str] = {}
        for name in ("title", "creator"):
            node = next(root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None) if root is not None else None
            if node is not None:
                values[name] = " ".join("".join(str(text) for text in node.itertext()).split())
        return values

    def _document_actions(self) -> None:
        place = Place(part="document")
        opening = self.root.get("/OpenAction")
        if is_dict(opening):
            self.actions.add(opening, place, "when the document is opened")
        self.actions.add_additional(self.root, place)
        names = self.root.get("/Names")
        if is_dict(names) and "/JavaScript" in names:
            for name, action in name_tree(names["/JavaScript"]):
                self.found.activate(ActiveKind.JAVASCRIPT, place, name=name)
                del action

    def _attachments(self) -> None:
        place = Place(part="attachments")
        names = self.root.get("/Names")
        if is_dict(names) and "/EmbeddedFiles" in names:
            for name, specification in name_tree(names["/EmbeddedFiles"]):
                carried.add_attachment(specification, name, place, self.found)
        if "/Collection" in self.root:
            self.found.activate(ActiveKind.EMBEDDED_FILE, place, name="portfolio")
            self.found.elsewhere = "portfolio"

    def _fields(self) -> None:
        fields.read(self.pdf, self.places.page_numbers(), self.found)

    def _outline(self) -> None:
        outlines = self.root.get("/Outlines")
        if not is_dict(outlines):
            return
        seen: set[tuple[int, int]] = set()
        pending = [outlines.get("/First")]
        while pending and len(seen) < NODES:
            node = pending.pop()
            if not is_dict(node) or node.objgen in seen:
                continue
            if node.objgen != (0, 0):
                seen.add(node.objgen)
            text, place = text_of(node.get("/Title")), Place(part="bookmarks")
            carried.add_bookmark(text, self.found)
            if is_dict(node.get("/A")):
                self.actions.add(node["/A"], place, text)
            elif "/Dest" in node and not self.places.leads_somewhere(node["/Dest"]):
                self.found.link(destination_name(node["/Dest"]), place, LinkOrigin.INTERNAL, text, resolved=False)
            pending.extend((node.get("/Next"), node.get("/First")))

    def _layers(self) -> None:
        properties = self.root.get("/OCProperties")
        if not is_dict(properties):
            return
        settings = properties.get("/D")
        if not is_dict(settings):
            return
        base_off = text_of(settings.get("/BaseState")) == "/OFF"
        off = {layer.objgen for layer in settings.get("/OFF", []) if is_dict(layer)}
        on = {layer.objgen for layer in settings.get("/ON", []) if is_dict(layer)}
        for layer in properties.get("/OCGs", []):
            if is_dict(layer) and (layer.objgen in off or (base_off and layer.objgen not in on)):
                self.found.hide(HiddenKind.LAYER, Place(part="layers"), name=text_of(layer.get("/Name")))

    def _structure(self) -> None:
        tree = self.root.get("/StructTreeRoot")
        self.found.tagged = is_dict(tree) and "/K" in tree
        if not self.found.tagged:
            return
        roles = tree.get("/RoleMap")
        numbers = self.places.page_numbers()
        for node in walk(tree.get("/K"), "/K"):
            kind = text_of(node.get("/S"))
            if is_dict(roles) and kind in roles:
                kind = text_of(roles.get(kind))
            if kind == "/Figure":
                page = node.get("/Pg")
                place = Place(page=numbers.get(page.objgen) if is_dict(page) else None)
                alt = text_of(node.get("/Alt")) if "/Alt" in node else None
                actual = text_of(node.get("/ActualText"))
                self.found.picture(place, alt=alt or actual or alt, name=text_of(node.get("/T")))

    def _damage(self) -> None:
        damaged.look(self.pdf, self.found)

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
                self.actions.add_additional(node, place)
            annotations = node.get("/Annots")
            for annotation in annotations if is_array(annotations) else ():
                if is_dict(annotation):
                    self._annotation(annotation, place)
            if "/Resources" in node:
                self._watermarks(node)

    def _annotation(self, node: Any, place: Place) -> None:
        kind = text_of(node.get("/Subtype"))
        if kind not in _NOT_MARKUP:
            replies = text_of(node.get("/State"))
            self.found.comment(
                place,
                author=text_of(node.get("/T")),
                date=iso_date(text_of(node.get("/M")) or text_of(node.get("/CreationDate"))),
                text=text_of(node.get("/Contents")),
                resolved=replies in ("Completed", "Accepted", "Cancelled", "Rejected"),
            )
        if kind == "/Watermark":
            self.found.watermark(text_of(node.get("/Contents")) or "a watermark annotation")
        if kind == "/FileAttachment":
            carried.add_attachment(node.get("/FS"), "", place, self.found)
        elif kind in ("/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"):
            self.found.activate(ActiveKind.EMBEDDED_OBJECT, place, name=kind.lstrip("/"))
        words = text_of(node.get("/Contents")) if kind == "/Link" else text_of(node.get("/T"))
        before = len(self.found.links)
        if is_dict(node.get("/A")):
            self.actions.add(node["/A"], place, words)
        elif "/Dest" in node:
            there = self.places.leads_somewhere(node["/Dest"])
            self.found.link(destination_name(node["/Dest"]), place, LinkOrigin.INTERNAL, words, resolved=there)
        self.actions.add_additional(node, place)
        if kind == "/Link" and place.page is not None and (area := area_of(node.get("/Rect"))):
            areas = self.found.areas.setdefault(place.page, [])
            areas.extend((index, area) for index in range(before, len(self.found.links)))

    def _watermarks(self, page: Any) -> None:
        """Acrobat marks the watermarks that it adds in the forms that draw them."""
        resources = page["/Resources"]
        forms: Any = resources.get("/XObject") if is_dict(resources) else None
        if not is_dict(forms) or len(forms) > 200:
            return
        for form in forms.values():
            data: Any = form.get("/PieceInfo") if is_dict(form) else None
            compound: Any = data.get("/ADBE_CompoundType") if is_dict(data) else None
            if is_dict(compound) and text_of(compound.get("/Private")) == "/Watermark":
                self.found.watermark("a watermark added in Acrobat")
