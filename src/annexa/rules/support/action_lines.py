"""Tables of actions in a PDF without tags: lines of headings, and rows whose cells run together."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.documents.facts import Block, BlockKind
from annexa.model.folded import fold

_HEAD: Final = re.compile(r"\b(?:agreed\s+|key\s+)?(?:actions?|tasks?)\b", re.IGNORECASE)
_COLUMNS: Final = re.compile(
    r"\b(?:owner|who|lead|responsible|due|by\s+when|when|deadline|status|rag|progress|complete[d]?|update)\b",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(r"\b(?:status|b?rag|progress|complete[d]?|updates?|done)\b", re.IGNORECASE)
_LONGEST: Final = 90
_TAIL: Final = 6
"""Words at the end of a row in which its status stands."""
_SIGN: Final = re.compile(r"[a-z]|\d{1,3}\s?%|[☐□▢☑☒✓✔✗✘✅❌]")


def rows_below_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str, str]]:
    """Each line below a line such as "Action Owner Due Status": the block, its text, and the words at its end.

    The table ends at a heading, at a sentence, or with its page.
    """
    head: Block | None = None
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH and block.kind is not BlockKind.LIST_ITEM:
            head = None
        elif _is_head(block.text):
            head = block
        elif head is not None and (head.place.page != block.place.page or block.text.rstrip().endswith(".")):
            head = None
        elif head is not None:
            words = block.text.split()
            sign = len(words) > 1 and _SIGN.fullmatch(fold(words[-1]).text)
            yield block, block.text, words[-1] if sign else " ".join(words[-_TAIL:])


def _is_head(line: str) -> bool:
    columns = {match.group().lower() for match in _COLUMNS.finditer(line)}
    titled = sum(word[:1].isupper() for word in line.split()) * 2 > len(line.split())
    return len(line) <= _LONGEST and titled and bool(_HEAD.search(line) and _STATUS.search(line)) and len(columns) > 1
