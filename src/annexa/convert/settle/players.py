"""Films and sounds without a picture of their own are not in the private copy.

Measured with LibreOffice 7.4: it starts a player for each, to draw one, and waits for that twenty seconds, whether the
film lies in the file or elsewhere.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree, cut

_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PLAYED: Final = tuple(
    f"{{*}}{name}" for name in ("videoFile", "audioFile", "wavAudioFile", "quickTimeFile", "audioCd")
)


def take_out_players(copy: Path, format_: str) -> bool:
    """Rewrites the private copy in place where it holds any, and says whether it did. Raises OSError."""
    kind = _KINDS.get(format_)
    if kind is None:
        return False
    parts, marks, find = kind

    def edited(tree: Tree, saved: datetime | None) -> Change:
        found = find(tree)
        for each in found:
            cut(each)
        return Change.SETTLED if found else Change.NONE

    return rewritten(copy, (Rule(parts, marks, edited),)) is Change.SETTLED


def _players(tree: Tree) -> list[Tree]:
    """Of OpenDocument: those whose frame holds no picture to be shown in their place."""
    return [each for each in tree.iter(f"{_DRAW}plugin") if not _has(each.getparent(), f"{_DRAW}image")]


def _films(tree: Tree) -> list[Tree]:
    """Of slides: what says that a picture is a film, where the picture is not in the file."""
    found = []
    for mark in tree.iter(*_PLAYED):
        about = mark.getparent()
        picture = next(mark.iterancestors("{*}pic"), None)
        blip = picture.find("{*}blipFill/{*}blip") if picture is not None else None
        if about is not None and (blip is None or not any(str(name).endswith("}embed") for name in blip.attrib)):
            found += list(about)  # with the extension that names it a second time
    return list(dict.fromkeys(found))


def _has(frame: Tree | None, kind: str) -> bool:
    return frame is not None and frame.find(kind) is not None


_KINDS: Final = {
    **dict.fromkeys(
        ("odt", "ott", "ods", "ots", "odp", "otp", "odg"),
        (re.compile(r"(content|styles)\.xml"), re.compile(rb":plugin\b"), _players),
    ),
    **dict.fromkeys(
        ("pptx", "pptm", "potx", "potm", "ppsx", "ppsm"),
        (
            re.compile(r"ppt/slide[^/]*/[^/]+\.xml"),
            re.compile(rb":(video|audio|wavAudio|quickTime)File\b|:audioCd\b"),
            _films,
        ),
    ),
}
"""By format: the parts in which they are, what those hold then, and how they are found."""
