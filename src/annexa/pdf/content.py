"""What a page's content says about itself, read by its bytes and not interpreted: quick, and enough to wrap it."""

import re
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream

from annexa.pdf.source import as_list
from annexa.pdf.weight import TooLong
from annexa.pdf.written import entries
from annexa.tools.memory import wants_memory

SPACES = bytes.maketrans(b"\0\t\n\f\r()<>[]{}", b" " * 13)
_NUMBERS = b"0123456789.-+\\"
_LETTERS = rb"[^()\\]*(?:\\.[^()\\]*)*"
STRINGS = re.compile(
    rb"\(" + _LETTERS + rb"(?:\(" + _LETTERS + rb"\)" + _LETTERS + rb")*\)|<[0-9A-Fa-f\s]*>", re.DOTALL
)
"""Strings, also with brackets in brackets once; what stands deeper leaves a bracket behind."""
_QUOTES = re.compile(rb"\)\s*['\"]")
_INVISIBLE = re.compile(rb"(?<!\S)3\s+Tr\b")
_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS = frozenset((b"Do", b"BI", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"F", b"sh", b"S", b"s"))
FORM_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A page's content as far as wrapping it needs."""

    open_states: int = 0
    """Graphics states saved and never restored: they must be closed before anything is drawn after it."""
    is_whole: bool = True
    """Whether all that it begins ends, and nothing ends that did not begin."""
    blank: bool = False
    marked: bool = False
    """Whether it holds marked-content numbers or artifacts of a structure tree."""
    artifacts: bool = False
    numbered: bool = False
    """Whether it holds marked-content numbers."""
    shows_text: bool = False
    invisible: bool = False
    """Whether text is drawn in the invisible mode of text recognition."""
    draws: bool = True
    """Whether it draws pictures or forms."""
    fills: bool = True
    """Whether it draws pictures, forms, shadings or filled areas: what may lie under a stamp."""
    loose_text: bool = False
    """Whether text stands outside every marked content."""
    loose_marks: bool = False
    """Whether lines, areas or pictures stand outside every marked content."""


def examine(page: Dictionary, *, tagged: bool) -> Content:
    """Reads the page's content. A stream that cannot be unpacked counts as one that draws something.

    `tagged`: whether the page has tags, so that what they leave out is looked for.

    Bytes are searched, not parsed: a parser would take longer than everything else together. Only where what is found
    looks wrong is it looked at again, without strings, whose letters can be taken for operators.
    """
    data = bytes_of(page)
    if data is None:
        return Content(is_whole=False)
    bare = _bare(data)
    open_states = 0
    if bare.count(b"q") != bare.count(b"Q") and _open_states(bare):
        open_states = max(0, _open_states(_bare(STRINGS.sub(b"( )", data))))
    loose_text, loose_marks = _loose(data, bare) if tagged else (False, False)
    artifacts = b"/Artifact" in bare
    draws = b" Do " in bare or b" BI " in bare
    shows_text = b" TJ " in bare or b" Tj " in bare or _QUOTES.search(data) is not None
    return Content(
        open_states=open_states,
        is_whole=_is_whole(data, bare),
        blank=not bare.strip(),
        marked=artifacts or b"/MCID" in bare,
        artifacts=artifacts,
        numbered=b"/MCID" in bare,
        shows_text=shows_text,
        invisible=draws and shows_text and b"3 Tr" in data and _INVISIBLE.search(data) is not None,
        draws=draws,
        fills=draws or b" f " in bare or b" f* " in bare or b" sh " in bare,
        loose_text=loose_text,
        loose_marks=loose_marks,
    )


def _bare(data: bytes) -> bytes:
    """Operators and names alone, each between spaces: numbers are left out, and a name keeps its slash."""
    return b" " + data.translate(SPACES, _NUMBERS).replace(b"/", b" /") + b" "


def _open_states(bare: bytes) -> int:
    words = bare.split()
    return words.count(b"q") - words.count(b"Q")


