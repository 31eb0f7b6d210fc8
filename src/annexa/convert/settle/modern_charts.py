"""Charts of the kinds that Office has since 2016 (waterfall, treemap, funnel, histogram …) are drawn as bars.

Measured with LibreOffice 7.4: it draws nothing of them, and says nothing. Word and PowerPoint keep a picture beside
most of them, which stays; Excel keeps none. Bars of the same figures under the same names are no waterfall, but they
lose nothing that the chart says.
"""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.relations import LARGEST, parsed
from annexa.convert.settle.tree import Tree
from annexa.documents import markup
from annexa.documents.charts import CX, is_pictured
from annexa.documents.excel.names import S
from annexa.documents.ooxml import MC, A, R
from annexa.tools.zips import DAMAGED

FORMATS = frozenset(
    {"docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx", "potm", "ppsx", "ppsm"}
)
NOTE = "charts of a kind that only newer programs draw ({kinds}) are drawn as bars"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
CONTENT: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK: Final = "xl/workbook.xml"
MOST: Final = 2_000
"""Bars of a chart."""
KINDS: Final = {"clusteredColumn": "histogram", "paretoLine": "Pareto chart", "boxWhisker": "box and whisker",
                "regionMap": "map"}  # fmt: skip
"""What Office calls a layout in its menus, where it is not the layout's own name."""


