"""What a page's content stream says about itself, read by its bytes and not interpreted: quick, and enough to wrap it."""

import re
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from annexa.bundle.source import as_list

_SAVES = re.compile(rb"(?<![^\s\])>])([qQ])(?=[\s\[(</]|$)")
_SHOWS = re.compile(rb"[\s)\]>]T[jJ](?=[\s/\[(<]|$)|[)\]>\s]'(?=\s|$)")
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_INVISIBLE = re.compile(rb"(?<![^\s])3\s+Tr\b")
_DRAWS = re.compile(rb"\sDo\b|\bBI\s")
FORM_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A page's content as far as wrapping it needs."""

    open_states: int
    """Graphics states saved and never restored: they must be closed before anything is drawn after it."""
    blank: bool
    marked: bool
    """Whether it holds marked-content numbers or artifacts of a structure tree."""
    artifacts: bool
    shows_text: bool
    invisible: bool
    """Whether text is drawn in the invisible mode of text recognition."""
    draws: bool
    """Whether it draws images or forms."""


def examine(page: Dictionary) -> Content:
    """Reads the page's content. A stream that cannot be unpacked counts as one that draws something."""
    data = _bytes(page)
    if data is None:
        return Content(
            open_states=0, blank=False, marked=False, artifacts=False, shows_text=False, invisible=False, draws=True
        )
    return Content(
        open_states=_open_states(data),
        blank=not data.strip(),
        marked=b"/MCID" in data or b"/Artifact" in data,
        artifacts=b"/Artifact" in data,
        shows_text=_SHOWS.search(data) is not None,
        invisible=_INVISIBLE.search(data) is not None,
        draws=_DRAWS.search(data) is not None,
    )


def open_states(page: Dictionary) -> int:
    """Graphics states that the page's content saves and never restores."""
    data = _bytes(page)
    return _open_states(data) if data else 0


def _open_states(data: bytes) -> int:
    counted = _count(data)
    # Letters inside strings count too; only where the sum is off is it worth leaving them out.
    return max(0, _count(_STRINGS.sub(b"()", data))) if counted else 0


def _count(data: bytes) -> int:
    found = _SAVES.findall(data)
    return 2 * found.count(b"q") - len(found)


def _bytes(page: Dictionary) -> bytes | None:
    parts = []
    for stream in as_list(page.get("/Contents")):
        if isinstance(stream, Stream):
            try:
                parts.append(stream.read_bytes())
            except Exception:
                return None
    return b"\n".join(parts)


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
    while stack:
        resources, depth = stack.pop()
        if not isinstance(resources, Dictionary) or depth > FORM_DEPTH:
            continue
        fonts = resources.get("/Font") if "/Font" in resources else None
        if isinstance(fonts, Dictionary) and len(fonts):
            return True
        objects = resources.get("/XObject") if "/XObject" in resources else None
        if isinstance(objects, Dictionary):
            forms = (each for _, each in objects.items() if isinstance(each, Stream) and "/Resources" in each)
            stack.extend((form["/Resources"], depth + 1) for form in forms)
    return False
