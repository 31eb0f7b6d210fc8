"""Takes out what lies wholly outside the visible part of a page: its edge, or a crop box, only puts it out of sight.

Whoever copies the text of such a page, or moves its boxes, has what was cut off. Words and pictures that reach into
the visible part stay whole; of forms, which are small pages on the page, what is in them is looked at in turn.

Long because one reader follows a page's content, with its state, its words and its forms.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Object, Operator, Stream

from annexa.pdf.beyond import Box, Point, reaches_out
from annexa.pdf.content import FORM_DEPTH, bytes_of, parsed
from annexa.pdf.source import Source, SourceRefused
from annexa.pdf.weight import LIGHTEN, TOO_LONG, TooLong, Weight

CUT_OFF = "words and pictures outside the visible page"
LEFT = "What lies outside the visible part of page {} could not be taken out: its content is damaged."
SLACK = 2.0
"""Points by which a crop box must be smaller, and beyond which something is outside."""
WIDEST = 1.3
"""Times the type size that a letter takes at most."""
FORMS = 200
"""Of one page that are looked at."""
FORM_KEYS = frozenset(("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Group", "/OC"))
TAGS = frozenset(("/StructParent", "/StructParents"))
SAME = Matrix()
EVERYWHERE: Box = (-inf, -inf, inf, inf)
SHOWS = frozenset({"Tj", "TJ", "'"})
MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT"})


def cut(source: Source) -> None:
    """Rewrites the pages that hold more than can be seen, and notes how much was taken out."""
    weight = Weight()
    for index, page in enumerate(source.pages):
        boxes, data = _boxes(page), bytes_of(page)
        visible, is_cropped = boxes or (EVERYWHERE, False)
        try:
            weight.ensure_bearable(page, data or b"")
        except TooLong:
            raise _too_long(source, index) from None
        if "/Contents" not in page:
            continue
        try:
            if boxes is None or (not is_cropped and not _reaches_out(page, data, visible)):
                continue
            taken = _Cutter(source, page, visible).cut(page)
        except TooLong:
            raise _too_long(source, index) from None
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            if is_cropped:
                source.notes.append(LEFT.format(index + 1))
            continue
        if taken is not None:
            page.Contents = source.pdf.make_stream(taken.content)
            page.Resources = taken.resources
            source.removed[CUT_OFF] += taken.number


def _too_long(source: Source, index: int) -> SourceRefused:
    return SourceRefused(f"{source.title}: {TOO_LONG.format(index + 1)}", remedy=LIGHTEN)


class _Taken(NamedTuple):
    """What is left of a page, or of a form on it."""

    content: bytes
    resources: Dictionary
    number: int
    """How much was taken out."""


class _Cutter:
    """Takes out of one page what is outside; forms that reach into the visible part are copied without the rest."""

    def __init__(self, source: Source, page: Dictionary, visible: Box) -> None:
        self._source = source
        self._page = page
        self._visible = visible
        self._left = FORMS

    def cut(self, holder: Dictionary | Stream, matrix: Matrix = SAME, depth: int = 0) -> _Taken | None:
        """What is left of the page or of a form; None where all of it is. `matrix`: from its space to the page's."""
        instructions = parsed(holder)
        resources: Any = holder.get("/Resources", self._page.get("/Resources", Dictionary()))
        reader = _Reader(resources, self._visible, matrix)
        outside = set(reader.outside(instructions))
        gone = {str(each.operands[0]) for number in outside if str((each := instructions[number]).operator) == "Do"}
        count, copies = len(outside), dict[str, Object]()
        for number, form, inner in reader.across if depth < FORM_DEPTH else ():
            if (taken := self._form(form, inner, depth)) is not None:
                name = _free(resources, copies)
                copies[name], count = taken[0], count + taken[1]
                gone.add(str(instructions[number].operands[0]))
                instructions[number] = pikepdf.ContentStreamInstruction([Name(name)], Operator("Do"))
        if not count:
            return None
        kept = [_left(each) if number in outside else each for number, each in enumerate(instructions)]
        left = [each for each in kept if each is not None]
        gone -= {str(each.operands[0]) for each in left if str(each.operator) == "Do"}
        return _Taken(pikepdf.unparse_content_stream(left), _with(resources, copies, gone), count)

    def _form(self, form: Stream, matrix: Matrix, depth: int) -> tuple[Object, int] | None:
        """A copy of a form without what is outside, and how much that is. One with tags stays, for they name it."""
        self._left -= 1
        if self._left < 0 or form.keys() & TAGS:
            return None
        taken = self.cut(form, matrix, depth + 1)
        if taken is None:
            return None
        copy = self._source.pdf.make_stream(taken.content)
        for key in form.keys() & FORM_KEYS:
            copy[key] = form[key]
        copy["/Resources"] = taken.resources
        return copy, taken.number


