"""Reads the markup inside a text: bold, links, references and footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|\[(?P<words>[^\]]+)\]\((?P<url>https?://[^)]+)\)"
    r"|\{@(?P<ref>[a-z0-9-]+)\}"
    r"|\^\[(?P<note>[^\]]+)\]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one nature; `target` is an address or a key."""

    kind: Literal["text", "bold", "link", "ref", "note"]
    text: str
    target: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The stretches of a text, in order."""
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            yield Piece("text", text[at : mark.start()])
        at = mark.end()
        if mark["bold"]:
            yield Piece("bold", mark["bold"])
        elif mark["url"]:
            yield Piece("link", mark["words"], mark["url"])
        elif mark["ref"]:
            yield Piece("ref", "", mark["ref"])
        else:
            yield Piece("note", mark["note"])
    if at < len(text):
        yield Piece("text", text[at:])


def plain(text: str) -> str:
    """The words alone, without footnotes; references are left out."""
    return "".join(piece.text for piece in pieces(text) if piece.kind != "note")
