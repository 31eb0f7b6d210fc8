"""Excel workbooks: xlsx, xlsm and their templates; read with lxml, since openpyxl stalls on some files.

(Measured: openpyxl's full mode took 560 s on one public file.)
"""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

import msgspec

from annexa.documents import faults, markup, ooxml, properties, shapes, signatures
from annexa.documents.cells import number
from annexa.documents.excel import pivot, sight
from annexa.documents.excel import sheet as xlsx_sheet
from annexa.documents.excel.formats import Style, cell_styles
from annexa.documents.excel.looks import Look, looks, sign_fonts
from annexa.documents.excel.names import TC, S
from annexa.documents.excel.rich import rich_text
from annexa.documents.excel.strings import shared_strings
from annexa.documents.facts import ActiveKind, CarriedKind, Facts, HiddenKind, LinkOrigin
from annexa.documents.formulas import hyperlinks_in, is_reference
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.markup import Element
from annexa.documents.ooxml import Package, R
from annexa.model.findings import Place

_WORKBOOK = Place(part="workbook")
_AREA: Final = re.compile(r"('(?:[^']|'')+'|[^'!,]+)!([$\w]+(?::[$\w]+)?)(?=,|$)")
"""One of the ranges of a print area: 'My sheet'!$A$1:$D$20."""
_REVISIONS: Final = {
    "rcc": "cell change", "rrc": "row or column change", "rm": "move of cells", "rsnm": "sheet renamed",
    "ris": "sheet insertion", "rfmt": "formatting change", "raf": "formatting change", "rcft": "conflict",
    "rqt": "query change", "rcmt": "comment change", "rdn": "name change", "rcv": "view change",
}  # fmt: skip
"""Elements of a revision log (ISO/IEC 29500-1, 18.11)."""