def _free(resources: Dictionary, copies: Mapping[str, Object]) -> str:
    """A name for a copy of a form; the same in every run."""
    used, number = resources.get("/XObject", Dictionary()).keys(), len(copies)
    while f"/AnxCut{number}" in used:
        number += 1
    return f"/AnxCut{number}"


def _with(resources: Dictionary, copies: Mapping[str, Object], gone: Collection[str]) -> Dictionary:
    """Resources with copies of forms, and without what is no longer drawn; other pages may share the old ones."""
    made = Dictionary({key: resources[key] for key in resources.keys()})  # noqa: SIM118 - no mapping of Python's
    if copies or gone:
        objects = resources.get("/XObject", Dictionary())
        made["/XObject"] = Dictionary({key: thing for key, thing in objects.items() if key not in gone} | dict(copies))
    return made


def _boxes(page: Dictionary) -> tuple[Box, bool] | None:
    """The visible part of a page, and whether that is less than the page; None where nobody knows."""
    try:
        media = _upright(page.MediaBox)
        crop = _upright(page.CropBox) if "/CropBox" in page else media
    except (AttributeError, KeyError, ValueError, TypeError):
        return None
    left, bottom, right, top = (
        *(max(pair) for pair in zip(media[:2], crop[:2], strict=True)),
        *(min(pair) for pair in zip(media[2:], crop[2:], strict=True)),
    )
    if left >= right or bottom >= top:  # a crop box beside the page counts for nothing
        return media, False
    near, far = (left - media[0], bottom - media[1]), (media[2] - right, media[3] - top)
    return (left, bottom, right, top), max(*near, *far) > SLACK


def _reaches_out(page: Dictionary, data: bytes | None, visible: Box) -> bool:
    """Whether a page may hold anything outside, told quickly."""
    objects = page.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    corners = {str(name).encode(): _corners(thing) for name, thing in objects.items()}
    return data is not None and reaches_out(data, visible, corners)


def _corners(thing: Any) -> tuple[Point, ...]:
    """Where a picture begins, or where a form begins and ends, in its own space."""
    if thing.get("/Subtype") != "/Form":
        return ((0.0, 0.0),)
    left, bottom, right, top = _upright(thing.BBox)
    own = _own(thing)
    return tuple((float(x), float(y)) for x, y in map(own.transform, ((left, bottom), (right, top))))


def _own(form: Any) -> Matrix:
    """From a form's space to that of whatever draws it."""
    return Matrix(*map(float, form.get("/Matrix", (1, 0, 0, 1, 0, 0))))


