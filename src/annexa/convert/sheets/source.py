"""What Calc wrote into a PDF: content, fonts, the figures that it tagged, and where each sheet begins."""

from itertools import islice
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from annexa.convert.sheets import stream
from annexa.convert.sheets.drawn import Drawn, Font

_TEXT: Final = b"BT"
"""How a text begins."""


class Source:
    """What Calc wrote: content, fonts, and which marked content its figures are."""

    def __init__(self, document: Pdf) -> None:
        self.document = document
        self._fonts: dict[tuple[int, int], Font] = {}
        self.figures: list[Any] = []
        """Calc's own structure elements of drawings."""
        self._known_figures: dict[tuple[int, int], int] = {}
        root = document.Root.get("/StructTreeRoot")
        parents = root.get("/ParentTree") if isinstance(root, Dictionary) else None
        self._parents = pikepdf.NumberTree(parents) if isinstance(parents, Dictionary) else None

    def content(self, number: int) -> bytes:
        page = self.document.pages[number]
        contents = page.obj.get("/Contents")
        if isinstance(contents, Array):
            return b"\n".join(part.read_bytes() for part in contents)
        return contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""

    def has_more_texts(self, most: int) -> bool:
        """Whether the pages hold more texts than so many, as Calc writes them."""
        for number in range(len(self.document.pages)):
            most -= self.content(number).count(_TEXT)
            if most < 0:
                return True
        return False

    def drawn(self, number: int) -> Drawn:
        """What a page draws. Raises NotUnderstood."""
        page = self.document.pages[number]
        data = self.content(number)
        fonts = page.resources.get("/Font", Dictionary())
        figures = self._figures_of(page) if b"/Figure" in data else {}
        drawn = stream.scan(data, lambda name: self._font(fonts, name), figures)
        drawn.whole = frozenset(mcid for mcid, owner in enumerate(self._owners(page)) if _fills_cell(owner))
        return drawn

    def _font(self, fonts: Any, name: bytes) -> Font:
        font = fonts.get(name.decode("latin-1"))
        if font is None:
            return Font.named("")
        key = font.objgen
        if not font.is_indirect or key not in self._fonts:
            widths = tuple(float(width) for width in font.get("/Widths", ()))
            wide = font.get("/Subtype") == Name.Type0
            self._fonts[key] = Font.named(
                str(font.get("/BaseFont", "")), widths, int(font.get("/FirstChar", 0)), wide=wide
            )
        return self._fonts[key]

    def _owners(self, page: pikepdf.Page) -> Any:
        """Calc's own structure elements of a page's marked contents, by MCID."""
        if self._parents is None or "/StructParents" not in page.obj:
            return ()
        try:
            return self._parents[int(page.obj.StructParents)]
        except KeyError:
            return ()

    def _figures_of(self, page: pikepdf.Page) -> dict[int, int]:
        """The figure that each marked content of a page belongs to."""
        found = {}
        for mcid, element in enumerate(self._owners(page)):
            figure = self._figure_above(element)
            if figure is not None:
                found[mcid] = figure
        return found

    def _figure_above(self, element: Any) -> int | None:
        """The outermost figure that an element is or lies in."""
        figure = None
        for _ in range(20):
            if not isinstance(element, Dictionary):
                break
            if element.get("/S") == Name.Figure:
                figure = element
            element = element.get("/P")
        if figure is None:
            return None
        key = figure.objgen
        if key not in self._known_figures:
            self._known_figures[key] = len(self.figures)
            self.figures.append(figure)
        return self._known_figures[key]

    def sheets(self) -> list[tuple[int, str]]:
        """First page and name of each sheet, from the bookmarks."""
        numbers = {page.obj.objgen: number for number, page in enumerate(self.document.pages)}
        found = []
        with self.document.open_outline() as outline:
            for item in outline.root:
                target = item.destination
                first = target[0] if isinstance(target, Array) and len(target) else None
                if isinstance(first, Dictionary) and first.objgen in numbers:
                    found.append((numbers[first.objgen], item.title))
        return sorted(found)


def _fills_cell(element: Any) -> bool:
    """Whether an element with a single content is, or lies alone in, a cell of a table."""
    for _ in range(20):
        if not isinstance(element, Dictionary):
            return False
        kids = element.get("/K")
        if isinstance(kids, Array) and not _is_one(kids):
            return False
        if element.get("/S") == Name.TD:
            return True
        element = element.get("/P")
    return False


def _is_one(kids: Array) -> bool:
    """Whether there is one besides annotations; of a sheet with 100,000 cells two are looked at.

    By their places, since to go through an array copies all of it: for each cell of a sheet, all cells of the sheet.
    """
    others = (place for place in range(len(kids)) if not _is_annotation(kids[place]))
    return len(list(islice(others, 2))) == 1


def _is_annotation(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