def draw_as_bars(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such charts without a picture; answers notes. Raises OSError."""
    if format_ not in FORMATS or not (names := _names(copy)):
        return ()
    frames = _Frames()
    in_content = re.compile(r"xl/drawings/[^/]+\.xml|word/[^/]+\.xml|ppt/slides/[^/]+\.xml")
    rewritten(copy, (Rule(in_content, re.compile(rb"/chartex\""), frames.edited),))
    if not frames.found:
        return ()
    bars = _Bars(names)
    rewritten(
        copy,
        (
            Rule(re.compile(r"\[Content_Types\]\.xml"), re.compile(rb"chartex\+xml"), _types),
            Rule(re.compile(r"(xl|word|ppt)/.*_rels/[^/]+\.rels"), re.compile(rb"/chartEx\""), _relations),
            Rule(re.compile(r"(xl|word|ppt)/charts/[^/]+\.xml"), re.compile(rb"drawing/2014/chartex"), bars.edited),
        ),
    )
    return (NOTE.format(kinds=", ".join(dict.fromkeys(bars.kinds))),)


def _names(copy: Path) -> dict[str, str]:
    """Names that formulas of the charts may use, and what they stand for; empty where there are no such charts."""
    try:
        with zipfile.ZipFile(copy) as archive:
            there = archive.namelist()
            if not any("chartex" in name.lower() for name in there):
                return {}
            if WORKBOOK not in there or archive.getinfo(WORKBOOK).file_size > LARGEST:
                return {"": ""}
            book = parsed(markup.transitional(archive.read(WORKBOOK)))
    except DAMAGED:
        return {}
    return {"": "", **{node.get("name", ""): node.text or "" for node in book.iter(f"{S}definedName")}}


class _Frames:
    """The frames in which the charts stand."""

    def __init__(self) -> None:
        self.found = 0

    def edited(self, tree: Tree, saved: datetime | None) -> Change:
        before = self.found
        for chart in list(tree.iter(f"{CX}chart")):
            data = chart.getparent()
            if data is None or data.tag != f"{A}graphicData" or is_pictured(chart):
                continue
            data.set("uri", CHART)
            data.replace(chart, _made("chart", **{f"{R}id": chart.get(f"{R}id", "")}))
            _unwrapped(data)
            self.found += 1
        return Change.SETTLED if self.found > before else Change.NONE


def _unwrapped(inside: Tree) -> None:
    """Puts what an alternative offers in its place: LibreOffice takes the other one."""
    choice = next((each for each in inside.iterancestors(f"{MC}Choice")), None)
    around = choice.getparent() if choice is not None else None
    parent = around.getparent() if around is not None else None
    if choice is None or around is None or parent is None:
        return
    at = parent.index(around)
    parent[at : at + 1] = list(choice)


def _types(tree: Tree, saved: datetime | None) -> Change:
    for node in tree:
        if node.get("ContentType", "").lower() == "application/vnd.ms-office.chartex+xml":
            node.set("ContentType", CONTENT)
    return Change.SETTLED


def _relations(tree: Tree, saved: datetime | None) -> Change:
    for node in tree:
        if node.get("Type", "").endswith("/chartEx"):
            node.set("Type", RELATION)
    return Change.SETTLED


@dataclass(slots=True)
class _Bars:
    """Charts written anew."""

    names: dict[str, str]
    kinds: list[str] = field(default_factory=list)

    def edited(self, tree: Tree, saved: datetime | None) -> Change:
        if tree.tag != f"{CX}chartSpace":
            return Change.NONE
        title = " ".join(markup.whole_text(each) for each in tree.iterfind(f"{CX}chart/{CX}title//{A}p"))
        data = {node.get("id", ""): node for node in tree.iter(f"{CX}data")}
        series = [node for node in tree.iter(f"{CX}series") if node.get("layoutId") != "paretoLine"]
        drawn = []
        for number, node in enumerate(series):
            kind = node.get("layoutId", "")
            self.kinds.append(KINDS.get(kind, kind))
            named = node.find(f"{CX}dataId")
            values = data.get(named.get("val", "") if named is not None else "")
            if values is not None:
                drawn.append(self._series(number, node, values))
        tree[:] = [_chart(title, drawn)]
        tree.tag = f"{{{CHART}}}chartSpace"
        return Change.SETTLED

    def _series(self, number: int, node: Tree, data: Tree) -> Tree:
        name = node.findtext(f"{CX}tx/{CX}txData/{CX}v") or ""
        parts = [_made("idx", val=str(number)), _made("order", val=str(number))]
        if name:
            parts.append(_made("tx", _made("v", text=name)))
        words, figures = data.find(f"{CX}strDim"), data.find(f"{CX}numDim")
        if words is not None:
            parts.append(_made("cat", self._values(words, "str")))
        if figures is not None:
            parts.append(_made("val", self._values(figures, "num")))
        return _made("ser", *parts)

    def _values(self, dimension: Tree, kind: str) -> Tree:
        """The points that the chart keeps, or where the workbook has them."""
        points = self._points(dimension)
        formula = dimension.findtext(f"{CX}f") or ""
        if not points and formula:
            return _made(f"{kind}Ref", _made("f", text=self.names.get(formula, formula)))
        listed = [_made("pt", _made("v", text=text), idx=str(index)) for index, text in sorted(points.items())[:MOST]]
        return _made(f"{kind}Lit", _made("ptCount", val=str(max(points, default=-1) + 1)), *listed)

    @staticmethod
    def _points(dimension: Tree) -> dict[int, str]:
        """By their number; of several levels of names, all that stand there, the outermost first."""
        found: dict[int, str] = {}
        for level in reversed(dimension.findall(f"{CX}lvl")):
            for point in level.iterfind(f"{CX}pt"):
                index = point.get("idx", "")
                if index.isdigit() and int(index) < MOST:
                    found[int(index)] = " · ".join(filter(None, (found.get(int(index)), point.text)))
        return found


def _chart(title: str, series: list[Tree]) -> Tree:
    parts = [_made("autoTitleDeleted", val="0" if title else "1")]
    if title:
        words = _made(f"{A}p", _made(f"{A}r", _made(f"{A}t", text=title)))
        text = _made("tx", _made("rich", _made(f"{A}bodyPr"), words))
        parts.insert(0, _made("title", text, _made("overlay", val="0")))
    looks = [_made("barDir", val="col"), _made("grouping", val="clustered"), _made("varyColors", val="0")]
    bars = _made("barChart", *looks, *series, _made("axId", val="1"), _made("axId", val="2"))
    area = _made("plotArea", _made("layout"), bars, _axis("catAx", "1", "2", "b"), _axis("valAx", "2", "1", "l"))
    legend = [_made("legend", _made("legendPos", val="b"), _made("overlay", val="0"))] if len(series) > 1 else []
    return _made("chart", *parts, area, *legend, _made("plotVisOnly", val="1"))


def _axis(name: str, own: str, other: str, side: str) -> Tree:
    return _made(
        name,
        _made("axId", val=own),
        _made("scaling", _made("orientation", val="minMax")),
        _made("delete", val="0"),
        _made("axPos", val=side),
        _made("numFmt", formatCode="General", sourceLinked="0"),
        _made("majorTickMark", val="out"),
        _made("minorTickMark", val="none"),
        _made("tickLblPos", val="nextTo"),
        _made("crossAx", val=other),
        _made("crosses", val="autoZero"),
    )


def _made(name: str, *children: Tree, text: str = "", **attributes: str) -> Tree:
    """An element of the vocabulary of charts, or of another where its name says so."""
    element = etree.Element(name if name.startswith("{") else f"{{{CHART}}}{name}", attributes)
    element.text = text or None
    element.extend(children)
    return element
