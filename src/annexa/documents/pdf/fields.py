"""Form fields of a PDF: what was filled in, and signatures; also those on a page that no form names."""

from collections.abc import Iterator, Mapping
from typing import Any

from annexa.documents.facts import BlockKind
from annexa.documents.gather import Gatherer
from annexa.documents.pdf import carried
from annexa.documents.pdf.values import inherited, is_array, is_dict, is_password, is_unseen, iso_date, text_of, walk
from annexa.model.findings import Place
from annexa.tools.richtext import plain

Number = tuple[int, int]


def read(pdf: Any, numbers: Mapping[Number, int], found: Gatherer) -> None:
    """Adds every field; `numbers`: of each page, from 1."""
    form = pdf.Root.get("/AcroForm")
    if is_dict(form) and "/XFA" in form:
        found.partial("its form is an XFA form, which only Adobe programs show")
        found.is_xfa = True
        fields = form.get("/Fields")
        if pdf.Root.get("/NeedsRendering") is True or not (is_array(fields) and len(fields)):
            found.elsewhere = "form"  # nothing of it was drawn for other readers
    seen: set[Number] = set()
    for field in walk(form.get("/Fields"), "/Kids") if is_dict(form) else ():
        seen.add(field.objgen)
        _read(field, Place(page=_page_of(field, numbers), part="form"), found)
    for page, widget in _loose(pdf, seen, has_form=is_dict(form)):
        if page <= found.limits.pdf_pages:
            _read(widget, Place(page=page, part="form"), found)


def _loose(pdf: Any, seen: set[Number], *, has_form: bool) -> Iterator[tuple[int, Any]]:
    """Fields that stand on a page and in no form: every reader shows them all the same.

    One without a number may be a field of the form, written a second time.
    """
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        for each in annotations if is_array(annotations) else ():
            if not is_dict(each) or text_of(each.get("/Subtype")) != "/Widget" or each.objgen in seen:
                continue
            if each.objgen != (0, 0) or not has_form:
                yield number, each


def _read(field: Any, place: Place, found: Gatherer) -> None:
    kind = inherited(field, "/FT")
    if kind == "/Sig":
        _sign(field, place, found)
    elif kind in ("/Tx", "/Ch") and not is_password(field):
        carried.add_field(field, place, found)
        if not is_unseen(field):
            found.block(text_of(field.get("/V")) or plain(text_of(field.get("/RV"))), place, BlockKind.CELL)


def _sign(field: Any, place: Place, found: Gatherer) -> None:
    value = field.get("/V")
    if is_dict(value):
        signer, date = text_of(value.get("/Name")), iso_date(text_of(value.get("/M")))
        found.sign("digital", place, signer=signer, date=date)
    else:
        found.sign("signature line", place, signer=text_of(field.get("/T")))


def _page_of(field: Any, numbers: Mapping[Number, int]) -> int | None:
    kids = field.get("/Kids")
    widget = kids[0] if is_array(kids) and len(kids) and is_dict(kids[0]) else field
    page = widget.get("/P")
    return numbers.get(page.objgen) if is_dict(page) else None
