"""Charts and diagrams of Office files: their words, the data that they keep, and the workbooks behind them."""

import re
from typing import Final

from annexa.documents import markup, ooxml
from annexa.documents.facts import BlockKind, CarriedKind, HiddenKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, A, Package, R, Relationship, add_link
from annexa.model.findings import Place

CX: Final = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
"""Charts of the kinds that Office has since 2016."""
LINKS: Final = (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver")
CELLS: Final = "cells"
"""What the cells are called that a chart shows and keeps no copy of."""
_FEW_DIGITS: Final = re.compile(r"-?[\d.]{0,7}(?:E[-+]?\d+)?")
"""A value of a chart that is too short to be anybody's number."""
_PIES: Final = ("pieChart", "pie3DChart", "ofPieChart", "doughnutChart")
_MOST_POINTS: Final = 5_000
_SHEET: Final = re.compile(r"'((?:[^']|'')+)'!|([^'!,():+*/&=<>-]+)!")


def is_pictured(frame: Element) -> bool:
    """Whether a file keeps a picture of a chart or diagram beside it, for programs that do not draw it."""
    around = next((parent for parent in markup.ancestors(frame) if parent.tag == f"{MC}AlternateContent"), None)
    other = around.find(f"{MC}Fallback") if around is not None else None
    return other is not None and any(markup.local(node) in ("pic", "imagedata") for node in other.iter())


def read_chart(package: Package, rel: Relationship, place: Place, found: Gatherer, *, pictured: bool = False) -> None:
    """Adds the words of a chart or diagram, its labels, what its part links to, and the workbook behind it.

    The words of one that is shown as a picture are carried beside the text.
    """
    root = package.side(rel.target, found)
    if root is None:
        return
    used: set[str] = set()
    relationships = package.relationships(rel.target)
    for paragraph in root.iter(f"{A}p"):
        words = "".join(node.text or "" for node in paragraph.iter(f"{A}t"))
        if pictured:
            found.carry(CarriedKind.CHART, words, place)
        else:
            found.block(words, place, BlockKind.TEXT_BOX)
        for node in paragraph.iter(*LINKS):
            link = relationships.get(node.get(f"{R}id") or "")
            if link is not None and link.external:
                used.add(link.id)
                add_link(found, link.target, place, LinkOrigin.RELATIONSHIP, words)
    _points(root, place, found, pictured=pictured)
    before = len(found.embedded)
    ooxml.outside(package, rel.target, place, found, used)
    _uncharted(root, before, found)


def _points(root: Element, place: Place, found: Gatherer, *, pictured: bool) -> None:
    """Names of series and categories, and values, as the chart last kept them."""
    count = 0
    label = ""
    names, categories = _drawn(root)
    for node in root.iter():
        name = markup.local(node) if isinstance(node.tag, str) else ""
        if name == "ser":
            label = ""
        if name == "f" and (around := node.getparent()) is not None and next(around.iter("{*}pt"), None) is None:
            found.carry(CarriedKind.CHART, node.text or "", place, label=CELLS)  # it keeps no copy of what it shows
        if name != "pt" or count >= _MOST_POINTS:
            continue
        words = "".join(child.text or "" for child in node if markup.local(child) in ("v", "lvl")) or node.text or ""
        series = any(markup.local(parent) == "tx" for parent in markup.ancestors(node))
        label = words if series else label
        if not _FEW_DIGITS.fullmatch(words.strip()):
            count += 1
            found.carry(
                CarriedKind.CHART,
                words,
                place,
                label="" if series else label,
                is_drawn=(names if series else categories) and not pictured,
            )


def _drawn(root: Element) -> tuple[bool, bool]:
    """Whether a chart shows the names of its series, and of its categories: in a legend, or along an axis."""
    has_legend = next(root.iter("{*}legend"), None) is not None
    if any(next(root.iter(f"{{*}}{name}"), None) is not None for name in _PIES):
        return False, has_legend
    axes = [axis.find("{*}delete") for axis in root.iter("{*}catAx", "{*}dateAx")]
    return has_legend, any(mark is not None and mark.get("val") in ("0", "false") for mark in axes)


def _uncharted(root: Element, before: int, found: Gatherer) -> None:
    """Sheets with content, in the workbook behind the chart, that no formula of the chart leads to."""
    formulas = [node.text or "" for node in root.iter() if isinstance(node.tag, str) and markup.local(node) == "f"]
    shown = {(one or two).replace("''", "'") for text in formulas for one, two in _SHEET.findall(text)}
    for behind in found.embedded[before:]:
        sheets: dict[str, list[str]] = {}
        for block in behind.facts.blocks:
            sheets.setdefault(block.place.sheet or "", []).append(block.text)
        for sheet, words in sheets.items() if shown & sheets.keys() else ():
            if sheet in shown or not sheet:
                continue
            found.hide(HiddenKind.UNCHARTED_SHEET, behind.place, text=" ".join(words[:200]), name=sheet)
