"""Form fields become what the reader saw: their appearance is drawn on the page, tagged where the field was tagged."""

from collections.abc import Iterator

from pikepdf import Annotation, Array, Dictionary, Name, Object, Page, Stream, String

from annexa.pdf.forms import appearance, fields
from annexa.pdf.forms.fields import Field
from annexa.pdf.forms.shown import shows
from annexa.pdf.source import Source, as_list
from annexa.pdf.trees import read_numbers
from annexa.pdf.written import name_of

HIDDEN = 1 << 1
NO_VIEW = 1 << 5
DEPTH = 30
DRAWINGS = frozenset(
    ("/Square", "/Circle", "/Polygon", "/PolyLine", "/Line", "/Ink", "/Stamp", "/FreeText", "/Watermark")
)
"""Annotations that are no more than a drawing."""
NOT_DRAWN = "A form field of the original could not be drawn; compare it with the original."


def flatten(source: Source) -> None:
    """Draws every field's appearance into its page and takes the form away; says so where that loses something.

    Fields that stand on a page and in no form are drawn too, as every reader shows them.
    """
    root = source.pdf.Root
    found = root.get("/AcroForm")
    form = found if isinstance(found, Dictionary) else Dictionary()
    if len(form):
        _note_signatures(source, form)
        if "/XFA" in form:
            source.notes.append("The original is an XFA form; this bundle holds the pages that every reader shows.")
            del form["/XFA"]
    _fill(source, form)
    widgets = 0
    parents = _ParentTree(source)
    for page in source.pages:
        if "/Annots" in page and any(_is_widget(each) for each in as_list(page["/Annots"])):
            widgets += _flatten_page(source, page, parents)
    if "/AcroForm" in root:
        del root["/AcroForm"]
    if widgets:
        source.removed["form fields (what was filled in stays, as text)"] += widgets


def _is_widget(annotation: object) -> bool:
    return isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Widget


def _note_signatures(source: Source, form: Dictionary) -> None:
    stack = [(field, "", 0) for field in as_list(form.get("/Fields"))]
    seen: set[tuple[int, int]] = set()
    signed = 0
    while stack:
        field, kind, depth = stack.pop()
        if not isinstance(field, Dictionary) or depth > DEPTH or field.objgen in seen:
            continue
        if field.is_indirect:
            seen.add(field.objgen)
        kind = name_of(field.get("/FT", kind))
        if kind == "/Sig" and isinstance(field.get("/V"), Dictionary):
            signed += 1
        stack.extend((kid, kind, depth + 1) for kid in as_list(field.get("/Kids")))
    if signed:
        what = "a digital signature" if signed == 1 else f"{signed} digital signatures"
        source.removed["digital signatures"] += signed
        source.notes.append(
            f"The original carries {what}, which no merged file can keep: what could be seen of it stays on the page,"
            " and the signed original is beside this bundle."
        )


