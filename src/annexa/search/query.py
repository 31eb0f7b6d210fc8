"""Text and questions as the index sees them."""

import re

_SOFT_HYPHEN = "\u00ad"
_BROKEN_WORD = re.compile(r"(\w+)[-\u2010]\s*\n\s*(\w+)")
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_WORD = re.compile(r"\w+")


def searchable(text: str) -> str:
    """The text on one line; a word broken over two lines by a hyphen counts as one word and as two."""
    text = text.replace(_SOFT_HYPHEN, "")
    return " ".join(_BROKEN_WORD.sub(r"\1-\2 \1\2", text).split())


def question(words: str) -> str:
    """The FTS5 query for what a person typed: every word must occur, words in quotation marks as a phrase.

    A word with a hyphen is found as written, as two words and as one. Empty where no word was typed.
    """
    parts = []
    for match in _QUOTED.finditer(words):
        quoted, typed = match.group(1) or match.group(2), match.group(3)
        pieces = _WORD.findall(quoted or typed or "")
        if not pieces:
            continue
        phrase = f'"{" ".join(pieces)}"'
        joined = typed is not None and "-" in typed and len(pieces) > 1
        parts.append(f'({phrase} OR "{"".join(pieces)}")' if joined else phrase)
    return " AND ".join(parts)
