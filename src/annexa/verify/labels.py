"""Page labels: what a reader shows beside a page, and the numbers written in words and stamps."""

import re
from typing import Any, Final, NamedTuple

from annexa.verify.lenient import entry, number, pairs, raw_entry, resolved, text

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STAMP: Final = re.compile(
    r"^\W*(?:(?:page|pages|pg|p|no)\b[\s.:]*)?"
    r"(?P<prefix>[A-Z]{1,4}[-. ]?)?(?P<number>\d{1,6})(?P<suffix>[A-Z]{0,2})"
    r"(?:\s*(?:of|/|\|)\s*\d{1,6})?\W*$",
    re.IGNORECASE,
)
_LAST: Final = re.compile(
    r"(?:\bpage\s+|[\s|·•–—-])(?P<number>\d{1,6})(?P<suffix>[A-Z]{0,2})(?:\s+of\s+\d+)?\W*$", re.IGNORECASE
)


class Numbered(NamedTuple):
    """A page number as written: 57A is 57 and "A"; S-3 has the prefix "S-"."""

    prefix: str
    number: int
    suffix: str

    @property
    def label(self) -> str:
        return f"{self.prefix}{self.number}{self.suffix}"

    @property
    def section(self) -> str:
        """The letters of its section: B for B1 and for B-1; nothing where it has none."""
        return self.prefix.rstrip("-. ").upper()

    def is_label(self, label: str) -> bool:
        """Whether it says the same as a page label, whatever the case, with or without the prefix."""
        plain = f"{self.number}{self.suffix}"
        return label.casefold() in (self.label.casefold(), plain.casefold())


def numbered(words: str) -> Numbered | None:
    """The page number that a stamp, a cell or a footer states: "12", "Page 12 of 90", "57A", "Bundle | 12"."""
    found = _STAMP.match(words)
    if found:
        return Numbered((found["prefix"] or "").strip(), int(found["number"]), found["suffix"])
    found = _LAST.search(words)
    return Numbered("", int(found["number"]), found["suffix"]) if found else None


def roman(value: int) -> str:
    """A number in small Roman figures."""
    out = []
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        out.append(letters * times)
    return "".join(out)


def letters(value: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb: as PDF counts."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def letters_value(text: str) -> int:
    """The letters of an inserted page as a number, as spreadsheets count: A is 1, Z is 26, AA is 27."""
    value = 0
    for letter in text.upper():
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def page_labels(root: Any, pages: int) -> tuple[tuple[str, ...], bool]:
    """The label of every page, and whether the file sets any; without one a page is called by its position."""
    tree = raw_entry(root, "/PageLabels")
    ranges: dict[int, Any] = {}
    for key, value in pairs(tree, "/Nums"):
        start, rule = resolved(key), resolved(value)
        if isinstance(start, int) and isinstance(rule, dict) and 0 <= start < pages:
            ranges[int(start)] = rule
    if not ranges:
        return tuple(str(position) for position in range(1, pages + 1)), False
    out: list[str] = []
    rule, start = None, 0
    for index in range(pages):
        if index in ranges:
            rule, start = ranges[index], index
        out.append(_label(rule, index - start) if rule is not None else str(index + 1))
    return tuple(out), True


def _label(rule: Any, offset: int) -> str:
    prefix = text(entry(rule, "/P"))[:40]
    value = min(max(1, int(number(entry(rule, "/St"), 1.0))) + offset, 999_999)
    match str(entry(rule, "/S")):
        case "/D":
            return f"{prefix}{value}"
        case "/r":
            return prefix + roman(min(value, 9999))
        case "/R":
            return prefix + roman(min(value, 9999)).upper()
        case "/a":
            return prefix + letters(min(value, 2600))
        case "/A":
            return prefix + letters(min(value, 2600)).upper()
        case _:
            return prefix
