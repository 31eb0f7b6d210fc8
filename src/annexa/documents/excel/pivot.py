"""Rows that pivot tables keep: a workbook can hold all the data of a sheet that was deleted before it was sent."""

from collections.abc import Collection

from annexa.documents.excel.names import S
from annexa.documents.facts import HiddenKind
from annexa.documents.gather import HIDDEN_EXCERPT, Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import Package, R
from annexa.model.findings import Place


def add_cached_rows(package: Package, shown: Collection[str], found: Gatherer) -> None:
    """Adds each pivot cache whose rows stand on no sheet that a reader sees.

    `shown` holds, in lower case, the names of visible sheets, of tables and of ranges.
    """
    for part in package.related(package.main, "pivotcachedefinition"):
        root = package.side(part, found)
        if root is None or not _keeps_rows(package, part) or _stands_on(root, shown):
            continue
        found.hide(HiddenKind.CACHED_DATA, Place(part="pivot table"), text=_words(root), name=_source(root))


def _keeps_rows(package: Package, part: str) -> bool:
    return any(target in package.archive for target in package.related(part, "pivotcacherecords"))


def _stands_on(root: Element, shown: Collection[str]) -> bool:
    source = next(root.iter(f"{S}worksheetSource"), None)
    if source is None or source.get(f"{R}id"):
        return False
    return (source.get("sheet") or source.get("name") or "").lower() in shown


def _source(root: Element) -> str:
    source = next(root.iter(f"{S}worksheetSource"), None)
    return (source.get("sheet") or source.get("name") or "") if source is not None else ""


def _words(root: Element) -> str:
    pieces: list[str] = []
    length = 0
    for item in root.iter(f"{S}s"):
        pieces.append(item.get("v") or "")
        length += len(pieces[-1])
        if length > HIDDEN_EXCERPT:
            break
    return "; ".join(pieces)
