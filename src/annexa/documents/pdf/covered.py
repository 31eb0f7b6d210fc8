"""Text that a PDF still holds, though nobody can see it on the page: covered, in the colour of the paper, cut off.

Whether a letter can be seen depends on the order of drawing, on clipping, on transparency, on what an annotation adds:
too much to work out from the objects. They only say which text is suspect (`pdf_suspects`); then the page is rendered
twice, with that text and without it. A letter that makes no difference cannot be seen, and everybody can copy it.
Light type on a dark band, dark type on a dark cell and white headings make a difference, however dark the place is.
"""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from annexa.documents.facts import HiddenKind
from annexa.documents.gather import Area, Gatherer
from annexa.documents.pdf.drawn import Drawn, Stretch, address_of, drawn_on
from annexa.documents.pdf.look import Look
from annexa.documents.pdf.suspects import TINY, Suspects, annotations_of, covers, is_outside
from annexa.model.findings import Place

_PAGES: Final = 300
"""Pages that are rendered at most."""
_SHORTEST: Final = 2
"""Different letters or digits of one word that make a finding: one glyph again and again is an ornament."""
_LABELS: Final = frozenset({"privilege", "privileged", "redacted", "redaction", "sealed", "confidential", "pii"})
"""What redaction programs write on their own boxes, in the colour of the box."""
_NEARBY: Final = 72.0
"""Points around covered words in which the same words, readable, are taken for the same."""
_TELLING: Final = 6
"""Letters from which on words are told by themselves; shorter ones are part of other words."""
_STRETCHES: Final = 500
"""Stretches of unseen words that are looked for a second time on the page."""
_GAP: Final = 4
"""Characters between two words of one passage: spaces, and the line ends that PDFium adds."""

Cause: TypeAlias = tuple[HiddenKind, str]
"""What hides a letter: the kind, and how, in plain words."""
_MARKED: Final = (HiddenKind.COVERED_TEXT, "marked for redaction, which was never carried out")
_UNDER_ANNOTATION: Final = (HiddenKind.COVERED_TEXT, "under a drawn annotation")
_UNDER_PICTURE: Final = (HiddenKind.COVERED_TEXT, "under a picture")
_UNDER_SHAPE: Final = (HiddenKind.COVERED_TEXT, "under a drawn shape")
_ON_DARK: Final = (HiddenKind.COVERED_TEXT, "in the colour of the dark place where it stands")
_BLACKENED: Final = (HiddenKind.COVERED_TEXT, "under a blacked-out place of a scan")
_OUTSIDE: Final = (HiddenKind.TEXT, "outside the visible page")
_TOO_SMALL: Final = (HiddenKind.TEXT, "in type too small to read")
_NOT_DRAWN: Final = (HiddenKind.TEXT, "in invisible type")
_CUT_OFF: Final = (HiddenKind.TEXT, "cut off at the edge of its frame")
_ON_PALE: Final = (HiddenKind.TEXT, "in the colour of the place where it stands")


@dataclass(frozen=True, slots=True)
class _Letter:
    index: int
    sign: str
    address: int
    ink: Area
    line: Area
    """Its place in the line, as high as the type."""


def add_covered(page: Any, text_page: Any, has_text: bool, number: int, found: Gatherer, rendered: list[int]) -> None:
    """Adds each passage of a page that cannot be seen; `rendered` counts the pages rendered so far."""
    try:
        _add(page, text_page, has_text, number, found, rendered)
    except (ValueError, OverflowError, MemoryError, OSError) as error:
        found.partial(f"page {number} could not be searched for covered text ({type(error).__name__})")


def _add(page: Any, text_page: Any, has_text: bool, number: int, found: Gatherer, rendered: list[int]) -> None:
    suspects = Suspects(page, drawn_on(page) if has_text else Drawn(), annotations_of(page))
    is_marked = any(one.is_redaction for one in suspects.annotations)
    if not suspects.over and not suspects.others and not is_marked:
        return
    if len(rendered) >= _PAGES:
        found.partial(f"only the first {_PAGES} pages with covered places were searched for text under them")
        return
    rendered.append(number)
    passages = _Page(page, text_page, suspects).unseen()
    if is_marked and all(cause != _MARKED for cause, _ in passages):  # a place of a scan, or a picture
        passages.append((_MARKED, ""))
    for (kind, how), words in passages:
        found.hide(kind, Place(page=number), text=words, how=how)


