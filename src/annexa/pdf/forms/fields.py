"""What a form field says, and how it wants that shown: read from the field, its parents and the form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Dictionary, Stream, String

from annexa.pdf.source import as_list
from annexa.pdf.written import name_of
from annexa.tools.richtext import plain

MULTILINE, PASSWORD, PUSH_BUTTON, RADIO, COMBO, COMB = 1 << 12, 1 << 13, 1 << 16, 1 << 15, 1 << 17, 1 << 24
DEEPEST: Final = 30
LONGEST: Final = 60_000
"""Letters of a value that are drawn."""
UNSEEN: Final = "\u2022" * 8
"""What stands for a password, whatever its length."""
_NUMBER = r"(-?\d*\.?\d+)"
_FONT = re.compile(rf"/(\S+)\s+{_NUMBER}\s+Tf")
_COLOURS: Final = (
    (re.compile(rf"{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+k\b"), 4),
    (re.compile(rf"{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+rg\b"), 3),
    (re.compile(rf"(?<![\d.]\s){_NUMBER}\s+g\b"), 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as one of its places on a page shows it."""

    kind: str
    """"text", "password", "list", "choice", "tick" or "button"."""
    name: str
    """What the form calls it, for messages."""
    lines: tuple[str, ...]
    """What it says, line by line; of a list every option; empty where it was not filled in."""
    chosen: tuple[int, ...] = ()
    """Of a list: the options that are chosen, by number."""
    is_long: bool = False
    """It takes several lines."""
    cells: int = 0
    """Of a comb: how many equal places its letters stand in; 0 where they stand as they are."""
    font: str = ""
    """The name of the font that it asks for."""
    size: float = 0
    """In points; 0 where it may be any that fits."""
    align: str = "start"
    """"start", "center" or "end"."""
    colour: tuple[float, ...] = (0.0,)
    """Of the letters, 0 to 1: grey, red-green-blue or cyan-magenta-yellow-black."""
    border: tuple[float, ...] = ()
    ground: tuple[float, ...] = ()
    rule: float = 1
    """Width of the border in points."""
    turned: int = 0
    """Degrees counterclockwise."""

    @property
    def text(self) -> str:
        """What must be legible where the field is."""
        lines = [self.lines[number] for number in self.chosen] if self.kind == "list" else self.lines
        return "\n".join(lines)


def read(widget: Dictionary, form: Dictionary) -> Field | None:
    """The field of a widget; None for a signature and for what is no field."""
    flags = _whole(_given(widget, "/Ff", form))
    kind = _kind(name_of(_given(widget, "/FT", form) or ""), flags)
    if not kind:
        return None
    says = _text(_given(widget, "/DA", form))
    font = _FONT.search(says)
    look = widget.get("/MK")
    look = look if isinstance(look, Dictionary) else Dictionary()
    rule = widget.get("/BS")
    lines, chosen = _says(widget, form, kind)
    cells = _whole(_given(widget, "/MaxLen", form)) if flags & COMB and not flags & (MULTILINE | PASSWORD) else 0
    return Field(
        kind=kind,
        name=_name(widget),
        lines=lines,
        chosen=chosen,
        is_long=kind == "text" and bool(flags & MULTILINE),
        cells=cells if 0 < cells <= 500 else 0,
        font=_font_name(font[1] if font else "", form),
        size=min(max(float(font[2]), 0.0), 200.0) if font else 0.0,
        align={1: "center", 2: "end"}.get(_whole(_given(widget, "/Q", form)), "start"),
        colour=_colour(says),
        border=_numbers(look.get("/BC")),
        ground=_numbers(look.get("/BG")),
        rule=float(_numbers(rule.get("/W"))[0]) if isinstance(rule, Dictionary) and _numbers(rule.get("/W")) else 1.0,
        turned=_whole(look.get("/R")) % 360,
    )


def is_ticked(widget: Dictionary, form: Dictionary) -> bool:
    """Whether a box or radio button is ticked, by its own state, or where it has none by what the form says."""
    state = widget.get("/AS")
    own = name_of(state) if state is not None else ""
    value = name_of(_given(widget, "/V", form) or "")
    states = ticks(widget)
    if own:
        return own != "/Off"
    if states:
        return value in states
    return value not in ("", "/Off")


