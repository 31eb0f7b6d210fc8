"""Fields, cells and conditional formats of OpenDocument files that would be worked out anew."""

from datetime import datetime

from annexa.convert.settle.cells import FUNCTIONS, LINK
from annexa.convert.settle.change import Change
from annexa.convert.settle.saved import OPEN, in_formula
from annexa.convert.settle.tree import Tree, cut

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = f"{{{_OASIS}:text:1.0}}"
TABLE = f"{{{_OASIS}:table:1.0}}"
OFFICE = f"{{{_OASIS}:office:1.0}}"
STYLE = f"{{{_OASIS}:style:1.0}}"
PRESENTATION = f"{{{_OASIS}:presentation:1.0}}"
FIELDS = tuple(
    f"{TEXT}{name}"
    for name in (
        *("date", "time", "file-name", "author-name", "author-initials", "sender-firstname", "sender-lastname"),
        *("sender-initials", "sender-title", "sender-position", "sender-email", "sender-phone-private"),
        *("sender-phone-work", "sender-fax", "sender-company", "sender-street", "sender-city", "sender-country"),
        *("sender-postal-code", "sender-state-or-province"),
    )
)
"""What tells the day, the place of the file, or who has it open."""
COUNTED = tuple(
    f"{TEXT}{name}"
    for name in (
        *("modification-date", "modification-time", "print-date", "print-time", "creation-date", "creation-time"),
        *("title", "subject", "keywords", "description", "creator", "initial-creator", "printed-by"),
        *("editing-cycles", "editing-duration", "user-defined", "template-name"),
        *("word-count", "character-count", "paragraph-count", "table-count", "image-count", "object-count"),
        *("variable-get", "user-field-get", "placeholder", "drop-down", "dde-connection"),
    )
)
"""What tells of the file itself or was once chosen; what it last showed stands until somebody asks for it anew."""
REFERRING = (f"{TEXT}bookmark-ref", f"{TEXT}reference-ref")
MARKS = tuple(f"{TEXT}{name}" for name in ("bookmark", "bookmark-start", "reference-mark", "reference-mark-start"))
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def settle(tree: Tree, saved: datetime | None) -> Change:
    """Settles a part."""
    changes = [_fields(tree), _cells(tree), _conditions(tree, saved)]
    for name in tree.iter(f"{TABLE}named-expression"):
        changes.append(_substituted(name, f"{TABLE}expression", saved))
    return max(changes)


def _fields(tree: Tree) -> Change:
    """Fields become the text that they last showed; one that never showed anything is left out.

    Marking them as fixed would not do: a slide then shows a day before our era unless the value is stated as well.
    """
    change = Change.NONE
    marks = {mark.get(f"{TEXT}name") for mark in tree.iter(*MARKS)}
    lost = [field for field in tree.iter(*REFERRING) if field.get(f"{TEXT}ref-name") not in marks]
    for field in [*tree.iter(*FIELDS, *COUNTED), *lost]:
        shown = "".join(map(str, field.itertext())).strip()
        if not shown and field.tag not in FIELDS:
            continue
        if not shown:
            cut(field)
            change = Change.LEFT_OUT
            continue
        tail = field.tail
        field.clear()
        field.tag, field.text, field.tail = f"{TEXT}span", shown, tail
        change = max(change, Change.SETTLED)
    for footer in tree.iter(f"{PRESENTATION}date-time-decl"):
        if footer.get(f"{PRESENTATION}source") == "current-date":
            footer.set(f"{PRESENTATION}source", "fixed")
            change = Change.LEFT_OUT
    return change


def _cells(tree: Tree) -> Change:
    """Keeps the values of cells; one of today without is not known, and so is what other formulas make of it."""
    change = Change.NONE
    for cell in tree.iter(f"{TABLE}table-cell"):
        formula = cell.get(f"{TABLE}formula")
        if not formula:
            continue
        if cell.get(f"{OFFICE}value-type"):
            if not LINK.search(formula):
                del cell.attrib[f"{TABLE}formula"]
                change = max(change, Change.SETTLED)
        elif FUNCTIONS.search(formula):
            cell.set(f"{TABLE}formula", "of:=NA()")
            change = Change.LEFT_OUT
    return change


def _conditions(tree: Tree, saved: datetime | None) -> Change:
    """Conditional formats compare with the day on which the file was saved; what cannot be told so goes."""
    change = Change.NONE
    for period in list(tree.iter(f"{CALCEXT}date-is")):
        cut(period)
        change = Change.LEFT_OUT
    stated = ((f"{CALCEXT}condition", f"{CALCEXT}value"), (f"{STYLE}map", f"{STYLE}condition"))
    for tag, attribute in stated:
        for condition in list(tree.iter(tag)):
            if not FUNCTIONS.search(condition.get(attribute, "")):
                continue
            change = max(change, _substituted(condition, attribute, saved))
            if FUNCTIONS.search(condition.get(attribute, "")):
                cut(condition)
                change = Change.LEFT_OUT
    return change


def _substituted(element: Tree, attribute: str, saved: datetime | None) -> Change:
    old = element.get(attribute, "")
    new = in_formula(old, saved, OPEN)
    if new == old:
        return Change.NONE
    element.set(attribute, new)
    return Change.SETTLED
