"""Number formats that write digits of their own, or noughts, around a whole number: 4 as "1.04", 12 as "CASE-0012".

Such a cell shows something else than the number that it holds, and whoever reads it knows it by what it shows.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|\[(?!\$|[<>=])[^\]]*\]|\[\$-[^\]]*\]|([0#?])|([ ()+:!^&\'~{}=-])|(.)', re.DOTALL
)
_FIRST: Final = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*', re.DOTALL)
"""What a format says of numbers above nought."""
_LARGEST: Final = Decimal(10) ** 15
"""Excel keeps no more digits than that."""


@dataclass(frozen=True, slots=True)
class Digits:
    """How a whole number is written."""

    parts: tuple[tuple[str, str], ...]
    """A place for a digit ("0", "#", "?") and nothing, or nothing and what is written as it is, from the left."""
    has_others: bool
    """Whether numbers below nought, and nought, have a format of their own."""

    def of(self, value: str) -> str:
        """A stored number as the cell shows it; other values as they are."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number) >= _LARGEST or (self.has_others and number <= 0):
            return value
        whole = number.quantize(Decimal(1), ROUND_HALF_UP)
        left = f"{abs(whole):f}".lstrip("0")
        first = next(at for at, (place, _) in enumerate(self.parts) if place)
        shown: list[str] = []
        for at in range(len(self.parts) - 1, -1, -1):
            place, written = self.parts[at]
            if not place:
                shown.append(written)
                continue
            taken, left = (left, "") if at == first else (left[-1:], left[:-1])
            shown.append(taken or {"0": "0", "?": " "}.get(place, ""))
        return ("-" if whole < 0 else "") + "".join(reversed(shown))


def digits(code: str) -> Digits | None:
    """What a number format writes; None for any that shows the number itself, its decimals, or a day."""
    section = _FIRST.match(code)
    rest = code[section.end() :] if section else ""
    if section is None or (rest and rest[0] != ";"):
        return None
    parts: list[tuple[str, str]] = []
    for quoted, escaped, place, plain, other in _TOKEN.findall(section[0]):
        if other:
            return None
        parts.append((place, "" if place else quoted or escaped or plain))
    shape = "".join(place or _kind(text) for place, text in parts)
    if not re.search("[0#?]", shape) or not re.search("1|0[-#?]*0|[0#?]-+[0#?]", shape):
        return None
    return Digits(tuple(parts), has_others=bool(rest))


def _kind(written: str) -> str:
    """ "1" for what holds a digit, "-" for anything else that is written, and nothing for nothing."""
    return "1" if any(sign.isdigit() for sign in written) else "-" if written else ""