class _Page:
    """Looks the letters under suspicion up in pictures of their page."""

    def __init__(self, page: Any, text_page: Any, suspects: Suspects) -> None:
        self.text_page = text_page
        self.suspects = suspects
        self.is_scan = suspects.is_scan()
        texts = suspects.drawn.texts
        inked = [[a for a in group if texts[a].is_inked] for group in (suspects.over, suspects.others)]
        self.look = Look(page, is_fine=any(inked))
        self.differences: dict[int, Any] = {}
        for group in inked:
            if group:
                self.differences |= dict.fromkeys(group, self.look.without([texts[a].handle for a in group]))

    def unseen(self) -> list[tuple[Cause, str]]:
        """Passages that cannot be seen, in reading order: why, and their words."""
        unseen: list[tuple[Cause, _Letter]] = []
        shown: list[_Letter] = []
        for letter in self._letters():
            cause = self._cause(letter)
            if cause is None:
                shown.append(letter)
            else:
                unseen.append((cause, letter))
        readable = _Readable(shown)
        stretches = _by_stretch(one for _, one in unseen)
        twice = {
            letters[0].address
            for letters in stretches[:_STRETCHES]
            if readable.has(letters) or self.suspects.is_written_again(letters[0].address)
        }
        passages: list[tuple[Cause, list[_Letter]]] = []
        for cause, letter in unseen:
            if letter.address in twice:
                continue
            if passages and passages[-1][0] is cause and passages[-1][1][-1].index + _GAP >= letter.index:
                passages[-1][1].append(letter)
            else:
                passages.append((cause, [letter]))
        return [(cause, words) for cause, passage in passages if _is_worth_naming(words := _words_of(passage))]

    def _letters(self) -> Iterator[_Letter]:
        """Each character that has ink."""
        import pypdfium2.raw as raw

        text = self.text_page.raw
        loose = raw.FS_RECTF()
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            if code <= 0x20 or code in (0xA0, 0xAD) or 0x2500 <= code < 0x2600:
                continue
            if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
                continue
            ink = (float(left.value), float(bottom.value), float(right.value), float(top.value))
            if ink[2] <= ink[0] or ink[3] <= ink[1]:  # no font here has the letter, so nothing can be said of it
                continue
            line = ink
            if raw.FPDFText_GetLooseCharBox(text, index, loose):
                line = (loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top))
            sign = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "?"
            yield _Letter(index, sign, address_of(raw.FPDFText_GetTextObject(text, index)), ink, line)

    def _cause(self, letter: _Letter) -> Cause | None:
        """What hides a letter; None where it can be seen, or where nobody would say that it is hidden."""
        suspects = self.suspects
        if any(one.is_redaction and covers(one.box, letter.line) for one in suspects.annotations):
            return _MARKED
        text = suspects.drawn.texts.get(letter.address)
        if text is None or not (letter.address in suspects.over or letter.address in suspects.others):
            return None
        if is_outside(letter.ink, suspects.page_box):
            return None if suspects.is_for_a_printer else _OUTSIDE
        is_tiny = max(letter.line[3] - letter.line[1], letter.line[2] - letter.line[0]) < TINY
        if text.is_inked and not is_tiny and self.look.is_seen(self.differences[letter.address], letter.ink):
            return None
        if self.is_scan or (not text.is_inked and self._is_on_picture(letter)):
            return self._cause_on_a_scan(letter, text)
        if cover := self._cover(letter, text):
            return cover
        if is_tiny:
            return _TOO_SMALL
        if not text.is_inked:
            return _NOT_DRAWN
        if text.clip is not None and is_outside(letter.ink, text.clip):
            return _CUT_OFF
        return _ON_DARK if self.look.is_dark(letter.line) else _ON_PALE

    def _cause_on_a_scan(self, letter: _Letter, text: Stretch) -> Cause | None:
        """Recognised words are never drawn; what counts is whether the picture shows them, or one even colour."""
        if not self.look.is_even(letter.line):
            return None
        pictures = [shape.order for shape in self.suspects.drawn.shapes if shape.is_picture]
        after = max(text.order, *pictures) if pictures else text.order
        near = self.suspects.grid.near(letter.line)
        if any(one.order > after and covers(one.box, letter.line) for one in near):
            return _UNDER_SHAPE
        return _BLACKENED if self.look.is_dark(letter.line) else None

    def _cover(self, letter: _Letter, text: Stretch) -> Cause | None:
        if any(covers(one.box, letter.line) for one in self.suspects.annotations):
            return _UNDER_ANNOTATION
        over = [shape for shape in self.suspects.covering(text) if covers(shape.box, letter.line)]
        if not over:
            return None
        return _UNDER_PICTURE if max(over, key=lambda shape: shape.order).is_picture else _UNDER_SHAPE

    def _is_on_picture(self, letter: _Letter) -> bool:
        near = self.suspects.grid.near(letter.line)
        return any(one.is_picture and covers(one.box, letter.line) for one in near)


class _Readable:
    """What can be read on the page: titles with a shadow or an outline are written twice, one below the other."""

    def __init__(self, letters: list[_Letter]) -> None:
        self.texts = [(stretch[0].line, stretch[-1].line, _compact(stretch)) for stretch in _by_stretch(letters)]

    def has(self, piece: list[_Letter]) -> bool:
        """Whether the same words can be read near its place."""
        left = min(letter.line[0] for letter in piece) - _NEARBY
        bottom = min(letter.line[1] for letter in piece) - _NEARBY
        right = max(letter.line[2] for letter in piece) + _NEARBY
        top = max(letter.line[3] for letter in piece) + _NEARBY
        near = [
            words
            for first, last, words in self.texts
            if any(end[0] <= right and left <= end[2] and end[1] <= top and bottom <= end[3] for end in (first, last))
        ]
        words = _compact(piece)
        return words in ("".join(near) if len(words) >= _TELLING else near)


def _compact(letters: list[_Letter]) -> str:
    """Letters and digits only, since the two writings of a title differ in spaces and dashes."""
    return "".join(letter.sign for letter in letters if letter.sign.isalnum()).lower()


def _by_stretch(letters: Iterable[_Letter]) -> list[list[_Letter]]:
    """The letters of each stretch of text together, whatever stands between them in reading order."""
    stretches: dict[int, list[_Letter]] = {}
    for letter in letters:
        stretches.setdefault(letter.address, []).append(letter)
    return list(stretches.values())


def _words_of(letters: list[_Letter]) -> str:
    signs: list[str] = []
    last = letters[0].index - 1
    for letter in letters:
        signs.append(letter.sign if letter.index == last + 1 else f" {letter.sign}")
        last = letter.index
    return "".join(signs).strip()


def _is_worth_naming(words: str) -> bool:
    longest = max((len({sign for sign in word if sign.isalnum()}) for word in words.split()), default=0)
    return longest >= _SHORTEST and words.lower() not in _LABELS