def _fill(source: Source, form: Dictionary) -> None:
    """Gives an appearance to every field that has none that shows what the field says; a good one stays as it is."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Dictionary, Field, float, float]] = []
    for widget in _widgets(source):
        if widget.objgen != (0, 0) and widget.objgen in seen:
            continue
        seen.add(widget.objgen)
        try:
            field = fields.read(widget, form)
            if field is None:
                continue
            width, height = _size(widget)
            if field.kind == "tick":
                _tick(source, widget, form, (width, height))
            elif _wants_drawing(widget, field, form):
                waiting.append((widget, field, width, height))
        except Exception:  # whatever a field holds that it must not
            source.notes.append(NOT_DRAWN)
    drawn = appearance.draw(source.pdf, [(field, width, height) for _, field, width, height in waiting])
    for (widget, field, _, _), made in zip(waiting, drawn, strict=True):
        if made is None:
            continue
        widget["/AP"] = Dictionary(N=made.form)
        if not made.is_whole:
            named = f" “{field.name}”" if field.name else ""
            source.notes.append(
                f"The answer in the form field{named} is longer than the field; all of it is in the original only."
            )


def _widgets(source: Source) -> Iterator[Dictionary]:
    for page in source.pages:
        if "/Annots" in page:
            yield from (each for each in as_list(page["/Annots"]) if isinstance(each, Dictionary) and _is_widget(each))


def _size(widget: Dictionary) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in as_list(widget["/Rect"]))
    return abs(right - left), abs(top - bottom)


def _wants_drawing(widget: Dictionary, field: Field, form: Dictionary) -> bool:
    """Whether the appearance in the file is none, or does not show what the field says."""
    drawings = widget.get("/AP")
    normal = drawings.get("/N") if isinstance(drawings, Dictionary) else None
    if not isinstance(normal, Stream):
        return bool(field.lines or field.border or field.ground)
    if field.kind == "password":
        return True  # nobody can tell what it shows
    return bool(field.text) and not shows(normal, field.text, is_stale=bool(form.get("/NeedAppearances", False)))


def _tick(source: Source, widget: Dictionary, form: Dictionary, size: tuple[float, float]) -> None:
    """Sets the state of a box that says none, and draws a tick where the file has no drawing of a ticked one."""
    ticked = fields.is_ticked(widget, form)
    states = fields.ticks(widget)
    own = name_of(widget.get("/AS", ""))
    if not (ticked or own):
        widget["/AS"] = Name.Off  # its frame may be part of that drawing
    if not ticked or own in states:
        return
    if len(states) == 1 and own in ("", "/Off"):
        widget["/AS"] = Name(next(iter(states)))
        return
    look = widget.get("/MK")
    sign = name_of(look.get("/CA", "")) if isinstance(look, Dictionary) else ""
    widget["/AP"] = Dictionary(N=appearance.tick(source.pdf, sign, *size))


def _flatten_page(source: Source, page: Dictionary, parents: "_ParentTree") -> int:
    kept: list[Object] = []
    drawn: list[bytes] = []
    count = 0
    annotations = as_list(page["/Annots"])
    for place, annotation in enumerate(annotations):
        is_field = _is_widget(annotation)
        if not isinstance(annotation, Dictionary) or not (is_field or _is_under(annotation, annotations[place + 1 :])):
            kept.append(annotation)
            continue
        count += is_field
        drawing = _draw(source, page, annotation)
        mark = parents.take_over(page, annotation, bool(drawing))
        if drawing:
            drawn.append(b"/Span <</MCID %d>> BDC\n%s\nEMC\n" % (mark, drawing) if mark is not None else drawing)
    if kept:
        page["/Annots"] = Array(kept)
    else:
        del page["/Annots"]
    if drawn:
        wrap(source, page, b"q\n", b"\nQ\n" + b"\n".join(drawn))
    return count


def _is_under(annotation: Dictionary, later: list[Object]) -> bool:
    """Whether it is a drawing with a field over it, which would cover the field once that is part of the page."""
    drawing = annotation.get("/AP")
    if not isinstance(drawing, Dictionary) or name_of(annotation.get("/Subtype", "")) not in DRAWINGS:
        return False
    own = _sides(annotation)
    fields_ = (_sides(each) for each in later if isinstance(each, Dictionary) and _is_widget(each))
    return own is not None and any(
        each is not None and own[0] < each[2] and each[0] < own[2] and own[1] < each[3] and each[1] < own[3]
        for each in fields_
    )


def _sides(annotation: Dictionary) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(side) for side in as_list(annotation.get("/Rect")))
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _draw(source: Source, page: Dictionary, widget: Dictionary) -> bytes:
    """Content that draws the field as it is shown, or nothing where it is hidden or has no appearance."""
    flags = widget.get("/F", 0)
    if isinstance(flags, int) and flags & (HIDDEN | NO_VIEW):
        return b""
    try:
        annotation = Annotation(widget)
        drawing = annotation.get_appearance_stream(Name.N)
        if not isinstance(drawing, Stream):
            return b""
        name = Page(page).add_resource(drawing, Name.XObject, name=_free_name(page))
        rotate = page.get("/Rotate", 0)
        return bytes(annotation.get_page_content_for_appearance(name, rotate if isinstance(rotate, int) else 0))
    except Exception:
        source.notes.append(NOT_DRAWN)
        return b""


def _free_name(page: Dictionary) -> Name:
    """A name for a drawing that the page does not use yet; the same in every run."""
    resources = page.get("/Resources")
    used = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    taken = frozenset(map(name_of, used.keys())) if isinstance(used, Dictionary) else frozenset()
    number = len(taken)
    while f"/AnxField{number}" in taken:
        number += 1
    return Name(f"/AnxField{number}")


def wrap(source: Source, page: Dictionary, before: bytes, after: bytes) -> None:
    """Puts content before and after what a page has; streams that pages share are not touched."""
    old = [each for each in as_list(page.get("/Contents")) if isinstance(each, Stream)]
    page["/Contents"] = Array([source.pdf.make_stream(before), *old, source.pdf.make_stream(after)])


class _ParentTree:
    """The parent tree of a tagged source, read only when a field was tagged."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._entries: dict[int, Object] | None = None

    def take_over(self, page: Dictionary, widget: Dictionary, drawn: bool) -> int | None:
        """Moves the field's element from the widget to marked content; returns that content's number on the page.

        None where the field or the page has no place in the structure tree.
        """
        number = widget.get("/StructParent")
        if not self._source.tagged or not isinstance(number, int):
            return None
        if self._entries is None:
            self._entries = dict(read_numbers(self._source.pdf.Root.StructTreeRoot.ParentTree))
        element = self._entries.get(number)
        if not isinstance(element, Dictionary):
            return None
        number = page.get("/StructParents", -1)
        marks = self._entries.get(number) if isinstance(number, int) else None
        mark = len(marks) if isinstance(marks, Array) else None
        kids = [kid for kid in as_list(element.get("/K")) if not _refers_to(kid, widget)]
        if drawn and isinstance(marks, Array):
            kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=mark))
            marks.append(element)
        element["/K"] = Array(kids)
        # A Form element must hold a widget; without one it is text in its paragraph.
        element["/S"] = Name.Span
        if "/A" in element:
            del element["/A"]
        if "/TU" in widget and "/Alt" not in element and not drawn:
            element["/Alt"] = String(name_of(widget["/TU"]))
        return mark if drawn else None


def _refers_to(kid: object, widget: Dictionary) -> bool:
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    target = kid.get("/Obj")
    return isinstance(target, Dictionary) and target.objgen == widget.objgen
