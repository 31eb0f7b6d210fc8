"""Cells, page headers, names and conditional formats of SpreadsheetML that would be worked out anew."""

import re
from datetime import datetime

from annexa.convert.settle.change import Change
from annexa.convert.settle.saved import in_formula
from annexa.convert.settle.tree import Tree, cut
from annexa.documents.excel.sight import is_low

FUNCTIONS = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO|WEBSERVICE)\s*\(", re.IGNORECASE)
LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_BEYOND = re.compile(r"_xl(?:fn|ws|udf)\.|\[")
"""Functions of newer versions of Excel, other workbooks, and columns of tables by their names."""
NOT_KNOWN = "#N/A"
HEADER_CODES = re.compile(r"&(&|[DTZ])")
HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_CONDITION = re.compile(r"\}(formula|f)$")


def settle(tree: Tree, saved: datetime | None) -> Change:
    """Settles a sheet, or the names of a workbook."""
    space = tree.tag.partition("}")[0] + "}"
    changes = [_numbered(tree, space), _cells(tree, space), _headers(tree, space), _conditions(tree, saved)]
    changes += [_reckoned(tree, space), _lowered(tree, space)]
    for name in tree.iter(f"{space}definedName"):
        changes.append(_substituted(name, saved))
    return max(changes)


def without_pivots(tree: Tree, saved: datetime | None) -> Change:
    """Lets a sheet's relations lead to no pivot table: LibreOffice would lay it out anew, with other words."""
    change = Change.NONE
    for relation in list(tree):
        if relation.get("Type", "").endswith("/pivotTable"):
            tree.remove(relation)
            change = Change.SETTLED
    return change


def _numbered(tree: Tree, space: str) -> Change:
    """Gives rows their numbers where a program left them out: LibreOffice then shows those that are hidden."""
    change, number = Change.NONE, 0
    for row in tree.iterfind(f"{space}sheetData/{space}row"):
        given = row.get("r", "")
        number = int(given) if given.isdigit() else number + 1
        if not given:
            row.set("r", str(number))
            change = Change.SETTLED
    return change


def _lowered(tree: Tree, space: str) -> Change:
    """Hides rows that are made too low to show anything: LibreOffice gives them a usual height."""
    change = Change.NONE
    for row in tree.iterfind(f"{space}sheetData/{space}row"):
        if is_low(row) and row.get("hidden") not in ("1", "true"):
            row.set("hidden", "1")
            change = Change.SETTLED
    return change


def _reckoned(tree: Tree, space: str) -> Change:
    """Lets a workbook that is reckoned by hand be reckoned as others are: LibreOffice shows TRUE as 0 there."""
    changed = [
        settings for settings in tree.iter(f"{space}calcPr") if settings.attrib.pop("calcMode", "auto") != "auto"
    ]
    return Change.SETTLED if changed else Change.NONE


def without_codes(header: str) -> str:
    """A page header's text without the codes for date, time and path."""
    return HEADER_CODES.sub(lambda code: "&&" if code[1] == "&" else "", header)


def _cells(tree: Tree, space: str) -> Change:
    """Keeps values. Where there is none the cell is left empty: nobody knows what it showed.

    Where other formulas of the sheet have no value either, one of them may reckon with it, and would take it for
    nought: there it is #N/A, and so is all that comes of it.
    """
    formulas = list(tree.iter(f"{space}f"))
    moving = [formula for formula in formulas if FUNCTIONS.search(formula.text or "")]
    shared = {formula.get("si") for formula in moving if formula.get("t") == "shared"}
    moving += [f for f in formulas if not f.text and f.get("t") == "shared" and f.get("si") in shared]
    left = set(formulas).difference(moving)
    others = any(_is_open(formula, space) for formula in left)
    change = _kept(left, space)
    for formula in moving:
        cell = formula.getparent()
        if cell is None or cell.tag != f"{space}c":
            continue
        if cell.findtext(f"{space}v") or (cell.get("t") == "str" and cell.find(f"{space}v") is not None):
            cell.remove(formula)
            change = max(change, Change.SETTLED)
        else:
            for part in list(cell):
                cell.remove(part)
            cell.set("t", "e" if others else "str")
            cell.append(cell.makeelement(f"{space}v"))
            cell[0].text = NOT_KNOWN if others else None
            change = Change.LEFT_OUT
    return change


def _kept(formulas: set[Tree], space: str) -> Change:
    """Keeps every value that was saved: LibreOffice works out anew what neither Excel nor itself has written.

    It also has other errors, functions and tables by name than Excel. What has no value stays a formula, and so does
    the first of those that share one, as long as one of them does.
    """
    staying = {formula for formula in formulas if _is_open(formula, space) or is_link(formula.text or "")}
    shared = {formula.get("si") for formula in staying if formula.get("t") == "shared"}
    change = Change.NONE
    for formula in formulas - staying:
        cell = formula.getparent()
        is_asked = bool(formula.text) and formula.get("t") == "shared" and formula.get("si") in shared
        if cell is None or cell.tag != f"{space}c" or is_asked:
            continue
        cell.remove(formula)
        if cell.get("t") == "inlineStr" and cell.find(f"{space}is") is None:  # as some programs write it
            cell.set("t", "str")
        change = Change.SETTLED
    return change


def is_link(formula: str) -> bool:
    """Whether LibreOffice knows the formula for a link, which it prints as long as the cell has it."""
    return LINK.search(formula) is not None and not _BEYOND.search(formula)


def _is_open(formula: Tree, space: str) -> bool:
    """Whether the file holds no value of the formula's cell."""
    cell = formula.getparent()
    if cell is None or cell.findtext(f"{space}v") or cell.find(f"{space}is") is not None:
        return False
    return cell.get("t") != "str" or cell.find(f"{space}v") is None


def _headers(tree: Tree, space: str) -> Change:
    change = Change.NONE
    for header in tree.iter(*(f"{space}{name}" for name in HEADERS)):
        without = without_codes(header.text or "")
        if without != (header.text or ""):
            header.text = without
            change = Change.LEFT_OUT
    return change


def _conditions(tree: Tree, saved: datetime | None) -> Change:
    """Conditional formats compare with the day on which the file was saved; where that is not known, they go."""
    change = Change.NONE
    for rule in [element for element in tree.iter("{*}cfRule") if isinstance(element.tag, str)]:
        formulas = [child for child in rule.iter() if isinstance(child.tag, str) and _CONDITION.search(child.tag)]
        if not any(FUNCTIONS.search(formula.text or "") for formula in formulas) and rule.get("type") != "timePeriod":
            continue
        found = max((_substituted(formula, saved) for formula in formulas), default=Change.NONE)
        if found is Change.NONE or any(FUNCTIONS.search(formula.text or "") for formula in formulas):
            group = rule.getparent()
            cut(rule)
            if group is not None and group.find("{*}cfRule") is None:
                cut(group)
            change = Change.LEFT_OUT
            continue
        if rule.get("type") == "timePeriod":  # Excel writes its meaning as a formula too
            rule.set("type", "expression")
            rule.attrib.pop("timePeriod", "")
        change = max(change, found)
    return change


def _substituted(formula: Tree, saved: datetime | None) -> Change:
    new = in_formula(formula.text or "", saved)
    if new == (formula.text or ""):
        return Change.NONE
    formula.text = new
    return Change.SETTLED