@dataclass(slots=True)
class Workbook:
    """What all sheets share."""

    package: Package
    found: Gatherer
    strings: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    """Of each cell style: whether it shows a date."""
    looks: list[Look] = field(default_factory=list)
    """Of each cell style: whether its cells can be seen."""
    fonts: list[str] = field(default_factory=list)
    """Of each cell style: its font, where that has signs in the place of letters."""
    epoch_1904: bool = False
    people: dict[str, str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    """Names of tables, in lower case."""
    titles: set[str] = field(default_factory=set)
    """Names of sheets with rows that repeat on every printed page."""


def read(package: Package, limits: Limits) -> Facts:
    """Facts of a workbook; raises Unreadable where its main part is missing or broken."""
    if package.format == "xlsb":
        raise faults.unknown("xlsb")
    found = Gatherer(limits)
    root = package.root(package.main)
    if root.tag != f"{S}workbook":
        raise faults.corrupt("its main part is not an Excel workbook")
    book = Workbook(package, found)
    _shared_parts(book, root)
    sheets = list(root.iter(f"{S}sheet"))
    found.pages = len(sheets)
    done = [part for node in sheets if (part := _sheet(book, node))]
    _workbook_parts(book, root, done)
    _resolve_jumps(book, root, sheets)
    pivot.add_cached_rows(package, _shown_names(book, root, sheets), found)
    ooxml.open_embedded(package, found)
    signatures.digital_signatures(package, found)
    found.properties = properties.properties(package, found)
    return found.finish(package.format)


def _shared_parts(book: Workbook, root: Element) -> None:
    package, found = book.package, book.found
    settings = root.find(f"{S}workbookPr")
    book.epoch_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    book.strings, is_whole = shared_strings(package)
    if not is_whole:
        found.partial(f"only the first {len(book.strings):,} texts of its cells were read")
    for part in package.related(package.main, "styles"):
        styles = package.side(part, found)
        if styles is not None:
            book.styles = cell_styles(styles)
            book.fonts = sign_fonts(styles)
            themes = (package.side(theme, found) for theme in package.related(package.main, "theme"))
            book.looks = looks(styles, next(themes, None))
    for part in package.related(package.main, "person"):
        people = package.side(part, found)
        for person in people if people is not None else ():
            book.people[person.get("id") or ""] = person.get("displayName") or ""
    for name in root.iter(f"{S}definedName"):
        if name.get("name") == "_xlnm.Print_Titles" and name.text:
            book.titles.add(name.text.rpartition("!")[0].strip("'"))
        if name.get("name") == "_xlnm.Print_Area":
            for sheet, area in _AREA.findall(name.text or ""):
                found.print_area(sheet.strip("'").replace("''", "'"), area)


def _sheet(book: Workbook, node: Element) -> str:
    """Reads one sheet; the part's name, or empty where there is none."""
    name = node.get("name") or ""
    state = node.get("state")
    book.found.carry(CarriedKind.SHEET_NAME, name, Place(sheet=name))
    if state in ("hidden", "veryHidden"):
        kind = HiddenKind.VERY_HIDDEN_SHEET if state == "veryHidden" else HiddenKind.SHEET
        book.found.hide(kind, Place(sheet=name), name=name)
    rel = book.package.relationships(book.package.main).get(node.get(f"{R}id") or "")
    if rel is None or rel.external or rel.target not in book.package.archive:
        book.found.partial(f"the sheet {name} is missing in the file")
        return ""
    used: set[str] = set()
    cells: dict[str, str] = {}
    at, before = len(book.found.hidden) - 1, _amount(book.found)
    if rel.type == "worksheet":
        used, cells = xlsx_sheet.read_sheet(book, rel.target, name)
    elif rel.type not in ("chartsheet", "dialogsheet"):
        book.found.activate(ActiveKind.MACRO, Place(sheet=name), name=f"macro sheet {name}")
    _sheet_parts(book, rel.target, name, cells)
    if state in ("hidden", "veryHidden") and rel.type == "worksheet" and _amount(book.found) == before:
        book.found.hidden[at] = msgspec.structs.replace(book.found.hidden[at], is_empty=True)
    ooxml.outside(book.package, rel.target, Place(sheet=name), book.found, used)
    return rel.target


def _amount(found: Gatherer) -> int:
    """How much was found so far of what people put on a sheet."""
    return len(found.blocks) + len(found.pictures) + len(found.comments) + len(found.active) + len(found.links)


def _sheet_parts(book: Workbook, part: str, sheet: str, cells: dict[str, str]) -> None:
    package = book.package
    for target in package.related(part, "table"):
        root = package.side(target, book.found)
        if root is not None:
            book.tables.add((root.get("displayName") or root.get("name") or "").lower())
    for target in package.related(part, "comments"):
        root = package.side(target, book.found)
        if root is not None:
            _comments(book, root, sheet)
    for target in package.related(part, "threadedcomment"):
        root = package.side(target, book.found)
        if root is not None:
            _threaded(book, root, sheet)
    for target in package.related(part, "drawing"):
        shapes.read_sheet_drawing(package, target, Place(sheet=sheet), book.found)
        drawing = package.side(target, book.found)
        if drawing is not None:
            sight.add_covered(drawing, sheet, cells, book.found)
    for target in package.related(part, "vmldrawing", "vmldrawinghf", "legacydrawing"):
        shapes.read_vml(package, target, Place(sheet=sheet), book.found)


def _comments(book: Workbook, root: Element, sheet: str) -> None:
    """Notes; the stand-in that Excel writes for each threaded comment is left out."""
    authors = [node.text or "" for node in root.iter(f"{S}author")]
    for node in root.iter(f"{S}comment"):
        index = number(node.get("authorId"))
        author = authors[index] if index is not None and 0 <= index < len(authors) else ""
        if author.startswith("tc="):
            continue
        place = Place(sheet=sheet or None, cell=node.get("ref"))
        book.found.comment(place, author=author, text=markup.inner_text(node, f"{S}t"))


def _threaded(book: Workbook, root: Element, sheet: str) -> None:
    for node in root.iter(f"{TC}threadedComment"):
        book.found.comment(
            Place(sheet=sheet or None, cell=node.get("ref")),
            author=book.people.get(node.get("personId") or "", ""),
            date=node.get("dT") or "",
            text=markup.inner_text(node, f"{TC}text"),
            resolved=node.get("done") in ("1", "true"),
        )


def _workbook_parts(book: Workbook, root: Element, sheets: list[str]) -> None:
    """What hangs on the workbook itself, and comments that no sheet leads to."""
    package, found = book.package, book.found
    ooxml.outside(package, package.main, _WORKBOOK, found, set())
    reached = {target.lower() for part in sheets for target in package.related(part, "comments", "threadedcomment")}
    for part in package.parts():
        base = posixpath.basename(part)
        if base == "vbaproject.bin":
            found.activate(ActiveKind.MACRO, _WORKBOOK, name="vbaProject.bin")
        elif "/externallinks/" in part and base.endswith(".xml"):
            _external_link(book, part)
        elif "/revisions/" in part and base.endswith(".xml"):
            _revision_log(book, part)
        elif part not in reached and base.endswith(".xml") and _is_comments(package, part):
            _stray_comments(book, part)
    for name in root.iter(f"{S}definedName"):
        _defined_name(name, found)
        for target, words in hyperlinks_in(name.text or ""):
            found.link(target, Place(part="defined names"), LinkOrigin.FORMULA, words)


def _defined_name(node: Element, found: Gatherer) -> None:
    """Names that people gave to cells, texts and numbers, and the texts and numbers."""
    name, value = node.get("name") or "", node.text or ""
    if not name.startswith("_xlnm"):
        place = Place(part="defined names")
        found.carry(CarriedKind.DEFINED_NAME, " ".join((name, node.get("comment") or "")), place)
        if not is_reference(value.rpartition("!")[2]):
            found.carry(CarriedKind.DEFINED_NAME, value.strip('="'), place, label=name)


def _is_comments(package: Package, part: str) -> bool:
    kind = package.content_type(part)
    return kind.endswith((".comments", ".threadedcomments"))


def _stray_comments(book: Workbook, part: str) -> None:
    root = book.package.side(part, book.found)
    if root is not None:
        _comments(book, root, "")
        _threaded(book, root, "")


def _external_link(book: Workbook, part: str) -> None:
    root = book.package.side(part, book.found)
    if root is None:
        return
    for rel in book.package.relationships(part).values():
        if rel.external:
            book.found.activate(ActiveKind.EXTERNAL_DATA, _WORKBOOK, name="another workbook", target=rel.target)
    for node in root.iter(f"{S}ddeLink"):
        service = f"{node.get('ddeService')}|{node.get('ddeTopic')}"
        book.found.activate(ActiveKind.EXTERNAL_DATA, _WORKBOOK, name="DDE", target=service)


def _revision_log(book: Workbook, part: str) -> None:
    root = book.package.side(part, book.found)
    if root is None:
        return
    if root.tag == f"{S}headers":
        for header in root.iter(f"{S}header"):
            who, when = header.get("userName") or "", header.get("dateTime") or ""
            book.found.revision("saved state of a shared workbook", _WORKBOOK, author=who, date=when)
        return
    for node in root.iter(*(f"{S}{name}" for name in _REVISIONS)):
        change = node.find(f"{S}nc")
        cell = change.get("r") if change is not None else node.get("ref") or node.get("cell")
        words = rich_text(change) if change is not None else ""
        place = Place(part="revision log", cell=cell)
        book.found.revision(_REVISIONS[markup.local(node)], place, text=words)


def _shown_names(book: Workbook, root: Element, sheets: list[Element]) -> set[str]:
    names = {(node.get("name") or "").lower() for node in root.iter(f"{S}definedName")} | book.tables
    return names | {(node.get("name") or "").lower() for node in sheets if node.get("state", "visible") == "visible"}


def _resolve_jumps(book: Workbook, root: Element, sheets: list[Element]) -> None:
    """Marks jumps to sheets and names that do not exist."""
    names = {(node.get("name") or "").lower() for node in root.iter(f"{S}definedName")}
    names |= {(node.get("name") or "").lower() for node in sheets}
    names |= book.tables
    for index, link in enumerate(book.found.links):
        if link.origin is LinkOrigin.INTERNAL:
            sheet, _, rest = link.target.lstrip("#").rpartition("!")
            known = sheet.strip("'").replace("''", "'").lower() if sheet else rest.partition("[")[0].lower()
            is_cell = not sheet and is_reference(rest)
            if not is_cell and known not in names:
                book.found.links[index] = msgspec.structs.replace(link, resolved=False)