def _upright(box: Any) -> Box:
    left, bottom, right, top = (float(number) for number in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _left(instruction: Any) -> Any | None:
    """What stays of an instruction that shows something outside: the new line that it begins, if it does."""
    return pikepdf.ContentStreamInstruction([], Operator("T*")) if str(instruction.operator) == "'" else None


@dataclass(slots=True)
class _Run:
    """Words shown one after the other, without a new place between them."""

    numbers: list[int] = field(default_factory=list)
    box: Box | None = None
    width: float = 0.0


class _Reader:
    """Follows the places of words and pictures, of a page or a form; what it does not know for certain is inside."""

    def __init__(self, resources: Dictionary, visible: Box, matrix: Matrix) -> None:
        self.visible = visible
        self.objects = resources.get("/XObject", Dictionary())
        self.matrix = matrix
        self.across: list[tuple[int, Stream, Matrix]] = []
        """Forms that reach into the visible part and out of it, with the number of their instruction and where they
        are."""
        self.stack: list[tuple[Matrix, float, float, float, dict[str, float]]] = []
        self.text = self.line = Matrix()
        self.fonts = resources.get("/Font", Dictionary())
        self.size = self.leading = 0.0
        self.spread = {"Tc": 0.0, "Tw": 0.0}
        self.stretch = 1.0

    def outside(self, instructions: Sequence[Any]) -> Iterator[int]:
        """The numbers of the instructions that show something wholly outside."""
        run = _Run()
        for number, instruction in enumerate(instructions):
            name = str(instruction.operator)
            if name in MOVES or name in ("'", '"', "Tf", "cm", "Q", "ET"):
                yield from self._ended(run)
                run = _Run()
            self._follow(name, instruction.operands if name != "INLINE IMAGE" else ())
            if name in SHOWS:
                run.numbers.append(number)
                run.width += self._width(*_letters(instruction.operands))
                run.box = self._box(self.text, 0, -0.5 * self.size, run.width, 1.2 * self.size)
            elif name in ("Do", "INLINE IMAGE"):
                thing = self.objects.get(str(instruction.operands[0])) if name == "Do" else None
                box = self._object(thing) if name == "Do" else self._box(Matrix(), 0, 0, 1, 1)
                if self._is_outside(box):
                    yield number
                elif isinstance(thing, Stream) and thing.get("/Subtype") == "/Form" and not self._is_inside(box):
                    self.across.append((number, thing, _own(thing) @ self.matrix))
        yield from self._ended(run)

    def _ended(self, run: _Run) -> list[int]:
        return run.numbers if run.box is not None and self._is_outside(run.box) else []

    def _follow(self, name: str, operands: Sequence[Any]) -> None:
        match name:
            case "q":
                self.stack.append((self.matrix, self.size, self.leading, self.stretch, dict(self.spread)))
            case "Q" if self.stack:
                self.matrix, self.size, self.leading, self.stretch, self.spread = self.stack.pop()
            case "cm":
                self.matrix = Matrix(*map(float, operands)) @ self.matrix
            case "BT":
                self.text = self.line = Matrix()
            case "Tm":
                self.text = self.line = Matrix(*map(float, operands))
            case "Tf":
                font = self.fonts.get(str(operands[0]), Dictionary())
                # Glyphs that are drawn as small pages may be of any size.
                self.size = inf if font.get("/Subtype") == "/Type3" else abs(float(operands[1]))
            case "Tc" | "Tw":
                self.spread[name] = max(0.0, float(operands[0]))
            case "Tz":
                self.stretch = abs(float(operands[0])) / 100
            case "TL":
                self.leading = float(operands[0])
            case "Td" | "TD":
                if name == "TD":
                    self.leading = -float(operands[1])
                self._move(float(operands[0]), float(operands[1]))
            case "T*" | "'" | '"':
                self._move(0, -self.leading)

    def _move(self, across: float, up: float) -> None:
        self.text = self.line = Matrix(1, 0, 0, 1, across, up) @ self.line

    def _width(self, letters: int, room: float) -> float:
        """The most that words may take, in their own space; `room` is what stands between them, in type sizes."""
        return self.stretch * (self.size * (letters * WIDEST + room) + letters * sum(self.spread.values()))

    def _object(self, thing: Any) -> Box | None:
        """Where a picture or form is drawn."""
        if thing is None:
            return None
        if thing.get("/Subtype") == "/Image":
            return self._box(Matrix(), 0, 0, 1, 1)
        return self._box(_own(thing), *_upright(thing.BBox))

    def _box(self, inner: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
        whole = inner @ self.matrix
        corners = [whole.transform(corner) for corner in ((left, bottom), (left, top), (right, bottom), (right, top))]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(up), max(across), max(up)

    def _is_inside(self, box: Box | None) -> bool:
        if box is None:
            return True
        left, bottom, right, top = self.visible
        return box[0] >= left - SLACK and box[2] <= right + SLACK and box[1] >= bottom - SLACK and box[3] <= top + SLACK

    def _is_outside(self, box: Box | None) -> bool:
        if box is None:
            return False
        left, bottom, right, top = self.visible
        return box[0] > right + SLACK or box[2] < left - SLACK or box[1] > top + SLACK or box[3] < bottom - SLACK


def _letters(operands: Sequence[Any]) -> tuple[int, float]:
    """Letters at most, which are the bytes of the strings, and the room that is left between them, in type sizes."""
    shown = operands[-1]
    pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    letters = sum(len(bytes(piece)) for piece in pieces if isinstance(piece, pikepdf.String))
    return letters, sum(max(0.0, -float(piece)) / 1000 for piece in pieces if not isinstance(piece, pikepdf.String))
