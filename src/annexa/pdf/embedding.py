"""Which fonts a page uses that its file does not hold: a reader without them shows other letters, or none."""

from pikepdf import Dictionary, Name, Object, Stream

from annexa.pdf.source import as_list
from annexa.pdf.written import entries, name_of

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
FORM_DEPTH = 6


class Fonts:
    """Looks at the fonts of one source, each once however many pages use it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], str | None] = {}
        self._clean: set[tuple[int, int]] = set()
        """Resources, and forms, by their numbers."""
        self._embedded: set[bytes] = set()
        """Sets of fonts as they are written: many pages have resources of their own and the same fonts."""

    def missing(self, page: Dictionary) -> str | None:
        """The name of a font that is not embedded, or None where all are."""
        return self._in_resources(page.get("/Resources"), 0)

    def _in_resources(self, resources: object, depth: int) -> str | None:
        if not isinstance(resources, Dictionary) or depth > FORM_DEPTH:
            return None
        number = resources.objgen
        if number in self._clean:
            return None
        if number != (0, 0):
            self._clean.add(number)  # entered before its forms are looked at: they may use it themselves
        fonts = resources.get("/Font")
        written = fonts.unparse(True) if isinstance(fonts, Dictionary) else b""
        if written not in self._embedded:
            for _, font in entries(fonts) if isinstance(fonts, Dictionary) else ():
                if (name := self._name_if_missing(font)) is not None:
                    self._clean.discard(number)
                    return name
            self._embedded.add(written)
        forms = resources.get("/XObject")
        for _, form in entries(forms) if isinstance(forms, Dictionary) else ():
            if isinstance(form, Stream) and "/Resources" in form and form.objgen not in self._clean:
                self._clean.add(form.objgen)  # its resources may have no number, and name each other's forms
                name = self._in_resources(form["/Resources"], depth + 1)
                if name is not None:
                    self._clean.discard(form.objgen)
                    self._clean.discard(number)
                    return name
        return None

    def _name_if_missing(self, font: Object) -> str | None:
        if not isinstance(font, Dictionary):
            return None
        number = font.objgen
        if number == (0, 0) or number not in self._known:
            _without_set(font)
            self._known[number] = None if _is_embedded(font) else name_of(font.get("/BaseFont", "/unnamed"))[1:]
        return self._known[number]


def _without_set(font: Dictionary) -> None:
    """Takes off the list of glyphs that a font may bring: wrong in many files, it breaks PDF/UA-1 (7.21.4.2), and it
    says nothing that the font itself does not."""
    for inner in as_list(font.get("/DescendantFonts")):
        descriptor = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
        if isinstance(descriptor, Dictionary) and "/CIDSet" in descriptor:
            del descriptor["/CIDSet"]


def _is_embedded(font: Dictionary) -> bool:
    kind = font.get("/Subtype")
    if kind == Name.Type3:
        return True  # its glyphs are drawings in the file
    if kind == Name.Type0:
        inner = as_list(font.get("/DescendantFonts"))
        return bool(inner) and isinstance(inner[0], Dictionary) and _is_embedded(inner[0])
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(program in descriptor for program in PROGRAMS)