_PAIRS = ((b"(", b")"), (b"[", b"]"), (b"<", b">"))
_SAVES = re.compile(rb" ([qQ])(?= )")


def _is_whole(data: bytes, bare: bytes) -> bool:
    """Counted quickly; only where that looks wrong counted again without strings, which may hold anything."""
    if _counts(data, bare, escapes=True):
        return True
    without = STRINGS.sub(b" ", data)
    return _counts(without, _bare(without), escapes=False)


def _counts(data: bytes, bare: bytes, *, escapes: bool) -> bool:
    for opens, ends in _PAIRS:
        surplus = data.count(opens) - data.count(ends)
        if escapes and opens == b"(" and surplus:
            surplus -= data.count(b"\\(") - data.count(b"\\)")
        if surplus:
            return False
    if any(bare.count(begin) != bare.count(end) for begin, end in ((b" BT ", b" ET "), (b" BI ", b" EI "))):
        return False
    if bare.count(b" BDC ") + bare.count(b" BMC ") != bare.count(b" EMC "):
        return False
    depth = 0
    for each in _SAVES.findall(bare):
        depth += 1 if each == b"q" else -1
        if depth < 0:
            return False
    return True


def _loose(data: bytes, bare: bytes) -> tuple[bool, bool]:
    """Whether text, and whether anything else, is painted outside every marked content."""
    around = _outside(bare)
    if around is None or not around.isdisjoint(_PAINTS | _TEXT):
        around = _outside(_bare(STRINGS.sub(b"( )", data)))
    if around is None:
        return False, True
    return not around.isdisjoint(_TEXT), not around.isdisjoint(_PAINTS)


def _outside(bare: bytes) -> set[bytes] | None:
    """The operators outside every marked content; None where one ends that never began."""
    found: list[bytes] = []
    depth = 0
    marked = bare.replace(b"BMC", b"BDC")
    *ended, rest = marked.split(b"EMC")
    parts = [part.partition(b"BDC") for part in ended]
    if marked.count(b"BDC") == len(parts) and all(begins for _, begins, _ in parts):
        return set(b" ".join([*(head for head, _, _ in parts), rest]).split())  # one begins before each end
    for head, begins, inside in parts:
        if not depth:
            if not begins:
                return None
            found.append(head)
        depth += (1 + inside.count(b"BDC") if begins else 0) - 1
    if not depth:
        found.append(rest.partition(b"BDC")[0])
    return set(b" ".join(found).split())


def bytes_of(page: Dictionary) -> bytes | None:
    """A page's content; None where it cannot be unpacked. Raises MemoryError: others have no room for it either."""
    parts = []
    for stream in as_list(page.get("/Contents")):
        if isinstance(stream, Stream):
            try:
                parts.append(stream.read_bytes())
            except Exception as error:
                if wants_memory(error):
                    raise MemoryError from error
                return None
    return b"\n".join(parts)


MOST_PARTS = 4_000_000
"""Numbers, names, words and operators of one page, or form, that are parsed: each takes up to 200 bytes. A page of text
has some thousand."""
_PARTS = tuple(b" \n\r\t[(</"[at : at + 1] for at in range(8))
"""What begins one, or parts it from the next."""


def parsed(holder: Dictionary | Stream) -> list[Any]:
    """The instructions of a page, or of a form. Raises pikepdf.PdfError, TooLong."""
    data = holder.read_bytes() if isinstance(holder, Stream) else bytes_of(holder)
    if data is not None and len(data) > MOST_PARTS and sum(map(data.count, _PARTS)) > MOST_PARTS:
        raise TooLong
    return list(pikepdf.parse_content_stream(holder))


PATH_BEGINS = frozenset({"m", "re"})
PATH_ENDS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
DRAWS_ALONE = frozenset({"Do", "sh", "INLINE IMAGE"})


