"""Words of the Rich Text Format that matter here, and what holds while it is read."""

import re
from dataclasses import dataclass, field

from annexa.documents import fields
from annexa.documents.facts import BlockKind

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
SKIPPED = frozenset({
    "fonttbl", "colortbl", "filetbl", "rsidtbl", "generator", "listtable", "listoverridetable", "pgdsctbl", "themedata",
    "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "wgrffmtfilter", "fldtype", "mmathPr", "bkmkend",
    "listtext", "pntext", "pntxta", "pntxtb", "panose", "falt", "blipuid", "picprop", "objclass", "objname", "objalias",
    "objtime", "atnid", "atnref", "atndate", "atrfstart", "atrfend", "bkmkcolf", "background", "passwordhash",
    "userprops", "xe", "tc", "tcn",
})  # fmt: skip
"""Destinations whose content is no text of the document."""
STORIES = {
    "header": ("header", BlockKind.HEADER), "headerl": ("header", BlockKind.HEADER),
    "headerr": ("header", BlockKind.HEADER), "headerf": ("header", BlockKind.HEADER),
    "footer": ("footer", BlockKind.FOOTER), "footerl": ("footer", BlockKind.FOOTER),
    "footerr": ("footer", BlockKind.FOOTER), "footerf": ("footer", BlockKind.FOOTER),
    "footnote": ("footnote", BlockKind.NOTE), "shptxt": ("text box", BlockKind.TEXT_BOX),
}  # fmt: skip
COLLECTED = frozenset({
    "fldinst", "title", "author", "operator", "company", "manager", "subject", "keywords", "atnauthor", "bkmkstart",
    "objdata", "template", "revtbl", "stylesheet", "creatim", "revtim",
})  # fmt: skip
"""Destinations whose words are kept apart from the text."""
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "softline": "\n",
}
DEEPEST = 500
"""Groups inside groups; Word writes a dozen."""


@dataclass(slots=True)
class State:
    """What holds inside one group."""

    destination: str = ""
    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    formatted: bool = False
    author: int = 0
    stamp: int = 0
    size: float = 12.0
    bold: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    listed: bool = False
    fallback: int = 1
    """Characters that stand in for each Unicode one (`\\uc`)."""
    part: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    field: fields.Field | None = None


@dataclass(slots=True)
class Story:
    """The paragraph being read in the body, a header, a note or a comment."""

    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    revisions: list[tuple[str, int, int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    number: int = 1
    size: float | None = None
    bold: bool = False
