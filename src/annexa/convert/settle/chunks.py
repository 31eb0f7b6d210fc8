"""Puts the words of documents inside a Word file where Word shows them: LibreOffice shows those in Word's format only.

Measured with LibreOffice 7.4: of an altChunk in HTML, MHTML, RTF or plain text it prints nothing, and says nothing.
"""

import posixpath
import re
import zipfile
from datetime import datetime
from pathlib import Path

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.relations import relations_of
from annexa.convert.settle.tree import Tree
from annexa.convert.settle.word_fields import SPACES
from annexa.documents.chunk import shown_blocks
from annexa.documents.facts import Block, BlockKind
from annexa.tools.zips import DAMAGED

FORMATS = frozenset({"docx", "docm", "dotx", "dotm"})
NOTE = "text that the file holds in another format ({names}) is set as plain paragraphs"


def set_out(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such parts; answers notes. Raises OSError."""
    if format_ not in FORMATS:
        return ()
    parts = _parts(copy)
    if not parts:
        return ()
    used: dict[str, None] = {}

    def edited(tree: Tree, saved: datetime | None) -> Change:
        for space in SPACES:
            for chunk in list(tree.iter(f"{space}altChunk")):
                name = next((value for key, value in chunk.attrib.items() if str(key).endswith("}id")), "")
                if name in parts and (parent := chunk.getparent()) is not None:
                    at = parent.index(chunk)
                    parent[at : at + 1] = [_paragraph(chunk, space, block) for block in parts[name][1]]
                    used[parts[name][0]] = None
        return Change.SETTLED if used else Change.NONE

    rewritten(copy, (Rule(re.compile(r"word/document\.xml"), re.compile(rb"altChunk"), edited),))
    return (NOTE.format(names=", ".join(used)),) if used else ()


def _parts(copy: Path) -> dict[str, tuple[str, tuple[Block, ...]]]:
    """By the relation's id, the name and the text of each part that is not in Word's format and can be read."""
    found: dict[str, tuple[str, tuple[Block, ...]]] = {}
    try:
        with zipfile.ZipFile(copy) as archive:
            for key, relation in relations_of(archive, "word/document.xml").items():
                if relation.kind != "afchunk":
                    continue
                data = archive.read(relation.part)
                blocks = () if data.startswith(b"PK") else shown_blocks(data)
                if blocks:
                    found[key] = (posixpath.basename(relation.part), blocks)
    except DAMAGED:
        return {}
    return found


def _paragraph(chunk: Tree, space: str, block: Block) -> Tree:
    paragraph = chunk.makeelement(f"{space}p")
    run = chunk.makeelement(f"{space}r")
    if block.kind is BlockKind.HEADING:
        look = chunk.makeelement(f"{space}rPr")
        look.append(chunk.makeelement(f"{space}b"))
        run.append(look)
    for number, line in enumerate(block.text.splitlines()):
        if number:
            run.append(chunk.makeelement(f"{space}br"))
        text = chunk.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        text.text = ("• " if block.kind is BlockKind.LIST_ITEM and not number else "") + _sound(line)
        run.append(text)
    paragraph.append(run)
    return paragraph


def _sound(line: str) -> str:
    """Without what no XML may hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", line)
