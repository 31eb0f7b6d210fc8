"""Words of the site: text made safe for Markdown, moments and dates in plain English, links between pages."""

import posixpath
import re
from typing import Final

from annexa.inspection.calendar import clock
from annexa.model.framework import Moment

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|!])")
_LEADING = re.compile(r"^(\d+|)([.+-])(?=\s)")
_CODE = re.compile(r"(`[^`\n]+`)")
_ROOTED = re.compile(r"(\]\(|href=\")/([^)\"\s]*)(?=[)\"])")


def plain(text: str) -> str:
    """Text of a record as Markdown that shows exactly these words: no markup, no HTML, on one line."""
    line = " ".join(text.split())
    escaped = _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_code(text: str) -> str:
    """As `plain`, but `words in backticks` stay code."""
    pieces = _CODE.split(" ".join(text.split()))
    return "".join(piece if _CODE.fullmatch(piece) else plain(piece) for piece in pieces)


def quoted(text: str) -> str:
    """A value of the front matter: a YAML string in double quotes."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def day_name(number: int) -> str:
    """The usual weekday of a working day, where day 1 is a Monday."""
    return WEEKDAYS[(number - 1) % 5]


def moment_words(moment: Moment) -> str:
    """Such as "Tuesday noon (day 2)"."""
    return f"{day_name(moment.day)} {clock(moment.time)} (day {moment.day})"


def relative_links(markdown: str, page: str) -> str:
    """Links that begin at the root, such as `](/roles/lano.md)`, written from the folder of `page`.

    Guidance writes them from the root so that a shared part can stand on any page; plain Markdown needs them relative.
    """
    folder = posixpath.dirname(page)

    def relative(match: re.Match[str]) -> str:
        path, mark, anchor = match[2].partition("#")
        return f"{match[1]}{posixpath.relpath(path, folder or '.')}{mark}{anchor}"

    return _ROOTED.sub(relative, markdown)