def ticks(widget: Dictionary) -> frozenset[str]:
    """The names of the states in which it is ticked, of those that the file has drawings for."""
    drawings = widget.get("/AP")
    normal = drawings.get("/N") if isinstance(drawings, Dictionary) else None
    if not isinstance(normal, Dictionary) or isinstance(normal, Stream):
        return frozenset()
    return frozenset(name_of(key) for key in list(normal.keys())) - {"/Off"}


def _kind(type_: str, flags: int) -> str:
    if type_ == "/Tx":
        return "password" if flags & PASSWORD else "text"
    if type_ == "/Ch":
        return "choice" if flags & COMBO else "list"
    if type_ == "/Btn":
        return "button" if flags & PUSH_BUTTON else "tick"
    return ""


def _says(widget: Dictionary, form: Dictionary, kind: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    value = _given(widget, "/V", form)
    if kind == "button":
        look = widget.get("/MK")
        return _lines(_text(look.get("/CA")) if isinstance(look, Dictionary) else ""), ()
    if kind == "tick":
        return (), ()
    if kind == "password":
        return ((UNSEEN,), ()) if _text(value) else ((), ())
    if kind == "text":
        return _lines(_text(value) or plain(_text(_given(widget, "/RV", form)))), ()
    options = list(_options(_given(widget, "/Opt", form)))
    values = [_text(each) for each in as_list(value)]
    if kind == "choice":
        shown = dict(options)
        return _lines(", ".join(shown.get(each, each) for each in values if each)), ()
    chosen = tuple(number for number, option in enumerate(options) if set(option) & set(values))
    return tuple(words for _, words in options), chosen


def _options(options: object) -> Iterator[tuple[str, str]]:
    """What a form sends and what it shows for each option."""
    for option in as_list(options)[:2000]:
        if isinstance(option, Array) and len(option) > 1:
            yield _text(option[0]), _text(option[1])
        else:
            yield (_text(option),) * 2


def _lines(text: str) -> tuple[str, ...]:
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return tuple(text.split("\n")) if text.strip() else ()


def _given(widget: Dictionary, key: str, form: Dictionary) -> Any:
    """What a widget says itself, or takes from its parents or the form."""
    field: object = widget
    for _ in range(DEEPEST):
        if not isinstance(field, Dictionary):
            break
        if key in field:
            return field[key]
        field = field.get("/Parent")
    return form.get(key) if key in ("/DA", "/Q") else None


def _name(widget: Dictionary) -> str:
    field: object = widget
    names: list[str] = []
    for _ in range(DEEPEST):
        if not isinstance(field, Dictionary):
            break
        if "/TU" in field and not names:
            return _text(field["/TU"])[:80]
        if "/T" in field:
            names.insert(0, _text(field["/T"]))
        field = field.get("/Parent")
    return ".".join(names)[:80]


def _font_name(resource: str, form: Dictionary) -> str:
    """The name that the form's own resources give a font, or else the name of the resource."""
    resources = form.get("/DR")
    fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
    font = fonts.get(f"/{resource}") if isinstance(fonts, Dictionary) and resource else None
    base = name_of(font.get("/BaseFont", "")) if isinstance(font, Dictionary) else ""
    return base.lstrip("/") or resource


def _text(value: object) -> str:
    if isinstance(value, Stream):
        try:
            return str(String(value.read_bytes()[: 4 * LONGEST]))
        except Exception:  # whatever its filter says; the proof misses the words
            return ""
    if isinstance(value, String):
        return str(value)
    return name_of(value).lstrip("/") if value is not None else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _numbers(value: object) -> tuple[float, ...]:
    """Parts of a colour, or one number."""
    try:
        return tuple(min(max(float(each), 0.0), 100.0) for each in as_list(value))[:4]
    except (TypeError, ValueError):
        return ()


def _colour(says: str) -> tuple[float, ...]:
    for pattern, count in _COLOURS:
        if found := pattern.search(says):
            return tuple(min(max(float(part), 0.0), 1.0) for part in found.groups()[:count])
    return (0.0,)