def mark_decoration(pdf: Pdf, page: Dictionary) -> None:
    """Marks lines, areas and pictures outside every marked content as decoration.

    The program that tagged the page left them out of its reading order: office programs do so with backgrounds and
    borders. Said in the file, it is what PDF/UA-1, 7.1 asks for; nothing becomes readable or unreadable by it.
    """
    found: list[Any] = []
    depth = 0
    inside_path = False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Do" and (begin := _taken_begin(page, instruction.operands[0])):
            found.append(begin)
            depth += 1
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            if not depth:
                continue  # an end without a beginning
            depth -= 1
        if not depth and not inside_path and operator in PATH_BEGINS:
            found.append(_BEGIN)
            inside_path = True
        if not depth and operator in DRAWS_ALONE and not _is_tagged_form(page, instruction):
            found += [_BEGIN, instruction, _END]
            continue
        found.append(instruction)
        if inside_path and operator in PATH_ENDS:
            found.append(_END)
            inside_path = False
    found += [_END] * (inside_path + depth)
    page["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(found))


def _form(page: Dictionary, name: object) -> Stream | None:
    resources = page.get("/Resources")
    objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    found = objects.get(str(name)) if isinstance(objects, Dictionary) else None
    return found if isinstance(found, Stream) and found.get("/Subtype") == Name.Form else None


def _taken_begin(page: Dictionary, name: object) -> Any:
    """The beginning of marked content that stands alone at the top of a form, taken out of the form.

    LibreOffice 7.4 writes shapes with a shadow like that: the tag begins in the form and ends on the page.
    """
    form = _form(page, name)
    if form is None:
        return None
    data = form.read_bytes()
    begin = _LONE_BEGIN.match(data)
    if begin is None or len(re.findall(rb"B[DM]C\b", data)) != len(re.findall(rb"\bEMC\b", data)) + 1:
        return None
    form.write(data[begin.end() :])
    return pikepdf.ContentStreamInstruction(
        [Name("/" + begin[1].decode("latin-1")), Dictionary(MCID=int(begin[2]))], Operator("BDC")
    )


def _is_tagged_form(page: Dictionary, instruction: Any) -> bool:
    """Whether the instruction draws a form that has tags of its own."""
    if str(instruction.operator) != "Do":
        return False
    form = _form(page, instruction.operands[0])
    return form is not None and ("/StructParents" in form or b"/MCID" in form.read_bytes())


_LONE_BEGIN = re.compile(rb"\s*/(\w+)\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC\b\s?")
_BEGIN = pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))
_END = pikepdf.ContentStreamInstruction([], Operator("EMC"))


def without_marks(pdf: Pdf, page: Dictionary) -> None:
    """Makes marks of a lost structure tree harmless: the page is about to be tagged anew, as a whole.

    The words are replaced by others of the same length, so nothing else in the stream moves.
    """
    fresh: list[Object] = []
    for stream in as_list(page.get("/Contents")):
        if not isinstance(stream, Stream):
            continue
        data = stream.read_bytes()
        harmless = data.replace(b"/MCID", b"/LcID").replace(b"/Artifact", b"/Artefact")
        fresh.append(stream if harmless == data else pdf.make_stream(harmless))
    page["/Contents"] = Array(fresh)


def has_fonts(page: Dictionary) -> bool:
    """Whether the page, or a form that it draws, has a font at all."""
    stack = [(page.get("/Resources"), 0)]
    seen: set[tuple[int, int]] = set()
    while stack:
        resources, depth = stack.pop()
        if not isinstance(resources, Dictionary) or depth > FORM_DEPTH:
            continue
        fonts = resources.get("/Font") if "/Font" in resources else None
        if isinstance(fonts, Dictionary) and len(fonts):
            return True
        objects = resources.get("/XObject") if "/XObject" in resources else None
        if isinstance(objects, Dictionary):
            for _, form in entries(objects):
                if isinstance(form, Stream) and "/Resources" in form and form.objgen not in seen:
                    seen.add(form.objgen)
                    stack.append((form["/Resources"], depth + 1))
    return False
