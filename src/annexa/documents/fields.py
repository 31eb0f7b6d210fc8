"""Word fields: what an instruction such as `HYPERLINK "https://…" \\l "part 2"` links to."""

import re
from dataclasses import dataclass, field

from annexa.documents.facts import ActiveKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.model.findings import Place

_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"?|(\\[A-Za-z*#@!])|(\S+)')
_LINKED = {
    "LINK": ActiveKind.LINKED_OBJECT,
    "INCLUDETEXT": ActiveKind.LINKED_OBJECT,
    "RD": ActiveKind.LINKED_OBJECT,
    "DDE": ActiveKind.EXTERNAL_DATA,
    "DDEAUTO": ActiveKind.EXTERNAL_DATA,
    "DATABASE": ActiveKind.EXTERNAL_DATA,
    "IMPORT": ActiveKind.LINKED_IMAGE,
    "INCLUDEPICTURE": ActiveKind.LINKED_IMAGE,
}
_CHANGING = {"DATE", "TIME"}
_REFERENCES = {"REF", "PAGEREF", "NOTEREF"}
_WITH_VALUE = {"\\l", "\\o", "\\t", "\\m", "\\c", "\\n", "\\d", "\\s", "\\f", "\\*", "\\#", "\\@"}
_HYPERLINK_VALUE = {"\\l", "\\o", "\\t"}
RESULT = 2_000
"""Characters of a field's result that are kept as the words of its link."""
INSTRUCTION = 40_000
"""Characters of an instruction that are kept."""


@dataclass(slots=True)
class Field:
    """A complex field while it is being read."""

    instruction: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    in_result: bool = False
    locked: bool = False
    """It keeps its result whenever the others are updated."""
    size: int = 0

    def add(self, text: str) -> None:
        """Adds to the instruction, or to the result once the separator has passed."""
        self.size += len(text)
        if self.in_result:
            if self.size < INSTRUCTION + RESULT:
                self.result.append(text)
        elif self.size < INSTRUCTION:
            self.instruction.append(text)

    @property
    def name(self) -> str:
        """The first word of the instruction in capitals, such as TOC."""
        words = "".join(self.instruction).split(None, 1)
        return words[0].upper() if words else ""


@dataclass(frozen=True, slots=True)
class Instruction:
    """A parsed instruction: its name, plain arguments, and switches with their values."""

    name: str
    arguments: tuple[str, ...]
    switches: dict[str, str]


def parse(instruction: str) -> Instruction:
    """Splits an instruction; quotes may be missing at the end, backslashes inside quotes are doubled."""
    name, arguments, switches = "", [], dict[str, str]()
    pending = ""
    for match in _TOKEN.finditer(instruction.replace("“", '"').replace("”", '"')):
        quoted, switch, word = match.groups()
        if switch and not pending:
            switches.setdefault(switch.lower(), "")
            takes = _HYPERLINK_VALUE if name == "HYPERLINK" else _WITH_VALUE
            pending = switch.lower() if switch.lower() in takes else ""
            continue
        value = re.sub(r'\\(["\\])', r"\1", quoted) if quoted is not None else word or switch or ""
        if not name:
            name = value.upper()
        elif pending:
            switches[pending] = value
            pending = ""
        else:
            arguments.append(value)
    return Instruction(name=name, arguments=tuple(arguments), switches=switches)


def add_from(
    instruction: str, text: str, place: Place, found: Gatherer, bookmarks: set[str], *, locked: bool = False
) -> None:
    """Adds the link, cross-reference, linked part or changing date that a field stands for, if it stands for one."""
    parsed = parse(instruction)
    target = parsed.arguments[0] if parsed.arguments else ""
    if parsed.name == "HYPERLINK":
        _hyperlink(target, parsed.switches.get("\\l", ""), text, place, found, bookmarks)
    elif parsed.name in _REFERENCES and target:
        resolved = is_there(target, bookmarks) and not text.strip().startswith("Error!")
        found.link(target, place, LinkOrigin.INTERNAL, text, resolved=resolved)
    elif parsed.name in _CHANGING and not locked:
        found.changing_date(place, text)
    elif parsed.name in _LINKED and parsed.arguments:
        address = (
            parsed.arguments[1] if parsed.name in ("LINK", "DDE", "DDEAUTO") and len(parsed.arguments) > 1 else target
        )
        found.activate(_LINKED[parsed.name], place, name=parsed.name, target=address)
        if parsed.name == "INCLUDEPICTURE":
            found.link(address, place, LinkOrigin.FIELD, text)


def _hyperlink(target: str, anchor: str, text: str, place: Place, found: Gatherer, bookmarks: set[str]) -> None:
    if target.startswith("#") and not anchor:
        target, anchor = "", target[1:]
    if target:
        found.link(f"{target}#{anchor}" if anchor else target, place, LinkOrigin.FIELD, text)
    elif anchor:
        found.link(anchor, place, LinkOrigin.INTERNAL, text, resolved=is_there(anchor, bookmarks))


def is_there(name: str, bookmarks: set[str]) -> bool:
    """Whether a bookmark exists; Word ignores case, and `_top` is always there."""
    return name.lower() in bookmarks or name.lower() in ("_top", "top")
