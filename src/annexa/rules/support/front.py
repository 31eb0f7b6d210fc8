"""The front of a document: what a reader sees first, where a title and a date belong."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.rules.support.once import once

WORKBOOKS: Final = frozenset({"xlsx", "xlsm", "xltx", "xls", "ods", "csv"})
IMAGES: Final = frozenset({"png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp", "jp2"})
SLIDES: Final = frozenset({"pptx", "pptm", "potx", "ppsx", "ppt", "odp"})

_BLOCKS: Final = 60
_CHARACTERS: Final = 4000
_SHEET_ROWS: Final = 12
_ASIDE: Final = frozenset(
    {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.TABLE_OF_CONTENTS, BlockKind.NOTE, BlockKind.SPEAKER_NOTES}
)
_ROW: Final = re.compile(r"[A-Z]+(\d+)")


@once
def front(facts: Facts) -> tuple[Block, ...]:
    """The first page, the first slide, or the first rows of each sheet; headers, footers and contents left out."""
    return tuple(_in_front(facts))


def _in_front(facts: Facts) -> Iterator[Block]:
    taken = characters = 0
    for block in facts.blocks:
        place = block.place
        if block.kind in _ASIDE or not block.text.strip():
            continue
        if facts.format in WORKBOOKS:
            if row_of(block) <= _SHEET_ROWS:
                yield block
            continue
        if (
            (place.page or block.near_page or 1) > 1
            or (place.slide or 1) > 1
            or taken >= _BLOCKS
            or characters > _CHARACTERS
        ):
            return
        taken += 1
        characters += len(block.text)
        yield block


def row_of(block: Block) -> int:
    """The row of a cell, from 1; 1 where the block is not a cell of a sheet."""
    match = _ROW.match(block.place.cell or "")
    return int(match[1]) if match else 1


def edges(facts: Facts) -> Iterator[Block]:
    """Headers and footers."""
    return (block for block in facts.blocks if block.kind in {BlockKind.HEADER, BlockKind.FOOTER})
